import PunctualModel
import PunctualStore
import PunctualWire

import struct PunctualModel.Notification

/// What is to be undone.
public struct UndoRequest: WireForm {
  public static let formName = "undo_request"
  public static let formSummary = "What is to be undone: the actor's last change, unless an entry is named."
  public var entry: Int?
  public var redo: Bool

  public init(entry: Int? = nil, redo: Bool = false) {
    self.entry = entry
    self.redo = redo
  }

  public init(from fields: inout FieldReader) {
    entry = fields.optional(
      "entry", .integer(1...Int(Int32.max)), "The number of one of its entries in the journal; whoever caused it.")
    redo = fields.defaulted("redo", .boolean, false, "Does again what the actor undid last.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("entry", .integer, entry)
    fields.put("redo", .boolean, redo)
  }
}

/// What was undone.
public struct UndoReport: WireForm {
  public static let formName = "undo_report"
  public static let formSummary = "What was undone, and what became of the messages about it."
  public var undone: Event
  public var changes: [RecordChange]
  public var cancelled: [String]
  public var dropped: [Notification]
  public var requeued: [Notification]

  init(
    undone: Event, changes: [RecordChange], cancelled: [String], dropped: [Notification], requeued: [Notification]
  ) {
    self.undone = undone
    self.changes = changes
    self.cancelled = cancelled
    self.dropped = dropped
    self.requeued = requeued
  }

  public init(from fields: inout FieldReader) {
    undone = fields.required("undone", .form(Event.self), "The first entry of what was undone.")
    changes = fields.required(
      "changes", .list(.form(RecordChange.self)), "What it had changed, and what is now as it was before.")
    cancelled = fields.required(
      "cancelled", .list(.id),
      "Appointments that it had added and that messages name: they stay on the record, called off.")
    dropped = fields.required(
      "dropped", .list(.form(Notification.self)), "Messages that it had caused and that are not sent any more.")
    requeued = fields.required(
      "requeued", .list(.form(Notification.self)), "Messages that wait again, because what had dropped them is undone.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("undone", .form(Event.self), undone)
    fields.put("changes", .list(.form(RecordChange.self)), changes)
    fields.put("cancelled", .list(.id), cancelled)
    fields.put("dropped", .list(.form(Notification.self)), dropped)
    fields.put("requeued", .list(.form(Notification.self)), requeued)
  }
}

public struct UndoChange: UseCase {
  public static let name = "undo"
  public static let summary =
    "Takes back the actor's last plan or change; refused where something later depends on it or a customer was told."
  public static let writes = true

  public static func run(_ input: UndoRequest, in session: Session) throws -> UndoReport {
    guard input.entry == nil || !input.redo else {
      throw Faults(
        .badRequest, path: "/redo", "Either an entry is named, or the last undoing is meant.",
        hint: "To do again what an entry undid, name that entry.")
    }
    return try session.commit(inAnyOrder: true) { transaction in
      let last = try input.entry ?? transaction.writer.lastAct(of: session.actor, undone: input.redo)
      guard let entry = last else {
        throw Faults(
          .notFound, path: "",
          input.redo
            ? "\(session.actor) has undone nothing that could be done again."
            : "\(session.actor) has changed nothing that could be undone.",
          hint: "`punctual audit log` lists what happened; `undo ENTRY` takes any of it.")
      }
      return try transaction.undo(try transaction.writer.undoable(entry: entry))
    }
  }
}

extension Transaction {
  /// Takes a write back, with the messages that it caused.
  fileprivate func undo(_ act: UndoableAct) throws -> UndoReport {
    if let told = try writer.firstMessage(after: act.act, about: act.appointments) {
      throw Faults(
        .impossibleStep, path: "/entry",
        "The customer of \(told.subject) has been told since (entry \(told.sequence)), so it cannot be undone unnoticed.",
        hint: "Change or cancel the appointment instead: then the customer hears of it.")
    }
    let waiting = try writer.messages(causedBy: act.act)
    if let leaving = waiting.first(where: { $0.state == .leased }) {
      throw Faults(
        .busy, path: "/entry", "The customer of \(leaving.about) is just being told.", hint: "Try again.")
    }
    try record(.undone, act.event.subject, ["entry": "\(act.act)", "kind": act.event.kind.rawValue])
    let cancelled = try writer.takeBack(act)
    for notification in waiting where try writer.dropQueued(notification.sequence, reason: "what it tells was undone") {
      try record(
        .notificationDropped, notification.about,
        ["key": notification.key, "detail": "what it tells was undone"])
    }
    return UndoReport(
      undone: act.event, changes: act.changes, cancelled: cancelled, dropped: waiting,
      requeued: try requeue(droppedBy: act))
  }

  /// What an undoing dropped waits again where that undoing is itself undone; whether it is still true is looked at before
  /// it leaves, as ever.
  private func requeue(droppedBy act: UndoableAct) throws -> [Notification] {
    guard act.event.kind == .undone else { return [] }
    return try writer.events(ofAct: act.act).filter { $0.kind == .notificationDropped }.compactMap { event in
      guard let key = event.details["key"], try writer.requeueDropped(key: key) else { return nil }
      try record(.notificationQueued, event.subject, ["key": key, "again": "yes"])
      return try writer.notification(key: key)
    }
  }
}
