import PunctualModel

import struct PunctualModel.Notification

/// An e-mail as the local `sendmail` interface takes it: RFC 5322 and MIME, lines ended by a line feed.
struct Mail {
  var message: OutgoingMessage
  /// The sender's address.
  var from: String
  var replyTo: String?
  /// Where the receiver can say that there shall be no more: a `mailto:` or `https:` address.
  var unsubscribe: String?

  /// The whole message. The same message at the same time gives the same bytes.
  func bytes() -> [UInt8] {
    let body = body()
    return Array((headers + body.headers).joined(separator: "\n").utf8) + Array("\n\n".utf8) + Array(body.body.utf8)
  }

  /// Stable over all attempts, so that a mailbox that gets it twice can tell.
  var messageID: String { "\(message.id)@\(from.split(separator: "@").last.map(String.init) ?? "localhost")" }

  private var headers: [String] {
    let notification = message.notification
    var headers = [
      "From: " + HeaderText.mailbox(message.firm, from),
      "To: <\(notification.address)>",
      "Subject: " + HeaderText.unstructured(notification.subject),
      "Date: " + HeaderText.date(message.at),
      "Message-ID: <\(messageID)>",
      "MIME-Version: 1.0",
      "Content-Language: \(notification.language.rawValue)",
      // Nobody's out-of-office note shall answer it (RFC 3834).
      "Auto-Submitted: auto-generated",
    ]
    if let replyTo { headers.append("Reply-To: <\(replyTo)>") }
    if let unsubscribe, notification.audience == .customer {
      headers.append("List-Unsubscribe: <\(unsubscribe)>")
    }
    return headers
  }

  private func body() -> MailPart {
    let notification = message.notification
    let text = notification.body
    let place = notification.photo ?? ""
    let isRemote = place.hasPrefix("https://")
    let photo = place.isEmpty || isRemote ? nil : Photo(place, in: message.folder)
    let contentID = "photo.\(messageID)"
    let html = MailText.html(
      notification.html ?? MailText.fragment(text), language: notification.language,
      picture: photo != nil ? "cid:\(contentID)" : isRemote ? place : nil)
    var body = MailPart.multipart(
      "alternative", [.text("plain", text), .text("html", html)], boundary: boundary(1))
    if let photo {
      let image = MailPart.data(
        photo.type, photo.bytes,
        [
          "Content-ID: <\(contentID)>",
          "Content-Disposition: inline" + HeaderText.parameter("filename", photo.fileName),
        ])
      body = .multipart(
        "related", [body, image], boundary: boundary(2), parameters: ";\n type=\"multipart/alternative\"")
    }
    if let calendar = notification.calendar {
      let entry = MailPart.data(
        "text/calendar; charset=utf-8; method=\(Self.method(of: calendar))", Array(calendar.utf8),
        ["Content-Disposition: attachment" + HeaderText.parameter("filename", Self.fileName(notification.language))])
      body = .multipart("mixed", [body, entry], boundary: boundary(3))
    }
    return body
  }

  private func boundary(_ number: Int) -> String { "=_\(message.id)_\(number)" }

  /// The method that the entry itself states; a mail program goes by the header's (RFC 6047).
  private static func method(of calendar: String) -> String {
    let line = calendar.split(whereSeparator: \.isNewline).first { $0.hasPrefix("METHOD:") }
    let word = line.map { $0.dropFirst("METHOD:".count).filter { $0.isASCII && $0.isLetter } } ?? ""
    return word.isEmpty ? "PUBLISH" : word
  }

  private static func fileName(_ language: Language) -> String {
    switch language {
    case .english: "appointment.ics"
    case .german: "Termin.ics"
    }
  }
}
