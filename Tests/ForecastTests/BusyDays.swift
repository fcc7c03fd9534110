import PunctualModel

@testable import PunctualForecast

/// Days of a firm that notes only starts and finishes, on which an area may be in trouble for some hours: all visits that
/// begin there then begin late, whoever makes them.
struct BusyDays {
  private var dice: Dice

  /// Learned from 60 days, once for all tests.
  static let model: ForecastModel = {
    var firm = BusyDays(seed: 3)
    return ForecastModel.learn(from: firm.days(20_000..<20_060).joined().flatMap(\.visits)).model
  }()

  /// Of how long delays and surprises usually are, so much: a season that is calmer, or wilder.
  private let calm: Double

  init(seed: UInt64, calm: Double = 1) {
    dice = Dice(seed: seed)
    self.calm = calm
  }

  /// Whole days of 16 technicians in three areas, five visits each.
  mutating func days(_ days: Range<Int>) -> [[RouteInProgress]] {
    days.map { day in
      let trouble = (0..<3).map { _ in
        (from: dice.whole(7..<16) * 3600, late: dice.share() < 0.4 ? dice.whole(20..<70) * 60 : 0)
      }
      return (0..<16).map { route(day: day, technician: $0, trouble) }
    }
  }

  private mutating func route(day: Int, technician: Int, _ trouble: [(from: Int, late: Int)]) -> RouteInProgress {
    var plan = day * 86_400 + 7 * 3600 + dice.whole(0..<6) * 600
    var free = 0
    var visits: [VisitRecord] = []
    for position in 0..<5 {
      let area = dice.whole(0..<3)
      let work = dice.whole(3..<9) * 900
      let hour = plan - day * 86_400
      let isTroubled = (trouble[area].from..<trouble[area].from + 4 * 3600).contains(hour)
      let late = Int(calm * Double((isTroubled ? trouble[area].late : 0) + Int(300 * abs(dice.normal()))))
      let start = max(plan, free) + late
      free = start + Int(Double(work) * Numerics.exp(calm * 0.2 * dice.normal()))
      visits.append(
        VisitRecord(
          id: "b\(day)-\(technician)-\(position)", technician: "t\(technician)", type: "service",
          area: ["north", "south", "hills"][area],
          planned: VisitTimes(start: Instant(epochSeconds: plan), finish: Instant(epochSeconds: plan + work)),
          actual: VisitTimes(start: Instant(epochSeconds: start), finish: Instant(epochSeconds: free))))
      plan += work + dice.whole(2..<5) * 900
    }
    return RouteInProgress(technician: "t\(technician)", visits: visits)
  }
}
