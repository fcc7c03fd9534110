import PunctualModel

import struct PunctualModel.Notification

/// A way out of Punctual for messages: something that takes one and says what became of it.
public protocol Channel: Sendable {
  /// For the record: `file`, `sendmail`.
  var name: String { get }
  /// Whether the receiver can tell a repetition by the message's key, so that repeating does no harm.
  var knowsRepetitions: Bool { get }
  /// Hands a message over. Takes no longer than the time that it was set up with, and reads no more of an answer than it
  /// needs.
  func deliver(_ message: OutgoingMessage) async -> DeliveryOutcome
}

/// What became of a message.
public enum DeliveryOutcome: Sendable, Hashable {
  /// Taken over; with the receiver's own name for it, where it gave one.
  case accepted(receipt: String?)
  /// Not taken, for certain: a sentence for the record, and whether trying again is pointless.
  case refused(reason: String, permanent: Bool)
  /// Not taken, for certain, and not to be tried again sooner than in so many seconds: the receiver asked for that.
  case postponed(reason: String, seconds: Int)
  /// Handed over, but the answer did not come or makes no sense: it may or may not be taken.
  case unknown(reason: String)
}

extension DeliveryOutcome {
  /// Not now; no sooner than the receiver asked, where it did.
  static func later(_ reason: String, _ retryAfter: Int?) -> DeliveryOutcome {
    retryAfter.map { .postponed(reason: reason, seconds: $0) } ?? .refused(reason: reason, permanent: false)
  }
}

/// A message on its way out, with what channels need beside its words.
public struct OutgoingMessage: Sendable, Hashable {
  public var notification: Notification
  /// When it leaves.
  public var at: Instant
  /// The firm's name, as the sender's.
  public var firm: String
  /// Where paths that are not absolute start.
  public var folder: String

  public init(_ notification: Notification, at: Instant, firm: String, folder: String = "") {
    self.notification = notification
    self.at = at
    self.firm = firm
    self.folder = folder
  }

  /// The key in a form that fits everywhere, in a header and in an address: 32 hexadecimal digits of its SHA-256. The same
  /// key always has the same.
  public var id: String { Self.id(ofKey: notification.key) }

  static func id(ofKey key: String) -> String {
    SHA256.hash(Array(key.utf8)).prefix(16).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
  }
}
