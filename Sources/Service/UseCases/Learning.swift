import PunctualForecast
import PunctualModel
import PunctualStore
import PunctualWire

/// What learning used and set aside.
public struct LearnReport: WireForm {
  public static let formName = "learn_report"
  public static let formSummary = "What learning used and set aside."
  public var used: Int
  public var setAside: Int
  /// The first of those set aside, each with its reason.
  public var examples: [String]
  /// Each of those set aside, up to ``mostRecords``.
  public var records: [SetAside]

  public static let mostRecords = 10_000

  init(_ result: LearnResult) {
    used = result.used
    setAside = result.setAside.count
    examples = result.setAside.prefix(20).map(\.fault.message)
    records = result.setAside.prefix(Self.mostRecords).map(SetAside.init)
  }

  public init(from fields: inout FieldReader) {
    used = fields.required("used", .integer, "Past visits that were learned from.")
    setAside = fields.required("set_aside", .integer, "Past visits that contradict themselves and were not used.")
    examples = fields.required("examples", .list(.text), "The first of them, with the reason.")
    records = fields.defaulted(
      "set_aside_records", .list(.form(SetAside.self)), [], "Each of them, up to 10,000, with its line and reason.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("used", .integer, used)
    fields.put("set_aside", .integer, setAside)
    fields.put("examples", .list(.text), examples)
    fields.put("set_aside_records", .list(.form(SetAside.self)), records)
  }
}

/// A past visit that was not learned from.
public struct SetAside: WireForm {
  public static let formName = "set_aside_record"
  public static let formSummary = "A past visit that contradicts itself or another, and was not learned from."
  /// In the history, from 1.
  public var line: Int
  public var id: String
  public var code: String
  public var message: String

  init(_ visit: UnusedVisit) {
    line = visit.fault.line ?? 0
    id = visit.id
    code = visit.fault.code.rawValue
    message = visit.fault.message
  }

  public init(from fields: inout FieldReader) {
    line = fields.required("line", .integer, "Its line in the history, from 1.")
    id = fields.required("id", .id, "The visit.")
    code = fields.required("code", .text, "The code of the fault.")
    message = fields.required("message", .text, "What is wrong with it.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("line", .integer, line)
    fields.put("id", .id, id)
    fields.put("code", .text, code)
    fields.put("message", .text, message)
  }
}

public struct LearnFromHistory: UseCase {
  public static let name = "history.learn"
  public static let summary =
    "Learns durations and delays from past visits, imported and finished here; later predictions use it."
  public static let writes = true

  public static func run(_ input: Nothing, in session: Session) throws -> LearnReport {
    let records = try session.read { reader in
      try reader.history() + DayState.finishedVisits(in: reader, now: session.now)
    }
    let result = ForecastModel.learn(from: records, zone: session.zone)
    guard result.used > 0 else {
      throw Faults(
        .notFound, path: "", "There are no past visits to learn from.",
        hint: "Import some: `punctual import visits.ndjson`.")
    }
    let bytes = try ModelCoding.encode(result.model)
    return try session.commit { transaction in
      try transaction.writer.saveForecastModel(bytes, learnedAt: session.now, visits: result.used)
      try transaction.record(
        .modelLearned, "forecast", ["used": "\(result.used)", "set-aside": "\(result.setAside.count)"])
      return LearnReport(result)
    }
  }
}

public struct PredictDay: UseCase {
  public static let name = "predict"
  public static let summary = "Predicts a day that is given as routes, by the workspace's model."
  public static let writes = false

  public static func run(_ input: DayInProgress, in session: Session) throws -> DayPrediction {
    let model = try session.read { try $0.forecastModel() }.map { try ModelCoding.decode($0.bytes) }
    return DayPrediction(SoundDay(input)) { Forecaster(model: model).predict($0.day) }
  }
}

public struct PredictPlan: UseCase {
  public static let name = "plan.predict"
  public static let summary = "Predicts the visits of a planned day as it stands."
  public static let writes = false

  public static func run(_ input: DayName, in session: Session) throws -> DayPrediction {
    let state = try session.read { try DayState.read(input.date ?? session.today, from: $0, now: session.now) }
    let predictions = state.predictions()
    return DayPrediction(
      now: session.now, visits: state.days.flatMap(\.visits).compactMap { predictions[$0.id] })
  }
}

extension Transaction {
  /// Lets the workspace's model follow a visit that has just been finished; nothing where none was learned yet.
  func follow(_ visit: Visit, in state: DayState) throws {
    guard var model = state.model, let stored = try writer.forecastModel() else { return }
    let day = state.inProgress(state.days)
    guard let route = day.routes.first(where: { $0.technician == visit.technician }),
      let place = route.visits.firstIndex(where: { $0.id == visit.id })
    else { return }
    let before = route.visits[..<place].last { $0.actual.finish != nil }
    // What contradicts itself is told when the history is learned again; the visit is finished all the same.
    guard model.update(with: route.visits[place], after: before, in: day) == nil else { return }
    try writer.saveForecastModel(
      try ModelCoding.encode(model), learnedAt: stored.learnedAt, visits: stored.visits + 1)
  }
}
