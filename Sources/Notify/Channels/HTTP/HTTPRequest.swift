import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One POST to a server that may be slow, mad or hostile.
///
/// It ends within its time whatever the server does, follows no redirection, keeps no cookie, and reads a bounded part of
/// the answer. It tells what is known: that the request never got through, an answer, or that nobody knows.
struct HTTPRequest: Sendable {
  var url: URL
  var headers: [String: String]
  var body: [UInt8]
  var timeoutSeconds: Int
  /// Bytes of an answer that are read at most.
  var answerLimit = 64 << 10

  /// A status, the beginning of the body, and what was asked by `Retry-After`.
  struct Answer: Sendable {
    var status: Int
    var body: [UInt8] = []
    var retryAfter: String?
  }

  enum End: Sendable {
    case answered(Answer)
    /// The server cannot have got it.
    case notSent(reason: String)
    /// It may have got it.
    case unknown(reason: String)
  }

  func send() async -> End {
    var request = URLRequest(url: url, timeoutInterval: TimeInterval(timeoutSeconds))
    request.httpMethod = "POST"
    request.httpBody = Data(body)
    request.httpShouldHandleCookies = false
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    let exchange = Exchange(answerLimit: answerLimit)
    let session = URLSession(configuration: .ephemeral, delegate: exchange, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let task = session.dataTask(with: request)
    // The time-outs of URLSession start anew with every byte, so a clock of our own ends it.
    let clock = Task {
      try await Task.sleep(for: .seconds(timeoutSeconds))
      exchange.end(.timedOut)
    }
    defer { clock.cancel() }
    let end = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchange.start(continuation)
        task.resume()
      }
    } onCancel: {
      exchange.end(.timedOut)
    }
    return end.result(timeoutSeconds: timeoutSeconds)
  }
}

/// How an exchange ended, in the terms of the library.
private enum ExchangeEnd: Sendable {
  case answered(HTTPRequest.Answer)
  case failed(URLError.Code, wasSent: Bool)
  case timedOut(wasSent: Bool)

  func result(timeoutSeconds: Int) -> HTTPRequest.End {
    switch self {
    case .answered(let answer):
      return .answered(answer)
    case .timedOut(let wasSent):
      let reason = "The server did not answer within \(timeoutSeconds) s."
      return wasSent ? .unknown(reason: reason) : .notSent(reason: reason)
    case .failed(let code, let wasSent):
      let reason = Self.sentence(code)
      let never: Set<URLError.Code> = [
        .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed, .secureConnectionFailed,
        .serverCertificateUntrusted, .serverCertificateHasBadDate, .serverCertificateHasUnknownRoot,
      ]
      return wasSent && !never.contains(code) ? .unknown(reason: reason) : .notSent(reason: reason)
    }
  }

  /// Without the address: it may hold what is secret or personal.
  private static func sentence(_ code: URLError.Code) -> String {
    switch code {
    case .cannotConnectToHost: "Nothing listens at the server's address."
    case .cannotFindHost, .dnsLookupFailed: "The server's name is not known."
    case .networkConnectionLost: "The server closed the connection."
    // libcurl takes a line that is no HTTP for a protocol that it does not know.
    case .badServerResponse, .cannotParseResponse, .unsupportedURL: "The server's answer is no HTTP."
    case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
      .serverCertificateHasUnknownRoot:
      "No secure connection to the server could be made."
    default: "The exchange with the server failed (\(code.rawValue))."
    }
  }
}

/// Gathers an answer until it ends, is too long, or its time is over. Whatever comes first counts.
private final class Exchange: NSObject, URLSessionDataDelegate, Sendable {
  private struct State {
    var continuation: CheckedContinuation<ExchangeEnd, Never>?
    /// What came before anybody waited.
    var early: ExchangeEnd?
    var wasSent = false
    var answer: HTTPRequest.Answer?
  }

  enum Cause { case complete, tooLong, timedOut, failed(URLError.Code) }

  private let state = Mutex(State())
  private let answerLimit: Int

  init(answerLimit: Int) {
    self.answerLimit = answerLimit
  }

  func start(_ continuation: CheckedContinuation<ExchangeEnd, Never>) {
    let early = state.withLock { state in
      if state.early == nil { state.continuation = continuation }
      return state.early
    }
    if let early { continuation.resume(returning: early) }
  }

  func end(_ cause: Cause) {
    let (continuation, end) = state.withLock { state in
      let end: ExchangeEnd =
        switch (cause, state.answer) {
        // An answer that breaks off or never ends is one all the same: its status was read.
        case (_, let answer?): .answered(answer)
        case (.timedOut, _): .timedOut(wasSent: state.wasSent)
        case (.failed(let code), _): .failed(code, wasSent: state.wasSent)
        case (.complete, _), (.tooLong, _): .failed(.badServerResponse, wasSent: state.wasSent)
        }
      defer { state.continuation = nil }
      if state.continuation == nil, state.early == nil { state.early = end }
      return (state.continuation, end)
    }
    continuation?.resume(returning: end)
  }

  func urlSession(
    _: URLSession, task _: URLSessionTask, didSendBodyData _: Int64, totalBytesSent _: Int64,
    totalBytesExpectedToSend _: Int64
  ) {
    state.withLock { $0.wasSent = true }
  }

  func urlSession(
    _: URLSession, dataTask _: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    state.withLock { state in
      state.answer = (response as? HTTPURLResponse).map(HTTPRequest.Answer.init)
      state.wasSent = true
    }
    completionHandler(.allow)
  }

  func urlSession(_: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      let room = answerLimit - (state.answer?.body.count ?? 0)
      state.answer?.body += data.prefix(room)
      return data.count > room
    }
    if isTooLong {
      end(.tooLong)
      dataTask.cancel()
    }
  }

  func urlSession(
    _: URLSession, task _: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest _: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    state.withLock { state in
      state.answer = HTTPRequest.Answer(response)
      state.wasSent = true
    }
    completionHandler(nil)
    end(.complete)
  }

  func urlSession(_: URLSession, task _: URLSessionTask, didCompleteWithError error: (any Error)?) {
    end(error.map { .failed(($0 as? URLError)?.code ?? .unknown) } ?? .complete)
  }
}

extension HTTPRequest.Answer {
  fileprivate init(_ response: HTTPURLResponse) {
    self.init(status: response.statusCode, retryAfter: response.value(forHTTPHeaderField: "Retry-After"))
  }
}
