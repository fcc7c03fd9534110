import Foundation
import PunctualHTTP
import PunctualModel

/// Posts each message as JSON (``MessageDocument`` lists the fields), signed by the scheme of Standard Webhooks 1.0.0:
/// `webhook-id` (the same over all attempts, so it is the idempotency key), `webhook-timestamp`, and `webhook-signature`,
/// an HMAC-SHA256 of `id.timestamp.body`.
///
/// Any 2xx is acceptance, 410 a refusal for good, all else a matter for later: no sooner than `Retry-After` asks.
public struct WebhookChannel: Channel {
  public let name = "webhook"
  public let knowsRepetitions = true
  private let url: URL
  private let secret: Secret
  private let timeoutSeconds: Int

  /// - Parameter secret: the key as base64, with or without `whsec_` before it.
  public init(url: URL, secret: Secret, timeoutSeconds: Int) {
    self.url = url
    self.secret = secret
    self.timeoutSeconds = timeoutSeconds
  }

  public func deliver(_ message: OutgoingMessage) async -> DeliveryOutcome {
    let body = MessageDocument(message.notification).bytes()
    let id = "msg_\(message.id)"
    let timestamp = String(message.at.epochSeconds)
    let signature: String
    do throws(Faults) {
      signature = try Self.signature(id: id, timestamp: timestamp, body: body, secret: secret.value())
    } catch {
      return .refused(error)
    }
    do throws(HTTPFailure) {
      let answer = try await Gateway.post(
        body, to: url,
        fields: [
          "Content-Type": "application/json", "webhook-id": id, "webhook-timestamp": timestamp,
          "webhook-signature": signature,
        ], timeoutSeconds: timeoutSeconds)
      let reason = "The receiver answered with status \(answer.status)."
      return switch answer.status {
      case 200..<300: .accepted(receipt: id)
      case 410: .refused(reason: reason, permanent: true)
      default: .later(reason, RetryAfter.seconds(answer.retryAfter, now: message.at))
      }
    } catch {
      return .failed(error)
    }
  }

  /// `v1,` and the base64 of the HMAC. Throws `out-of-range` where the secret is no base64.
  static func signature(id: String, timestamp: String, body: [UInt8], secret: String) throws(Faults) -> String {
    let text = secret.hasPrefix("whsec_") ? String(secret.dropFirst(6)) : secret
    guard let key = Data(base64Encoded: text), key.count >= 16 else {
      throw Faults(
        .outOfRange, "The webhook's secret is not a key of at least 16 bytes in base64.",
        hint: "Make one by `openssl rand -base64 24`.")
    }
    let code = SHA256.hmac(Array("\(id).\(timestamp).".utf8) + body, key: Array(key))
    return "v1," + Data(code).base64EncodedString()
  }
}
