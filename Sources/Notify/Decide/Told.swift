import PunctualModel

/// What the customer of one appointment has been told so far, read off the earlier notifications.
///
/// Dropped messages were never sent, so they count for nothing but the numbering of keys. A queued one counts as
/// told, or it would be decided again at each look; only what must follow a *delivered* message asks for
/// ``lateWasSent``. What the firm's own people were told is kept, and changes nothing of what the customer believes.
struct Told {
  /// How many of each kind there ever were, dropped ones included.
  private(set) var count: [NotificationKind: Int] = [:]
  /// What stands, in the order in which it was said.
  private(set) var standing: [Notification] = []
  /// Whether the customer believes that the visit will be late, as far as messages say.
  private(set) var late = false
  /// Whether a message that says so has left, or may have.
  private(set) var lateWasSent = false
  /// Whether the customer was told that somebody has set out.
  private(set) var onMyWay = false
  /// The start that was told last.
  private(set) var start: Instant?
  /// When a start was told last.
  private(set) var startToldAt: Instant?
  /// How often a moved time was told.
  private(set) var moves = 0
  /// Messages that count against the limit of a visit.
  private(set) var counted = 0
  /// Who was said to come; nil where nobody was named.
  private(set) var technicians: [String]?

  init(_ journey: Journey) {
    let promiseEnd = journey.appointment.promise?.window.end
    for message in Self.inOrder(journey.told) {
      // One that stands in for another on the next channel says nothing new.
      if message.follows != nil { continue }
      count[message.kind, default: 0] += 1
      if message.state == .dropped { continue }
      standing.append(message)
      guard message.audience == .customer else { continue }
      if message.kind.countsTowardsLimit { counted += 1 }
      if message.toldStart != nil, message.kind.tellsStart { startToldAt = message.createdAt }
      if !message.toldTechnicians.isEmpty { technicians = message.toldTechnicians }
      switch message.kind {
      case .confirmation:
        // A new promise starts the story anew.
        (late, lateWasSent, onMyWay, start, moves, counted) = (false, false, false, nil, 0, 0)
        technicians = nil
      case .onMyWay:
        if onMyWay { moves += 1 }
        onMyWay = true
        start = message.toldStart ?? start
        hear(message, promiseEnd)
      case .runningLate:
        if late { moves += 1 }
        late = true
        lateWasSent = lateWasSent || Self.mayHaveLeft(message)
        start = message.toldStart ?? start
      case .etaMoved:
        moves += 1
        start = message.toldStart ?? start
        if onMyWay { hear(message, promiseEnd) }
      case .allClear:
        late = false
        lateWasSent = false
        start = message.toldStart ?? start
      default: break
      }
    }
  }

  /// The last of a kind that stands.
  func last(_ kind: NotificationKind, to audience: Audience = .customer) -> Notification? {
    standing.last { $0.kind == kind && $0.audience == audience }
  }

  /// Whether one of a kind has left, or may have.
  func wasSent(_ kind: NotificationKind) -> Bool {
    standing.contains { $0.kind == kind && $0.audience == .customer && Self.mayHaveLeft($0) }
  }

  /// Whether the customer was told a window before, so that one that is promised now takes its place.
  var knowsAnotherWindow: Bool {
    [NotificationKind.confirmation, .reminder, .reminderSoon, .runningLate, .allClear].contains(where: wasSent)
  }

  /// Whether a message of a kind about this promise stands.
  func has(_ kind: NotificationKind, about promise: TimeWindow) -> Bool {
    last(kind).map { Self.isAbout(promise, $0) } ?? false
  }

  /// Whether a message is about this promise and no other.
  static func isAbout(_ promise: TimeWindow, _ message: Notification) -> Bool {
    message.key.hasSuffix(mark(promise))
  }

  /// Whether something that makes `message` untrue or needless was said after it.
  func successor(of message: Notification, among kinds: [NotificationKind]) -> Notification? {
    standing.last {
      kinds.contains($0.kind) && $0.audience == message.audience && $0.key != message.follows
        && Self.isBefore(message, $0)
    }
  }

  /// The key of the next message of a kind: kind, appointment, and which one of its kind it is. What is said about a
  /// promise also names its window, so that a changed promise is told again and an unchanged one is not.
  func nextKey(_ kind: NotificationKind, _ appointment: Appointment) -> String {
    let key = "\(kind.rawValue)/\(appointment.id)/\(count[kind, default: 0] + 1)"
    return Self.namesPromise(kind) ? key + (appointment.promise.map { Self.mark($0.window) } ?? "") : key
  }

  static func namesPromise(_ kind: NotificationKind) -> Bool {
    switch kind {
    case .confirmation, .reminder, .reminderSoon, .missed: true
    default: false
    }
  }

  private static func mark(_ window: TimeWindow) -> String {
    "@\(window.start.epochSeconds)-\(window.end.epochSeconds)"
  }

  /// Takes the time that a technician on the road was said to come. A range that reaches past the promise's end takes no
  /// delay back.
  private mutating func hear(_ message: Notification, _ end: Instant?) {
    guard let end, let isPast = message.tellsStart(after: end) else { return }
    late = isPast
    lateWasSent = late && Self.mayHaveLeft(message)
  }

  private static func mayHaveLeft(_ message: Notification) -> Bool {
    message.state == .sent || message.state == .leased
  }

  /// In the order in which it was decided. That is the outbox's, not that of the clock, which may be set back: what
  /// stands there has a number, and what was decided just now has none yet and comes last.
  private static func inOrder(_ messages: [Notification]) -> [Notification] {
    messages.enumerated().sorted { left, right in
      (place(left.element), left.element.createdAt, left.offset)
        < (place(right.element), right.element.createdAt, right.offset)
    }.map(\.element)
  }

  private static func isBefore(_ left: Notification, _ right: Notification) -> Bool {
    left.key != right.key && (place(left), left.createdAt) < (place(right), right.createdAt)
  }

  private static func place(_ message: Notification) -> Int { message.sequence == 0 ? .max : message.sequence }
}

extension NotificationKind {
  /// Whether it tells when somebody is expected, so that a later estimate is compared with it.
  var tellsStart: Bool {
    switch self {
    case .onMyWay, .runningLate, .etaMoved, .allClear: true
    default: false
    }
  }
}
