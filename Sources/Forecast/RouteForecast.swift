import PunctualModel

/// Runs the distributions along one route.
struct RouteForecast {
  private let model: ReadyModel
  private let route: RouteInProgress
  private let now: Int
  /// As asked, and within 0...1.
  private let asked: [Double]
  private let quantiles: [Double]
  private let stops: [PlannedStop]
  /// The last stop of which something is known; those before it are over, whatever is missing of their stamps.
  private let current: Int

  private let pauses: [Pause]

  private var clock: RouteClock
  private var causes = CauseLedger()
  private var zone: ZoneClock
  /// How the day is going; nil where the model does not ask.
  private let evidence: DayEvidence?
  /// The start and the finish of the visit before, as far as they are known.
  private var before: (start: Double, finish: Double)?

  init(
    _ model: ReadyModel, _ day: DayInProgress, _ route: RouteInProgress, _ evidence: DayEvidence?,
    points: Int = Lattice.fine
  ) {
    self.model = model
    asked = day.quantiles
    self.route = route
    let now = PlannedStop.seconds(day.now)
    self.now = now
    quantiles = day.quantiles.map { $0.isNaN ? 0.5 : min(max($0, 0), 1) }
    stops = plannedStops(route, now: now, unplanned: model.unplanned)
    current = stops.lastIndex { $0.actual.any } ?? -1
    pauses = Pause.place(route.breaks ?? [], among: stops, current: current)
    clock = RouteClock(now: now, pace: Pace(deviation: model.pace), points: points)
    zone = ZoneClock(model.zone)
    self.evidence = evidence
  }

  mutating func predictions() -> [VisitPrediction] {
    var predictions: [VisitPrediction] = []
    predictions.reserveCapacity(stops.count)
    for index in stops.indices {
      let isOver = index < current || stops[index].actual.finish != nil
      predictions.append(isOver ? settled(index) : ahead(index))
    }
    return predictions
  }

  /// The predictions are the same until this second, unless something is reported.
  var steadyUntil: Int {
    var until = clock.steadyUntil
    for record in route.visits {
      for stamp in [record.actual.depart, record.actual.arrive, record.actual.start, record.actual.finish] {
        if let stamp = stamp.map(PlannedStop.seconds), stamp > now { until = min(until, stamp) }
      }
    }
    return until
  }

  // MARK: - What is over

  /// A visit that is over: missing stamps are put where the plan's lengths and the known stamps around them allow.
  private mutating func settled(_ index: Int) -> VisitPrediction {
    let stop = stops[index]
    let actual = stop.actual
    let latest = stops[(index + 1)...].lazy.compactMap(\.actual.earliest).first ?? now
    let previous = clock.known
    let depart = actual.depart ?? min(latest, max(previous ?? stop.depart, stop.depart))
    let arrive = actual.arrive ?? min(actual.start ?? actual.finish ?? latest, depart + stop.travel)
    let start =
      actual.start
      ?? min(
        actual.finish.map { max(arrive, $0 - stop.work) } ?? latest, max(arrive, stop.notBefore ?? arrive))
    let finish = actual.finish ?? min(latest, start + stop.work)

    bookTrip(index, previous: previous)
    bookStart(index, arrive: actual.arrive, start: start)
    let work = serviceResidual(index)
    let begun = Reading(at: start)
    let lateness = lateness(stop, begun)
    let cause = cause(index, lateness, behind: Double(start - stop.start))
    let prediction = prediction(index, work, Reading(at: arrive), begun, Reading(at: finish), lateness, cause)
    if let began = actual.start, let ended = actual.finish {
      let overrun = ended - began - stop.work
      causes.add(.overran(visit: route.visits[index].id), Double(overrun))
      let ratio = Numerics.log(max(1, Double(ended - began)) / unit(index))
      clock.pace.observe(ratio - work.centre, spread: work.spread)
    }
    clock.set(to: finish)
    before = (Double(start), Double(finish))
    return prediction
  }

  /// What a known departure, and a known arrival after it, lost against the plan.
  private mutating func bookTrip(_ index: Int, previous: Int?) {
    let stop = stops[index]
    guard let depart = stop.actual.depart else { return }
    let due = max(stop.depart, previous ?? Int.min)
    causes.add(.leftLate(visit: route.visits[index].id, first: index == 0), Double(depart - due))
    guard let arrive = stop.actual.arrive else { return }
    causes.add(.slowTrip(visit: route.visits[index].id), Double(arrive - depart - stop.travel))
  }

  private mutating func bookStart(_ index: Int, arrive: Int?, start: Int) {
    let stop = stops[index]
    if let arrive {
      causes.add(.slowStart(visit: route.visits[index].id), Double(start - max(arrive, stop.notBefore ?? arrive)))
    }
    causes.settle(lateness: Double(start - stop.start))
  }

