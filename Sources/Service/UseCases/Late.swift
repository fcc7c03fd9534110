import PunctualModel
import PunctualStore
import PunctualWire

/// Predictions against promises, worst first.
public struct LateReport: WireForm {
  public static let formName = "late_report"
  public static let formSummary = "Predictions against promises, worst first, with the cause."
  public var date: LocalDate
  public var now: Instant
  public var visits: [LateVisit]
  /// Promises of the day that are still open.
  public var openPromises: Int
  /// How many of them are expected to be broken.
  public var expectedBroken: Double
  /// Promises of the day that nobody is planned for.
  public var leftOut: [UnplacedAppointment]
  /// Whether the day has a plan at all.
  public var planned: Bool

  public init(from fields: inout FieldReader) {
    date = fields.required("date", .date, "The day.")
    now = fields.required("now", .time, "The time of the prediction.")
    visits = fields.required("visits", .list(.form(LateVisit.self)), "Worst first.")
    openPromises = fields.required("open_promises", .integer, "Promises that are still open.")
    expectedBroken = fields.required("expected_broken", .number, "How many of them are expected to be broken.")
    leftOut = fields.defaulted(
      "left_out", .list(.form(UnplacedAppointment.self)), [], "Promises of the day that nobody is planned for.")
    planned = fields.defaulted("planned", .boolean, true, "Whether the day has a plan at all.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("now", .time, now)
    fields.put("visits", .list(.form(LateVisit.self)), visits)
    fields.put("open_promises", .integer, openPromises)
    fields.put("expected_broken", .number, expectedBroken)
    fields.put("left_out", .list(.form(UnplacedAppointment.self)), leftOut)
    fields.put("planned", .boolean, planned)
  }
}

/// A visit whose promise is in danger.
public struct LateVisit: WireForm {
  public static let formName = "late_visit"
  public static let formSummary = "A visit with its technician and the chance of breaking its promise."
  public var technician: String
  public var technicianName: String
  public var probability: Double
  public var cause: String?
  public var visit: BoardVisit

  public init(from fields: inout FieldReader) {
    technician = fields.required("technician", .id, "Whose visit it is.")
    technicianName = fields.required("technician_name", .text, "The name.")
    probability = fields.required("probability", .number(0...1), "Chance of starting after the promise ends.")
    cause = fields.optional("cause", .text, "What drives it.")
    visit = fields.required("visit", .form(BoardVisit.self), "The visit.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("technician_name", .text, technicianName)
    fields.put("probability", .number(0...1), probability)
    fields.put("cause", .text, cause)
    fields.put("visit", .form(BoardVisit.self), visit)
  }

  init(row: BoardRow, visit: BoardVisit, prediction: VisitPrediction) {
    technician = row.technician
    technicianName = row.name
    probability = prediction.late.probability
    cause = prediction.cause
    self.visit = visit
  }
}

/// Which day, and from which chance on.
public struct LateRequest: WireForm {
  public static let formName = "late_request"
  public static let formSummary = "Which day, and from which chance on."
  public var date: LocalDate?
  /// Nil for those in danger.
  public var above: Double?

  public init(date: LocalDate?, above: Double? = nil) {
    self.date = date
    self.above = above
  }

  public init(from fields: inout FieldReader) {
    date = fields.optional("date", .date, "The day; today where none is given.")
    above = fields.optional(
      "above", .number(0...1),
      "Only visits with at least this chance of being late; those whose promise is in danger, as the board marks them, "
        + "where none is given.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("above", .number(0...1), above)
  }
}

public struct ShowLate: UseCase {
  public static let name = "late.show"
  public static let summary = "Predictions against promises, worst first, with the cause."
  public static let writes = false

  public static func run(_ input: LateRequest, in session: Session) throws -> LateReport {
    let state = try session.read { try DayState.read(input.date ?? session.today, from: $0, now: session.now) }
    return LateReport(DayBoard(state), above: input.above)
  }
}

extension LateReport {
  /// The visits of a board whose chance of being late is at least `above`; those in danger where it is nil.
  public init(_ board: DayBoard, above: Double? = nil) {
    let open = board.rows.flatMap { row in
      row.visits.compactMap { visit -> LateVisit? in
        guard visit.openRisk != nil, let prediction = visit.prediction else { return nil }
        return LateVisit(row: row, visit: visit, prediction: prediction)
      }
    }
    date = board.date
    now = board.now
    visits = open.filter { late in above.map { late.probability >= $0 } ?? late.visit.inDanger }.sorted {
      ($0.probability, $1.visit.id) > ($1.probability, $0.visit.id)
    }
    openPromises = open.count
    expectedBroken = open.reduce(0) { $0 + $1.probability }
    leftOut = board.unplaced.filter { $0.promise != nil && !$0.laterPossible }
    planned = board.revision > 0
  }
}
