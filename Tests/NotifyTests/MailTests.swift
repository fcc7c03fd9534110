import Foundation
import PunctualModel
import Support
import Testing

@testable import PunctualNotify

/// What Python's e-mail package, which shares nothing with us, makes of a message.
private let judge = """
  import email, email.header, email.policy, email.utils, hashlib, json, sys
  source = sys.stdin.buffer.read()
  m = email.message_from_bytes(source, policy=email.policy.default)
  # Its newer reader puts blanks between the encoded words of a name; the older one goes by RFC 2047.
  sender = email.utils.parseaddr(email.message_from_bytes(source)['From'].replace('\\n', ''))[0]
  parts = []
  for p in m.walk():
    body = b'' if p.is_multipart() else p.get_payload(decode=True)
    parts.append({'type': p.get_content_type(), 'disposition': p.get_content_disposition(), 'file': p.get_filename(),
      'text': body.decode() if p.get_content_maintype() == 'text' else hashlib.sha256(body).hexdigest(),
      'cid': p['Content-ID'], 'method': p.get_param('method')})
  print(json.dumps({'headers': {k: str(v) for k, v in m.items()}, 'count': len(m.items()), 'parts': parts,
    'from_name': str(email.header.make_header(email.header.decode_header(sender))), 'from': m['From'].addresses[0].addr_spec,
    'to': [a.addr_spec for a in m['To'].addresses], 'date': m['Date'].datetime.isoformat(),
    'defects': [str(d) for p in m.walk() for d in p.defects]}))
  """

@Suite("E-mail", .enabled(if: Scripts.hasPython("email"), "needs python3"))
struct MailTests {
  private func mail(_ change: (inout OutgoingMessage) -> Void = { _ in }) throws -> (bytes: [UInt8], read: JSONValue) {
    var outgoing = OutgoingMessage(message(), at: at("10:41"), firm: "Wärme & \"Lift\" AG")
    change(&outgoing)
    let bytes = Mail(
      message: outgoing, from: "office@example.org", replyTo: "dispo@example.org",
      unsubscribe: "mailto:stop@example.org"
    ).bytes()
    return (bytes, try Scripts.python(judge, input: Data(bytes)))
  }

  @Test("a plain one has both forms of the text, and says who sends it, to whom, when, and that a program did")
  func plain() throws {
    let (bytes, read) = try mail()
    #expect(read["from_name"].string == "Wärme & \"Lift\" AG")
    #expect(read["from"].string == "office@example.org")
    #expect(read["to"].elements.compactMap(\.string) == ["mia.frick@example.org"])
    #expect(read["headers"]["Subject"].string == "Wir verspäten uns")
    #expect(read["headers"]["Auto-Submitted"].string == "auto-generated")
    #expect(read["headers"]["Reply-To"].string == "dispo@example.org")
    #expect(read["headers"]["List-Unsubscribe"].string == "<mailto:stop@example.org>")
    #expect(read["date"].string == "2026-11-23T09:41:00+00:00")
    #expect(read["defects"].elements.isEmpty)
    let parts = read["parts"].elements
    #expect(parts.compactMap { $0["type"].string } == ["multipart/alternative", "text/plain", "text/html"])
    #expect(parts[1]["text"].string == "Grüezi, it's \"late\" 🛠️\nline two")
    #expect(parts[2]["text"].string?.contains("<p dir=\"auto\">Grüezi, it&#39;s &quot;late&quot; 🛠️<br>") == true)
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    #expect(bytes.allSatisfy { $0 < 0x80 && $0 != 0x0D })
  }

  @Test("its id is that of its key, over all attempts")
  func stableID() throws {
    let (first, second) = (try mail().read, try mail { $0.at = at("11:00") }.read)
    #expect(first["headers"]["Message-ID"].string == second["headers"]["Message-ID"].string)
    #expect(first["headers"]["Message-ID"].string?.hasSuffix("@example.org>") == true)
    let other = try mail { $0.notification.key = "other" }.read
    #expect(first["headers"]["Message-ID"].string != other["headers"]["Message-ID"].string)
  }

