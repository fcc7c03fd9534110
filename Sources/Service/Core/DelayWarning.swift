import PunctualModel

import struct PunctualModel.Notification

/// What the customer of one appointment was told of a delay, in messages that were sent and in calls.
struct DelayWarning: Hashable, Sendable {
  /// Whether the customer was ever told of one.
  private(set) var wasGiven = false
  /// Since when the customer has believed in one; nil where the last word was otherwise.
  private(set) var standingSince: Instant?
  /// Whether that word was spoken, not written.
  private(set) var isByCall = false

  /// - Parameters:
  ///   - messages: of one appointment; those that were not sent, or not to the customer, do not count.
  ///   - calls: about it.
  init(_ messages: [Notification], _ calls: [Call] = [], promiseEnd: Instant) {
    let written = messages.filter { $0.state == .sent && $0.audience == .customer }
      .compactMap { message in
        Self.saysLate(message, promiseEnd).map {
          Word(at: message.sentAt ?? message.dueAt, place: message.sequence, saysLate: $0)
        }
      }
    let spoken = calls.compactMap { call in
      Self.saysLate(call).map { Word(at: call.at, place: .max, saysLate: $0) }
    }
    for word in (written + spoken).sorted(by: { ($0.at, $0.place) < ($1.at, $1.place) }) {
      if word.saysLate { wasGiven = true }
      if word.saysLate, standingSince == nil { isByCall = word.place == .max }
      standingSince = word.saysLate ? standingSince ?? word.at : nil
    }
  }

  private struct Word {
    var at: Instant
    var place: Int
    var saysLate: Bool
  }

  private static func saysLate(_ call: Call) -> Bool? {
    switch call.outcome {
    case .delay: true
    case .clear: false
    case .other, .noAnswer: nil
    }
  }

  /// Nil for what says nothing about when somebody will come.
  private static func saysLate(_ message: Notification, _ promiseEnd: Instant) -> Bool? {
    switch message.kind {
    case .runningLate, .missed: true
    case .allClear: false
    case .onMyWay, .etaMoved: message.tellsStart(after: promiseEnd)
    default: nil
    }
  }
}
