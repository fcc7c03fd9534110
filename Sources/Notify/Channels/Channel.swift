import PunctualModel

/// A way out of Punctual for messages: something that takes one and says what became of it.
public protocol Channel: Sendable {
  /// For the record: `file`, `command`.
  var name: String { get }
  /// Hands a message over. It is safe to call again with the same notification: the key tells the receiver that it is
  /// the same one.
  func deliver(_ notification: Notification) async -> DeliveryOutcome
}

/// What became of a message.
public enum DeliveryOutcome: Sendable, Hashable {
  case accepted
  /// Not taken: a sentence for the record, and whether trying again is pointless.
  case refused(reason: String, permanent: Bool)
}
