/// What the journal and `forget` must know of a table, beyond its schema.
///
/// Every text of every table is declared here as personal or as plain; a test compares the declaration with the schema, so
/// that a new column cannot be overlooked. Personal means a customer's: what the firm keeps of its own people is theirs to
/// edit.
struct TableRule: Sendable {
  var name: String
  /// Whether the journal keeps what a row was and became: what is written by users is; what follows from it, and what is
  /// only ever added, is not. Such a table has a key, and no column of bytes.
  var isJournaled: Bool
  /// The column that names the customer whose row it is; nil where rows are nobody's.
  var customer: String?
  /// Which rows are erased, in SQL over `:customer` (the id) and `:addresses` (a JSON array of the customer's contact
  /// addresses); nil for those that name the customer.
  var whose: String?
  /// Whether a forgotten customer's rows go altogether.
  var isRemoved: Bool
  /// Whether its rows count their changes.
  var isRevised: Bool
  /// Personal columns, each with what stands there once the customer is forgotten, in SQL.
  var personal: [String: String]
  /// Columns of text or bytes that tell nothing of a customer. Ids are plain: firms are asked to take meaningless ones.
  var plain: Set<String>

  init(
    _ name: String, isJournaled: Bool = false, customer: String? = nil, whose: String? = nil, isRemoved: Bool = false,
    isRevised: Bool = false, personal: [String: String] = [:], plain: Set<String> = []
  ) {
    self.name = name
    self.isJournaled = isJournaled
    self.customer = customer
    self.whose = whose
    self.isRemoved = isRemoved
    self.isRevised = isRevised
    self.personal = personal
    self.plain = plain
  }

  /// The rows of a customer, in SQL; nil where the table has none.
  var condition: String? {
    whose ?? customer.map { "\($0) = :customer" }
  }
}

extension TableRule {
  /// By name.
  static let all: [String: TableRule] = Dictionary(
    uniqueKeysWithValues: (firm + customers + plans + record + care + service).map { ($0.name, $0) })

  /// Tables that the migrations keep for themselves.
  static let ofLibraries: Set<String> = ["grdb_migrations"]

  private static let firm = [
    TableRule(
      "organisation", isJournaled: true,
      plain: ["name", "zone", "language", "phone", "email", "opening_hours", "tiers", "travel"]),
    TableRule(
      "technician", isJournaled: true,
      plain: ["id", "name", "phone", "email", "photo", "address", "shifts", "absences", "profile"]),
    TableRule("technician_skill", isJournaled: true, plain: ["technician", "name"]),
  ]

  private static let customers = [
    TableRule(
      "customer", isJournaled: true, customer: "id", isRevised: true, personal: ["name": "'erased'", "notes": "NULL"],
      plain: ["id", "language", "zone", "tier"]),
    TableRule(
      "contact", isJournaled: true, customer: "customer", isRemoved: true,
      personal: ["address": "''", "name": "NULL"], plain: ["customer", "channel", "language"]),
    // About a kilometre is left of a place, for the figures of travel.
    TableRule(
      "site", isJournaled: true, customer: "customer",
      personal: [
        "address": "''", "access": "NULL", "longitude": "round(longitude, 2)", "latitude": "round(latitude, 2)",
      ],
      plain: ["customer", "id", "area"]),
    TableRule(
      "appointment", isJournaled: true, customer: "customer", isRevised: true,
      personal: ["title": "type", "notes": "NULL"],
      plain: ["id", "customer", "site", "type", "stage", "pin_technician"]),
    TableRule("appointment_window", isJournaled: true, plain: ["appointment"]),
    TableRule("appointment_skill", isJournaled: true, plain: ["appointment", "name"]),
  ]

  private static let plans = [
    TableRule(
      "visit", isJournaled: true, whose: "appointment IN (SELECT id FROM appointment WHERE customer = :customer)",
      personal: ["note": "NULL"], plain: ["id", "appointment", "technician", "date", "stage"]),
    TableRule("plan", isJournaled: true, plain: ["date"]),
    TableRule("planned_day", isJournaled: true, plain: ["date", "technician"]),
    TableRule("planned_break", isJournaled: true, plain: ["date", "technician"]),
    TableRule("hold", isJournaled: true, plain: ["appointment", "technician", "state"]),
    TableRule("unplaced", isJournaled: true, plain: ["date", "appointment", "reason", "reasons"]),
  ]

  private static let record = [
    TableRule("event", plain: ["actor", "kind", "subject", "details", "hash"]),
    // The journal erases its own; see `forget`.
    TableRule(
      "change", customer: "customer", whose: "false",
      personal: ["before": "NULL", "after": "NULL", "salt": "NULL"],
      plain: ["record", "key", "subject", "customer", "seal"]),
    TableRule(
      "notification", customer: "customer",
      personal: [
        "address": "''", "subject": "''", "body": "''", "html": "NULL", "calendar": "NULL", "last_error": "NULL",
      ],
      plain: [
        "key", "kind", "audience", "appointment", "complaint", "customer", "technician", "channel", "language", "photo",
        "rule", "reason", "state", "told_technicians", "follows",
      ]),
    // What channels and receivers said may quote an address.
    TableRule(
      "attempt", whose: "notification IN (SELECT sequence FROM notification WHERE customer = :customer)",
      personal: ["receipt": "NULL", "error": "NULL", "report_detail": "NULL"],
      plain: ["channel", "outcome", "report"]),
    // Addresses stand there as digests with a secret; see `optOut`.
    TableRule("opt_out", plain: ["channel", "address"]),
  ]

  private static let care = [
    TableRule(
      "complaint", isJournaled: true, customer: "customer", isRevised: true,
      personal: ["text": "''", "answer": "iif(answer IS NULL, NULL, '')"],
      plain: ["id", "customer", "appointment", "cause"]),
    TableRule(
      "survey_answer", isJournaled: true, customer: "customer", personal: ["comment": "NULL"],
      plain: ["appointment", "customer"]),
    TableRule(
      "call", isJournaled: true, customer: "customer", personal: ["note": "NULL"],
      plain: ["appointment", "customer", "outcome"]),
    // Also those from the customer's addresses of which nobody found out whose they are.
    TableRule(
      "reply", customer: "customer",
      whose: "customer = :customer OR address IN (SELECT value FROM json_each(:addresses))",
      personal: ["address": "''", "text": "''", "outcome": "iif(outcome IS NULL, NULL, '')"],
      plain: ["provider_id", "customer", "channel", "meaning"]),
  ]

  private static let service = [
    TableRule("travel_map", plain: ["profile", "version"]),
    // Places are points; those of a forgotten customer go by `forgetTravel`.
    TableRule("travel_place", plain: ["legs"]),
    TableRule(
      "visit_record", whose: "false", personal: ["attributes": "'{}'"],
      plain: ["id", "technician", "type", "area", "site"]
    ),
    TableRule("forecast_model", plain: ["bytes"]),
    TableRule(
      "prediction", whose: "appointment IN (SELECT id FROM appointment WHERE customer = :customer)", isRemoved: true,
      plain: ["appointment", "visit", "moment", "technician", "quantiles"]),
    TableRule("setting", isJournaled: true, plain: ["key", "value"]),
    TableRule(
      "idempotency", whose: "false", personal: ["answer": "'null'", "request_hash": "''"], plain: ["key"]),
  ]
}
