import Foundation
import PunctualModel
import Support
import Testing

@testable import PunctualNotify

/// A server that answers as its path says, and what it got.
private final class Receiver {
  private let server: LocalServer
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-gateway-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    server = try LocalServer("http_receiver.py", folder.appendingPathComponent("log").path)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func url(_ mode: String) throws -> URL { try #require(URL(string: "http://127.0.0.1:\(server.port)/\(mode)")) }

  var requests: [JSONValue] {
    get throws { try JSONValue.lines(String(contentsOf: folder.appendingPathComponent("log"), encoding: .utf8)) }
  }

  /// A file that only its owner may read.
  func secret(_ text: String) throws -> Secret {
    let path = folder.appendingPathComponent("secret-\(UUID().uuidString)").path
    _ = FileManager.default.createFile(atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    return .file(path)
  }
}

/// One word for an outcome.
private func word(_ outcome: DeliveryOutcome) -> String {
  switch outcome {
  case .accepted: "accepted"
  case .refused(_, permanent: true): "never"
  case .refused(_, permanent: false): "later"
  case .postponed(_, let seconds): "in \(seconds) s"
  case .unknown: "unknown"
  }
}

private func reason(_ outcome: DeliveryOutcome) -> String {
  switch outcome {
  case .accepted: ""
  case .refused(let reason, _), .postponed(let reason, _), .unknown(let reason): reason
  }
}

private func text(_ body: String = "Grüezi & 100 % <b>: 9-11 Uhr 🛠️", to address: String = "+4235550142")
  -> PunctualModel.Notification
{
  var notification = message("running-late/Ä 17/1", body: body)
  (notification.channel, notification.address, notification.subject) = (.sms, address, "")
  return notification
}

@Suite("Gateways and webhooks over HTTP", .enabled(if: Scripts.hasPython(), "needs python3"))
struct GatewayTests {
  private func twilio(_ receiver: Receiver, _ mode: String, seconds: Int = 10) throws -> TwilioChannel {
    TwilioChannel(
      url: try receiver.url(mode), account: "AC1", from: "+4235550100", token: try receiver.secret("pass word\n"),
      timeoutSeconds: seconds)
  }

  @Test("Twilio's form: account and token by Basic, To, From and Body as a form; the sid is the receipt")
  func twilioForm() async throws {
    let receiver = try Receiver()
    let outcome = try await twilio(receiver, "created").deliver(text())
    #expect(outcome == .accepted(receipt: "SM0123456789abcdef"))
    let request = try #require(try receiver.requests.first)
    #expect(request["method"].string == "POST")
    #expect(request["path"].string == "/created/2010-04-01/Accounts/AC1/Messages.json")
    #expect(request["headers"]["authorization"].string == "Basic " + Data("AC1:pass word".utf8).base64EncodedString())
    #expect(request["headers"]["content-type"].string == "application/x-www-form-urlencoded")
    let fields = try Scripts.python(
      "import base64,json,sys,urllib.parse; print(json.dumps(urllib.parse.parse_qsl(base64.b64decode(sys.argv[1]).decode())))",
      try #require(request["body"].string))
    #expect(
      fields.elements.map { [$0[0].string, $0[1].string] } == [
        ["To", "+4235550142"], ["From", "+4235550100"], ["Body", "Grüezi & 100 % <b>: 9-11 Uhr 🛠️"],
      ])
  }

  @Test("a messaging service takes the place of a number")
  func twilioService() async throws {
    let receiver = try Receiver()
    let channel = TwilioChannel(
      url: try receiver.url("created"), account: "AC1", from: "MG" + String(repeating: "0", count: 32),
      token: try receiver.secret("t"), timeoutSeconds: 10)
    #expect(word(await channel.deliver(text())) == "accepted")
    let body = try receiver.requests.first?["body"].string.flatMap { Data(base64Encoded: $0) } ?? Data()
    #expect(String(decoding: body, as: UTF8.self).contains("MessagingServiceSid=MG000"))
  }

  @Test(
    "whatever a gateway answers is one of four things",
    arguments: [
      ("created", "accepted"), ("badnumber", "never"), ("unauthorized", "later"), ("busy", "later"),
      ("down503", "later"), ("notfound", "later"), ("redirect", "later"), ("broken500", "unknown"),
      ("garbage", "unknown"), ("empty201", "unknown"), ("half", "unknown"), ("closed", "unknown"),
      ("nonsense", "unknown"), ("endless", "unknown"), ("endlesshead", "unknown"), ("silent", "unknown"),
      ("drip", "unknown"), ("wait", "in 7200 s"),
    ])
  func answers(mode: String, expected: String) async throws {
    let receiver = try Receiver()
    let slow: Set = ["silent", "drip", "endless", "endlesshead"]
    let outcome = try await twilio(receiver, mode, seconds: slow.contains(mode) ? 2 : 20).deliver(text())
    #expect(word(outcome) == expected, "\(outcome)")
    #expect(expected == "accepted" || !reason(outcome).isEmpty)
    #expect(!reason(outcome).contains("pass word") && !reason(outcome).contains("+423"))
    #expect(try receiver.requests.count == 1, "no redirection is followed, nothing is tried again by itself")
  }

  @Test("where nothing listens, or the name is unknown, the message cannot have gone")
  func unreachable() async throws {
    let receiver = try Receiver()
    for address in ["http://127.0.0.1:1", "https://nowhere.invalid"] {
      let channel = TwilioChannel(
        url: try #require(URL(string: address)), account: "AC1", from: "x", token: try receiver.secret("t"),
        timeoutSeconds: 10)
      #expect(word(await channel.deliver(text())) == "later")
    }
  }

  @Test(
    "a number that is none is refused without asking anybody",
    arguments: ["", "0041", "+1", "+42355501x2", "+4235550142&Body=x"])
  func numbers(number: String) async throws {
    let channel = TwilioChannel(
      url: URL(filePath: "/"), account: "AC1", from: "x", token: .environment("NONE"), timeoutSeconds: 10)
    #expect(word(await channel.deliver(text(to: number))) == "never")
  }

  @Test("a secret that is missing, or that others may read, stops the message for now and is never shown")
  func secrets() async throws {
    let receiver = try Receiver()
    let open = FileManager.default.temporaryDirectory.appendingPathComponent("open-\(UUID().uuidString)").path
    _ = FileManager.default.createFile(
      atPath: open, contents: Data("geheim".utf8), attributes: [.posixPermissions: 0o644])
    defer { try? FileManager.default.removeItem(atPath: open) }
    let secrets: [Secret] = [
      .environment("PUNCTUAL_NO_SUCH_VARIABLE"), .file("/nowhere/secret"), .file(open), .file("/dev/null"),
      try receiver.secret("two\nlines"), try receiver.secret(""),
    ]
    for secret in secrets {
      let channel = TwilioChannel(
        url: try receiver.url("created"), account: "AC1", from: "x", token: secret, timeoutSeconds: 10)
      let outcome = await channel.deliver(text())
      #expect(word(outcome) == "later")
      #expect(!reason(outcome).contains("geheim") && !reason(outcome).contains("two"))
    }
    #expect(throws: (any Error).self) { _ = try receiver.requests }
  }

  @Test("Kannel's form: the text as body, all else in headers; GSM where it suffices, else UCS-2")
  func kannelForm() async throws {
    let receiver = try Receiver()
    let channel = KannelChannel(
      url: try receiver.url("kannel"), user: "punctual", from: "Heating", password: try receiver.secret("word"),
      reportTo: "http://localhost/receipt?id={id}&state=%d", timeoutSeconds: 10)
    let outgoing = OutgoingMessage(text("Grüezi [1]"), at: at("10:00"), firm: "")
    #expect(await channel.deliver(outgoing) == .accepted(receipt: outgoing.id))
    #expect(word(await channel.deliver(text("Дом"))) == "accepted")
    let requests = try receiver.requests
    #expect(requests[0]["path"].string == "/kannel", "nothing that is secret or personal is in the address")
    let headers = requests[0]["headers"]
    #expect(headers["x-kannel-username"].string == "punctual" && headers["x-kannel-password"].string == "word")
    #expect(headers["x-kannel-to"].string == "+4235550142" && headers["x-kannel-coding"].string == "0")
    #expect(headers["x-kannel-dlr-url"].string == "http://localhost/receipt?id=\(outgoing.id)&state=%d")
    #expect(requests[0]["body"].string == Data("Grüezi [1]".utf8).base64EncodedString())
    #expect(requests[1]["headers"]["x-kannel-coding"].string == "2")
    for (mode, expected) in [
      ("kannellater", "accepted"), ("kannelhtml", "unknown"), ("down503", "later"), ("wait", "in 7200 s"),
    ] {
      let channel = KannelChannel(
        url: try receiver.url(mode), user: "punctual", from: "Heating", password: try receiver.secret("word"),
        reportTo: nil, timeoutSeconds: 10)
      #expect(word(await channel.deliver(text())) == expected, "\(mode)")
    }
  }

  @Test(
    "a webhook's signature is what the scheme's own library verifies; a changed body is not",
    .enabled(if: Scripts.hasPython("standardwebhooks"), "needs python3 with standardwebhooks"))
  func webhook() async throws {
    let receiver = try Receiver()
    let secret = "whsec_" + Data((0..<24).map { UInt8($0 * 7) }).base64EncodedString()
    let channel = WebhookChannel(
      url: try receiver.url("ok"), secret: try receiver.secret(secret), timeoutSeconds: 10)
    let now = Instant(epochSeconds: Int(Date().timeIntervalSince1970))
    let outgoing = OutgoingMessage(text(), at: now, firm: "")
    #expect(await channel.deliver(outgoing) == .accepted(receipt: "msg_\(outgoing.id)"))
    let request = try #require(try receiver.requests.first)
    let verify = """
      import base64, datetime, json, sys
      import standardwebhooks.webhooks as scheme
      from standardwebhooks import Webhook
      request = json.loads(sys.stdin.read())
      # As if it came just now: a busy machine may take longer than the five minutes that the scheme allows.
      sent = float(request['headers']['webhook-timestamp'])
      class Then(datetime.datetime):
          @classmethod
          def now(cls, tz=None):
              return datetime.datetime.fromtimestamp(sent, tz)
      scheme.datetime = Then
      body = base64.b64decode(request['body'])
      verified = Webhook(sys.argv[1]).verify(body, request['headers'])
      try:
        Webhook(sys.argv[1]).verify(body + b' ', request['headers'])
        forged = True
      except Exception:
        forged = False
      print(json.dumps({'message': verified, 'forged': forged, 'id': request['headers']['webhook-id']}))
      """
    let verdict = try Scripts.python(verify, input: Data(request.text.utf8), secret)
    #expect(verdict["message"]["key"].string == "running-late/Ä 17/1")
    #expect(verdict["forged"].bool == false)
    #expect(verdict["id"].string == "msg_\(outgoing.id)")
  }

  @Test(
    "a webhook that fails is tried again, whatever it said, unless it is gone",
    arguments: [
      ("ok", "accepted"), ("created", "accepted"), ("gone", "never"), ("notfound", "later"), ("broken500", "later"),
      ("redirect", "later"), ("closed", "unknown"), ("nonsense", "unknown"), ("wait", "in 7200 s"),
    ])
  func webhookAnswers(mode: String, expected: String) async throws {
    let receiver = try Receiver()
    let channel = WebhookChannel(
      url: try receiver.url(mode), secret: try receiver.secret(Data(count: 24).base64EncodedString()),
      timeoutSeconds: 20)
    #expect(word(await channel.deliver(text())) == expected)
  }

  @Test("a webhook's secret that is no key is a matter of set-up")
  func badKey() async throws {
    let receiver = try Receiver()
    let channel = WebhookChannel(url: try receiver.url("ok"), secret: try receiver.secret("abc"), timeoutSeconds: 10)
    #expect(word(await channel.deliver(text())) == "later")
  }

  @Test("SHA-256 and HMAC give the published results (FIPS 180-4 examples, RFC 4231 cases 1, 2 and 6)")
  func hashes() {
    func hexadecimal(_ bytes: [UInt8]) -> String { bytes.map { String(format: "%02x", $0) }.joined() }
    #expect(
      hexadecimal(SHA256.hash([])) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      hexadecimal(SHA256.hash(Array("abc".utf8))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      hexadecimal(SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(
      hexadecimal(SHA256.hmac(Array("Hi There".utf8), key: [UInt8](repeating: 0x0b, count: 20)))
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      hexadecimal(SHA256.hmac(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hexadecimal(
        SHA256.hmac(
          Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
          key: [UInt8](repeating: 0xaa, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }
}

@Suite(
  "Text messages by a real Kannel",
  .enabled(
    if: Scripts.has("bearerbox") && Scripts.has("smsbox")
      && FileManager.default.isExecutableFile(atPath: "/usr/lib/kannel/test/fakesmsc"),
    "needs kannel and kannel-extras"))
struct KannelTests {
  @Test("reach its message centre with their text; a wrong password is a matter of set-up")
  func centre() async throws {
    try await withFolder { folder async throws in
      let kannel = try LocalServer("kannel.py", folder.path)
      let password = folder.appendingPathComponent("password").path
      func channel(_ word: String) throws -> KannelChannel {
        _ = FileManager.default.createFile(
          atPath: password, contents: Data(word.utf8), attributes: [.posixPermissions: 0o600])
        return KannelChannel(
          url: try #require(URL(string: "http://127.0.0.1:\(kannel.port)/cgi-bin/sendsms")), user: "punctual",
          from: "Heating", password: .file(password), reportTo: nil, timeoutSeconds: 20)
      }
      #expect(
        try await channel("secret-word").deliver(text("Grüezi [1] zwischen 9 und 11 €")) == .accepted(receipt: nil))
      #expect(try await channel("secret-word").deliver(text("Дом 7")) == .accepted(receipt: nil))
      #expect(word(try await channel("wrong").deliver(text())) == "later")
      let log = folder.appendingPathComponent("centre.log")
      for _ in 0..<100 where try lines(log).filter({ $0.contains("Got message") }).count < 2 {
        try await Task.sleep(for: .milliseconds(100))
      }
      let got = try lines(log).filter { $0.contains("Got message") }
      #expect(got.count == 2)
      #expect(got.first?.contains("<Heating +4235550142 text Grüezi [1] zwischen 9 und 11 €>") == true)
      #expect(got.last?.contains("ucs-2 %04%14%04%3E%04%3C") == true, "\(got)")
    }
  }
}
