import PunctualModel

/// The times of a route whose order is fixed, as VROOM has them: the earliest finish; for that the latest start, which is
/// the least waiting; then everything as soon as it can be.
extension Routes {
  /// The route as an answer; nil where it has no feasible times or breaks another constraint.
  func timed(_ route: Int) -> RoutingRoute? {
    guard refresh(route), count[route] > 0 else { return nil }
    let kind = tables.kind(of: route)
    if tables.needsCourse { return timedCourse(route, kind) }
    let finish = departs[end(route) * tables.states + kind.breaks]
    let start = refreshBackward(route, kind, upTo: finish)
    refreshForward(route, kind, from: max(start, kind.opens))
    let breaks = breaksBefore(route, kind)
    let result = written(route, kind, from: max(start, kind.opens), breaks)
    refresh(route)
    return result
  }

  /// How many breaks are taken by the arrival at each node, on the way to the earliest finish.
  private func breaksBefore(_ route: Int, _ kind: Kind) -> [Int: Int] {
    let states = tables.states
    var taken = kind.breaks
    var before: [Int: Int] = [:]
    var b = end(route)
    while b != start(route) {
      before[b] = taken
      let a = Int(previous[b])
      for from in 0...taken where reaches(kind, a, from, b, taken) == departs[b * states + taken] {
        taken = from
        break
      }
      b = a
    }
    return before
  }

  private func reaches(_ kind: Kind, _ a: Int, _ from: Int, _ b: Int, _ taken: Int) -> Int {
    var clock = departs[a * tables.states + from]
    if clock == never { return -1 }
    var left = Int(legSeconds[b])
    for pause in kind.firstBreak + from..<kind.firstBreak + taken {
      if kind.hasLoadedBreak && !isAllowed(pause, after: a) { return -1 }
      if !tables.take(pause, clock: &clock, left: &left) { return -1 }
    }
    return leaves(kind, b, arriving: clock + left, from: place[a])
  }

  private func written(_ route: Int, _ kind: Kind, from start: Int, _ breaks: [Int: Int]) -> RoutingRoute {
    let problem = tables.problem
    let vehicle = problem.vehicles[route]
    let order = jobs(of: route)
    var writer = RouteWriter(tables, kind, clock: start, jobs: order)
    if let first = vehicle.start { writer.start(first) }
    var taken = 0
    for node in order + [end(route)] {
      let toward = breaks[node] ?? taken
      writer.leg(from: place[Int(previous[node])], to: place[node])
      while taken < toward {
        writer.pause(kind.firstBreak + taken)
        taken += 1
      }
      if node < tables.jobs {
        writer.job(node, from: place[Int(previous[node])])
      } else if let last = vehicle.end {
        writer.end(last)
      }
    }
    return writer.route(route, cost: cost[route])
  }
}

/// Writes a route down step by step.
struct RouteWriter {
  let tables: Tables
  let kind: Kind
  var steps: [RoutingStep] = []
  var clock: Int
  var left = 0
  var leg = 0
  var metres = 0
  var driven = 0
  var setup = 0
  var service = 0
  var waiting = 0
  private let order: [Int]
  let delivery: [Int]
  let pickup: [Int]
  var load: [Int]

  init(_ tables: Tables, _ kind: Kind, clock: Int, jobs: [Int]) {
    (self.tables, self.kind, self.clock, order) = (tables, kind, clock, jobs)
    func sum(_ amounts: borrowing Flat<Int>, of jobs: [Int]) -> [Int] {
      var sums = [Int](repeating: 0, count: tables.dimensions)
      for job in jobs {
        for dimension in sums.indices { sums[dimension] += amounts[job * tables.dimensions + dimension] }
      }
      return sums
    }
    delivery = sum(tables.delivery, of: jobs)
    pickup = sum(tables.pickup, of: jobs)
    // What a shipment delivers is picked up on the way.
    load = sum(tables.delivery, of: jobs.filter { !tables.course.relations.isHalf[$0] })
  }

  /// The whole; `cost` in 1/`Cost.scale`.
  func route(_ route: Int, cost: Int) -> RoutingRoute {
    RoutingRoute(
      vehicle: route, steps: steps, cost: Cost.rounded(cost), distance: kind.metres == nil ? nil : metres,
      duration: driven, setup: setup, service: service, waiting: waiting,
      priority: order.reduce(0) { $0 + tables.priority[$1] }, delivery: delivery, pickup: pickup)
  }

  private mutating func add(
    _ step: RoutingStepKind, task: Int? = nil, location: Int?, arrival: Int, waiting: Int = 0, setup: Int = 0,
    service: Int = 0
  ) {
    steps.append(
      RoutingStep(
        kind: step, task: task, location: location, arrival: arrival, waiting: waiting, setup: setup, service: service,
        duration: driven, distance: kind.metres == nil ? nil : metres, load: load))
    self.waiting += waiting
    self.setup += setup
    self.service += service
  }

  mutating func start(_ location: Int) {
    add(.start, location: location, arrival: clock)
  }

  mutating func leg(from place: Int32, to target: Int32) {
    left = Int(kind.baseSeconds(place, target))
    leg = kind.distance(place, target)
  }

  mutating func pause(_ pause: Int) {
    let start = tables.breakWindows.start(pause, from: clock)
    let drive = min(tables.timesOfDay.arrival(kind, from: clock, left: left), start) - clock
    driven += drive
    left -= tables.timesOfDay.driven(kind, from: clock, to: start, left: left)
    let service = tables.breakSeconds[pause]
    add(
      .break, task: tables.breakIndex[pause], location: nil, arrival: clock + drive, waiting: start - clock - drive,
      service: service)
    clock = start + service
  }

  private mutating func arrive() -> Int {
    let arrival = tables.timesOfDay.arrival(kind, from: clock, left: left)
    driven += arrival - clock
    metres += leg
    clock = arrival
    return clock
  }

  /// - Parameter start: when service starts; nil for as soon as the windows allow.
  mutating func job(_ job: Int, from place: Int32, at start: Int? = nil) {
    let arrival = arrive()
    let start = start ?? tables.windows.start(job, from: arrival)
    let setup = tables.place[job] == place ? 0 : kind.setup[job]
    for dimension in load.indices {
      let at = job * tables.dimensions + dimension
      load[dimension] += tables.pickup[at] - tables.delivery[at]
    }
    clock = start + setup + kind.service[job]
    add(
      tables.problem.jobs[job].kind, task: job, location: Int(tables.place[job]), arrival: arrival,
      waiting: start - arrival, setup: setup, service: kind.service[job])
    let course = tables.course
    steps[steps.count - 1].late = max(0, start - course.preferredEnd[job], clock - course.dueBy[job])
  }

  mutating func depot(_ depot: Int) {
    let arrival = arrive()
    let fetching = tables.course.fetching
    clock = arrival + fetching.depotSeconds[depot]
    add(
      .depot, task: depot, location: Int(fetching.depotPlace[depot]), arrival: arrival,
      service: fetching.depotSeconds[depot])
  }

  mutating func end(_ location: Int) {
    let arrival = arrive()
    add(.end, location: location, arrival: arrival)
  }
}
