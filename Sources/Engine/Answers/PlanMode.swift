import PunctualModel

extension Engine {
  /// VROOM's plan mode (`-c`): every vehicle's `steps` in the order given, as punctual as that order allows, with all
  /// violations reported. Jobs in no vehicle's steps are unassigned; a vehicle without steps has no route.
  ///
  /// Each step starts as soon as its windows and its stated service time allow; one that cannot be in time is late by as
  /// little as it can be. Then the start is as late as it can be without finishing later or being later anywhere.
  public static func evaluateSteps(_ problem: RoutingProblem) -> RoutingSolution {
    var jobIndex: [UInt64: Int] = [:]
    for (index, job) in problem.jobs.enumerated() { jobIndex[job.id] = index }
    var served = [Bool](repeating: false, count: problem.jobs.count)
    var routes: [RoutingRoute] = []
    for (index, vehicle) in problem.vehicles.enumerated() {
      let given = GivenRoute(problem, index, jobIndex)
      guard vehicle.steps != nil, given.hasJobs else { continue }
      for job in given.jobs { served[job] = true }
      routes.append(given.best())
    }
    return RoutingSolution(routes: routes, unassigned: served.indices.filter { !served[$0] })
  }
}

/// One vehicle's given order, ready to be timed.
private struct GivenRoute {
  private struct Stop {
    var kind: RoutingStepKind
    var task: Int?
    var location: Int?
    var windows: [RoutingWindow]
    var setup = 0
    var service = 0
    /// The start that the input states: not before, not after.
    var soonest: Int?
    var latest: Int?
    /// Travel from the place before; nothing for a break.
    var seconds = 0
    var metres = 0
    var cost = 0
  }

  let problem: RoutingProblem
  let index: Int
  private var stops: [Stop] = []
  var vehicle: RoutingVehicle { problem.vehicles[index] }
  var jobs: [Int] { stops.compactMap { $0.kind == .job ? $0.task : nil } }
  var hasJobs: Bool { stops.contains { $0.kind == .job } }

  init(_ problem: RoutingProblem, _ index: Int, _ jobIndex: [UInt64: Int]) {
    self.problem = problem
    self.index = index
    let vehicle = problem.vehicles[index]
    let shift = vehicle.window.map { [$0] } ?? []
    if let start = vehicle.start { stops.append(Stop(kind: .start, location: start, windows: shift)) }
    for hint in vehicle.steps ?? [] {
      var stop: Stop
      switch hint.kind {
      case .job:
        guard let id = hint.id, let number = jobIndex[id] else { continue }
        let job = problem.jobs[number]
        stop = Stop(kind: .job, task: number, location: job.location, windows: job.windows)
        stop.setup = job.setupPerType[vehicle.type] ?? job.setup
        stop.service = job.servicePerType[vehicle.type] ?? job.service
      case .break:
        guard let number = vehicle.breaks.firstIndex(where: { $0.id == hint.id }) else { continue }
        stop = Stop(kind: .break, task: number, windows: vehicle.breaks[number].windows)
        stop.service = vehicle.breaks[number].service
      default: continue
      }
      stop.soonest = [hint.serviceAt, hint.serviceAfter].compactMap(\.self).max()
      stop.latest = [hint.serviceAt, hint.serviceBefore].compactMap(\.self).min()
      stops.append(stop)
    }
    if let end = vehicle.end { stops.append(Stop(kind: .end, location: end, windows: shift)) }
    addTravel()
  }

  private mutating func addTravel() {
    guard let matrix = problem.matrices[vehicle.profile] else { return }
    let speedFactor = vehicle.speedFactor
    var place: Int?
    for stop in stops.indices {
      guard let here = stops[stop].location else { continue }
      if let place {
        let cell = place * matrix.size + here
        stops[stop].seconds = Int(Travel.scaled(matrix.durations[cell], speedFactor))
        stops[stop].metres = Int(matrix.distances?[cell] ?? 0)
        stops[stop].cost = Int(matrix.costs?[cell] ?? 0)
      }
      if place == here { stops[stop].setup = 0 }
      place = here
    }
  }