  @Test("a photo is inline and shown, a calendar entry attached with the method it states")
  func enclosures() throws {
    try withTemporaryFolder { folder in
      let picture = [0xFF, 0xD8, 0xFF, 0xE0] + [UInt8](repeating: 7, count: 5000)
      try Data(picture).write(to: folder.appendingPathComponent("jürg häsler.jpg"))
      let calendar = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Wärme\r\nEND:VCALENDAR\r\n"
      let read = try mail {
        $0.notification.photo = "jürg häsler.jpg"
        $0.notification.calendar = calendar
        $0.folder = folder.path
      }.read
      let parts = read["parts"].elements
      #expect(
        parts.compactMap { $0["type"].string } == [
          "multipart/mixed", "multipart/related", "multipart/alternative", "text/plain", "text/html", "image/jpeg",
          "text/calendar",
        ])
      #expect(parts[5]["disposition"].string == "inline" && parts[5]["file"].string == "jürg häsler.jpg")
      #expect(parts[5]["text"].string == SHA256.hash(picture).map { String(format: "%02x", $0) }.joined())
      let source = try #require(parts[5]["cid"].string).dropFirst().dropLast()
      #expect(parts[4]["text"].string?.contains("src=\"cid:\(source)\"") == true)
      #expect(parts[6]["disposition"].string == "attachment" && parts[6]["file"].string == "Termin.ics")
      #expect(parts[6]["text"].string == calendar && parts[6]["method"].string == "REQUEST")
      #expect(read["defects"].elements.isEmpty)
    }
  }

  @Test("a photo that is missing, no picture, too large or outside of the folder is left out, and the words arrive")
  func badPhotos() throws {
    try withTemporaryFolder { parent in
      let folder = parent.appendingPathComponent("firm")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let other = parent.appendingPathComponent("other.jpg")
      try Data([0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: 100)).write(to: other)
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent("link.jpg"), withDestinationURL: other)
      try Data("#!/bin/sh".utf8).write(to: folder.appendingPathComponent("script.jpg"))
      try Data([0xFF, 0xD8, 0xFF] + [UInt8](repeating: 0, count: 2 << 20)).write(
        to: folder.appendingPathComponent("large.jpg"))
      for place in [
        "none.jpg", "script.jpg", "large.jpg", "/dev/zero", "/", "../other.jpg", other.path, "link.jpg",
      ] {
        let read = try mail {
          $0.notification.photo = place
          $0.folder = folder.path
        }.read
        #expect(read["parts"].elements.count == 3, "\(place)")
        #expect(read["parts"][2]["text"].string?.contains("<img") == false)
      }
    }
    let remote = try mail { $0.notification.photo = "https://example.org/a\"b.jpg" }.read
    #expect(remote["parts"][2]["text"].string?.contains("src=\"https://example.org/a&quot;b.jpg\"") == true)
  }

  @Test(
    "nothing in a subject or a name adds a header or a receiver",
    arguments: [
      "x\r\nBcc: all@example.org", "x\nBcc: all@example.org\n\nbody", "\u{2028}Bcc: a@b", "a\u{0}b", "\" <evil@x>, \"",
      "=?utf-8?B?Qm9v?=", String(repeating: "ü", count: 400), String(repeating: "x ", count: 4000), "שרה כהן", "🛠️👩‍🔧",
      "Comma, (comment) \\ <x>",
    ])
  func injection(text: String) throws {
    let usual = try mail().read
    let read = try mail {
      $0.notification.subject = text
      $0.firm = text
    }.read
    #expect(read["count"].int == usual["count"].int)
    #expect(read["headers"].keys == usual["headers"].keys)
    #expect(read["from"].string == "office@example.org")
    #expect(read["to"].elements.compactMap(\.string) == ["mia.frick@example.org"])
    #expect(read["headers"]["Subject"].string == oneLine(text, limit: 500))
    #expect(read["from_name"].string == oneLine(text, limit: 120))
    #expect(read["defects"].elements.isEmpty)
  }

  @Test("any text comes out as it went in, dots, `From `, long lines and blanks at line ends included")
  func bodies() throws {
    for body in [
      ".\n..\nFrom me\n", "a \nb\t\n", String(repeating: "0123456789 ", count: 500),
      String(repeating: "ü🛠️", count: 300),
      "--=_boundary\n=3D\n", "\u{202E}rtl", "{{template}} <b>&amp;</b>",
    ] {
      let read = try mail { $0.notification.body = body }.read
      #expect(read["parts"][1]["text"].string == body)
      #expect(read["parts"][2]["text"].string?.contains("<b>") == false)
    }
  }

  @Test(
    "addresses that could hide another, or that no plain mail system takes, are refused for good",
    arguments: [
      "", "mia", "mia@", "@example.org", "mia@example.org, eve@example.org", "mia@example.org\nBcc: x@y",
      "a b@example.org",
      "\"a b\"@example.org", "<mia@example.org>", "mia@exa mple.org", "mia@-x.org", "müller@example.org", "a@b@c",
      "a..b@example.org", ".a@example.org", "a(comment)@example.org", "-t@example.org;id",
    ])
  func badAddress(address: String) async {
    let channel = SendmailChannel(
      program: ["/bin/sh", "-c", "cat >/dev/null"], from: "office@example.org", replyTo: nil, unsubscribe: nil,
      timeoutSeconds: 10)
    var bad = message()
    bad.address = address
    guard case .refused(let reason, permanent: true) = await channel.deliver(bad) else {
      Issue.record("\(address) was taken")
      return
    }
    #expect(address.isEmpty || !reason.contains(address))
  }

  @Test("what the mail system's exit code means")
  func exitCodes() async {
    // On a busy machine a program that ends at once may take a while, too.
    func outcome(_ script: String) async -> DeliveryOutcome {
      await SendmailChannel(
        program: ["/bin/sh", "-c", script], from: "office@example.org", replyTo: nil, unsubscribe: nil,
        timeoutSeconds: script.hasPrefix("sleep") ? 1 : 30
      ).deliver(message())
    }
    guard case .accepted(.some) = await outcome("cat >/dev/null") else { Issue.record("0"); return }
    for code in [65, 67] {
      guard case .refused(_, permanent: true) = await outcome("exit \(code)") else { Issue.record("\(code)"); continue }
    }
    for code in [64, 68, 69, 71, 75, 77, 78, 1] {
      guard case .refused(_, permanent: false) = await outcome("exit \(code)") else {
        Issue.record("\(code)"); continue
      }
    }
    for script in ["exit 70", "exit 74", "exit 76", "kill -9 $$", "sleep 20"] {
      guard case .unknown = await outcome(script) else { Issue.record("\(script)"); continue }
    }
    let missing = SendmailChannel(
      program: ["/nowhere/sendmail"], from: "office@example.org", replyTo: nil, unsubscribe: nil, timeoutSeconds: 5)
    guard case .refused(_, permanent: false) = await missing.deliver(message()) else { Issue.record("missing"); return }
  }
}

