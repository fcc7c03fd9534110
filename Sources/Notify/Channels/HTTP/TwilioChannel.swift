import Foundation
import PunctualHTTP
import PunctualModel

/// Hands each message to Twilio's Programmable Messaging, or to a gateway of its form: `POST …/Messages.json` with `To`,
/// `From` (or `MessagingServiceSid`) and `Body`, Basic authentication, and 201 with a `sid` as the answer.
///
/// The interface knows no idempotency key, so a repetition is another message.
public struct TwilioChannel: Channel {
  public let name = "twilio"
  public let knowsRepetitions = false
  private let url: URL
  private let account: String
  private let from: String
  private let token: Secret
  private let timeoutSeconds: Int

  /// - Parameters:
  ///   - url: `https://api.twilio.com`, or a gateway of the same form.
  ///   - from: a number in E.164, a name, or a messaging service (`MG…`).
  public init(url: URL, account: String, from: String, token: Secret, timeoutSeconds: Int) {
    self.url = url
    self.account = account
    self.from = from
    self.token = token
    self.timeoutSeconds = timeoutSeconds
  }

  public func deliver(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let notification = message.notification
    guard PhoneNumber.isE164(notification.address) else { return PhoneNumber.refusal }
    let password: String
    do throws(Faults) { password = try token.value() } catch { return .refused(error) }
    let sender = from.hasPrefix("MG") && from.utf8.count == 34 ? "MessagingServiceSid" : "From"
    let form = FormBody.text([("To", notification.address), (sender, from), ("Body", notification.body)])
    do throws(HTTPFailure) {
      let answer = try await Gateway.post(
        Array(form.utf8), to: url.appending(path: "2010-04-01/Accounts/\(account)/Messages.json"),
        fields: [
          "Authorization": "Basic " + Data("\(account):\(password)".utf8).base64EncodedString(),
          "Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json",
        ], timeoutSeconds: timeoutSeconds)
      return outcome(answer, at: message.at)
    } catch {
      return .failed(error)
    }
  }

  private struct Said: Decodable {
    var sid: String?
    var code: Int?
    var message: String?
  }

  private func outcome(_ answer: HTTPAnswer, at now: Instant) -> DeliveryOutcome {
    let status = answer.status
    let said = try? JSONDecoder().decode(Said.self, from: Data(answer.body))
    var reason = "The gateway answered with status \(status)"
    if let code = said?.code { reason += ", code \(code)" }
    if let message = said?.message { reason += ": \(oneLine(message, limit: 200))" }
    switch status {
    case 200..<300:
      guard let sid = said?.sid, !sid.isEmpty, sid.utf8.count <= 200 else {
        return .unknown(reason: "\(reason), but without the message's sid.")
      }
      return .accepted(receipt: oneLine(sid, limit: 200))
    // A matter of set-up or of load; the message itself is not at fault.
    case 300..<400, 401, 403, 404, 405, 408, 425, 429, 503:
      return .later(reason, RetryAfter.seconds(answer.retryAfter, now: now))
    case 400..<500:
      return .refused(reason: reason, permanent: true)
    default:
      return .unknown(reason: reason)
    }
  }
}

extension DeliveryOutcome {
  /// Not now, because something is not set up.
  static func refused(_ faults: Faults) -> DeliveryOutcome {
    .refused(reason: faults.all.map(\.message).joined(separator: " "), permanent: false)
  }
}