  /// What a start at a given moment leads to.
  private struct Timing {
    var arrivals: [Int] = []
    var starts: [Int] = []
    var driven: [Int] = []
    var finish = 0
    /// Seconds too late, over all stops.
    var late = 0
    /// Seconds after a start that the input states; only a sooner departure helps.
    var missed = 0
  }

  private func timing(from start: Int) -> Timing {
    var timing = Timing()
    var clock = start
    var driven = 0
    var left = 0
    for (index, stop) in stops.enumerated() {
      var arrival = clock
      if stop.kind == .break {
        left = nextLeg(after: index) - drivenOfLeg(index, timing)
        let begin = moment(stop, from: clock)
        let drive = min(max(left, 0), begin - clock)
        driven += drive
        arrival += drive
        clock = begin + stop.service
        timing.starts.append(begin)
      } else {
        let rest = stop.seconds - drivenOfLeg(index, timing)
        driven += rest
        arrival += rest
        let begin = stop.kind == .job ? moment(stop, from: arrival) : arrival
        timing.starts.append(begin)
        clock = begin + stop.setup + stop.service
      }
      timing.arrivals.append(arrival)
      timing.driven.append(driven)
      let begin = timing.starts[index]
      if let last = stop.windows.last?.end, begin > last { timing.late += begin - last }
      if let latest = stop.latest, begin > latest { timing.missed += begin - latest }
    }
    timing.finish = clock
    return timing
  }

  /// Travel to the next place after a break.
  private func nextLeg(after index: Int) -> Int {
    stops[(index + 1)...].first { $0.location != nil }?.seconds ?? 0
  }

  /// What breaks before this stop already have of its leg.
  private func drivenOfLeg(_ index: Int, _ timing: Timing) -> Int {
    var before = index - 1
    while before >= 0 && stops[before].kind == .break { before -= 1 }
    guard before >= 0, before < index - 1 else { return 0 }
    return timing.driven[index - 1] - timing.driven[before]
  }

  /// When a stop starts that can start at `time`: within a window if one is left, else at once.
  private func moment(_ stop: Stop, from time: Int) -> Int {
    let soonest = max(time, stop.soonest ?? time)
    guard let window = stop.windows.first(where: { $0.end >= soonest }) else { return soonest }
    let start = max(soonest, window.start)
    if let latest = stop.latest, start > latest { return soonest }
    return start
  }

  /// The best times of the order, with all that it breaks.
  func best() -> RoutingRoute {
    let opens = vehicle.window?.start ?? 0
    var start = opens
    var timing = timing(from: start)
    if timing.missed > 0 {
      // A stated service time calls for leaving before the shift starts: by no more than it takes.
      start = last(from: 0, to: opens) { self.timing(from: $0).missed == 0 } ?? opens
      timing = self.timing(from: start)
    }
    let goal = timing
    start =
      last(from: start, to: max(start, goal.finish)) {
        let other = self.timing(from: $0)
        return other.finish == goal.finish && other.late == goal.late && other.missed == goal.missed
      } ?? start
    return route(self.timing(from: start), opens)
  }

  /// The last value for which a condition holds that, once false, stays so; nil if it never holds.
  private func last(from low: Int, to high: Int, where holds: (Int) -> Bool) -> Int? {
    guard holds(low) else { return nil }
    var (yes, no) = (low, high + 1)
    while no - yes > 1 {
      let middle = yes + (no - yes) / 2
      if holds(middle) { yes = middle } else { no = middle }
    }
    return yes
  }

