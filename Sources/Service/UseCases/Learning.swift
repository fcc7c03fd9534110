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

  init(_ result: LearnResult) {
    used = result.used
    setAside = result.setAside.count
    examples = result.setAside.prefix(20).map(\.message)
  }

  public init(from fields: inout FieldReader) {
    used = fields.required("used", .integer, "Past visits that were learned from.")
    setAside = fields.required("set_aside", .integer, "Past visits that contradict themselves and were not used.")
    examples = fields.required("examples", .list(.text), "The first of them, with the reason.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("used", .integer, used)
    fields.put("set_aside", .integer, setAside)
    fields.put("examples", .list(.text), examples)
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
    return DayPrediction(now: input.now, visits: Forecaster(model: model).predict(input))
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
