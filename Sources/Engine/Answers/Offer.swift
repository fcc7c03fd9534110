import PunctualModel

extension Engine {
  /// The times of a given order of jobs on a vehicle, its breaks placed; nil where no times are feasible, or the order
  /// exceeds a load or a limit. Skills are not judged.
  public static func schedule(_ problem: RoutingProblem, vehicle: Int, jobs: [Int]) -> RoutingRoute? {
    let part = Part(problem, vehicles: [vehicle], jobs: jobs)
    let routes = Routes(Tables(part.problem, dimensions: part.dimensions))
    routes.append(Array(jobs.indices), to: 0)
    return routes.timed(0).map(part.inWhole)
  }

  /// All feasible places for a job in given routes (`routes[v]` holds the jobs of vehicle v in order), cheapest first, ties
  /// by vehicle and position. A route that is not feasible itself takes no further job. Whoever asks more than once, or
  /// needs the times of the first few only, asks a ``StandingPlan``.
  public static func insertions(_ problem: RoutingProblem, routes given: [[Int]], job: Int) -> [Insertion] {
    let plan = StandingPlan(problem, routes: given)
    return plan.places(for: job).compactMap { plan.insertion(of: job, at: $0) }
  }

  /// Which windows can be promised to a job that is in no route yet: for each, in the order given, its cheapest places,
  /// each on another vehicle or at another position, with its exact cost and whom it moves. The windows stand instead of
  /// the job's own.
  ///
  /// Offers over several days take a vehicle for each shift, and windows on any of the days.
  /// - Parameter choices: most places for a window.
  public static func offer(
    _ problem: RoutingProblem, routes given: [[Int]], job: Int, windows: [RoutingWindow], choices: Int = 1
  ) -> [OfferedWindow] {
    // One copy of the job for each window, so that the plan is made ready once.
    var asked = problem
    asked.jobs += windows.map { window in
      var copy = problem.jobs[job]
      copy.windows = [window]
      return copy
    }
    let plan = StandingPlan(asked, routes: given.map { $0.filter { $0 != job } })
    return windows.enumerated().map { number, window in
      let copy = problem.jobs.count + number
      let places = plan.places(for: copy).prefix(choices).compactMap { place -> OfferedPlace? in
        guard var insertion = plan.insertion(of: copy, at: place) else { return nil }
        let moved = plan.moved(by: insertion)
        insertion.route.rename(copy, as: job)
        return OfferedPlace(insertion: insertion, moved: moved)
      }
      return OfferedWindow(window: window, places: places)
    }
  }
}

/// A window for a new job, and what promising it would take.
public struct OfferedWindow: Hashable, Sendable {
  public var window: RoutingWindow
  /// Cheapest first; none where the window cannot be promised.
  public var places: [OfferedPlace]

  public init(window: RoutingWindow, places: [OfferedPlace]) {
    self.window = window
    self.places = places
  }
}

/// A place that a window can be kept at.
public struct OfferedPlace: Hashable, Sendable {
  public var insertion: Insertion
  /// The other jobs of that vehicle whose start it moves, in order.
  public var moved: [MovedStart]

  public init(insertion: Insertion, moved: [MovedStart]) {
    self.insertion = insertion
    self.moved = moved
  }
}

/// A job whose start of service moves.
public struct MovedStart: Hashable, Sendable {
  public var job: Int
  public var from: Int
  public var to: Int

  public init(job: Int, from: Int, to: Int) {
    self.job = job
    self.from = from
    self.to = to
  }
}

extension StandingPlan {
  /// The other jobs of a route whose start an insertion moves, in order.
  func moved(by insertion: Insertion) -> [MovedStart] {
    guard let before = routes.timed(insertion.vehicle) else { return [] }
    let old = Dictionary(uniqueKeysWithValues: before.starts.map { ($0.job, $0.start) })
    return insertion.route.starts.compactMap { job, start in
      guard let from = old[job], from != start else { return nil }
      return MovedStart(job: job, from: from, to: start)
    }
  }
}

extension RoutingRoute {
  /// Start of service of each job, in order.
  var starts: [(job: Int, start: Int)] {
    steps.compactMap { step in
      guard step.kind.isTask, let job = step.task else { return nil }
      return (job, step.arrival + step.waiting)
    }
  }

  mutating func rename(_ job: Int, as other: Int) {
    for step in steps.indices where steps[step].kind.isTask && steps[step].task == job { steps[step].task = other }
  }
}
