import PunctualModel
import Testing

@testable import PunctualForecast

/// What no past day showed: how soon intervals hold again what they say.
@Suite("Days that the past does not know")
struct ShockTests {
  /// Changes a day of a technician: factors of trips and of work, and a delay of the first departure.
  struct Shock: Sendable, CustomTestStringConvertible {
    var name: String
    var trips = 1.0
    var work = 1.0
    var delay = 0
    /// Nil for all days from the first on.
    var days: Int?
    var technician: String?
    var newType: String?

    var testDescription: String { name }

    func changes(_ route: RouteInProgress, day: Int) -> RouteInProgress {
      guard days.map({ day < $0 }) ?? true else { return route }
      var route = route
      var free: Instant?
      for index in route.visits.indices {
        let visit = route.visits[index]
        guard let left = visit.actual.depart, let came = visit.actual.arrive, let began = visit.actual.start,
          let ended = visit.actual.finish
        else { continue }
        let isMeant = technician.map { $0 == visit.technician } ?? true
        let isNew = newType != nil && visit.type == "repair"
        if isNew { route.visits[index].type = newType }
        let slower = isMeant && (newType == nil || isNew)
        let depart = max(left + (index == 0 ? delay : 0), free ?? left)
        let arrive = depart + Int(Double(came - left) * (isMeant ? trips : 1))
        let start = max(arrive, visit.promised?.start ?? arrive)
        let finish = start + Int(Double(ended - began) * (slower ? work : 1))
        route.visits[index].actual = VisitTimes(depart: depart, arrive: arrive, start: start, finish: finish)
        free = finish
      }
      return route
    }
  }

  static let shocks = [
    Shock(name: "nothing new"),
    Shock(name: "a technician twice as slow", work: 2, technician: "t3"),
    Shock(name: "a new kind of work", work: 1.6, newType: "heat-pump"),
    Shock(name: "a strike day", trips: 2.5, delay: 2400, days: 1),
    Shock(name: "winter", trips: 1.4, work: 1.15, delay: 300),
  ]

  /// Whether arrivals and finishes of visits that the shock changes lay within their 80 % intervals, in order of time:
  /// arrivals predicted when the visit before was over, finishes as work began, each before the visit was learned from.
  static func inside(
    _ shock: Shock, seed: UInt64, days: Int, after first: Int = 0
  ) -> (arrivals: [Bool], finishes: [Bool]) {
    var firm = SimulatedFirm(technicians: 8, seed: seed)
    var model = ForecastModel.learn(from: firm.routes(first: 20_020, days: 40).flatMap(\.visits)).model
    var result = (arrivals: [Bool](), finishes: [Bool]())
    var seen = 0
    for day in 0..<days {
      let routes = firm.routes(first: 20_060 + day, days: 1).map { shock.changes($0, day: day) }
      var events: [(at: Instant, route: Int, visit: Int)] = []
      for (number, route) in routes.enumerated() {
        for (place, visit) in route.visits.enumerated() {
          if let finish = visit.actual.finish { events.append((finish, number, place)) }
        }
      }
      for (_, number, place) in events.sorted(by: { ($0.at, $0.route) < ($1.at, $1.route) }) {
        let route = routes[number]
        let visit = route.visits[place]
        if (shock.technician.map { $0 == visit.technician } ?? true)
          && (shock.newType.map { $0 == visit.type } ?? true)
        {
          seen += 1
          guard seen > first else {
            model.update(with: visit, after: place > 0 ? route.visits[place - 1] : nil)
            continue
          }
          func holds(_ now: Instant?, _ spread: KeyPath<VisitPrediction, Spread>, _ actual: Instant?) -> Bool? {
            guard let now, let actual, now < actual else { return nil }
            let document = DayInProgress(now: now, quantiles: [0.1, 0.9], routes: [route.asKnown(at: now)])
            let told = Forecaster(model: model).predict(document)[place][keyPath: spread].quantiles
            return told[0].value <= actual && actual <= told[1].value
          }
          let before = place > 0 ? route.visits[place - 1].actual.finish : nil
          if let hit = holds(before, \.arrive, visit.actual.arrive) { result.arrivals.append(hit) }
          if let hit = holds(visit.actual.start, \.finish, visit.actual.finish) { result.finishes.append(hit) }
        }
        model.update(with: visit, after: place > 0 ? route.visits[place - 1] : nil)
      }
    }
    return result
  }

  @Test("within a hundred visits, 80 % intervals of the next hundred hold 75 to 85 % again", arguments: shocks)
  func recovers(from shock: Shock) {
    let days = shock.technician != nil ? 40 : shock.newType != nil ? 18 : 5
    var hits = (arrivals: [Bool](), finishes: [Bool]())
    for seed in 31..<35 as Range<UInt64> {
      let inside = Self.inside(shock, seed: seed, days: days, after: 100)
      hits.arrivals += inside.arrivals.prefix(100)
      hits.finishes += inside.finishes.prefix(100)
    }
    for (name, hits) in [("arrivals", hits.arrivals), ("finishes", hits.finishes)] {
      let share = Double(hits.count { $0 }) / Double(hits.count)
      #expect(hits.count > 350 && (0.75...0.85).contains(share), "\(name): \(share) of \(hits.count)")
    }
  }
}
