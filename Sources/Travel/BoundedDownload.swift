import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// Gets answers whose size is bounded: of one that is longer nothing is kept, and its connection is closed. Follows no
/// redirection, so that nobody is asked but who was named.
final class BoundedDownload: NSObject, URLSessionDataDelegate, Sendable {
  /// The answer is longer than was allowed.
  struct TooLong: Error {}

  typealias Answer = (body: Data, response: URLResponse)

  /// A request under way.
  private struct Pending {
    var limit: Int
    var continuation: CheckedContinuation<Answer, any Error>
    var body = Data()
  }

  private struct State {
    /// By number of the task.
    var pending: [Int: Pending] = [:]
    /// Tasks that were called off before they were under way.
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// - Parameters:
  ///   - session: whose delegate this is.
  ///   - limit: most bytes of the answer's body.
  /// - Throws: ``TooLong``, `CancellationError`, or what the session says.
  func answer(from url: URL, in session: URLSession, limit: Int) async throws -> Answer {
    let task = session.dataTask(with: url)
    let number = task.taskIdentifier
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let isCancelled = state.withLock { state in
          guard state.cancelled.remove(number) == nil else { return true }
          state.pending[number] = Pending(limit: limit, continuation: continuation)
          return false
        }
        if isCancelled { return continuation.resume(throwing: CancellationError()) }
        task.resume()
      }
    } onCancel: {
      let pending = state.withLock { state in
        let pending = state.pending.removeValue(forKey: number)
        if pending == nil { state.cancelled.insert(number) }
        return pending
      }
      pending?.continuation.resume(throwing: CancellationError())
      task.cancel()
    }
  }

  func urlSession(
    _: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    let limit = state.withLock { $0.pending[dataTask.taskIdentifier]?.limit } ?? 0
    let isTooLong = response.expectedContentLength > Int64(limit)
    if isTooLong { end(dataTask, .failure(TooLong())) }
    completionHandler(isTooLong ? .cancel : .allow)
  }

  func urlSession(_: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = state.withLock { state in
      guard let pending = state.pending[dataTask.taskIdentifier] else { return false }
      guard pending.body.count + data.count <= pending.limit else { return true }
      state.pending[dataTask.taskIdentifier]?.body.append(data)
      return false
    }
    guard isTooLong else { return }
    end(dataTask, .failure(TooLong()))
    dataTask.cancel()
  }

  func urlSession(
    _: URLSession, task: URLSessionTask, willPerformHTTPRedirection _: HTTPURLResponse, newRequest _: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    if let error { return end(task, .failure(error)) }
    guard let response = task.response else { return end(task, .failure(URLError(.badServerResponse))) }
    end(task, .success(response))
  }

  private func end(_ task: URLSessionTask, _ result: Result<URLResponse, any Error>) {
    guard let pending = state.withLock({ $0.pending.removeValue(forKey: task.taskIdentifier) }) else { return }
    switch result {
    case .success(let response): pending.continuation.resume(returning: (pending.body, response))
    case .failure(let error): pending.continuation.resume(throwing: error)
    }
  }
}
