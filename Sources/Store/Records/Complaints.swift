internal import GRDB
import PunctualModel

/// Which complaints are wanted. Nil parts do not narrow; all that are given must hold.
public struct ComplaintFilter: Sendable, Hashable {
  public var customer: String?
  public var appointment: String?
  /// Opened within this span.
  public var opened: TimeWindow?
  /// Those that are not closed.
  public var isOpen: Bool

  public init(
    customer: String? = nil, appointment: String? = nil, opened: TimeWindow? = nil, isOpen: Bool = false
  ) {
    self.customer = customer
    self.appointment = appointment
    self.opened = opened
    self.isOpen = isOpen
  }
}

extension Complaint: Revised {
  static var noun: String { "complaint" }

  static var fields: [(name: String, differs: (Self, Self) -> Bool, shown: ((Self) -> String)?)] {
    [
      open("cause", \.cause) { $0.rawValue }, open("appointment", \.appointment) { $0 ?? "none" },
      closed("text", \.text), closed("due_at", \.dueAt), closed("acknowledged_at", \.acknowledgedAt),
      closed("answered_at", \.answeredAt), closed("answer", \.answer), closed("closed_at", \.closedAt),
    ]
  }

  /// With its texts as they are kept. Throws `.tooLarge`.
  fileprivate func bounded() throws -> Complaint {
    var copy = self
    copy.text = try FreeText.kept(text)
    copy.answer = try answer.map { answer in try FreeText.kept(answer, path: "/answer") }
    return copy
  }
}

extension StoreReading {
  /// The complaints that the filter lets through, in the order in which they were opened.
  public func complaints(_ filter: ComplaintFilter = ComplaintFilter()) throws -> [Complaint] {
    var parts = ["true"]
    var arguments: [(any DatabaseValueConvertible)?] = []
    if let customer = filter.customer {
      parts.append("customer = ?")
      arguments.append(customer)
    }
    if let appointment = filter.appointment {
      parts.append("appointment = ?")
      arguments.append(appointment)
    }
    if let opened = filter.opened {
      parts.append("opened_at BETWEEN ? AND ?")
      arguments += [opened.start.epochSeconds, opened.end.epochSeconds]
    }
    if filter.isOpen { parts.append("closed_at IS NULL") }
    return try complaints(where: parts.joined(separator: " AND "), arguments)
  }

  /// Nil where there is none of that id.
  public func complaint(_ id: String) throws -> Complaint? {
    try complaints(where: "id = ?", [id]).first
  }

  private func complaints(
    where condition: String, _ arguments: [(any DatabaseValueConvertible)?]
  ) throws -> [Complaint] {
    let sql = """
      SELECT id, customer, appointment, cause, text, opened_at, due_at, acknowledged_at, answered_at, answer, closed_at,
        revision
      FROM complaint WHERE \(condition) ORDER BY opened_at, id
      """
    return try database.list(sql, arguments) { row in
      Complaint(
        id: try row.text(), customer: try row.text(), appointment: row.textOrNil(),
        cause: try row.choice(ComplaintCause.self), text: try row.text(), openedAt: try row.instant(),
        dueAt: try row.instant(), acknowledgedAt: row.instantOrNil(), answeredAt: row.instantOrNil(),
        answer: row.textOrNil(), closedAt: row.instantOrNil(), revision: try row.int())
    }
  }
}

extension StoreWriter {
  /// Adds a complaint, and returns it as stored. Throws `.duplicateID`, `.unknownReference` for its customer or
  /// appointment, or `.tooLarge` (see ``FreeText``).
  @discardableResult
  public func insert(_ complaint: Complaint) throws -> Complaint {
    try insert(complaint.bounded(), stored: self.complaint(complaint.id), save: save)
  }

  /// Changes a complaint, and returns it in its next revision. Throws `.notFound`, `.conflict` where the given revision
  /// is not the stored one, or `.tooLarge`.
  @discardableResult
  public func update(_ complaint: Complaint) throws -> Complaint {
    try update(complaint.bounded(), stored: self.complaint(complaint.id), save: save)
  }

  private func save(_ complaint: Complaint) throws {
    let faults = [
      try missing("customer", complaint.customer, path: "/customer"),
      try complaint.appointment.flatMap { appointment in
        try missing("appointment", appointment, path: "/appointment")
      },
    ].compactMap { $0 }
    if !faults.isEmpty { throw Faults(faults) }
    try database.run(
      """
      INSERT INTO complaint (id, customer, appointment, cause, text, opened_at, due_at, acknowledged_at, answered_at,
        answer, closed_at, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, appointment = excluded.appointment,
        cause = excluded.cause, text = excluded.text, opened_at = excluded.opened_at, due_at = excluded.due_at,
        acknowledged_at = excluded.acknowledged_at, answered_at = excluded.answered_at, answer = excluded.answer,
        closed_at = excluded.closed_at, revision = excluded.revision
      """,
      [
        complaint.id, complaint.customer, complaint.appointment, complaint.cause.rawValue, complaint.text,
        complaint.openedAt.epochSeconds, complaint.dueAt.epochSeconds, complaint.acknowledgedAt?.epochSeconds,
        complaint.answeredAt?.epochSeconds, complaint.answer, complaint.closedAt?.epochSeconds, complaint.revision,
      ])
  }
}
