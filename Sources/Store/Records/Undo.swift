internal import GRDB
import PunctualModel

/// A write that can be taken back, as far as the journal tells.
public struct UndoableAct: Sendable, Hashable {
  /// The number of its first entry.
  public var act: Int
  /// Its first entry.
  public var event: Event
  public var changes: [RecordChange]
  /// The appointments of which it changed what a customer may have been told: stage, promise, visits.
  public var appointments: [String]
}

extension StoreReading {
  /// The newest write of an actor that changed records and still stands; nil where there is none. What took something back
  /// is no such write, unless `undone` is asked for: then only those are looked at, apart from what did something again.
  public func lastAct(of actor: String, undone: Bool = false) throws -> Int? {
    let takenBack = try actsTakenBack()
    let acts = try database.list(
      """
      SELECT DISTINCT event.act, first.kind = '\(EventKind.undone.rawValue)',
        first.details ->> 'kind' = '\(EventKind.undone.rawValue)'
      FROM event JOIN event AS first ON first.sequence = event.act
      WHERE event.actor = ? AND EXISTS (
        SELECT 1 FROM change WHERE change.act = event.act AND record <> '\(Event.words)')
      ORDER BY event.act DESC
      """, [actor]
    ) { (act: try $0.int(), isUndo: try $0.bool(), isRedo: $0.intOrNil() == 1) }
    return acts.first { $0.isUndo == undone && !$0.isRedo && !takenBack.contains($0.act) }?.act
  }

  /// The writes that were taken back and not done again.
  private func actsTakenBack() throws -> Set<Int> {
    let pairs = try database.list(
      "SELECT sequence, CAST(details ->> 'entry' AS INTEGER) FROM event WHERE kind = '\(EventKind.undone.rawValue)'"
    ) { (try $0.int(), try $0.int()) }
    var taken: Set<Int> = []
    // From the newest on: what is itself taken back took nothing back.
    for (undo, act) in pairs.sorted(by: { $0.0 > $1.0 }) where !taken.contains(undo) { taken.insert(act) }
    return taken
  }

  /// A write by the number of one of its entries.
  ///
  /// - Throws: `.notFound` where the journal has no such entry; `.impossibleStep` where the write changed no record, where
  ///   it was taken back already, or where what it changed was erased.
  public func undoable(entry: Int) throws -> UndoableAct {
    guard
      let act = try database.first(
        "SELECT coalesce(act, sequence) FROM event WHERE sequence = ?", [entry], { try $0.int() }),
      let event = try events("WHERE sequence = ?", [act]).first
    else {
      throw Faults(.notFound, path: "/entry", "The journal has no entry \(entry).", hint: "`punctual audit log`.")
    }
    let changes = try changes(ofAct: act)
    guard !changes.isEmpty else {
      throw Faults(
        .impossibleStep, path: "/entry",
        "Entry \(entry) (\(event.kind.rawValue)) changed no record, so there is nothing to undo.")
    }
    guard try !actsTakenBack().contains(act) else {
      throw Faults(
        .impossibleStep, path: "/entry", "Entry \(entry) (\(event.kind.rawValue)) was undone already.",
        hint: "`punctual audit log` shows by which entry; undo that one to do it again.")
    }
    guard !changes.contains(where: \.isErased) else {
      throw Faults(
        .impossibleStep, path: "/entry",
        "What entry \(entry) changed was erased with its customer, so it cannot be brought back.")
    }
    return UndoableAct(
      act: act, event: event, changes: changes.map(\.shown), appointments: try appointments(toldOf: changes))
  }

  private func appointments(toldOf changes: [RowChange]) throws -> [String] {
    let told = Set(["stage", "customer", "site", "promise_start", "promise_end"])
    var ids: Set<String> = []
    for change in changes {
      let fields = Set(change.shown.fields.map(\.name))
      if change.record == "visit", let id = change.after?["appointment"] ?? change.before?["appointment"] {
        ids.insert(id)
      } else if change.record == "appointment", !fields.isDisjoint(with: told) {
        ids.insert(change.subject)
      }
    }
    return ids.sorted()
  }

  /// The entry that tells of the first message about one of the appointments which left after a write; nil where none did.
  public func firstMessage(after act: Int, about appointments: [String]) throws -> Event? {
    try events(
      """
      WHERE kind = '\(EventKind.notificationSent.rawValue)' AND sequence > ?
        AND subject IN (SELECT value FROM json_each(?)) ORDER BY sequence LIMIT 1
      """, [act, try StoredJSON.text(appointments)]
    ).first
  }

