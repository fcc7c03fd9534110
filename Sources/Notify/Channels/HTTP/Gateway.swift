import Foundation
import PunctualHTTP

/// A server that takes messages by POST.
enum Gateway {
  /// One message, once: whatever the server does it ends within the time, and 64 KiB of its answer are read.
  static func post(
    _ body: [UInt8], to url: URL, fields: [String: String], timeoutSeconds: Int
  ) async throws(HTTPFailure) -> HTTPAnswer {
    try await HTTPClient().exchange(
      HTTPRequest(url, fields: fields, body: body, seconds: Double(timeoutSeconds), answerLimit: 64 << 10))
  }
}

extension DeliveryOutcome {
  /// No answer: nobody knows whether the message was taken, unless it cannot have got there.
  static func failed(_ failure: HTTPFailure) -> DeliveryOutcome {
    let reason = "The exchange with the server failed: \(failure.cause.words)."
    return failure.wasSent ? .unknown(reason: reason) : .refused(reason: reason, permanent: false)
  }
}
