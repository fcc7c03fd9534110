import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("A model that follows each finished visit")
struct UpdatingTests {
  private func learned(_ routes: [RouteInProgress]) -> ForecastModel {
    ForecastModel.learn(from: routes.flatMap(\.visits)).model
  }

  private func follow(_ model: inout ForecastModel, _ routes: [RouteInProgress]) {
    for route in routes {
      for (index, visit) in route.visits.enumerated() {
        #expect(model.update(with: visit, after: index > 0 ? route.visits[index - 1] : nil) == nil)
      }
    }
  }

  @Test("what it knows after another month is near to what learning again from all gives")
  func nearToRelearning() {
    var firm = SimulatedFirm(technicians: 6, seed: 21)
    let first = firm.routes(first: 20_000, days: 40)
    let more = firm.routes(first: 20_040, days: 10)
    var model = learned(first)
    follow(&model, more)
    let again = learned(first + more)
    #expect(model.learnedFrom == again.learnedFrom)
    for type in SimulatedFirm.types {
      for technician in 0..<6 {
        let (one, other) = (
          model.service.residual(type, "t\(technician)"), again.service.residual(type, "t\(technician)")
        )
        #expect(abs(one.centre - other.centre) < 0.6 * other.spread, "\(type) \(technician)")
        #expect((0.7...1.4).contains(one.spread / other.spread), "\(type) \(technician)")
        #expect(one.samples == other.samples)
      }
    }
    #expect(abs(model.travel.centre - again.travel.centre) < 0.03)
  }

  /// The share of visits whose time on site lies in the 80 % interval, over each next `size` visits, where each is judged
  /// before it is learned from.
  private func coverage(_ visits: [VisitRecord], _ model: ForecastModel, size: Int = 100) -> [Double] {
    var model = model
    var inside: [Bool] = []
    for visit in visits {
      guard let began = visit.actual.start, let ended = visit.actual.finish, let from = visit.planned.start,
        let to = visit.planned.finish
      else { continue }
      let residual = model.service.residual(visit.type, visit.technician)
      let log = Numerics.log(Double(ended - began) / Double(to - from))
      let quantiles = residual.shape.map { residual.centre + residual.spread * $0 }
      let places = [0.1, 0.9].compactMap { ResidualModel.probabilities.firstIndex(of: $0) }
      inside.append(quantiles[places[0]] <= log && log <= quantiles[places[1]])
      model.update(with: visit)
    }
    return stride(from: 0, to: inside.count - size + 1, by: size).map { first in
      Double(inside[first..<first + size].count { $0 }) / Double(size)
    }
  }

  /// A year's worth, and then visits whose work takes `factor` as long, of one technician or kind.
  private func changed(by factor: Double, type: String? = nil, count: Int = 500) -> [Double] {
    var firm = SimulatedFirm(technicians: 8, seed: 22)
    let model = learned(firm.routes(first: 20_000, days: 40))
    let visits = firm.routes(first: 20_040, days: 60).filter { $0.technician == "t3" || type != nil }.flatMap(\.visits)
      .filter { type == nil || $0.type == "repair" }.prefix(count)
    let slowed = visits.map { visit in
      var visit = visit
      if let type { visit.type = type }
      if let start = visit.actual.start, let finish = visit.actual.finish {
        visit.actual.finish = start + Int(Double(finish - start) * factor)
      }
      return visit
    }
    return coverage(slowed, model)
  }

  private func mean(_ shares: ArraySlice<Double>) -> Double { shares.reduce(0, +) / Double(shares.count) }

  @Test("a technician twice as slow, and a kind of work never seen: after 100 visits intervals hold what they say")
  func followsChanges() {
    let slow = changed(by: 2, count: 300)
    #expect(slow[0] < 0.8, "it was not known before: \(slow)")
    #expect((0.75...0.88).contains(mean(slow[1...])), "\(slow)")
    let fresh = changed(by: 1.6, type: "heat-pump")
    #expect((0.75...0.85).contains(mean(fresh[1...])), "\(fresh)")
  }

  @Test("a visit that contradicts itself, or the one before, changes nothing and is told")
  func refuses() {
    var firm = SimulatedFirm(technicians: 2, seed: 23)
    let routes = firm.routes(first: 20_000, days: 20)
    let before = learned(routes)
    var model = before
    var visit = routes[0].visits[1]
    visit.id = "new"
    #expect(model.update(with: visit, after: routes[0].visits[1])?.message.contains("overlaps") == true)
    visit.actual.finish = nil
    #expect(model.update(with: visit)?.message.contains("no actual finish") == true)
    #expect(model == before)
  }

  @Test("the trees' quantiles follow what comes")
  func treesFollow() throws {
    var firm = BusyDays(seed: 6)
    var model = BusyDays.model
    #expect(model.start?.shifts.isEmpty == true)
    for routes in firm.days(20_060..<20_062) {
      for route in routes {
        var slower = route
        for index in slower.visits.indices {
          slower.visits[index].actual.start = slower.visits[index].actual.start.map { $0 + 1800 }
          slower.visits[index].actual.finish = slower.visits[index].actual.finish.map { $0 + 1800 }
        }
        for (index, visit) in slower.visits.enumerated() {
          let day = DayInProgress(now: visit.actual.finish ?? at(0), routes: [slower])
          model.update(with: visit, after: index > 0 ? slower.visits[index - 1] : nil, in: day)
        }
      }
    }
    let shifts = try #require(model.start?.shifts)
    let middle = ResidualModel.probabilities.count / 2
    #expect(try #require(shifts[0][""]).moved[middle] > 0.05)
    #expect(shifts[1].count == 16, "each technician's quantiles move, too")
  }

