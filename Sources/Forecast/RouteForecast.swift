import PunctualModel

/// Runs the distributions along one route.
struct RouteForecast {
  private let model: ForecastModel
  private let day: DayInProgress
  private let route: RouteInProgress
  private let now: Int
  private let quantiles: [Double]
  private let stops: [PlannedStop]
  /// The last stop of which something is known; those before it are over, whatever is missing of their stamps.
  private let current: Int

  private var pace: Pace
  /// Where the technician's clock stands, for each level of pace; one for all as long as they do not differ.
  private var clocks: [Lattice] = []
  private var causes = CauseLedger()
  private var scratch: [Double]
  private var zone: ZoneClock

  /// `scratch` is a buffer that the caller keeps from one route to the next.
  init(_ model: ForecastModel, _ day: DayInProgress, _ route: RouteInProgress, scratch: [Double]) {
    self.model = model
    self.day = day
    self.route = route
    self.scratch = scratch
    let now = PlannedStop.seconds(day.now)
    self.now = now
    quantiles = day.quantiles.map { $0.isNaN ? 0.5 : min(max($0, 0), 1) }
    stops = plannedStops(route, now: now)
    current = stops.lastIndex { $0.actual.any } ?? -1
    pace = Pace(deviation: model.pace)
    zone = ZoneClock(model.zone)
  }

  mutating func predictions() -> ([VisitPrediction], scratch: [Double]) {
    var predictions: [VisitPrediction] = []
    predictions.reserveCapacity(stops.count)
    for index in stops.indices {
      let isOver = index < current || stops[index].actual.finish != nil
      predictions.append(isOver ? settled(index) : ahead(index))
    }
    return (predictions, scratch)
  }

  // MARK: - What is over

  /// A visit that is over: missing stamps are put where the plan's lengths and the known stamps around them allow.
  private mutating func settled(_ index: Int) -> VisitPrediction {
    let stop = stops[index]
    let actual = stop.actual
    let latest = stops[(index + 1)...].lazy.compactMap(\.actual.earliest).first ?? now
    let previous = index > 0 ? clocks[0].origin : nil
    let depart = actual.depart ?? min(latest, max(previous ?? stop.depart, stop.depart))
    let arrive = actual.arrive ?? min(actual.start ?? actual.finish ?? latest, depart + stop.travel)
    let start =
      actual.start
      ?? min(
        actual.finish.map { max(arrive, $0 - stop.work) } ?? latest, max(arrive, stop.notBefore ?? arrive))
    let finish = actual.finish ?? min(latest, start + stop.work)

    if actual.depart != nil { bookDeparture(index, at: depart, previous: previous) }
    if actual.arrive != nil, actual.depart != nil {
      causes.add(.slowTrip(visit: stop.record.id), Double(arrive - depart - stop.travel))
    }
    bookStart(stop, arrive: actual.arrive, start: start)
    let work = serviceResidual(stop)
    let begun = Lattice(at: start)
    let prediction = prediction(
      stop, work, Lattice(at: arrive), begun, Lattice(at: finish), cause: cause(stop, begun))
    if let began = actual.start, let ended = actual.finish {
      let overrun = ended - began - stop.work
      causes.add(.overran(visit: stop.record.id), Double(overrun))
      if stop.work > 0 {
        let ratio = Numerics.log(max(1, Double(ended - began)) / Double(stop.work))
        pace.observe(ratio - work.centre, spread: work.spread)
      }
    }
    clocks = [Lattice(at: finish)]
    return prediction
  }

  private mutating func bookDeparture(_ index: Int, at depart: Int, previous: Int?) {
    let due = max(stops[index].depart, previous ?? Int.min)
    causes.add(.leftLate(visit: stops[index].record.id, first: index == 0), Double(depart - due))
  }

  private mutating func bookStart(_ stop: PlannedStop, arrive: Int?, start: Int) {
    if let arrive {
      causes.add(.slowStart(visit: stop.record.id), Double(start - max(arrive, stop.notBefore ?? arrive)))
    }
    causes.settle(lateness: Double(start - stop.start))
  }

  // MARK: - What is to come

  /// A visit that is not over, from where the technician's clock stands.
  private mutating func ahead(_ index: Int) -> VisitPrediction {
    let stop = stops[index]
    let actual = stop.actual
    let work = serviceResidual(stop)
    let arrive: Lattice
    let start: Lattice
    if let began = actual.start {
      let came = min(actual.arrive ?? began, began)
      if let left = actual.depart { bookDeparture(index, at: left, previous: known()) }
      bookStart(stop, arrive: actual.arrive, start: began)
      arrive = Lattice(at: came)
      clocks = [Lattice(at: began)]
      start = clocks[0]
    } else {
      if let came = actual.arrive {
        if let left = actual.depart {
          bookDeparture(index, at: left, previous: known())
          causes.add(.slowTrip(visit: stop.record.id), Double(came - left - stop.travel))
        }
        clocks = [Lattice(at: came)]
      } else {
        depart(index)
        travel(index)
      }
      arrive = Lattice.mixture(clocks, weights)
      pause(before: index, onSite: true)
      begin(stop)
      start = Lattice.mixture(clocks, weights)
      causes.settle(lateness: start.mean - Double(stop.start))
    }
    let sentence = cause(stop, start)
    self.work(stop, work)
    let finish = Lattice.mixture(clocks, weights)
    return prediction(stop, work, arrive, start, finish, cause: sentence)
  }

