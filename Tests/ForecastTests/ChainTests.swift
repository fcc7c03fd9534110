import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("A route's distributions")
struct ChainTests {
  /// Leave 0, arrive 20, work 30–90, then leave 90, arrive 110, work 120–150 (window opens at 120).
  let two = [
    visit("v1", plan: (0, 20, 30, 90), promised: (30, 90)),
    visit("v2", plan: (90, 110, 120, 150), promised: (120, 180)),
  ]

  @Test("a day without spread happens as planned, to the second")
  func exactChain() {
    let predictions = predict(two, now: -60, model: .exact)
    #expect(predictions.map(\.arrive.mean) == [at(20), at(110)])
    #expect(predictions.map(\.start.mean) == [at(30), at(120)])
    #expect(predictions.map(\.finish.mean) == [at(90), at(150)])
    #expect(predictions.allSatisfy { $0.late == Lateness(probability: 0, expectedSeconds: 0) && $0.cause == nil })
    #expect(predictions[1].finish.quantiles.allSatisfy { $0.value == at(150) })
  }

  @Test("lateness passes on what the slack does not swallow")
  func slackSwallows() {
    let actual = VisitTimes(depart: at(0), arrive: at(20), start: at(30), finish: at(125))
    var visits = two
    visits[0].actual = actual
    let next = predict(visits, now: 125, model: .exact)[1]
    #expect(next.arrive.mean == at(145) && next.start.mean == at(145) && next.finish.mean == at(175))
    #expect(next.late.probability == 0)
    #expect(next.cause == "v1 ran over by 35 min")
  }

  @Test("nobody begins before the promised window opens, however early they come")
  func windowHolds() {
    var visits = two
    visits[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(30), finish: at(60))
    let next = predict(visits, now: 60, model: .exact)[1]
    #expect(next.arrive.mean == at(110))
    #expect(next.start.quantiles.allSatisfy { $0.value == at(120) })
    let spread = predict(two, now: -60)[0]
    #expect(spread.start.quantiles.allSatisfy { $0.value >= at(30) })
    #expect(spread.start.quantiles[0].value == at(30), "most of the mass waits for the window")
  }

  @Test("where the past shows that technicians leave as soon as they are done, they do, but not for a closed window")
  func leavesEarly() {
    var model = ForecastModel.exact
    model.waitsForPlan = 0
    var visits = two
    visits[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(30), finish: at(60))
    #expect(predict(visits, now: 60, model: model)[1].arrive.mean == at(110), "the window opens at 120")
    visits[1].promised = TimeWindow(start: at(90), end: at(180))
    #expect(predict(visits, now: 60, model: model)[1].arrive.mean == at(90))
    visits[1].promised = TimeWindow(start: at(0), end: at(180))
    #expect(predict(visits, now: 60, model: model)[1].arrive.mean == at(80))
  }

  @Test("a mean and a spread come out as they went in")
  func knownMoments() {
    let plain = [visit("v1", plan: (0, 0, 0, 60))]
    let finish = predict(plain, now: -60, model: .work(spread: 0.2))[0].finish
    // A log-normal ratio of median 1 and sigma 0.2.
    #expect(abs(finish.at(0.5) - at(60)) < 30)
    #expect(abs(finish.at(0.9) - (at(0) + 4652)) < 40)
    #expect(abs(finish.at(0.1) - (at(0) + 2786)) < 40)
    #expect(abs(finish.mean - (at(0) + 3673)) < 30)
  }

  @Test("variances of independent parts add up along the route")
  func variancesAdd() {
    let plain = [visit("v1", plan: (0, 0, 0, 60)), visit("v2", plan: (0, 0, 0, 60)), visit("v3", plan: (0, 0, 0, 60))]
    var model = ForecastModel.work(spread: 0.1)
    let last = predict(plain, now: -60, model: model)[2].finish
    let apart = Double(last.at(0.95) - last.at(0.05))
    #expect(abs(apart / (2 * 1.645) - 3600 * 0.1 * 3.0.squareRoot()) < 25)
    model.pace = 0.09
    let shared = predict(plain, now: -60, model: model)[2].finish
    #expect(Double(shared.at(0.95) - shared.at(0.05)) > 1.3 * apart, "errors of one day go together")
  }

  @Test("a running visit is expected to end later, the longer it has run")
  func runningVisit() {
    var visits = two
    visits[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(30))
    let ends = [40, 70, 90, 120, 180, 400].map { predict(visits, now: $0)[0].finish }
    for (earlier, later) in zip(ends, ends.dropFirst()) {
      #expect(earlier.mean < later.mean)
      #expect(earlier.at(0.5) <= later.at(0.5))
    }
    for (now, end) in zip([40, 70, 90, 120, 180, 400], ends) {
      #expect(end.quantiles.allSatisfy { $0.value >= at(now) })
    }
    #expect(ends[5].mean - at(400) > 600, "no data is no reason to expect the end at once")
    let late = predict(visits, now: 130)
    #expect(late[1].cause == "v1 is still running, 40 min over plan")
  }

  @Test("someone who should have left and has not is expected to leave from now on")
  func silence() {
    let quiet = [0, 15, 30, 60].map { predict(two, now: $0)[0] }
    for (earlier, later) in zip(quiet, quiet.dropFirst()) {
      #expect(earlier.arrive.mean < later.arrive.mean)
      #expect(earlier.late.probability <= later.late.probability)
    }
    #expect(quiet[3].arrive.quantiles.allSatisfy { $0.value > at(60) })
    #expect(quiet[3].cause == "has not left for v1, 60 min after plan")
  }

