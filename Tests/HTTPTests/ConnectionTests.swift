import Foundation
import Support
import Testing

@testable import PunctualHTTP

@Suite("Connections over HTTP", .enabled(if: Scripts.hasPython(), "needs python3"))
struct ConnectionTests {
  let server: Server

  init() throws { server = try Server() }

  /// Keeps its connections for a day: other tests may hold the machine for minutes.
  private let patient = HTTPClient(ConnectionRules(idleLimit: 86_400))

  @Test("one after the other, questions share a connection; what is posted has its own, which is closed")
  func kept() async throws {
    let client = patient
    var numbers: Set<[UInt8]> = []
    for _ in 0..<20 { numbers.insert(try await client.exchange(server.request("number")).body) }
    #expect(numbers.count == 1)
    for _ in 0..<5 { numbers.insert(try await client.exchange(server.request("number", body: "x")).body) }
    #expect(numbers.count == 6)
  }

  @Test("a connection that was idle for too long is not used again")
  func idle() async throws {
    let client = HTTPClient(ConnectionRules(idleLimit: 1))
    let first = try await client.exchange(server.request("number")).body
    try await Task.sleep(for: .seconds(3))
    #expect(try await client.exchange(server.request("number")).body != first)
  }

  @Test("a connection that was kept and is dead by now is replaced")
  func dead() async throws {
    let client = HTTPClient()
    for _ in 0..<10 { #expect(try await client.exchange(server.request("once")).status == 200) }
    #expect(try await server.counts()["requests"].elements.count == 10)
  }

  @Test("many at the same time are all answered, and their connections serve those after them")
  func together() async throws {
    let client = patient
    let request = try server.request("together/40")
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<40 { group.addTask { try await client.exchange(request).status } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == .init(repeating: 200, count: 40))
    for _ in 0..<10 { #expect(try await client.exchange(server.request("number")).status == 200) }
    let counts = try await server.counts()
    #expect(counts["most"].int == 40)
    #expect(counts["made"].int == 41, "40, and the one that asks for the counts")
  }

  @Test("with the last reference to a client all its connections are closed")
  func closed() async throws {
    for _ in 0..<50 {
      let client = HTTPClient()
      for _ in 0..<10 { _ = try await client.exchange(server.request("number")) }
      _ = await failure(try server.request("half", body: "x"), client)
    }
    // The connection that asks is open.
    while try await server.counts()["open"].int != 1 { try await Task.sleep(for: .milliseconds(5)) }
    #expect(try await server.counts()["made"].int ?? 0 >= 100)
  }

  @Test("where libcurl is missing, or is another library, a sentence says what to install")
  func noLibrary() async throws {
    for name in ["libno-such-curl.so.4", "libc.so.6", ""] {
      let client = HTTPClient(ConnectionRules()) { Curl.load([name]) }
      let failed = await failure(try server.request("number"), client)
      #expect(failed == HTTPFailure(cause: .noLibrary, wasSent: false))
      #expect(failed?.cause.words.contains("libcurl4") == true)
    }
    #expect(HTTPClient.problem == nil)
    #expect(try await HTTPClient().exchange(server.request("number")).status == 200)
  }

  @Test("options have the numbers that libcurl itself gives them")
  func numbers() throws {
    #expect(Curl.isLoaded)
    for option in Curl.Option.allCases {
      let number = Curl.number(ofOption: option.name)
      // Before 7.73 libcurl does not tell, before 7.87 it knows of no quick exit.
      if let number { #expect(number == option.rawValue, "\(option)") }
    }
    #expect(Curl.number(ofOption: "NO_SUCH_OPTION") == nil)
  }
}

@Suite(
  "Secure connections",
  .enabled(if: Scripts.hasPython() && Scripts.has("openssl"), "needs python3 and openssl"))
struct SecureTests {
  /// A certificate that signs itself, for `localhost`, and its key.
  private func certificate(_ folder: URL) throws -> (certificate: String, key: String) {
    let (certificate, key) = (folder.appending(path: "cert.pem").path, folder.appending(path: "key.pem").path)
    let made = try Program.run(
      program: "/usr/bin/env",
      [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
      ])
    try #require(made.exitCode == 0, "\(made.errors)")
    return (certificate, key)
  }

  private func request(_ url: URL) -> HTTPRequest {
    HTTPRequest(url, body: Array("secret".utf8), seconds: 600, answerLimit: 100)
  }

  @Test("are made with a server that an authority vouches for, and with no other; nothing is sent before")
  func authorities() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "punctual-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = try certificate(folder)
    let server = try Server(certificate: files.certificate, key: files.key)
    let trusting = HTTPClient(authorities: files.certificate)
    let answer = try await trusting.exchange(request(server.url("say/201", host: "localhost")))
    #expect(answer.status == 201 && answer.body == Array("secret".utf8))
    let notSecure = HTTPFailure(cause: .notSecure, wasSent: false)
    #expect(await failure(request(try server.url("say/201", host: "localhost"))) == notSecure)
    #expect(await failure(request(try server.url("say/201", host: "127.0.0.1")), trusting) == notSecure)
    let gone = HTTPClient(authorities: folder.appending(path: "none.pem").path)
    #expect(await failure(request(try server.url("say/201", host: "localhost")), gone) == notSecure)
  }

  @Test("are not made with a server that waits for plain words, and nothing is sent to it")
  func mixed() async throws {
    let plain = try Server()
    var request = request(try plain.url("say/200", scheme: "https"))
    request.seconds = 1
    #expect(await failure(request) == HTTPFailure(cause: .late(1), wasSent: false))
    #expect(try await plain.counts()["requests"].elements.isEmpty)
  }
}