  /// The technician's clock where it is certain.
  private func known() -> Int? {
    clocks.count == 1 && clocks[0].mass.count == 1 ? clocks[0].origin : nil
  }

  private var weights: [Double] { clocks.count == 1 ? [1] : pace.weights }

  private var meanClock: Double {
    zip(clocks, weights).reduce(0) { $0 + $1.0.mean * $1.1 }
  }

  /// Leaving for a stop: not before now where nobody has said so.
  private mutating func depart(_ index: Int) {
    let stop = stops[index]
    if let left = stop.actual.depart {
      bookDeparture(index, at: left, previous: known())
      clocks = [Lattice(at: left)]
      return
    }
    let due: Double
    if index == 0 {
      clocks = [Lattice(at: stop.depart)]
      due = Double(stop.depart)
      add(delay(model.firstDeparture.residual(route.technician, nil), atLeast: -PlannedStop.longest))
    } else {
      pause(before: index, onSite: false)
      let early = clocks
      for level in clocks.indices { clocks[level].wait(until: stop.depart) }
      due = meanClock
      if model.waitsForPlan < 0.99 {
        for level in clocks.indices where early[level].origin < stop.depart {
          clocks[level] = .mixture(
            [clocks[level], early[level]], [model.waitsForPlan, 1 - model.waitsForPlan])
        }
      }
      add(delay(model.afterStop.residual(route.technician, nil), atLeast: 0))
    }
    condition(since: Int(due))
    let late = meanClock - due
    let overdue = now - Int(due)
    if overdue > 60 && index <= current + 1 {
      causes.add(.notLeft(visit: stop.record.id, overdue: overdue), late)
    } else {
      causes.add(.usualLeaving, late)
    }
  }

  /// The trip, without a pause that the plan put in the middle of it.
  private mutating func travel(_ index: Int) {
    let stop = stops[index]
    let left = meanClock
    let paused = route.breaks.reduce(0) { sum, pause in
      sum
        + max(
          0,
          min(PlannedStop.seconds(pause.end), stop.arrive) - max(PlannedStop.seconds(pause.start), stop.depart))
    }
    let planned = max(0, stop.travel - paused)
    if planned > 0 {
      let hour = ForecastModel.hourBand(stop.depart, offset: zone.offset(at: stop.depart))
      let residual = model.travel.residual(stop.record.area, hour)
      let offset = ForecastModel.travelOffset
      let seconds = ratios(residual.centre, residual.spread, residual.shape).map {
        max(0, (Double(planned) + offset) * $0 - offset)
      }
      add(seconds)
    }
    let late = meanClock - left - Double(planned)
    if let departed = stop.actual.depart {
      condition(since: departed + planned)
      let over = now - departed - planned
      if over > 60 {
        causes.add(.stillTravelling(visit: stop.record.id, over: over), meanClock - left - Double(planned))
        return
      }
    }
    causes.add(.usualTravel, late)
  }

  /// Beginning work: not before the window opens, and not before now where nobody has said so.
  private mutating func begin(_ stop: PlannedStop) {
    if let opens = stop.notBefore {
      for level in clocks.indices { clocks[level].wait(until: opens) }
    }
    add(delay(model.beforeWork.residual(stop.record.type, nil), atLeast: 0))
    if stop.actual.arrive != nil { condition(since: Int(meanClock)) }
  }

  /// The work itself, at each level of pace; a running visit has lasted at least until now.
  private mutating func work(_ stop: PlannedStop, _ residual: ResidualModel.Residual) {
    let began = meanClock
    if stop.work > 0, residual.spread > 0 || residual.centre != 0 {
      let seconds = ratios(residual.centre, pace.ownSpread(of: residual.spread), residual.shape).map {
        $0 * Double(stop.work)
      }
      if pace.offsets.count > 1, clocks.count == 1 {
        clocks = [Lattice](repeating: clocks[0], count: pace.offsets.count)
      }
      for level in clocks.indices {
        let factor = Numerics.exp(pace.offsets[level])
        add(seconds.map { min($0 * factor, Self.farthest) }, toLevel: level)
      }
    } else {
      for level in clocks.indices { clocks[level].shift(by: stop.work) }
    }
    guard stop.actual.start != nil else {
      let over = meanClock - began - Double(stop.work)
      let today = pace.hasEvidence ? min(max(0, pace.mean * Double(stop.work)), max(0, over)) : 0
      causes.add(.slowDay, today)
      causes.add(.usualWork(type: stop.record.type), over - today)
      return
    }
    condition(since: Int(began))
    let over = now - Int(began) - stop.work
    let expected = meanClock - began - Double(stop.work)
    if over > 0 {
      causes.add(.stillRunning(visit: stop.record.id, over: over), expected)
    } else {
      causes.add(.usualWork(type: stop.record.type), expected)
    }
  }

