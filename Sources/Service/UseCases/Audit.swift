import PunctualModel
import PunctualStore
import PunctualWire

extension RecordChange: WireForm {
  public static let formName = "record_change"
  public static let formSummary = "What became of one row of the database."

  public init(from fields: inout FieldReader) {
    self.init(
      record: fields.required("record", .text, "The table, such as `appointment`."),
      id: fields.required("id", .text, "The record's id."),
      kind: fields.required(
        "kind", .choice(Kind.self), "What became of it; of what was erased with its customer, only that."),
      fields: fields.required(
        "fields", .list(.form(Field.self)), "What differs; of a new or removed row, what it held."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("record", .text, record)
    fields.put("id", .text, id)
    fields.put("kind", .choice(Kind.self), kind)
    fields.put("fields", .list(.form(Field.self)), self.fields)
  }
}

extension RecordChange.Field: WireForm {
  public static let formName = "field_change"
  public static let formSummary = "A column of a row, before and after; times are seconds since 1970."

  public init(from fields: inout FieldReader) {
    self.init(
      name: fields.required("name", .text, "The column."),
      before: fields.optional("before", .text, "What it was; left out where there was nothing."),
      after: fields.optional("after", .text, "What it became; left out where there is nothing."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("name", .text, name)
    fields.put("before", .text, before)
    fields.put("after", .text, after)
  }
}

extension JournalEntry: WireForm {
  public static let formName = "journal_entry"
  public static let formSummary = "An entry of the journal with what its write changed."

  public init(from fields: inout FieldReader) {
    self.init(
      event: fields.required("event", .form(Event.self), "What happened, and who caused it."),
      act: fields.required("act", .integer, "The number of the first entry of the same write."),
      hash: fields.required(
        "hash", .text, "SHA-256 of the hash before it and of the entry; empty where another program wrote it."),
      changes: fields.required("changes", .list(.form(RecordChange.self)), "What became of the records it is about."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("event", .form(Event.self), event)
    fields.put("act", .integer, act)
    fields.put("hash", .text, hash)
    fields.put("changes", .list(.form(RecordChange.self)), changes)
  }
}

/// Which entries of the journal.
public struct AuditQuery: WireForm {
  public static let formName = "audit_query"
  public static let formSummary = "Which entries of the journal."
  public var subject: String?
  public var actor: String?
  public var since: Instant?
  public var limit: Int

  public init(subject: String? = nil, actor: String? = nil, since: Instant? = nil, limit: Int = 100) {
    self.subject = subject
    self.actor = actor
    self.since = since
    self.limit = limit
  }

  public init(from fields: inout FieldReader) {
    subject = fields.optional("subject", .id, "Only those about this record, or changing it.")
    actor = fields.optional("actor", .text(1...200), "Only those that this user or program caused.")
    since = fields.optional("since", .humanTime, "Only those from this time on.")
    limit = fields.defaulted("limit", .integer(1...1_000_000), 100, "The newest so many.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("subject", .id, subject)
    fields.put("actor", .text, actor)
    fields.put("since", .time, since)
    fields.put("limit", .integer, limit)
  }
}

/// Entries of the journal.
public struct AuditLog: WireForm {
  public static let formName = "audit_log"
  public static let formSummary = "Entries of the journal, the oldest first."
  public var items: [JournalEntry]

  init(_ items: [JournalEntry]) { self.items = items }

  public init(from fields: inout FieldReader) {
    items = fields.required("items", .list(.form(JournalEntry.self)), "The entries.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("items", .list(.form(JournalEntry.self)), items)
  }
}

public struct ShowAuditLog: UseCase {
  public static let name = "audit.log"
  public static let summary = "What happened, who caused it, and what each record was before and after."
  public static let writes = false

  public static func run(_ input: AuditQuery, in session: Session) throws -> AuditLog {
    AuditLog(
      try session.read {
        try $0.journal(
          JournalFilter(subject: input.subject, actor: input.actor, since: input.since, limit: input.limit))
      })
  }
}

/// What the journal is compared with.
public struct AuditCheck: WireForm {
  public static let formName = "audit_check"
  public static let formSummary = "What the journal is compared with, beside itself."
  public var hash: String?

  public init(hash: String? = nil) { self.hash = hash }

  public init(from fields: inout FieldReader) {
    hash = fields.optional(
      "hash", .text(64...64), "A hash that was noted down earlier: the journal must still hold the entry it is of.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("hash", .text, hash)
  }
}

/// Whether the journal is what was written.
public struct AuditReport: WireForm {
  public static let formName = "audit_report"
  public static let formSummary = "Whether the journal is what was written."
  public var ok: Bool
  public var entries: Int
  public var changes: Int
  public var erased: Int
  public var head: String
  public var problems: [String]

  init(_ report: ChainReport) {
    ok = report.problems.isEmpty
    entries = report.entries
    changes = report.changes
    erased = report.erased
    head = report.head
    problems = report.problems
  }

  public init(from fields: inout FieldReader) {
    ok = fields.required("ok", .boolean, "Whether the chain of hashes holds.")
    entries = fields.required("entries", .integer, "How many entries there are.")
    changes = fields.required("changes", .integer, "How many changes of rows are kept beside them.")
    erased = fields.required("erased", .integer, "How many of those were erased with their customer.")
    head = fields.required(
      "head", .text,
      "The hash of the newest entry. Noted down elsewhere, it tells later that nothing before it changed.")
    problems = fields.required("problems", .list(.text), "What does not hold.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("ok", .boolean, ok)
    fields.put("entries", .integer, entries)
    fields.put("changes", .integer, changes)
    fields.put("erased", .integer, erased)
    fields.put("head", .text, head)
    fields.put("problems", .list(.text), problems)
  }
}

public struct VerifyAudit: UseCase {
  public static let name = "audit.verify"
  public static let summary = "Computes the journal's chain of hashes anew, and tells whether anything was changed."
  public static let writes = false

  public static func run(_ input: AuditCheck, in session: Session) throws -> AuditReport {
    try session.read { reader in
      var report = try reader.verifyJournal()
      if let hash = input.hash, try reader.journalHolds(hash: hash) == nil {
        report.problems.append(
          "no entry has the hash that was noted down, so the journal is not the one it was taken of")
      }
      return AuditReport(report)
    }
  }
}
