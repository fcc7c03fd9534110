import Foundation
import PunctualHTTP
import Support
import Testing

/// A server that keeps connections, counts them, and misbehaves as its path says.
struct Server {
  private let server: LocalServer
  private let scheme: String

  init() throws {
    server = try LocalServer("http_lines.py")
    scheme = "http"
  }

  /// With TLS.
  init(certificate: String, key: String) throws {
    server = try LocalServer("http_lines.py", certificate, key)
    scheme = "https"
  }

  func url(_ path: String, scheme: String? = nil, host: String = "127.0.0.1") throws -> URL {
    try #require(URL(string: "\(scheme ?? self.scheme)://\(host):\(server.port)/\(path)"))
  }

  /// Time-outs are long where they are not what is tested: other tests may hold the machine for minutes.
  func request(
    _ path: String, fields: [String: String] = [:], body: String? = nil, seconds: Double = 600,
    answerLimit: Int = 64 << 10
  ) throws -> HTTPRequest {
    HTTPRequest(
      try url(path), fields: fields, body: body.map { Array($0.utf8) }, seconds: seconds, answerLimit: answerLimit)
  }

  /// What it counted.
  func counts() async throws -> JSONValue {
    let answer = try await HTTPClient().exchange(request("counts", answerLimit: 16 << 20))
    return try JSONValue(parsing: String(decoding: answer.body, as: UTF8.self))
  }
}

/// Why there is no answer; nil where there is one.
func failure(_ request: HTTPRequest, _ client: HTTPClient = HTTPClient()) async -> HTTPFailure? {
  do throws(HTTPFailure) {
    _ = try await client.exchange(request)
    return nil
  } catch {
    return error
  }
}