  // MARK: - What is to come

  /// A visit that is not over, from where the technician's clock stands.
  private mutating func ahead(_ index: Int) -> VisitPrediction {
    let stop = stops[index]
    let actual = stop.actual
    let work = serviceResidual(index)
    let arrive: Reading
    let start: Reading
    if actual.any { bookTrip(index, previous: clock.known) }
    if let began = actual.start {
      bookStart(index, arrive: actual.arrive, start: began)
      clock.set(to: began)
      start = Reading(at: began)
      arrive = Reading(at: min(actual.arrive ?? began, began))
    } else if actual.depart == nil, actual.arrive == nil, let starts = model.starts {
      startDirectly(index, starts)
      start = clock.reading()
      arrive = start
      causes.settle(lateness: clock.mean - Double(stop.start))
    } else {
      if let came = actual.arrive {
        clock.set(to: came)
      } else {
        depart(index)
        travel(index)
      }
      arrive = clock.reading()
      pause(before: index, onSite: true)
      begin(index)
      start = clock.reading()
      causes.settle(lateness: clock.mean - Double(stop.start))
    }
    let lateness = lateness(stop, start)
    let cause = cause(index, lateness, behind: start.mean - Double(stop.start))
    self.work(index, work)
    before = (start.mean, clock.mean)
    return prediction(index, work, arrive, start, clock.reading(), lateness, cause)
  }

  /// Leaving for a stop: not before now where nobody has said so.
  private mutating func depart(_ index: Int) {
    let stop = stops[index]
    if let left = stop.actual.depart {
      clock.set(to: left)
      return
    }
    let delay: [Double]
    if index == 0 {
      clock.set(to: stop.depart)
      delay = delays(model.firstDeparture.residual(route.technician, nil), atLeast: -PlannedStop.longest)
    } else {
      pause(before: index, onSite: false)
      if let gap = unexplainedGap(before: index) {
        let length = min(gap, model.pauseSeconds)
        clock.pause(from: stop.depart - length, length, share: model.pauseShare)
      }
      if let opens = stop.notBefore { clock.wait(until: min(stop.depart, opens - stop.travel)) }
      clock.wait(until: stop.depart, share: model.waitsForPlan)
      delay = delays(model.afterStop.residual(route.technician, nil), atLeast: 0)
    }
    let due = clock.mean
    clock.pass(quantiles: delay)
    clock.condition(since: due)
    let overdue = now - Int(due)
    if overdue > 60 && index <= current + 1 {
      causes.add(.notLeft(visit: route.visits[index].id, overdue: overdue), clock.mean - due)
    } else {
      causes.add(.usualLeaving, clock.mean - due)
    }
  }

  /// The trip, without a pause that the plan put in the middle of it.
  private mutating func travel(_ index: Int) {
    let stop = stops[index]
    let left = clock.mean
    let paused = (route.breaks ?? []).reduce(0) { sum, pause in
      let from = max(PlannedStop.seconds(pause.start), stop.depart)
      return sum + max(0, min(PlannedStop.seconds(pause.end), stop.arrive) - from)
    }
    let planned = max(0, stop.travel - paused)
    if planned > 0 {
      let hour = ForecastModel.hourBand(stop.depart, offset: zone.offset(at: stop.depart))
      let offset = ForecastModel.travelOffset
      let whole = Double(planned) + offset
      clock.pass(
        quantiles: ratios(model.travel.residual(route.visits[index].area, hour)).map { max(0, whole * $0 - offset) })
    }
    let usual = clock.mean - left - Double(planned)
    guard let departed = stop.actual.depart else {
      causes.add(.usualTravel, usual)
      return
    }
    clock.condition(since: Double(departed + planned))
    let over = now - departed - planned
    let longer = clock.mean - left - Double(planned)
    causes.add(over > 60 ? .stillTravelling(visit: route.visits[index].id, over: over) : .usualTravel, longer)
  }

  /// Beginning work: not before the window opens, and not before now where nobody has said so.
  private mutating func begin(_ index: Int) {
    let stop = stops[index]
    if let opens = stop.notBefore { clock.wait(until: opens) }
    let due = clock.mean
    clock.pass(quantiles: delays(model.beforeWork.residual(route.visits[index].type, nil), atLeast: 0))
    if let opens = stop.notBefore { clock.wait(until: opens) }
    if stop.actual.arrive != nil { clock.condition(since: due) }
  }

