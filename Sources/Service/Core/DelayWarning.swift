import PunctualModel

import struct PunctualModel.Notification

/// What the messages that were sent about one appointment said of a delay.
struct DelayWarning: Hashable, Sendable {
  /// Whether the customer was ever told of one.
  private(set) var wasGiven = false
  /// Since when the customer has believed in one; nil where the last word was otherwise.
  private(set) var standingSince: Instant?

  /// - Parameter messages: of one appointment; those that were not sent, or not to the customer, do not count.
  init(_ messages: [Notification], promiseEnd: Instant) {
    let sent = messages.filter { $0.state == .sent && $0.audience == .customer }
      .sorted { ($0.sentAt ?? $0.dueAt, $0.sequence) < ($1.sentAt ?? $1.dueAt, $1.sequence) }
    for message in sent {
      guard let saysLate = Self.saysLate(message, promiseEnd) else { continue }
      if saysLate { wasGiven = true }
      standingSince = saysLate ? standingSince ?? message.sentAt : nil
    }
  }

  /// Nil for what says nothing about when somebody will come.
  private static func saysLate(_ message: Notification, _ promiseEnd: Instant) -> Bool? {
    switch message.kind {
    case .runningLate, .missed: true
    case .allClear: false
    case .onMyWay: message.toldStart.map { $0 > promiseEnd } ?? false
    case .etaMoved: message.toldStart.flatMap { $0 > promiseEnd ? true : nil }
    default: nil
    }
  }
}