  private func route(_ timing: Timing, _ opens: Int) -> RoutingRoute {
    let matrix = problem.matrices[vehicle.profile]
    let dimensions = problem.dimensions
    func sum(_ amounts: (RoutingJob) -> [Int]) -> [Int] {
      jobs.reduce(into: [Int](repeating: 0, count: dimensions)) { sums, job in
        for (dimension, amount) in amounts(problem.jobs[job]).enumerated() { sums[dimension] += amount }
      }
    }
    var result = RoutingRoute(
      vehicle: index, steps: [], cost: 0, distance: matrix?.distances == nil ? nil : 0,
      duration: timing.driven.last ?? 0, setup: 0, service: 0, waiting: 0, priority: 0, delivery: sum(\.delivery),
      pickup: sum(\.pickup))
    var load = result.delivery
    var (tasks, metres, money, seconds) = (0, 0, 0, 0)
    for (number, stop) in stops.enumerated() {
      let arrival = timing.arrivals[number]
      let begin = timing.starts[number]
      var violations: [RoutingViolation] = []
      if stop.kind == .start || (number == 0 && vehicle.start == nil), arrival < opens {
        violations.append(RoutingViolation(.leadTime, duration: opens - arrival))
      } else if let violation = offWindow(stop, begin) {
        violations.append(violation)
      }
      if stop.kind == .job, let task = stop.task {
        let job = problem.jobs[task]
        tasks += 1
        result.priority += job.priority
        if !job.skills.isSubset(of: vehicle.skills) { violations.append(RoutingViolation(.skills)) }
        if tasks > vehicle.maxTasks ?? tasks { violations.append(RoutingViolation(.maxTasks)) }
        for (dimension, amount) in job.delivery.enumerated() { load[dimension] -= amount }
        for (dimension, amount) in job.pickup.enumerated() { load[dimension] += amount }
      }
      if number == stops.count - 1, vehicle.end == nil, let closes = vehicle.window?.end, timing.finish > closes {
        violations.append(RoutingViolation(.delay, duration: timing.finish - closes))
      }
      metres += stop.metres
      money += stop.cost
      seconds += stop.setup + stop.service
      if exceeds(load, vehicle.capacity) { violations.append(RoutingViolation(.load)) }
      if stop.kind == .break, let task = stop.task, let limit = vehicle.breaks[task].maxLoad, exceeds(load, limit) {
        violations.append(RoutingViolation(.maxLoad))
      }
      if timing.driven[number] > vehicle.maxTravelTime ?? .max { violations.append(RoutingViolation(.maxTravelTime)) }
      if metres > vehicle.maxDistance ?? .max { violations.append(RoutingViolation(.maxDistance)) }
      result.setup += stop.setup
      result.service += stop.service
      result.waiting += begin - arrival
      result.steps.append(
        RoutingStep(
          kind: stop.kind, task: stop.task, location: stop.location, arrival: arrival, waiting: begin - arrival,
          setup: stop.setup, service: stop.service, duration: timing.driven[number],
          distance: result.distance == nil ? nil : metres, load: load, violations: violations))
    }
    let costs = vehicle.costs
    let travelled = matrix?.costs == nil ? result.duration * costs.perHour * (Cost.scale / 3600) : money * Cost.scale
    result.cost = Cost.rounded(
      costs.fixed * Cost.scale + travelled + metres * costs.perKm * (Cost.scale / 1000)
        + seconds * costs.perTaskHour * (Cost.scale / 3600))
    if result.distance != nil { result.distance = metres }
    let taken = Set(stops.compactMap { $0.kind == .break ? $0.task : nil })
    if taken.count < vehicle.breaks.count { result.violations.append(RoutingViolation(.missingBreak)) }
    return result
  }

  /// How far a start is from the windows: too late after the last, or, where it is stated, too early before the next.
  private func offWindow(_ stop: Stop, _ begin: Int) -> RoutingViolation? {
    if let latest = stop.latest, begin > latest { return RoutingViolation(.delay, duration: begin - latest) }
    if stop.windows.isEmpty || stop.windows.contains(where: { $0.start <= begin && begin <= $0.end }) { return nil }
    guard let next = stop.windows.first(where: { $0.start > begin }) else {
      return RoutingViolation(.delay, duration: begin - (stop.windows.last?.end ?? begin))
    }
    return RoutingViolation(.leadTime, duration: next.start - begin)
  }

  private func exceeds(_ load: [Int], _ limit: [Int]) -> Bool {
    zip(load, limit).contains { $0 > $1 }
  }
}
