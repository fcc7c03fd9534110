import PunctualModel
import PunctualNotify
import PunctualStore

import struct PunctualModel.Notification

/// One write transaction: each effect with its journal entry and the messages that it causes.
public struct Transaction {
  let writer: StoreWriter
  let now: Instant
  let zone: Zone
  let actor: String
  /// Why the write is made, in the words of whoever asked for it.
  var reason: String?
  let notifier: Notifier
  /// What was worked out of other windows for customers to choose from.
  let choices = Choices()

  /// Appends to the journal. The first entry of a write carries its reason.
  @discardableResult
  func record(_ kind: EventKind, _ subject: String, _ details: [String: String] = [:], at: Instant? = nil) throws
    -> Event
  {
    var details = details
    if let reason, !writer.hasEntries { details["reason"] = reason }
    return try writer.append(Event(at: at ?? now, actor: actor, kind: kind, subject: subject, details: details))
  }

  /// Something that happened to a visit: moves it on in its life, stamps it, and brings its appointment along.
  ///
  /// - Parameter note: what was done, in words that the customer can keep.
  func step(
    _ step: Step, visit id: String, at: Instant, note: String? = nil, details: [String: String] = [:]
  ) throws -> Event {
    guard var visit = try writer.visit(id) else { throw Self.noVisit(id) }
    guard let stage = visit.stage.after(step) else {
      let reportable: Set<Step> = [.dispatch, .depart, .arrive, .finish, .cancel, .noAccess]
      let possible = visit.stage.possibleSteps.filter(reportable.contains).map(\.rawValue).joined(separator: ", ")
      throw Faults(
        .impossibleStep, path: "/visit", "Visit \(id) is \(visit.stage.rawValue): `\(step.rawValue)` is not possible.",
        hint: possible.isEmpty ? "Nothing more can happen to it." : "Possible now: \(possible).")
    }
    guard var appointment = try writer.appointment(visit.appointment) else {
      throw Self.noAppointment(visit.appointment)
    }
    let told = step == .cancel ? try writer.visits(ofAppointment: appointment.id) : []
    try visit.actual.stamp(step, at: at, opens: appointment.opening(on: visit.planned.start))
    visit.stage = stage
    visit.note = note ?? visit.note
    try writer.update(visit)
    if step == .cancel {
      for var other in try writer.visits(ofAppointment: appointment.id) where other.stage.after(.cancel) != nil {
        other.stage = .cancelled
        try writer.update(other)
      }
    }
    let stages = try writer.visits(ofAppointment: appointment.id).map(\.stage)
    appointment.stage = Stage.ofAppointment(visits: stages) ?? stage
    try writer.setStage(appointment.id, appointment.stage)
    let event = try record(
      step.event, id, details.merging(["technician": visit.technician]) { old, _ in old }, at: at)
    if step == .miss { try complainOfMissed(appointment, at: at) }
    if step == .cancel {
      try writer.releaseHolds(of: appointment.id)
      try tellCancelled(told, event)
    }
    return event
  }

  /// Decides what is to be told of an appointment now, and puts it in the outbox. Gives what was queued.
  ///
  /// - Parameters:
  ///   - choicesAsked: whether the customer just asked for another time.
  ///   - ground: what is known already of the days around it.
  @discardableResult
  func notify(
    _ appointmentID: String, cause: Event?, prediction: VisitPrediction? = nil, recovery: String? = nil,
    choicesAsked: Bool = false, on ground: JourneyGround? = nil
  ) throws -> [Notification] {
    guard
      var journey = try Journey.read(
        appointmentID, from: writer, now: now, prediction: prediction, cause: cause?.sequence ?? 0, recovery: recovery,
        on: ground)
    else { return [] }
    if cause?.kind == .appointmentAdded { journey.requestedAt = now }
    if choicesAsked { journey.choicesAskedAt = now }
    var decided = try notifier.decide(journey).notifications.filter { isCaused($0.kind, by: cause) }
    if decided.contains(where: { $0.kind == .missed }), journey.complaint?.cause != .missed,
      try opensComplaint(journey.appointment)
    {
      // The apology says that a complaint is open, so it is opened first.
      let before = Set(journey.told.map(\.key))
      try complainOfMissed(journey.appointment, at: now)
      try notify(
        appointmentID, cause: cause, prediction: prediction, recovery: recovery, choicesAsked: choicesAsked)
      return try writer.notifications(NotificationFilter(appointment: appointmentID)).filter {
        !before.contains($0.key)
      }
    }
    let wanted = decided.map(notifier.choices).max() ?? 0
    if wanted > 0 {
      journey.holds = try keepFree(wanted, for: journey.appointment)
      decided = try notifier.decide(journey).notifications.filter { isCaused($0.kind, by: cause) }
    }
    return try decided.compactMap { notification in
      var notification = notification
      guard try writer.notification(key: notification.key) == nil else { return nil }
      if cause == nil, notification.kind == .runningLate {
        // No report leads to it: what was predicted does.
        notification.cause = try record(.predictedLate, appointmentID, ["reason": notification.reason]).sequence
      }
      return try queue(notification) ? notification : nil
    }
  }

