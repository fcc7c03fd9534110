import Foundation
import PunctualModel

import struct PunctualModel.Notification

/// A message as programs outside receive it: one JSON object on one line, keys in alphabetical order.
///
/// | field | holds |
/// |---|---|
/// | `key` | the idempotency key: the same key is the same message |
/// | `id` | the key as 32 hexadecimal digits, for receivers that take no other signs |
/// | `kind` | what it says, such as `confirmation` or `running-late` |
/// | `audience` | whom it is for: `customer`, `technician` or `dispatcher` |
/// | `channel`, `address` | `email` or `sms`, and the address there |
/// | `language` | of the text: `en`, `de` |
/// | `subject`, `body` | the text; an SMS has an empty subject |
/// | `calendar` | a calendar entry (RFC 5545), or left out |
/// | `customer` | whose it is: an id |
/// | `appointment`, or `complaint` | what it is about: an id |
/// | `technician` | the id of the technician it is for, or left out |
/// | `created_at`, `due_at`, `expires_at` | RFC 3339, UTC |
/// | `told_start` | the start that the text names, or left out |
struct MessageDocument: Encodable {
  private var key: String
  private var id: String
  private var audience: Audience
  private var kind: NotificationKind
  private var channel: ContactChannel
  private var address: String
  private var language: Language
  private var subject: String
  private var body: String
  private var calendar: String?
  private var technician: String?
  private var appointment: String?
  private var complaint: String?
  private var customer: String
  private var createdAt: String
  private var dueAt: String
  private var expiresAt: String
  private var toldStart: String?

  init(_ message: Notification) {
    key = message.key
    id = OutgoingMessage.id(ofKey: message.key)
    audience = message.audience
    kind = message.kind
    channel = message.channel
    address = message.address
    language = message.language
    subject = message.subject
    body = message.body
    calendar = message.calendar
    technician = message.technician
    appointment = message.appointment
    complaint = message.complaint
    customer = message.customer
    createdAt = Self.time(message.createdAt)
    dueAt = Self.time(message.dueAt)
    expiresAt = Self.time(message.expiresAt)
    toldStart = message.toldStart.map(Self.time)
  }

  /// The document without a line end.
  func bytes() -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts and words only: there is nothing in it that could not be encoded.
    return Array((try? encoder.encode(self)) ?? Data())
  }

  /// `2026-11-23T09:00:00Z`.
  private static func time(_ instant: Instant) -> String {
    let (date, second) = Zone.utc.local(instant)
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(date)T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))Z"
  }

  /// The key of a document, nil where `line` is none.
  static func key(of line: some Sequence<UInt8>) -> String? {
    try? JSONDecoder().decode(Keyed.self, from: Data(line)).key
  }

  private struct Keyed: Decodable {
    var key: String
  }
}
