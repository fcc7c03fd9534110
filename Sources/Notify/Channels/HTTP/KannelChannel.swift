import Foundation
import PunctualHTTP
import PunctualModel

/// Hands each message to the `sendsms` service of a Kannel gateway: the text as the body of a POST and all else in
/// `X-Kannel-` headers, so that neither the password nor the text stands in an address that somebody logs.
///
/// Kannel gives no id and knows no idempotency key. Where a receipt address is set up, it reports there, with the
/// message's id in the place of `{id}`.
public struct KannelChannel: Channel {
  public let name = "kannel"
  public let knowsRepetitions = false
  private let url: URL
  private let user: String
  private let from: String
  private let password: Secret
  private let reportTo: String?
  private let timeoutSeconds: Int

  /// - Parameters:
  ///   - url: such as `http://localhost:13013/cgi-bin/sendsms`.
  ///   - reportTo: where Kannel shall report what became of a message: an address with `{id}` and Kannel's `%d` in it.
  public init(url: URL, user: String, from: String, password: Secret, reportTo: String?, timeoutSeconds: Int) {
    self.url = url
    self.user = user
    self.from = from
    self.password = password
    self.reportTo = reportTo
    self.timeoutSeconds = timeoutSeconds
  }

  public func deliver(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let notification = message.notification
    guard PhoneNumber.isE164(notification.address) else { return PhoneNumber.refusal }
    let password: String
    do throws(Faults) { password = try self.password.value() } catch { return .refused(error) }
    var fields = [
      "Content-Type": "text/plain; charset=UTF-8", "X-Kannel-Username": user, "X-Kannel-Password": password,
      "X-Kannel-From": from, "X-Kannel-To": notification.address,
      "X-Kannel-Coding": SMS.isGSM(notification.body) ? "0" : "2",
    ]
    if let reportTo {
      // 1 delivered, 2 not delivered, 16 refused by the centre.
      fields["X-Kannel-DLR-Mask"] = "19"
      fields["X-Kannel-DLR-Url"] = reportTo.replacingOccurrences(of: "{id}", with: message.id)
    }
    do throws(HTTPFailure) {
      let answer = try await Gateway.post(
        Array(notification.body.utf8), to: url, fields: fields, timeoutSeconds: timeoutSeconds)
      return outcome(answer, message)
    } catch {
      return .failed(error)
    }
  }

  /// `0: Accepted for delivery` and `3: Queued for later delivery`, both with 202.
  private func outcome(_ answer: HTTPAnswer, _ message: OutgoingMessage) -> DeliveryOutcome {
    let said = oneLine(String(decoding: answer.body.prefix(400), as: UTF8.self), limit: 200)
    let reason = "The gateway answered with status \(answer.status)\(said.isEmpty ? "" : ": \(said)")"
    switch answer.status {
    case 202 where said.hasPrefix("0:") || said.hasPrefix("3:"):
      return .accepted(receipt: reportTo == nil ? nil : message.id)
    case 200..<300: return .unknown(reason: "\(reason), which is not Kannel's form.")
    case 300..<400, 401, 403, 404, 405, 408, 429, 503:
      return .later(reason, RetryAfter.seconds(answer.retryAfter, now: message.at))
    case 400..<500: return .refused(reason: reason, permanent: true)
    default: return .unknown(reason: reason)
    }
  }
}
