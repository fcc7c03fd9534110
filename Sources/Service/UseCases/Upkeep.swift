import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

/// How healthy a workspace is.
public struct HealthReport: WireForm {
  public static let formName = "health"
  public static let formSummary = "How healthy a workspace is, and how to mend what is not."
  public var ok: Bool
  public var checks: [HealthItem]
  public var counts: [String: Int]

  init(checks: [HealthItem], counts: [String: Int]) {
    ok = checks.allSatisfy(\.ok)
    self.checks = checks
    self.counts = counts
  }

  public init(from fields: inout FieldReader) {
    ok = fields.required("ok", .boolean, "Whether all is well.")
    checks = fields.required("checks", .list(.form(HealthItem.self)), "What was looked at.")
    counts = fields.required("counts", .map(.integer), "How many of what there are.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("ok", .boolean, ok)
    fields.put("checks", .list(.form(HealthItem.self)), checks)
    fields.put("counts", .map(.integer), counts)
  }
}

/// One thing that was looked at.
public struct HealthItem: WireForm {
  public static let formName = "health_check"
  public static let formSummary = "One thing that was looked at."
  public var name: String
  public var ok: Bool
  public var detail: String
  public var mend: String?

  init(_ check: HealthCheck) {
    name = check.name
    ok = check.ok
    detail = check.detail
    mend = check.mend
  }

  public init(from fields: inout FieldReader) {
    name = fields.required("name", .text, "What.")
    ok = fields.required("ok", .boolean, "Whether it is well.")
    detail = fields.required("detail", .text, "What was found.")
    mend = fields.optional("mend", .text, "What to do.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("name", .text, name)
    fields.put("ok", .boolean, ok)
    fields.put("detail", .text, detail)
    fields.put("mend", .text, mend)
  }
}

public struct CheckHealth: UseCase {
  public static let name = "doctor"
  public static let summary = "Checks the workspace: integrity, references, journal and outbox; says how to mend."
  public static let writes = false

  public static func run(_ input: Nothing, in session: Session) throws -> HealthReport {
    let checks = try session.store.health().map(HealthItem.init) + [try session.read(forecast)]
    let counts = try session.read { reader in
      [
        "technicians": try reader.technicians().count, "customers": try reader.customers().count,
        "appointments": try reader.appointments(AppointmentFilter()).count,
        "past_visits": try reader.historyCount(), "events": try reader.lastEventSequence(),
        "notifications": try reader.notifications(NotificationFilter()).count,
      ]
    }
    return HealthReport(checks: checks, counts: counts)
  }

  /// One that cannot be read is not used, and predictions are those of before anything was learned.
  private static func forecast(_ reader: StoreReader) throws -> HealthItem {
    func item(_ detail: String, mend: String? = nil) -> HealthItem {
      HealthItem(HealthCheck(name: "forecast", ok: mend == nil, detail: detail, mend: mend))
    }
    guard let stored = try reader.forecastModel() else { return item("nothing was learned yet") }
    guard let model = try? ModelCoding.decodeAgain(stored.bytes) else {
      return item("the stored model cannot be read", mend: "Run `punctual learn`.")
    }
    return item(ModelCoding.advice(model) ?? "learned from \(stored.visits) visits")
  }
}

/// A file of this machine.
public struct FileName: WireForm {
  public static let formName = "file"
  public static let formSummary = "A file."
  public var path: String

  public init(_ path: String) { self.path = path }

  public init(from fields: inout FieldReader) {
    path = fields.required("path", .text(1...4000), "Its path.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("path", .text, path)
  }
}

public struct BackUp: UseCase {
  public static let name = "backup"
  public static let summary = "Makes a copy of the database, by its own API, while others may go on writing."
  public static let writes = false

  public static func run(_ input: FileName, in session: Session) throws -> FileName {
    try session.store.backup(to: input.path)
    return input
  }
}

/// What was erased.
public struct ForgetReport: WireForm {
  public static let formName = "forget_report"
  public static let formSummary = "What was erased of a customer."
  public var customer: String
  public var contacts: Int
  public var sites: Int
  public var notifications: Int
  /// Rows by table.
  public var rows: [String: Int]
  public var changes: Int
  /// Still to be done, though nobody knows any more where.
  public var openAppointments: [String]
  public var copies: [String]

  init(customer: String, _ counts: ForgetCounts, openAppointments: [String], copies: [String]) {
    self.customer = customer
    contacts = counts.rows["contact"] ?? 0
    sites = counts.rows["site"] ?? 0
    notifications = counts.rows["notification"] ?? 0
    rows = counts.rows
    changes = counts.changes
    self.openAppointments = openAppointments
    self.copies = copies
  }

  public init(from fields: inout FieldReader) {
    customer = fields.required("customer", .id, "The customer's id, which stays.")
    contacts = fields.required("contacts", .integer, "Contacts that were erased.")
    sites = fields.required("sites", .integer, "Sites whose address was erased.")
    notifications = fields.required("notifications", .integer, "Messages whose text and address were erased.")
    rows = fields.required("rows", .map(.integer), "How many rows lost something, by table.")
    changes = fields.required("changes", .integer, "What the journal kept of records as they were, and keeps no more.")
    openAppointments = fields.defaulted(
      "open_appointments", .list(.id), [],
      "Appointments that are still to be done, now without an address: cancel them.")
    copies = fields.required(
      "copies", .list(.text), "Copies of the workspace beside it that still hold all this: remove them yourself.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("customer", .id, customer)
    fields.put("contacts", .integer, contacts)
    fields.put("sites", .integer, sites)
    fields.put("notifications", .integer, notifications)
    fields.put("rows", .map(.integer), rows)
    fields.put("changes", .integer, changes)
    fields.put("open_appointments", .list(.id), openAppointments)
    fields.put("copies", .list(.text), copies)
  }
}

public struct ForgetCustomer: UseCase {
  public static let name = "customer.forget"
  public static let summary = "Erases a customer's name, contacts, addresses and messages; ids and figures stay."
  public static let writes = true

  public static func run(_ input: RecordName<Customer>, in session: Session) throws -> ForgetReport {
    let report = try session.commit { transaction in
      let counts = try transaction.writer.forget(input.id)
      let entries = counts.entries.map(String.init).joined(separator: " ")
      try transaction.record(
        .customerForgotten, input.id, entries.isEmpty ? [:] : [StoreWriter.erasedWords: entries])
      let open = try transaction.writer.appointments(AppointmentFilter(customer: input.id)).filter {
        $0.stage.isPlannable || $0.stage.isRunning || $0.stage == .dispatched
      }
      return ForgetReport(
        customer: input.id, counts, openAppointments: open.map(\.id), copies: session.store.copiesBeside())
    }
    if !session.dryRun {
      for file in try session.messageFiles().sorted() { _ = try FileChannel.erase(customer: input.id, in: file) }
    }
    return report
  }
}