  @Test("documents one after the other are learned from, each visit once; an earlier one begins anew")
  func follows() throws {
    var firm = SimulatedFirm(technicians: 4, seed: 24)
    let model = learned(firm.routes(first: 20_000, days: 30))
    let days = (0..<6).map { firm.routes(first: 20_030 + $0, days: 1) }
    func slower(_ route: RouteInProgress) -> RouteInProgress {
      var route = route
      for index in route.visits.indices {
        guard let start = route.visits[index].actual.start, let finish = route.visits[index].actual.finish else {
          continue
        }
        route.visits[index].actual.finish = start + 2 * (finish - start)
        // Nobody is at two places at once: the visits of these documents are those that do not run into the next.
        if index > 0 { route.visits[index].actual = VisitTimes() }
      }
      return route
    }
    func work(_ predictions: [VisitPrediction]) throws -> Double {
      let visit = try #require(predictions.last)
      return Double(visit.finish.mean - visit.start.mean)
    }
    var forecast = FollowingForecast(model: model)
    for routes in days.dropLast() {
      let end = try #require(routes.flatMap(\.visits).compactMap(\.actual.finish).max()) + 43_200
      _ = forecast.predict(SoundDay(DayInProgress(now: end, routes: routes.map(slower))))
    }
    func morning(_ routes: [RouteInProgress]) throws -> DayInProgress {
      let begin = try #require(routes.flatMap(\.visits).compactMap(\.planned.depart).min())
      return DayInProgress(now: begin, routes: routes.map { $0.asKnown(at: begin) })
    }
    let document = try morning(days[5])
    let followed = forecast.predict(SoundDay(document))
    #expect(try work(followed) > 1.1 * work(Forecaster(model: model).predict(document)))
    #expect(forecast.predict(SoundDay(document)) == followed)
    let earlier = try morning(days[0])
    #expect(forecast.predict(SoundDay(earlier)) == Forecaster(model: model).predict(earlier))
  }

  @Test("in a calmer season the trees' intervals come nearer to what they say, at a smaller loss")
  func recalibrates() throws {
    var firm = BusyDays(seed: 8, calm: 0.4)
    var model = BusyDays.model
    let asLearned = Forecaster(model: model)
    for routes in firm.days(20_060..<20_072) {
      for route in routes {
        for (place, visit) in route.visits.enumerated() {
          let day = DayInProgress(now: visit.actual.finish ?? at(0), routes: [route])
          model.update(with: visit, after: place > 0 ? route.visits[place - 1] : nil, in: day)
        }
      }
    }
    let tenths = (1...9).map { Double($0) / 10 }
    var inside = [0, 0]
    var loss = [0.0, 0.0]
    var count = 0
    for route in firm.days(20_072..<20_077).joined() {
      for place in 1..<5 {
        guard let now = route.visits[place - 1].actual.finish, let start = route.visits[place].actual.start else {
          continue
        }
        var known = route
        known.visits = Array(route.visits[...place])
        known.visits[place].actual = VisitTimes()
        let document = DayInProgress(now: now, quantiles: tenths, routes: [known])
        count += 1
        for (which, forecaster) in [Forecaster(model: model), asLearned].enumerated() {
          let told = try #require(forecaster.predict(document).last?.start.quantiles.map(\.value))
          inside[which] += told[0] <= start && start <= told[8] ? 1 : 0
          for (tenth, value) in zip(tenths, told) {
            loss[which] += Score.pinball(Double(value - start), probability: tenth, actual: 0)
          }
        }
      }
    }
    let shares = inside.map { Double($0) / Double(count) }
    #expect(count == 320)
    #expect(shares[1] > 0.87, "the year before was wilder: \(shares[1])")
    #expect(shares[0] < shares[1] - 0.02, "\(shares[0]), was \(shares[1])")
    #expect(loss[0] < 0.97 * loss[1], "\(loss)")
  }

  @Test("a start is followed by what was known when the visit before was over, though later documents leave that out")
  func followedAsKnown() throws {
    var firm = BusyDays(seed: 9)
    let routes = firm.days(20_060..<20_061)[0]
    let own = routes[4]
    let over = try #require(own.visits[1].actual.finish)
    let began = try #require(own.visits[2].actual.start)
    #expect(began > over + 60)
    func known(_ route: RouteInProgress, at now: Instant) -> RouteInProgress {
      RouteInProgress(technician: route.technician, visits: route.visits.map { $0.known(at: now) })
    }
    let others = routes.filter { $0.technician != own.technician }.map { known($0, at: over) }
    func told(afterwards: [RouteInProgress]) -> [VisitPrediction] {
      var following = FollowingForecast(model: BusyDays.model)
      _ = following.predict(SoundDay(DayInProgress(now: over, routes: others + [known(own, at: over)])))
      _ = following.predict(SoundDay(DayInProgress(now: began, routes: afterwards + [known(own, at: began)])))
      return following.predict(SoundDay(DayInProgress(now: began + 60, routes: others + [known(own, at: began)])))
    }
    let still = Forecaster(model: BusyDays.model).predict(
      DayInProgress(now: began + 60, routes: others + [known(own, at: began)]))
    #expect(told(afterwards: others) != still)
    #expect(told(afterwards: others) == told(afterwards: []))
  }
}