@Suite(
  "E-mail by msmtp to a real SMTP server",
  .enabled(if: Scripts.has("msmtp") && Scripts.hasPython("aiosmtpd"), "needs msmtp, and python3 with aiosmtpd"))
struct SMTPTests {
  @Test("is accepted, refused for good or for now, or nobody knows; a broken line never counts as refused")
  func outcomes() async throws {
    try await withFolder { folder async throws in
      let server = try LocalServer("smtp_server.py", folder.path)
      let configuration = folder.appendingPathComponent("msmtprc").path
      func setUp(port: Int) throws {
        let text = "account default\nhost 127.0.0.1\nport \(port)\nfrom office@example.org\ntls off\nauth off\n"
        try Data(text.utf8).write(to: URL(filePath: configuration))
      }
      try setUp(port: server.port)
      let channel = SendmailChannel(
        program: ["msmtp", "-C", configuration, "-t", "-i"], from: "office@example.org", replyTo: nil, unsubscribe: nil,
        timeoutSeconds: 20)
      func outcome(_ name: String) async -> DeliveryOutcome {
        var notification = message(name, body: ".\nGrüezi \(name)\n.\nEnde")
        notification.address = "\(name)@example.org"
        return await channel.deliver(notification)
      }
      guard case .accepted(.some) = await outcome("mia") else { Issue.record("mia"); return }
      guard case .refused(let never, permanent: true) = await outcome("unknown") else {
        Issue.record("unknown"); return
      }
      #expect(never.contains("550 5.1.1 no such user here"))
      guard case .refused(_, permanent: false) = await outcome("later") else { Issue.record("later"); return }
      guard case .unknown = await outcome("broken") else { Issue.record("broken"); return }
      try setUp(port: 1)
      guard case .refused(_, permanent: false) = await outcome("mia") else { Issue.record("nothing listens"); return }

      let arrived = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".eml") }
      #expect(arrived.sorted() == ["0001.eml", "0002.eml"])
      let first = try Scripts.python(judge, input: Data(contentsOf: folder.appendingPathComponent("0001.eml")))
      #expect(
        first["parts"][1]["text"].string?.replacingOccurrences(of: "\r\n", with: "\n") == ".\nGrüezi mia\n.\nEnde")
      #expect(first["to"].elements.compactMap(\.string) == ["mia@example.org"])
    }
  }
}

/// A folder of its own for one test, removed afterwards.
private func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-mail-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}