  @Test("someone under way has not arrived by now")
  func underWay() {
    var visits = two
    visits[0].actual.depart = at(0)
    let trips = [5, 20, 30, 50].map { predict(visits, now: $0)[0].arrive }
    for (now, trip) in zip([5, 20, 30, 50], trips) { #expect(trip.quantiles.allSatisfy { $0.value >= at(now) }) }
    #expect(trips[0].mean < trips[2].mean && trips[2].mean < trips[3].mean)
  }

  @Test("the chance of being late grows with the delay, from nought to one")
  func monotone() {
    let chances = stride(from: 90, through: 270, by: 10).map { finished in
      var visits = two
      visits[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(30), finish: at(finished))
      return predict(visits, now: finished)[1].late
    }
    for (less, more) in zip(chances, chances.dropFirst()) {
      #expect(less.probability <= more.probability + 1e-9 && less.expectedSeconds <= more.expectedSeconds + 1e-6)
    }
    #expect(chances.first!.probability < 0.01 && chances.last!.probability > 0.99)
  }

  @Test("a visit that has begun is late or it is not")
  func begun() {
    var visits = two
    visits[0].actual = VisitTimes(depart: at(0), arrive: at(95), start: at(95))
    let late = predict(visits, now: 100)[0]
    #expect(late.late == Lateness(probability: 1, expectedSeconds: 300))
    #expect(late.start.mean == at(95) && late.arrive.mean == at(95))
    #expect(late.cause == "the trip to v1 took 75 min longer than planned")
    visits[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(90))
    #expect(predict(visits, now: 100)[0].late.probability == 0, "the last second of the window keeps the promise")
  }

  @Test("stamps later than now are not known yet")
  func future() {
    var visits = two
    visits[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(30), finish: at(240))
    let known = predict(visits, now: 60)
    visits[0].actual.finish = nil
    #expect(known == predict(visits, now: 60))
  }

  @Test("a pause not yet taken is taken after the work, at its time or when free")
  func pauses() {
    let visits = [visit("v1", plan: (0, 20, 30, 90)), visit("v2", plan: (120, 140, 140, 170))]
    #expect(predict(visits, now: -60, model: .exact, breaks: [(90, 120)])[1].arrive.mean == at(140))
    var late = visits
    late[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(30), finish: at(110))
    #expect(predict(late, now: 110, model: .exact, breaks: [(90, 120)])[1].arrive.mean == at(160))
    #expect(predict(late, now: 110, model: .exact)[1].arrive.mean == at(140), "without it, the gap swallows the delay")
  }

  @Test("a pause whose gap is past is taken next, unless the stamps show that it was taken")
  func latePauses() {
    let visits = [
      visit("v1", plan: (0, 20, 20, 60)), visit("v2", plan: (90, 100, 100, 130)),
      visit("v3", plan: (130, 140, 140, 160)),
    ]
    func third(leftAt departed: Int) -> Instant {
      var visits = visits
      visits[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(20), finish: at(60))
      visits[1].actual = VisitTimes(depart: at(departed), arrive: at(100), start: at(100), finish: at(130))
      return predict(visits, now: 130, model: .exact, breaks: [(60, 90)])[2].arrive.mean
    }
    #expect(third(leftAt: 62) == at(170))
    #expect(third(leftAt: 90) == at(140))
  }

  @Test("a long gap of the plan holds a pause where the past shows one, though none is listed")
  func learnedPause() {
    var model = ForecastModel.exact
    model.pauseShare = 1
    model.pauseSeconds = 1800
    var visits = [visit("v1", plan: (0, 20, 20, 60)), visit("v2", plan: (90, 100, 100, 130))]
    #expect(predict(visits, now: -60, model: model)[1].arrive.mean == at(100))
    visits[0].actual = VisitTimes(depart: at(0), arrive: at(20), start: at(20), finish: at(80))
    #expect(predict(visits, now: 80, model: model)[1].arrive.mean == at(120))
    model.pauseShare = 0
    #expect(predict(visits, now: 80, model: model)[1].arrive.mean == at(100))
  }

  @Test("a slow day so far makes the rest of it slower")
  func slowDay() {
    let plan = [
      visit("v1", plan: (0, 0, 0, 60)), visit("v2", plan: (60, 60, 60, 120)), visit("v3", plan: (120, 120, 120, 180)),
    ]
    var model = ForecastModel.work(spread: 0.3)
    model.pace = 0.2
    func end(_ minutes: Int) -> Int {
      var visits = plan
      visits[0].actual = VisitTimes(depart: at(0), arrive: at(0), start: at(0), finish: at(minutes))
      visits[1].planned = VisitTimes(depart: at(100), arrive: at(100), start: at(100), finish: at(160))
      let predictions = predict([visits[0], visits[1]], now: 99, model: model)
      return predictions[1].finish.mean - predictions[1].start.mean
    }
    #expect(end(60) < end(75) && end(75) < end(98))
  }

  @Test("without a model it says that it speaks from priors")
  func prior() {
    #expect(predict(two, now: 0).allSatisfy { $0.basedOn == Evidence(samples: 0, level: "prior") })
  }

  @Test("a plan that promises too little room is named as the cause")
  func tight() {
    let visits = [visit("v1", plan: (0, 20, 20, 60), promised: (-60, 23))]
    #expect(predict(visits, now: -60)[0].cause == "planned only 3 min before the promise ends")
    #expect(
      predict([visit("v1", plan: (0, 20, 20, 60), promised: (-60, 10))], now: -60)[0].cause
        == "planned 10 min after the promise ends")
  }
}