  /// Puts a message in the outbox; false where it is there already.
  @discardableResult
  func queue(_ notification: Notification) throws -> Bool {
    guard try writer.enqueue(notification) else { return false }
    try record(
      .notificationQueued, notification.about,
      ["key": notification.key, "kind": notification.kind.rawValue, "reason": notification.reason])
    if notification.kind == .complaintReceived { try acknowledgeComplaint(notification) }
    return true
  }

  /// Tells the customer how a complaint stands: with its appointment's messages, or by itself where it is about none.
  func notify(_ complaint: Complaint, cause: Event) throws {
    if let appointment = complaint.appointment {
      try notify(appointment, cause: cause)
    } else if let journey = try Journey.read(complaint, from: writer, now: now, cause: cause.sequence) {
      for message in try notifier.decide(journey).notifications { try queue(message) }
    }
  }

  /// A confirmation answers a promise made here; one that came with an import was told by whoever made it. So it is with
  /// requests.
  private func isCaused(_ kind: NotificationKind, by cause: Event?) -> Bool {
    switch kind {
    case .confirmation: cause?.kind == .promised
    case .requestReceived: cause?.kind == .appointmentAdded
    default: true
    }
  }

  /// Whether a promise that was not kept is to become a complaint, and none is open for it.
  private func opensComplaint(_ appointment: Appointment) throws -> Bool {
    guard appointment.promise != nil else { return false }
    return try !writer.complaints(ComplaintFilter(appointment: appointment.id)).contains { $0.cause == .missed }
  }

  /// The message that a complaint has arrived is what acknowledges it.
  private func acknowledgeComplaint(_ message: Notification) throws {
    let told =
      try message.appointment.map { try writer.complaints(ComplaintFilter(appointment: $0, isOpen: true)) }
      ?? [message.complaint.flatMap { try writer.complaint($0) }].compactMap(\.self)
    for var complaint in told where complaint.acknowledgedAt == nil {
      complaint.acknowledgedAt = now
      _ = try writer.update(complaint)
      try record(.complaintAcknowledged, complaint.id, ["customer": complaint.customer])
    }
  }

  static func noVisit(_ id: String) -> Faults {
    Faults(.notFound, path: "/visit", "No visit \(id).", hint: "`punctual board` lists the day's visits.")
  }

  static func noAppointment(_ id: String) -> Faults {
    Faults(.notFound, path: "/appointment", "No appointment \(id).", hint: "`punctual appointment list` lists them.")
  }
}

extension Appointment {
  /// When work may begin at the earliest, for a visit planned around `start`: the promise's start, or its window's.
  func opening(on start: Instant?) -> Instant? {
    if let promise { return promise.window.start }
    guard let start else { return windows.first?.start }
    return windows.last { $0.start <= start }?.start ?? windows.first?.start
  }
}

extension Appointment {
  /// When a placed visit starts, where that is not for the search to change: by a pin, or because a crew comes together.
  func fixedStart(of visit: Visit) -> Instant? {
    pin?.start ?? (crew > 1 ? visit.planned.start : nil)
  }
}

extension VisitTimes {
  /// Sets the stamp of a step. A stamp before an earlier one is refused.
  mutating func stamp(_ step: Step, at: Instant, opens: Instant?) throws {
    // `start` may lie ahead: who comes early waits for the window, or begins early after all.
    if let last = [finish, arrive, depart].compactMap({ $0 }).max(), at < last, step != .cancel {
      throw Faults(
        .outOfRange, path: "/at", "That is before what is already recorded for the visit.",
        hint: "Give a time at or after the last stamp.")
    }
    switch step {
    case .depart: depart = at
    case .arrive:
      arrive = at
      start = max(at, opens ?? at)
    case .finish:
      start = min(start ?? at, at)
      finish = at
    case .noAccess: finish = at
    default: break
    }
  }
}

extension Stage {
  /// Where an appointment stands, given where the visits of its crew stand; nil without visits.
  static func ofAppointment(visits stages: [Stage]) -> Stage? {
    guard let first = stages.first else { return nil }
    if stages.allSatisfy({ $0 == first }) { return first }
    for stage in [Stage.noAccess, .onSite, .underWay, .dispatched, .scheduled, .missed] where stages.contains(stage) {
      return stage
    }
    return first
  }
}

extension Step {
  /// The journal's word for it.
  var event: EventKind {
    switch self {
    case .book: .promised
    case .schedule: .scheduled
    case .unschedule: .unscheduled
    case .dispatch: .dispatched
    case .depart: .departed
    case .arrive: .arrived
    case .finish: .finished
    case .cancel: .cancelled
    case .miss: .missed
    case .noAccess: .noAccess
    }
  }
}