  /// Pauses of the plan between the stop before and the start of this one: on site where they are planned after the arrival.
  private mutating func pause(before index: Int, onSite: Bool) {
    let stop = stops[index]
    let from = index > 0 ? stops[index - 1].start : Int.min
    for pause in route.breaks {
      let start = PlannedStop.seconds(pause.start)
      guard start > from, start <= stop.start, (start >= stop.arrive) == onSite else { continue }
      let length = min(max(0, PlannedStop.seconds(pause.end) - start), PlannedStop.longest)
      for level in clocks.indices {
        clocks[level].wait(until: start)
        clocks[level].shift(by: length)
      }
    }
  }

  /// It has not happened by now; `since` is when it was to be expected, or when what runs began.
  private mutating func condition(since: Int) {
    guard clocks.contains(where: { $0.origin <= now }) else { return }
    let silence = min(max(0, now - since), PlannedStop.longest)
    let strayMean = min(max(300, 0.3 * Double(silence)), 7200)
    var chances: [Double] = []
    for level in clocks.indices { chances.append(clocks[level].condition(after: now, strayMean: strayMean)) }
    if clocks.count > 1 { pace.weigh(by: chances) }
  }

  // MARK: - Distributions of seconds

  /// No length is taken to be longer, whatever a model says: 4 days, in seconds.
  private static let farthest = 4 * 86_400.0

  private func serviceResidual(_ stop: PlannedStop) -> ResidualModel.Residual {
    model.service.residual(stop.record.type, route.technician)
  }

  private func ratios(_ centre: Double, _ spread: Double, _ shape: [Double]) -> [Double] {
    shape.map { Numerics.exp(min(max(centre + spread * $0, -5), 5)) }
  }

  private func delay(_ residual: ResidualModel.Residual, atLeast least: Int) -> [Double] {
    residual.shape.map { min(max(residual.centre + residual.spread * $0, Double(least)), Self.farthest) }
  }

  /// Adds a distribution, given by its quantiles, to the clock at every level.
  private mutating func add(_ seconds: [Double]) {
    for level in clocks.indices { add(seconds, toLevel: level) }
  }

  private mutating func add(_ seconds: [Double], toLevel level: Int) {
    let lattice = Lattice(
      quantiles: seconds, at: ResidualModel.probabilities, leastStep: min(clocks[level].step, 3840))
    clocks[level].add(lattice, scratch: &scratch)
  }

  // MARK: - Answers

  private func prediction(
    _ stop: PlannedStop, _ work: ResidualModel.Residual, _ arrive: Lattice, _ start: Lattice, _ finish: Lattice,
    cause: String?
  ) -> VisitPrediction {
    let late = stop.deadline.map { start.excess(over: $0) } ?? (probability: 0, seconds: 0)
    let level =
      switch work.level {
      case .both: "type+technician"
      case .first: "type"
      case .second: "technician"
      case .all: "all"
      case .prior: "prior"
      }
    return VisitPrediction(
      id: stop.record.id, technician: route.technician, arrive: spread(arrive), start: spread(start),
      finish: spread(finish), late: Lateness(probability: late.probability, expectedSeconds: late.seconds),
      cause: cause, basedOn: Evidence(samples: work.samples, level: level))
  }

  /// Said where the start is ten-percent likely to be late, or five minutes behind plan on average.
  private func cause(_ stop: PlannedStop, _ start: Lattice) -> String? {
    let risk = stop.deadline.map { start.excess(over: $0).probability } ?? 0
    guard risk >= 0.1 || start.mean - Double(stop.start) >= 300 else { return nil }
    if let sentence = causes.sentence() { return sentence }
    guard risk >= 0.1, stop.record.promised != nil, let deadline = stop.deadline else { return nil }
    return CauseLedger.tightness(start: stop.start, deadline: deadline)
  }

  private func spread(_ lattice: Lattice) -> Spread {
    var quantiles: [Quantile] = []
    quantiles.reserveCapacity(self.quantiles.count)
    for (asked, p) in zip(day.quantiles, self.quantiles) {
      quantiles.append(
        Quantile(probability: asked, value: Instant(epochSeconds: Int(lattice.quantile(p).rounded()))))
    }
    return Spread(mean: Instant(epochSeconds: Int(lattice.mean.rounded())), quantiles: quantiles)
  }
}
