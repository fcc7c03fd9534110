import Foundation
import Support
import Testing

@testable import PunctualHTTP

@Suite("One exchange over HTTP", .enabled(if: Scripts.hasPython(), "needs python3"))
struct ExchangeTests {
  let server: Server

  init() throws { server = try Server() }

  @Test("what is posted arrives as it is, at once and under our name; the answer has status, body and `Retry-After`")
  func posts() async throws {
    let text = String(repeating: "Grüezi 🛠️ ", count: 20_000)
    let answer = try await HTTPClient().exchange(
      server.request("say/207", fields: ["X-One": "1", "X-None": ""], body: text, answerLimit: 1 << 20))
    #expect(answer.status == 207)
    #expect(answer.body == Array(text.utf8))
    #expect(answer.retryAfter?.trimmingCharacters(in: .whitespaces) == "Wed, 21 Oct 2026 07:28:00 GMT")
    #expect(answer.end == .whole)
    let request = try await server.counts()["requests"][0]
    #expect(request["asked"].elements.map(\.string) == ["POST", "/say/207"])
    let fields = request["fields"]
    #expect(fields["x-one"].string == "1" && fields["x-none"].string?.isEmpty == true)
    #expect(fields["user-agent"].string == "punctual" && fields["expect"].string == nil)
    #expect(fields["content-length"].string == "\(text.utf8.count)")
  }

  @Test("a request without a body is a GET, one with an empty body a POST")
  func methods() async throws {
    let client = HTTPClient()
    #expect(try await client.exchange(server.request("say/200")).status == 200)
    #expect(try await client.exchange(server.request("say/200", body: "")).status == 200)
    let requests = try await server.counts()["requests"].elements
    #expect(requests.map { $0["asked"][0].string } == ["GET", "POST"])
  }

  @Test("neither what comes before an answer nor what comes after its body is taken for its head")
  func continued() async throws {
    let answer = try await HTTPClient().exchange(server.request("before", body: "x"))
    #expect(answer.status == 202 && answer.retryAfter == nil)
    #expect(answer.body == Array("abc".utf8) && answer.end == .whole)
  }

  @Test("a redirection is an answer, and nobody else is asked")
  func redirection() async throws {
    #expect(try await HTTPClient().exchange(server.request("say/307", body: "x")).status == 307)
    #expect(try await server.counts()["requests"].elements.count == 1)
  }

  @Test(
    "of an answer that is longer than allowed the beginning is kept",
    arguments: [(99, true), (100, true), (101, false)])
  func limit(length: Int, isWhole: Bool) async throws {
    let answer = try await HTTPClient().exchange(server.request("long/\(length)", answerLimit: 100))
    #expect(answer.body.count == min(length, 100))
    #expect(answer.end == (isWhole ? .whole : .tooLong))
  }

  @Test("an answer that comes packed is unpacked, as far as is allowed")
  func packed() async throws {
    let answer = try await HTTPClient().exchange(server.request("packed/50000"))
    #expect(answer.body == [UInt8](repeating: UInt8(ascii: "x"), count: 50_000) && answer.end == .whole)
    let bomb = try await HTTPClient().exchange(server.request("packed/10000000"))
    #expect(bomb.body.count == 64 << 10 && bomb.end == .tooLong)
  }

  @Test("an answer that says it is longer than allowed is not waited for")
  func claims() async throws {
    let answer = try await HTTPClient().exchange(server.request("claims/100000000", answerLimit: 1000))
    #expect(answer.status == 503 && answer.end == .tooLong)
    #expect(answer.retryAfter == "7")
  }

  @Test("an answer that breaks off, or drips on beyond its time, has its status")
  func broken() async throws {
    let half = try await HTTPClient().exchange(server.request("half", body: "x"))
    #expect(half.status == 201 && half.body == Array("half".utf8) && half.end == .brokenOff(.closed))
    let drip = try await HTTPClient().exchange(server.request("drip", body: "x", seconds: 10))
    #expect(drip.status == 201 && drip.end == .brokenOff(.late(10)))
  }

  @Test(
    "without the whole head of an answer nobody knows whether what was posted was taken",
    arguments: [
      ("closed", HTTPFailure.Cause.closed), ("nonsense", .notHTTP), ("endless-head", .notHTTP),
      ("silent", .late(10)), ("dripping-head", .late(10)),
    ])
  func unknown(path: String, cause: HTTPFailure.Cause) async throws {
    var request = try server.request(path, body: "x")
    if cause == .late(10) { request.seconds = 10 }
    #expect(await failure(request) == HTTPFailure(cause: cause, wasSent: true))
    request.body = []
    #expect(await failure(request) == HTTPFailure(cause: cause, wasSent: true))
  }

  @Test("a server that hangs up in the middle of what is posted may have got it")
  func halfSent() async throws {
    let failed = await failure(try server.request("tires", body: String(repeating: "x", count: 50_000_000)))
    #expect(failed == HTTPFailure(cause: .closed, wasSent: true))
  }

  @Test(
    "what cannot have got there is known not to have",
    arguments: [
      ("http://127.0.0.1:1/", HTTPFailure.Cause.nothingListens), ("https://127.0.0.1:1/", .nothingListens),
      ("http://nowhere.invalid/", .nameUnknown),
    ])
  func notSent(address: String, cause: HTTPFailure.Cause) async throws {
    for body in [nil, [], Array("x".utf8)] as [[UInt8]?] {
      let request = HTTPRequest(try #require(URL(string: address)), body: body, seconds: 600, answerLimit: 100)
      #expect(await failure(request) == HTTPFailure(cause: cause, wasSent: false))
    }
  }

  @Test(
    "files and other protocols are not asked for",
    arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "dict://127.0.0.1/"])
  func protocols(address: String) async throws {
    let request = HTTPRequest(try #require(URL(string: address)), seconds: 600, answerLimit: 100)
    #expect(await failure(request)?.wasSent == false)
  }

  @Test("a line of the head that would become two is not sent", arguments: ["a\r\nX-Evil: 1", "a\nb", "a\0b"])
  func lines(value: String) async throws {
    for fields in [["X-One": value], [value: "1"]] {
      let failed = await failure(try server.request("say/200", fields: fields, body: "x"))
      #expect(failed == HTTPFailure(cause: .malformed, wasSent: false))
    }
    #expect(try await server.counts()["requests"].elements.isEmpty)
  }

  @Test("cancelling ends an exchange that waits")
  func cancelled() async throws {
    let request = try server.request("silent", body: "x")
    let task = Task { await failure(request) }
    while try await server.counts()["requests"].elements.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
    task.cancel()
    #expect(await task.value == HTTPFailure(cause: .cancelled, wasSent: true))
  }

  @Test("what was cancelled before it began is not sent")
  func cancelledBefore() async throws {
    let request = try server.request("say/200", body: "x")
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return await failure(request)
    }
    task.cancel()
    #expect(await task.value == HTTPFailure(cause: .cancelled, wasSent: false))
    #expect(try await server.counts()["requests"].elements.isEmpty)
  }

  @Test("the words of a cause name no address")
  func words() {
    #expect(HTTPFailure.Cause.late(1.5).words == "it took longer than 1.5 s")
    #expect(HTTPFailure.Cause.late(0.98).words == "it took longer than 1 s")
    #expect(HTTPFailure.Cause.nothingListens.words == "nothing listens there")
  }
}
