import PunctualModel

@testable import PunctualForecast

/// SplitMix64 (G. Steele and others, 2014): the same numbers from the same seed, everywhere.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Even in 0..<1.
  mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  mutating func normal() -> Double {
    Numerics.normalQuantile(min(max(share(), 1e-9), 1 - 1e-9))
  }

  mutating func whole(_ range: Range<Int>) -> Int {
    range.lowerBound + Int(share() * Double(range.count))
  }
}

/// A firm whose days are drawn from distributions that the test knows and the forecast does not.
struct SimulatedFirm {
  static let types = ["boiler-service", "lift-check", "repair", "installation"]
  static let areas = ["north", "south", "hills"]
  static let typeEffects = [-0.05, 0.0, 0.20, 0.10]
  static let typeSpreads = [0.15, 0.10, 0.40, 0.25]
  static let areaEffects = [0.0, 0.05, 0.25]

  var technicians: Int
  private var dice: Dice
  private var technicianEffects: [Double] = []

  init(technicians: Int = 12, seed: UInt64) {
    self.technicians = technicians
    dice = Dice(seed: seed)
    for _ in 0..<technicians { technicianEffects.append(0.12 * dice.normal()) }
  }

  /// Days of all technicians, `days` of them from `first` (days since 1970), with planned and actual times.
  mutating func routes(first: Int, days: Int) -> [RouteInProgress] {
    var routes: [RouteInProgress] = []
    for day in first..<first + days {
      for technician in 0..<technicians { routes.append(route(day: day, technician: technician)) }
    }
    return routes
  }

  private mutating func route(day: Int, technician: Int) -> RouteInProgress {
    let name = "t\(technician)"
    let pace = 0.10 * dice.normal()
    var plan = day * 86_400 + 7 * 3600
    var clock = plan + Int(240 * dice.normal() + 120)
    var visits: [VisitRecord] = []
    var pause: TimeWindow?
    for position in 0..<6 {
      let type = dice.whole(0..<4)
      let area = dice.whole(0..<3)
      var record = VisitRecord(
        id: "d\(day)-\(name)-\(position)", technician: name, type: Self.types[type], area: Self.areas[area])
      if position == 3 {
        pause = TimeWindow(start: Instant(epochSeconds: plan), end: Instant(epochSeconds: plan + 1800))
        clock = max(clock, plan) + 1800
        plan += 1800
      }
      let trip = dice.whole(5..<30) * 60
      let work = dice.whole(3..<9) * 600
      let opens = plan + trip + (dice.share() < 0.4 ? dice.whole(0..<25) * 60 : -dice.whole(10..<90) * 60)

      record.planned.depart = Instant(epochSeconds: plan)
      record.planned.arrive = Instant(epochSeconds: plan + trip)
      record.planned.start = Instant(epochSeconds: max(plan + trip, opens))
      record.planned.finish = Instant(epochSeconds: max(plan + trip, opens) + work)
      record.promised = TimeWindow(start: Instant(epochSeconds: opens), end: Instant(epochSeconds: opens + 7200))

      let busy = (plan % 86_400) / 3600 < 9 ? 0.2 : 0.0
      let tripRatio = Numerics.exp(Self.areaEffects[area] + busy + 0.2 * dice.normal())
      // Mostly a little under, now and then far over: a skewed residual of mean near 0.
      let surprise = dice.share() < 0.85 ? 0.7 * dice.normal() - 0.25 : 1.4 + 1.2 * dice.normal()
      let workRatio = Numerics.exp(
        Self.typeEffects[type] + technicianEffects[technician] + pace + Self.typeSpreads[type] * surprise)
      clock = max(clock, position == 0 ? clock : plan) + (position == 0 ? 0 : Int(-90 * Numerics.log(1 - dice.share())))
      record.actual.depart = Instant(epochSeconds: clock)
      clock += Int(Double(trip) * tripRatio)
      record.actual.arrive = Instant(epochSeconds: clock)
      clock = max(clock, opens)
      record.actual.start = Instant(epochSeconds: clock)
      clock += Int(Double(work) * workRatio)
      record.actual.finish = Instant(epochSeconds: clock)
      plan = max(plan + trip, opens) + work
      visits.append(record)
    }
    return RouteInProgress(technician: name, visits: visits, breaks: pause.map { [$0] } ?? [])
  }
}

extension RouteInProgress {
  /// The route as it was known at an instant: pauses that are behind are no longer listed.
  func asKnown(at now: Instant) -> RouteInProgress {
    var route = self
    if let pause = breaks?.first, let next = visits.first(where: { ($0.planned.depart ?? now) >= pause.end }),
      let left = next.actual.depart, left <= now
    {
      route.breaks = []
    }
    return route
  }
}