  /// The entries of a write.
  public func events(ofAct act: Int) throws -> [Event] {
    try events("WHERE act = ? ORDER BY sequence", [act])
  }

  /// Messages that a write caused and that have not left, or are just leaving.
  public func messages(causedBy act: Int) throws -> [Notification] {
    try notifications(
      """
      WHERE cause IN (SELECT sequence FROM event WHERE act = ?) AND state IN ('queued', 'leased') ORDER BY sequence
      """, [act])
  }
}

extension StoreWriter {
  /// Puts a message that was taken out of the queue back into it. False where it was not taken out.
  public func requeueDropped(key: String) throws -> Bool {
    try database.run(
      "UPDATE notification SET state = 'queued', last_error = NULL WHERE key = ? AND state = 'dropped' AND body <> ''",
      [key]) == 1
  }

  /// Puts every record that a write changed back to what it was, in its next revision. Only within
  /// ``Store/write(inAnyOrder:_:)`` with `inAnyOrder`.
  ///
  /// - Throws: `.conflict` where a record was changed since: by what, by whom, and in which fields.
  ///
  /// - Returns: appointments that the write added and that messages name. They stay, cancelled: what was said stays said of
  ///   something.
  public func takeBack(_ undoable: UndoableAct) throws -> [String] {
    let capture = try Capture(database)
    let changes = try changes(ofAct: undoable.act)
    var faults: [Fault] = []
    var revisions: [Int: Int] = [:]
    for change in changes {
      guard let table = capture.tables[change.record] else { throw Columns.damaged }
      let now = try capture.current(table, key: change.key, database).map(Image.init)
      revisions[change.sequence] = (now ?? change.before)?["revision"].flatMap { Int($0) }
      let isSame = now.flatMap { now in change.after.map(now.isSame) } ?? (now == nil && change.after == nil)
      if !isSame { faults.append(try changedSince(undoable.act, change, now)) }
    }
    // A plan of which one visit went on is one trouble, not fifty.
    if !faults.isEmpty { throw Faults(Array(faults.prefix(5))) }
    let kept = Set(
      try changes.filter { change in
        try change.record == "appointment" && change.before == nil && change.after != nil
          && database.number("SELECT count(*) FROM notification WHERE appointment = ?", [change.subject]) > 0
      }.map(\.subject))
    let ofKept = Set(["appointment", "appointment_window", "appointment_skill"])
    for change in changes where !(ofKept.contains(change.record) && kept.contains(change.subject)) {
      guard let table = capture.tables[change.record] else { continue }
      try database.run("DELETE FROM \"\(table.name)\" WHERE \(table.isKey)", [change.key])
    }
    for change in changes {
      guard let before = change.before else { continue }
      try restore(before, into: change.record, revision: revisions[change.sequence].map { $0 + 1 })
    }
    for id in kept { try setStage(id, .cancelled) }
    return kept.sorted()
  }

  private func changedSince(_ act: Int, _ change: RowChange, _ now: Image?) throws -> Fault {
    let fields = Image.differences(change.after, now).map(\.name).filter { $0 != "revision" }
    // The first entry about it, of the last write that changed it.
    let later = try events(
      """
      WHERE act = (SELECT max(act) FROM change WHERE record = ? AND key = ? AND act > ? AND act < ?)
      ORDER BY subject <> ?, sequence LIMIT 1
      """, [change.record, change.key, act, session.state.act ?? .max, change.subject]
    ).first
    let what =
      now == nil ? "is gone" : change.after == nil ? "is there again" : "differs in \(fields.joined(separator: ", "))"
    let who =
      try later.map { ": entry \($0.sequence), \($0.kind.rawValue) by \($0.actor) at \(try localTime($0.at))" } ?? ""
    return Fault(
      .conflict, path: "/entry", "The \(change.record) `\(change.subject)` \(what) by now\(who).",
      hint: "Undo what came later first, or change the record itself.")
  }

  private func restore(_ image: Image, into table: String, revision: Int?) throws {
    let names = image.columns.keys.sorted()
    let values: [(any DatabaseValueConvertible)?] = names.map { name in
      if name == "revision", let revision { return revision }
      return image.integers.contains(name) ? image[name].flatMap { Int($0) } : image[name]
    }
    try database.run(
      """
      INSERT INTO "\(table)" (\(names.map { "\"\($0)\"" }.joined(separator: ", ")))
      VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))
      """, values)
  }
}

extension StoreReading {
  /// A time for a person, in the firm's zone.
  func localTime(_ instant: Instant) throws -> String {
    let (date, second) = try organisation().zone.local(instant)
    let (hour, minute) = (second / 3600, second / 60 % 60)
    return "\(date) \(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
