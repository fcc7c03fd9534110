import CurlShim
import Foundation
import Synchronization

/// Asks servers over HTTP 1.1: within a time, whatever they do; what they answer is read up to a limit; no redirection is
/// followed, and no cookie kept. Proxies are those that the environment names (`http_proxy`, `https_proxy`, `no_proxy`).
///
/// Connections of requests without a body are used again by later ones, unless they were idle for two minutes, as servers
/// and firewalls forget them; one with a body has its own, as libcurl would otherwise send it a second time where a
/// connection that was kept turns out to be dead.
public final class HTTPClient: Sendable {
  /// Lines that no exchange uses at the time, with their open connections.
  private let idle = Mutex<[Line]>([])
  private let isLoaded: @Sendable () -> Bool
  private let rules: ConnectionRules

  /// - Parameter authorities: a file of certificates that are trusted in place of the system's.
  public convenience init(authorities: String? = nil) {
    self.init(ConnectionRules(authorities: authorities)) { Curl.isLoaded }
  }

  init(_ rules: ConnectionRules, isLoaded: @escaping @Sendable () -> Bool = { Curl.isLoaded }) {
    self.rules = rules
    self.isLoaded = isLoaded
  }

  /// What stops every exchange on this machine, in a sentence; nil where nothing does.
  public static var problem: String? {
    Curl.isLoaded ? nil : "No server can be asked: \(HTTPFailure.Cause.noLibrary.words)."
  }

  /// Each exchange that is under way has a connection and a thread of its own. Cancelling the task ends it at once.
  public func exchange(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPAnswer {
    guard isLoaded(), let line = idle.withLock({ $0.popLast() }) ?? Line() else {
      throw HTTPFailure(cause: .noLibrary, wasSent: false)
    }
    let stop = Stop()
    let rules = rules
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        // libcurl waits, which no thread of the tasks' pool may do.
        Thread.detachNewThread {
          let exchange = Exchange(request, rules, stop: stop)
          continuation.resume(returning: exchange.run(on: line))
        }
      }
    } onCancel: {
      stop.isSet.store(true, ordering: .releasing)
      line.wake()
    }
    idle.withLock { $0.append(line) }
    return try result.get()
  }
}

/// What holds for all connections of a client.
struct ConnectionRules {
  /// A file of certificates that are trusted in place of the system's.
  var authorities: String?
  /// Seconds after which a connection that nothing went over is not used again.
  var idleLimit = 120
}

/// Whether an exchange was called off.
final class Stop: Sendable {
  let isSet = Atomic(false)
}

/// A line to servers, closed with its last reference.
///
/// Not checked by the compiler, as it holds libcurl's handles: one exchange at a time uses it, whoever has taken it out of
/// its client's list. Only `wake` is called beside that, which libcurl allows on any thread.
final class Line: @unchecked Sendable {
  let handles: CurlShimLine

  /// Nil where there is no memory.
  init?() {
    var handles = CurlShimLine()
    guard curl_shim_open(&handles) else { return nil }
    self.handles = handles
  }

  deinit { curl_shim_close(handles) }

  func wake() { curl_shim_wake(handles) }
}
