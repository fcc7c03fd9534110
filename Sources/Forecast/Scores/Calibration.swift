import PunctualModel

/// The honest scores of the predictions of one moment: as a whole, by where outcomes lay, by what was stated, and by
/// group.
public struct Calibration: Hashable, Sendable {
  public var moment: ForecastMoment
  public var figures: CalibrationFigures
  public var pit: PITHistogram
  public var reliability: [ReliabilityBin]
  public var byType: [CalibrationGroup]
  public var byTechnician: [CalibrationGroup]
  public var byHour: [CalibrationGroup]

  /// No group of fewer predictions is shown: its figures would be chance.
  public static let usualMinimum = 30

  /// Nil where fewer than `minimum` predictions are of that moment.
  public init?(_ predictions: [ScoredPrediction], at moment: ForecastMoment, minimum: Int = usualMinimum) {
    let own = predictions.filter { $0.stated.moment == moment }
    guard own.count >= max(1, minimum), let figures = CalibrationFigures(own), let pit = PITHistogram(own) else {
      return nil
    }
    self.moment = moment
    self.figures = figures
    self.pit = pit
    reliability = Reliability.table(
      own.compactMap { prediction in
        guard let chance = prediction.stated.chanceLate, let wasLate = prediction.wasLate else { return nil }
        return (chance, wasLate)
      }, minimum: minimum)
    byType = CalibrationGroup.groups(own, minimum) { $0.type ?? "" }
    byTechnician = CalibrationGroup.groups(own, minimum) { $0.stated.technician }
    byHour = CalibrationGroup.groups(own, minimum) { ($0.hour < 10 ? "0" : "") + "\($0.hour):00" }
  }
}

/// The predictions of one kind of work, technician or hour.
public struct CalibrationGroup: Hashable, Sendable {
  /// Nil for all groups that are too small, taken together.
  public var name: String?
  public var figures: CalibrationFigures

  /// By name, never by score: what is judged is the forecast. Groups under the minimum are taken together, with as many
  /// of the next smallest as it takes to reach it.
  static func groups(
    _ predictions: [ScoredPrediction], _ minimum: Int, by name: (ScoredPrediction) -> String
  ) -> [CalibrationGroup] {
    var groups = Dictionary(grouping: predictions, by: name)
    var others: [ScoredPrediction] = []
    let smallestFirst = groups.sorted { ($0.value.count, $0.key) < ($1.value.count, $1.key) }
    for (name, members) in smallestFirst
    where name.isEmpty || members.count < minimum || (!others.isEmpty && others.count < minimum) {
      others += members
      groups[name] = nil
    }
    var result = groups.sorted { $0.key < $1.key }.compactMap { name, members in
      CalibrationFigures(members).map { CalibrationGroup(name: name, figures: $0) }
    }
    if others.count >= minimum, let figures = CalibrationFigures(others) {
      result.append(CalibrationGroup(name: nil, figures: figures))
    }
    return result
  }
}