  /// From the finish before to the start, where the past tells of no departures and arrivals: not before it is due,
  /// and not before now where nobody has said so.
  private mutating func startDirectly(_ index: Int, _ starts: ResidualModel) {
    let stop = stops[index]
    if isNext(index) {
      pause(before: index, onSite: false)
      clock.wait(until: stop.start)
    } else {
      clock.set(to: stop.start)
    }
    let due = clock.mean
    let usual = starts.residual(route.technician, nil)
    let delay =
      (isNext(index) ? model.start : model.first).map { trees in
        trees.quantiles(row(index, trees, startSituation(index, trees, due: due)), of: route.visits[index])
      } ?? usual.shape.map { usual.centre + usual.spread * $0 }
    clock.pass(quantiles: delay.map { max($0, -RouteClock.farthest) })
    clock.condition(since: due)
    let overdue = now - Int(due)
    if overdue > 60 && index <= current + 1 {
      causes.add(.notBegun(visit: route.visits[index].id, overdue: overdue), clock.mean - due)
    } else {
      causes.add(.usualStart, clock.mean - due)
    }
  }

  /// Whether a visit waits for the finish of the one before: not from one day to the next.
  func isNext(_ index: Int) -> Bool {
    index > 0 && stops[index].start - stops[index - 1].finish <= CourseOfDays.longestGap
  }

  /// What is known when a start or its work is judged that is expected at `lead`.
  private mutating func situation(_ index: Int, lead: Double) -> Situation {
    let stop = stops[index]
    let local = stop.start + zone.offset(at: stop.start)
    let day = local.dividedDown(by: 86_400)
    var situation =
      evidence?.situation(route.visits[index], technician: route.technician, day: day) ?? Situation()
    situation[.plannedWork] = stop.isPlanned ? Float(stop.work) : .nan
    situation[.timeOfDay] = Float(local - day * 86_400)
    situation[.weekday] = Float((day % 7 + 7) % 7)
    situation[.lead] = Float(max(0, lead - Double(now)))
    situation[.position] = Float(
      stops[..<index].count { ($0.start + zone.offset(at: $0.start)).dividedDown(by: 86_400) == day })
    let planned = route.visits[index].planned
    if planned.depart != nil, planned.arrive != nil { situation[.plannedTrip] = Float(stop.travel) }
    if let promised = route.visits[index].promised {
      situation[.promise] = Float(PlannedStop.seconds(promised.end) - stop.start)
    }
    if isNext(index), let before {
      let previous = stops[index - 1]
      situation[.gap] = Float(stop.start - previous.finish)
      situation[.previousLateness] = Float(before.finish - Double(previous.finish))
      situation[.previousOverrun] = Float(before.finish - before.start - Double(previous.work))
      situation[.previousWork] = Float(previous.work)
    }
    return situation
  }

  private mutating func startSituation(_ index: Int, _ trees: BoostedResidual, due: Double) -> Situation {
    var situation = situation(index, lead: due)
    if trees.columns.before { situation.numbers += trees.columns.numbers(of: previous(index)) }
    if isNext(index), let before { situation[.lateness] = Float(before.finish - Double(stops[index].start)) }
    return situation
  }

  private mutating func workSituation(_ index: Int, began: Double) -> Situation {
    var situation = situation(index, lead: began)
    situation[.lateness] = Float(began - Double(stops[index].start))
    return situation
  }

  private func row(_ index: Int, _ trees: BoostedResidual, _ situation: Situation) -> [Float] {
    trees.row(situation, route.visits[index], after: previous(index), technician: route.technician)
  }

  /// The visit that one waits for.
  private func previous(_ index: Int) -> VisitRecord? { isNext(index) ? route.visits[index - 1] : nil }

  /// What the trees are asked of a visit at `now`, when its start is due or its work begins.
  mutating func row(_ index: Int, _ question: CourseOfDays.Question, _ trees: BoostedResidual) -> [Float] {
    for over in 0..<index { _ = settled(over) }
    switch question {
    case .first, .start:
      let due = max(Double(stops[index].start), isNext(index) ? before?.finish ?? 0 : 0)
      return row(index, trees, startSituation(index, trees, due: due))
    case .work: return row(index, trees, workSituation(index, began: Double(now)))
    }
  }

  /// Passes the time that trees expect of the work; gives its mean.
  private mutating func work(_ index: Int, _ trees: BoostedResidual) -> Double {
    let stop = stops[index]
    let planned = Double(stop.work)
    let unit = trees.unit(planned: planned)
    let residuals = trees.quantiles(
      row(index, trees, workSituation(index, began: clock.mean)), of: route.visits[index])
    return clock.pass(quantiles: residuals.map { max(planned + unit * $0, 0.05 * planned) })
  }

