import Foundation
import PunctualHTTP
import PunctualModel

/// One OSRM server for one profile: asks single questions of its HTTP API (v1) and tells in words what went wrong.
struct OSRMServer: Sendable {
  let address: RouterAddress
  private let client = HTTPClient()

  /// A question that was not answered as asked.
  struct Failure: Error {
    /// Whether the same question may be answered a moment later.
    var isPassing = false
    /// Whether a question for less may be answered.
    var isTooBig = false
    var faults: Faults
  }

  init(_ address: RouterAddress) {
    self.address = address
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
  ///   - seconds: the longest that it may take, from connecting to the last byte.
  func ask(
    _ service: String, _ points: some Sequence<MapPoint>, _ options: String, most: Int, seconds: Double
  ) async throws(Failure) -> Data {
    guard let url = address.url(service, points, options) else {
      throw Failure(
        faults: address.fault("has no valid address.", hint: "Give a host name or an IP address, and a port."))
    }
    let answer: HTTPAnswer
    do throws(HTTPFailure) {
      answer = try await client.exchange(HTTPRequest(url, seconds: seconds, answerLimit: most))
    } catch {
      throw failure(error.cause)
    }
    switch answer.end {
    case .whole: break
    case .brokenOff(let cause): throw failure(cause)
    case .tooLong:
      throw Failure(
        faults: address.fault(
          "answered with more than \(most >> 10) kB, which is no answer to what it was asked.",
          hint: "Look whether that is an OSRM server."))
    }
    let status = answer.status
    // A refusal says its reason as JSON too; that is read like an answer.
    guard status == 200 || (400..<500).contains(status) && answer.body.first == UInt8(ascii: "{") else {
      throw Failure(
        isPassing: [429, 500, 502, 503, 504].contains(status), isTooBig: [413, 414, 431].contains(status),
        faults: address.fault("answered with HTTP status \(status)."))
    }
    return Data(answer.body)
  }

  /// What it means that there is no whole answer.
  private func failure(_ cause: HTTPFailure.Cause) -> Failure {
    switch cause {
    case .noLibrary:
      Failure(faults: address.fault("cannot be asked: \(cause.words).", hint: "Install it, or give a travel matrix."))
    default:
      Failure(
        isPassing: cause != .cancelled && cause != .malformed,
        faults: address.fault(
          "does not answer: \(cause.words).", hint: "Start it, or name another, or give a travel matrix."))
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
