import Foundation
import PunctualModel

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One OSRM server for one profile: asks single questions of its HTTP API (v1) and tells in words what went wrong.
struct OSRMServer: Sendable {
  let address: RouterAddress
  let session: URLSession
  private let download = BoundedDownload()

  /// A question that was not answered as asked.
  struct Failure: Error {
    /// Whether the same question may be answered a moment later.
    var isPassing = false
    /// Whether a question for less may be answered.
    var isTooBig = false
    var faults: Faults
  }

  init(_ address: RouterAddress, connections: Int) {
    self.address = address
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpMaximumConnectionsPerHost = connections
    configuration.urlCache = nil
    session = URLSession(configuration: configuration, delegate: download, delegateQueue: nil)
  }

  /// Reads OSRM's names: `data_version` is `dataVersion`.
  static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  /// The body of an answer: of a table, a route or a nearest road, or of OSRM's own refusal.
  ///
  /// - Parameters:
  ///   - most: bytes of the longest answer that such a question can have.
  ///   - seconds: the longest that it may take, from connecting to the last byte: a server that drips must not hold a
  ///     caller, which the time-outs of URLSession allow.
  func ask(
    _ service: String, _ points: some Sequence<MapPoint>, _ options: String, most: Int, seconds: Double
  ) async throws(Failure) -> Data {
    guard let url = address.url(service, points, options) else {
      throw Failure(
        faults: address.fault("has no valid address.", hint: "Give a host name or an IP address, and a port."))
    }
    let answer: (body: Data, response: URLResponse)
    do {
      answer = try await within(seconds: seconds) { [session, download] in
        try await download.answer(from: url, in: session, limit: most)
      }
    } catch is TimedOut {
      throw Failure(isPassing: true, faults: address.fault("did not answer within \(Self.shown(seconds)) s."))
    } catch is BoundedDownload.TooLong {
      throw Failure(
        faults: address.fault(
          "answered with more than \(most >> 10) kB, which is no answer to what it was asked.",
          hint: "Look whether that is an OSRM server."))
    } catch {
      let isCancelled = error is CancellationError || (error as? URLError)?.code == .cancelled
      throw Failure(
        isPassing: !isCancelled,
        faults: address.fault(
          "does not answer: \(reason(error)).", hint: "Start it, or name another, or give a travel matrix.")
      )
    }
    let status = (answer.response as? HTTPURLResponse)?.statusCode ?? 0
    // A refusal says its reason as JSON too; that is read like an answer.
    guard status == 200 || (400..<500).contains(status) && answer.body.first == UInt8(ascii: "{") else {
      throw Failure(
        isPassing: [429, 500, 502, 503, 504].contains(status), isTooBig: [413, 414, 431].contains(status),
        faults: address.fault("answered with HTTP status \(status)."))
    }
    return answer.body
  }

  private static func shown(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\((seconds * 10).rounded() / 10)"
  }

  private func reason(_ error: any Error) -> String {
    switch (error as? URLError)?.code {
    case .cannotConnectToHost: "nothing listens there"
    case .cannotFindHost, .dnsLookupFailed: "the host name is not known"
    case .networkConnectionLost: "it closed the connection"
    case .timedOut: "it took too long"
    case .cancelled: "the request was cancelled"
    default: error is CancellationError ? "the request was cancelled" : error.localizedDescription
    }
  }
}

extension RouterAddress {
  /// A fault that names this server.
  func fault(_ message: String, hint: String? = nil) -> Faults {
    Faults(.routerUnavailable, "The routing service at \(name) \(message)", hint: hint)
  }

  /// What an answer that says it is not `Ok` means.
  func refusal(_ code: String, _ message: String?) -> OSRMServer.Failure {
    let said = message.map { " (\($0.prefix(200)))" } ?? ""
    return switch code {
    case "NoSegment":
      OSRMServer.Failure(
        faults: Faults(.unreachable, "No road of the routing service is near one of the places\(said)."))
    case "TooBig":
      OSRMServer.Failure(
        isTooBig: true, faults: fault("refused: \(code)\(said).", hint: "Raise its --max-table-size."))
    default: OSRMServer.Failure(faults: fault("refused: \(code)\(said)."))
    }
  }
}