  /// The work itself; a running visit has lasted at least until now.
  private mutating func work(_ index: Int, _ residual: ResidualModel.Residual) {
    let stop = stops[index]
    let planned = Double(stop.work)
    let began = clock.mean
    if let trees = model.work {
      let longer = work(index, trees) - planned
      if stop.actual.start == nil { causes.add(.usualWork(type: route.visits[index].type), longer) }
    } else {
      let unit = unit(index)
      var own = residual
      own.spread = clock.pace.ownSpread(of: residual.spread)
      var today = residual
      today.centre += clock.pace.mean
      today.spread = (own.spread * own.spread + clock.pace.variance).squareRoot()
      let told = clock.known == nil ? nil : ratios(today).map { $0 * unit }
      let longer = clock.pass(paced: ratios(own).map { $0 * unit }, told: told) - planned
      if stop.actual.start == nil {
        let slower = clock.pace.hasEvidence ? min(max(0, clock.pace.mean * planned), max(0, longer)) : 0
        causes.add(.slowDay, slower)
        causes.add(.usualWork(type: route.visits[index].type), longer - slower)
      }
    }
    guard stop.actual.start != nil else { return }
    clock.condition(since: began)
    let over = now - Int(began) - stop.work
    let longer = clock.mean - began - planned
    causes.add(
      over > 0 ? .stillRunning(visit: route.visits[index].id, over: over) : .usualWork(type: route.visits[index].type),
      longer)
  }

  /// Pauses between the stop before and the start of this one.
  private mutating func pause(before index: Int, onSite: Bool) {
    for pause in pauses where pause.visit == index && pause.onSite == onSite {
      clock.pause(from: pause.start, pause.length)
    }
  }

  /// The day's first long gap of the plan, where the route tells of no pauses: there may be one in it.
  private func unexplainedGap(before index: Int) -> Int? {
    func gap(_ index: Int) -> Int { stops[index].depart - stops[index - 1].finish }
    guard route.breaks == nil, gap(index) >= ForecastModel.longGap,
      (1..<index).allSatisfy({ gap($0) < ForecastModel.longGap })
    else { return nil }
    return gap(index)
  }

  // MARK: - Distributions of seconds

  private func serviceResidual(_ index: Int) -> ResidualModel.Residual {
    (stops[index].isPlanned ? model.service : model.unplanned).residual(route.visits[index].type, route.technician)
  }

  /// The seconds that a ratio of 1 stands for.
  private func unit(_ index: Int) -> Double {
    Double(stops[index].isPlanned ? stops[index].work : PlannedStop.usualWork)
  }

  /// Quantiles of a ratio whose logarithm is the residual; between 1/150 and 150, whatever a model says.
  private func ratios(_ residual: ResidualModel.Residual) -> [Double] {
    residual.shape.map { Numerics.exp(min(max(residual.centre + residual.spread * $0, -5), 5)) }
  }

  /// Quantiles of a delay in seconds.
  private func delays(_ residual: ResidualModel.Residual, atLeast least: Int) -> [Double] {
    residual.shape.map { max(residual.centre + residual.spread * $0, Double(least)) }
  }

  // MARK: - Answers

  private func prediction(
    _ index: Int, _ work: ResidualModel.Residual, _ arrive: Reading, _ start: Reading, _ finish: Reading,
    _ lateness: Lateness, _ cause: String?
  ) -> VisitPrediction {
    let level =
      switch work.level {
      case .both: "type+technician"
      case .first: "type"
      case .second: "technician"
      case .all: "all"
      case .prior: "prior"
      }
    return VisitPrediction(
      id: route.visits[index].id, technician: route.technician, arrive: spread(arrive), start: spread(start),
      finish: spread(finish), late: lateness, cause: cause, basedOn: Evidence(samples: work.samples, level: level))
  }

  private func lateness(_ stop: PlannedStop, _ start: Reading) -> Lateness {
    guard let deadline = stop.deadline else { return Lateness(probability: 0, expectedSeconds: 0) }
    let excess = start.excess(over: deadline)
    return Lateness(probability: excess.probability, expectedSeconds: excess.seconds)
  }

  /// Said where the start is ten-percent likely to be late, or five minutes behind plan on average.
  private func cause(_ index: Int, _ lateness: Lateness, behind: Double) -> String? {
    guard lateness.probability >= 0.1 || behind >= 300 else { return nil }
    if let sentence = causes.sentence() { return sentence }
    guard lateness.probability >= 0.1, route.visits[index].promised != nil, let deadline = stops[index].deadline
    else { return nil }
    return CauseLedger.tightness(start: stops[index].start, deadline: deadline)
  }

  private func spread(_ reading: Reading) -> Spread {
    var quantiles: [Quantile] = []
    quantiles.reserveCapacity(self.quantiles.count)
    for (asked, value) in zip(asked, reading.quantiles(self.quantiles)) {
      quantiles.append(Quantile(probability: asked, value: Instant(epochSeconds: Int(value.rounded()))))
    }
    return Spread(mean: Instant(epochSeconds: Int(reading.mean.rounded())), quantiles: quantiles)
  }
}
