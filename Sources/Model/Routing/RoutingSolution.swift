/// Routes for a problem, with VROOM's figures.
public struct RoutingSolution: Hashable, Sendable {
  /// One for each vehicle that is used, in the vehicles' order.
  public var routes: [RoutingRoute]
  /// Indices of the jobs that are left out.
  public var unassigned: [Int]

  public init(routes: [RoutingRoute], unassigned: [Int]) {
    self.routes = routes
    self.unassigned = unassigned
  }
}

/// One vehicle's route.
public struct RoutingRoute: Hashable, Sendable {
  /// Index in the problem's vehicles.
  public var vehicle: Int
  public var steps: [RoutingStep]
  /// The third layer of the objective, summed exactly and then rounded to the nearest unit, halves up.
  public var cost: Int
  /// The second layer, but for the worst lateness, which is the plan's; rounded alike.
  public var latenessCost = 0
  /// Seconds after the shift.
  public var overtime = 0
  /// Metres; nil where the problem has no distances.
  public var distance: Int?
  /// Seconds of travel.
  public var duration: Int
  public var setup: Int
  public var service: Int
  public var waiting: Int
  public var priority: Int
  /// Sums over the route, by dimension.
  public var delivery: [Int]
  public var pickup: [Int]
  /// Of the route as a whole; those of a step are with the step.
  public var violations: [RoutingViolation]

  public init(
    vehicle: Int, steps: [RoutingStep], cost: Int, distance: Int? = nil, duration: Int, setup: Int, service: Int,
    waiting: Int, priority: Int, delivery: [Int], pickup: [Int], violations: [RoutingViolation] = []
  ) {
    self.vehicle = vehicle
    self.steps = steps
    self.cost = cost
    self.distance = distance
    self.duration = duration
    self.setup = setup
    self.service = service
    self.waiting = waiting
    self.priority = priority
    self.delivery = delivery
    self.pickup = pickup
    self.violations = violations
  }
}

/// One stop, break, start or end. Setup, then service, begin at `arrival + waiting`.
public struct RoutingStep: Hashable, Sendable {
  public var kind: RoutingStepKind
  /// Index of the job, of the vehicle's break, or of the depot.
  public var task: Int?
  /// Nil for a break.
  public var location: Int?
  /// Seconds that service starts after the preferred window, or ends after the due date, whichever is more.
  public var late = 0
  public var arrival: Int
  public var waiting: Int
  public var setup: Int
  public var service: Int
  /// Seconds of travel since the route's start.
  public var duration: Int
  /// Metres since the route's start, where known.
  public var distance: Int?
  /// On board after the step, by dimension.
  public var load: [Int]
  public var violations: [RoutingViolation]

  public init(
    kind: RoutingStepKind, task: Int? = nil, location: Int? = nil, arrival: Int, waiting: Int = 0, setup: Int = 0,
    service: Int = 0, duration: Int, distance: Int? = nil, load: [Int], violations: [RoutingViolation] = []
  ) {
    self.kind = kind
    self.task = task
    self.location = location
    self.arrival = arrival
    self.waiting = waiting
    self.setup = setup
    self.service = service
    self.duration = duration
    self.distance = distance
    self.load = load
    self.violations = violations
  }
}

/// A constraint that a given order breaks (plan mode only: a solved route breaks none).
public struct RoutingViolation: Hashable, Sendable {
  public var cause: RoutingViolationCause
  /// Seconds too early or too late, where the cause is one of time.
  public var duration: Int?

  public init(_ cause: RoutingViolationCause, duration: Int? = nil) {
    self.cause = cause
    self.duration = duration
  }
}

/// VROOM's names of the constraints that a given order can break.
public enum RoutingViolationCause: String, CaseIterable, Sendable {
  case leadTime = "lead_time"
  case delay
  case load
  case maxTasks = "max_tasks"
  case skills
  case precedence
  case missingBreak = "missing_break"
  case maxTravelTime = "max_travel_time"
  case maxDistance = "max_distance"
  case maxLoad = "max_load"
}
