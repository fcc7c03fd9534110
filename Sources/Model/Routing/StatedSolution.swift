/// A solution as some program stated it, figure by figure, for the checker: what is nil was not stated.
public struct StatedSolution: Hashable, Sendable {
  public var code: Int?
  public var summary: StatedFigures?
  public var routes: [StatedRoute]
  public var unassigned: [StatedTask]
  /// From the plan that stands.
  public var changes: [StatedChange]?

  public init(
    code: Int? = nil, summary: StatedFigures? = nil, routes: [StatedRoute], unassigned: [StatedTask],
    changes: [StatedChange]? = nil
  ) {
    self.code = code
    self.summary = summary
    self.routes = routes
    self.unassigned = unassigned
    self.changes = changes
  }
}

/// A change from the plan that stands, as stated (see `RoutingChange`); vehicles by id.
public struct StatedChange: Hashable, Sendable {
  public var task: StatedTask
  public var fromVehicle: UInt64?
  public var toVehicle: UInt64?
  public var fromStart: Int?
  public var toStart: Int?

  public init(task: StatedTask, fromVehicle: UInt64?, toVehicle: UInt64?, fromStart: Int? = nil, toStart: Int? = nil) {
    self.task = task
    self.fromVehicle = fromVehicle
    self.toVehicle = toVehicle
    self.fromStart = fromStart
    self.toStart = toStart
  }
}

/// A task that a solution names: `job`, `pickup` or `delivery`, with its id.
public struct StatedTask: Hashable, Sendable {
  public var kind: RoutingStepKind
  public var id: UInt64

  public init(kind: RoutingStepKind, id: UInt64) {
    self.kind = kind
    self.id = id
  }
}

/// Figures that a summary or a route states.
public struct StatedFigures: Hashable, Sendable {
  public var cost: Int?
  public var routes: Int?
  public var unassigned: Int?
  public var duration: Int?
  public var distance: Int?
  public var setup: Int?
  public var service: Int?
  public var waiting: Int?
  public var priority: Int?
  public var delivery: [Int]?
  public var pickup: [Int]?
  public var latenessCost: Int?
  /// Seconds after the shifts.
  public var overtime: Int?
  /// The latest job's lateness; of a summary only.
  public var worstLate: Int?

  public init(
    cost: Int? = nil, routes: Int? = nil, unassigned: Int? = nil, duration: Int? = nil, distance: Int? = nil,
    setup: Int? = nil, service: Int? = nil, waiting: Int? = nil, priority: Int? = nil, delivery: [Int]? = nil,
    pickup: [Int]? = nil, latenessCost: Int? = nil, overtime: Int? = nil, worstLate: Int? = nil
  ) {
    self.cost = cost
    self.routes = routes
    self.unassigned = unassigned
    self.duration = duration
    self.distance = distance
    self.setup = setup
    self.service = service
    self.waiting = waiting
    self.priority = priority
    self.delivery = delivery
    self.pickup = pickup
    self.latenessCost = latenessCost
    self.overtime = overtime
    self.worstLate = worstLate
  }
}

/// A route as stated.
public struct StatedRoute: Hashable, Sendable {
  public var vehicle: UInt64
  public var figures: StatedFigures
  public var steps: [StatedStep]
  /// How many violations of the route as a whole it states.
  public var violations: Int?

  public init(
    vehicle: UInt64, figures: StatedFigures = StatedFigures(), steps: [StatedStep], violations: Int? = nil
  ) {
    self.vehicle = vehicle
    self.figures = figures
    self.steps = steps
    self.violations = violations
  }
}

/// A step as stated.
public struct StatedStep: Hashable, Sendable {
  public var kind: RoutingStepKind
  public var id: UInt64?
  public var arrival: Int?
  public var waiting: Int?
  public var setup: Int?
  public var service: Int?
  public var duration: Int?
  public var distance: Int?
  public var load: [Int]?
  public var locationIndex: Int?
  /// How many violations of its own it states.
  public var violations: Int?
  /// Seconds after the preferred window or the due date.
  public var late: Int?

  public init(
    kind: RoutingStepKind, id: UInt64? = nil, arrival: Int? = nil, waiting: Int? = nil, setup: Int? = nil,
    service: Int? = nil, duration: Int? = nil, distance: Int? = nil, load: [Int]? = nil, locationIndex: Int? = nil,
    violations: Int? = nil, late: Int? = nil
  ) {
    self.kind = kind
    self.id = id
    self.arrival = arrival
    self.waiting = waiting
    self.setup = setup
    self.service = service
    self.duration = duration
    self.distance = distance
    self.load = load
    self.locationIndex = locationIndex
    self.violations = violations
    self.late = late
  }
}
