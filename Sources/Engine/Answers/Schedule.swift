import PunctualModel

/// The times of a route whose order is fixed, as VROOM has them: the earliest finish; for that the latest start, which is
/// the least waiting; then everything as soon as it can be.
extension Routes {
  /// The route as an answer; nil where it has no feasible times or breaks another constraint.
  func timed(_ route: Int) -> RoutingRoute? {
    guard refresh(route), count[route] > 0 else { return nil }
    let kind = tables.kind(of: route)
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
      writer.leg(seconds: Int(legSeconds[node]), metres: kind.distance(place[Int(previous[node])], place[node]))
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
    return RoutingRoute(
      vehicle: route, steps: writer.steps, cost: Cost.rounded(cost[route]),
      distance: kind.metres == nil ? nil : writer.metres, duration: writer.driven, setup: writer.setup,
      service: writer.service, waiting: writer.waiting,
      priority: order.reduce(0) { $0 + problem.jobs[$1].priority }, delivery: writer.delivery, pickup: writer.pickup)
  }
}

/// Writes a route down step by step.
private struct RouteWriter {
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
  let delivery: [Int]
  let pickup: [Int]
  var load: [Int]

  init(_ tables: Tables, _ kind: Kind, clock: Int, jobs: [Int]) {
    (self.tables, self.kind, self.clock) = (tables, kind, clock)
    func sum(_ amounts: borrowing Flat<Int>) -> [Int] {
      var sums = [Int](repeating: 0, count: tables.dimensions)
      for job in jobs {
        for dimension in sums.indices { sums[dimension] += amounts[job * tables.dimensions + dimension] }
      }
      return sums
    }
    delivery = sum(tables.delivery)
    pickup = sum(tables.pickup)
    load = delivery
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

  mutating func leg(seconds: Int, metres: Int) {
    left = seconds
    leg = metres
  }

  mutating func pause(_ pause: Int) {
    let start = tables.breakWindows.start(pause, from: clock)
    let drive = min(left, start - clock)
    driven += drive
    left -= drive
    let service = tables.breakSeconds[pause]
    add(
      .break, task: tables.breakIndex[pause], location: nil, arrival: clock + drive, waiting: start - clock - drive,
      service: service)
    clock = start + service
  }

  private mutating func arrive() -> Int {
    driven += left
    metres += leg
    clock += left
    return clock
  }

  mutating func job(_ job: Int, from place: Int32) {
    let arrival = arrive()
    let start = tables.windows.start(job, from: arrival)
    let setup = tables.place[job] == place ? 0 : kind.setup[job]
    for dimension in load.indices {
      let at = job * tables.dimensions + dimension
      load[dimension] += tables.pickup[at] - tables.delivery[at]
    }
    add(
      .job, task: job, location: Int(tables.place[job]), arrival: arrival, waiting: start - arrival, setup: setup,
      service: kind.service[job])
    clock = start + setup + kind.service[job]
  }

  mutating func end(_ location: Int) {
    let arrival = arrive()
    add(.end, location: location, arrival: arrival)
  }
}
