import PunctualForecast
import PunctualModel
import PunctualStore
import PunctualWire

public struct ShowCalibration: UseCase {
  public static let name = "report.calibration"
  public static let summary = "How good predictions and stated chances were: what was said against what happened."
  public static let writes = false

  public static func run(_ input: CalibrationRequest, in session: Session) throws -> CalibrationReport {
    let (records, kept, promises) = try session.read { reader in
      (
        try PastRecords.read(reader, now: session.now),
        input.basis == .replay ? [] : try StatedOutcomes.read(input, reader, session),
        try PromiseOutcomes.read(input, reader, session)
      )
    }
    let period = try input.period(records, zone: session.zone, today: session.today)
    let judged = kept.filter { period.contains($0.prediction.date) }
    let enough = judged.count { $0.isAsPlanned } >= input.minimum
    if input.basis == .stated || (input.basis == .any && enough) {
      let predictions = judged.filter(\.isAsPlanned).map(\.prediction)
      return CalibrationReport(
        from: period.lowerBound, to: period.upperBound, basis: .stated, minimum: input.minimum,
        visits: Set(predictions.map(\.stated.visit)).count, learnedFrom: 0, setAside: 0,
        replanned: judged.count - predictions.count,
        moments: ForecastMoment.allCases.compactMap { Calibration(predictions, at: $0, minimum: input.minimum) }
          .map(MomentScores.init),
        promises: PromiseScores(promises, minimum: input.minimum))
    }
    return try CalibrationReport.replay(input, records, period, zone: session.zone, promises: promises)
  }
}

extension CalibrationReport {
  /// Of past visits alone, without a workspace.
  public static func replay(_ records: [VisitRecord], _ input: CalibrationRequest, zone: Zone) throws
    -> CalibrationReport
  {
    try replay(input, records, try input.period(records, zone: zone, today: nil), zone: zone, promises: [])
  }

  static func replay(
    _ input: CalibrationRequest, _ records: [VisitRecord], _ period: ClosedRange<LocalDate>, zone: Zone,
    promises: [(chance: Double, happened: Bool)]
  ) throws -> CalibrationReport {
    let past = PastDays(records, zone: zone)
    let outcome = WalkForward(past).run(from: period.lowerBound, to: period.upperBound)
    guard outcome.learnedFrom > 0 else {
      throw Faults(
        .notFound, path: "/from", "There are no past visits before \(period.lowerBound) to learn from.",
        hint: "Begin the period later: what comes before it is learned from, and the period is predicted.")
    }
    return CalibrationReport(
      from: period.lowerBound, to: period.upperBound, basis: .replay, minimum: input.minimum,
      visits: Set(outcome.predictions.map(\.stated.visit)).count, learnedFrom: outcome.learnedFrom,
      setAside: past.setAside.count, replanned: 0,
      moments: ForecastMoment.allCases.compactMap { Calibration(outcome.predictions, at: $0, minimum: input.minimum) }
        .map(MomentScores.init),
      promises: PromiseScores(promises, minimum: input.minimum))
  }
}

extension CalibrationRequest {
  func period(_ records: [VisitRecord], zone: Zone, today: LocalDate?) throws -> ClosedRange<LocalDate> {
    try PastRecords.period(from: from, to: to, days: 28, records, zone: zone, today: today)
  }
}

/// Past visits, imported and finished here.
enum PastRecords {
  static func read(_ reader: some StoreReading, now: Instant) throws -> [VisitRecord] {
    try reader.history() + DayState.finishedVisits(in: reader, now: now)
  }

  /// The period asked for; where its end is open, up to the last day with a finished visit.
  static func period(
    from: LocalDate?, to: LocalDate?, days: Int, _ records: [VisitRecord], zone: Zone, today: LocalDate?
  ) throws -> ClosedRange<LocalDate> {
    let dates = records.compactMap { record in
      record.actual.finish == nil ? nil : record.planned.start.map { zone.local($0).date }
    }
    guard let newest = dates.max() else {
      throw Faults(
        .notFound, path: "", "There are no past visits to judge by.",
        hint: "Import some: `punctual import visits.ndjson`.")
    }
    let last = to ?? min(newest, today ?? newest)
    let first = from ?? last.adding(days: 1 - days)
    guard first <= last else {
      throw Faults(.badWindow, path: "/from", "The period from \(first) to \(last) is empty.")
    }
    return first...last
  }
}

/// Predictions that were made and kept, with what became of their visits.
struct StatedOutcomes {
  var prediction: ScoredPrediction
  /// Whether the visit was still planned as it was when the prediction was made.
  var isAsPlanned: Bool

  /// Starts that moved by more than this were planned anew: five minutes.
  private static let sameStart = 300

  static func read(
    _ input: CalibrationRequest, _ reader: some StoreReading, _ session: Session
  ) throws -> [StatedOutcomes] {
    let zone = session.zone
    let first = input.from.map { zone.day($0).start } ?? Instant(epochSeconds: 0)
    let last = input.to.map { zone.day($0).end } ?? session.now
    let stated = try reader.statedPredictions(madeIn: TimeWindow(start: first, end: max(first, last)))
    let records = try DayState.finishedVisits(in: reader, now: session.now).keyed(by: \.id)
    // Their own outcomes are the past that they are compared with: harder to beat than what was known then.
    let climate = Climate(stated.filter { $0.moment == .dayStart }.compactMap { records[$0.visit] })
    return stated.compactMap { stated in
      guard let record = records[stated.visit],
        let prediction = ScoredPrediction(stated, record: record, zone: zone, climate: climate)
      else { return nil }
      let moved = stated.moment == .working ? 0 : record.planned.start.map { abs($0 - stated.planned) } ?? 0
      return StatedOutcomes(
        prediction: prediction, isAsPlanned: record.technician == stated.technician && moved <= sameStart)
    }
  }
}

/// Promises with a stated chance, and whether they were kept.
enum PromiseOutcomes {
  static func read(
    _ input: CalibrationRequest, _ reader: some StoreReading, _ session: Session
  ) throws -> [(chance: Double, happened: Bool)] {
    try reader.appointments().compactMap { appointment in
      guard let promise = appointment.promise, let chance = promise.chance, promise.window.end < session.now else {
        return nil
      }
      let date = session.zone.local(promise.window.start).date
      guard input.from.map({ $0 <= date }) ?? true, input.to.map({ date <= $0 }) ?? true else { return nil }
      switch appointment.stage {
      case .cancelled, .noAccess: return nil
      case .finished, .onSite:
        let starts = try reader.visits(ofAppointment: appointment.id).compactMap(\.actual.start)
        return starts.max().map { (chance, $0 <= promise.window.end) }
      default: return (chance, false)
      }
    }
  }
}
