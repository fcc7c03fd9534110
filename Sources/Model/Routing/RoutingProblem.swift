/// A routing problem: jobs to serve, vehicles to serve them with. VROOM's model; a vehicle is a technician's shift.
///
/// All times are whole seconds on one axis of the caller's choice (midnight, or the epoch), at least 0 and below 2³².
/// Jobs and vehicles name places by their index in `locations`, which is also the row and column in each matrix.
public struct RoutingProblem: Hashable, Sendable {
  public var jobs: [RoutingJob]
  public var vehicles: [RoutingVehicle]
  public var locations: [RoutingLocation]
  /// Travel by profile. A vehicle's `profile` names one; each has as many rows as there are locations.
  public var matrices: [String: TravelMatrix]
  public var shipments: [RoutingShipment] = []
  public var relations: [RoutingRelation] = []
  public var depots: [RoutingDepot] = []
  /// By profile, in order of time, without overlap; at other times the matrix holds as it is.
  public var travelFactors: [String: [RoutingTravelFactor]] = [:]
  public var spread = RoutingSpread()
  public var objective = RoutingObjective()
  /// Jobs at the head of a vehicle's `steps` whose `serviceAt` is before this moment stay on that vehicle (by index), in
  /// that order, before all others; they are never left out.
  public var frozenUntil: Int?

  public init(
    jobs: [RoutingJob], vehicles: [RoutingVehicle], locations: [RoutingLocation], matrices: [String: TravelMatrix]
  ) {
    self.jobs = jobs
    self.vehicles = vehicles
    self.locations = locations
    self.matrices = matrices
  }
}

/// A place of a problem, with what the input said of it.
public struct RoutingLocation: Hashable, Sendable {
  public var coordinate: Coordinate?
  /// The input's `location_index`, where it gave one.
  public var index: Int?

  public init(coordinate: Coordinate? = nil, index: Int? = nil) {
    self.coordinate = coordinate
    self.index = index
  }
}

/// Travel between all pairs of places, row-major, from row to column.
public struct TravelMatrix: Hashable, Sendable {
  /// The entry of a pair that no way connects.
  public static let unreachable = Int32.max

  /// Number of places.
  public let size: Int
  /// Seconds.
  public var durations: [Int32]
  /// Metres, where known.
  public var distances: [Int32]?
  /// Cost of travel in the caller's unit, where it replaces the travel time in the objective.
  public var costs: [Int32]?

  public init(size: Int, durations: [Int32], distances: [Int32]? = nil, costs: [Int32]? = nil) {
    precondition(durations.count == size * size)
    precondition(distances == nil || distances!.count == size * size)
    precondition(costs == nil || costs!.count == size * size)
    self.size = size
    self.durations = durations
    self.distances = distances
    self.costs = costs
  }
}

/// Seconds from start to end, both included.
public struct RoutingWindow: Hashable, Sendable {
  public var start: Int
  public var end: Int

  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }
}

/// Work at one place.
public struct RoutingJob: Hashable, Sendable {
  public var id: UInt64
  public var description: String?
  public var location: Int
  /// Seconds, charged only when the vehicle comes from another place.
  public var setup: Int
  /// Seconds on site.
  public var service: Int
  /// By vehicle type, instead of `setup` and `service`.
  public var setupPerType: [String: Int]
  public var servicePerType: [String: Int]
  /// Loaded at the start and given out here, by dimension.
  public var delivery: [Int]
  /// Taken on board here, by dimension.
  public var pickup: [Int]
  /// All of them are needed.
  public var skills: Set<Int>
  /// 0 to 100.
  public var priority: Int
  /// Service starts within one of them, in order; empty means at any time.
  public var windows: [RoutingWindow]
  /// A job, or half of a shipment.
  public var kind = RoutingStepKind.job
  /// The least level by skill; each of them is needed, whether `skills` has it or not.
  public var skillLevels: [Int: Int] = [:]
  public var technicians = RoutingTechnicians()
  public var preferred: RoutingPreferredWindow?
  public var due: RoutingDueDate?
  public var pin: RoutingPin?
  public var territory: String?
  /// Used up here, by part; needed here, and kept.
  public var parts: [String: Int] = [:]
  public var tools: Set<String> = []
  /// Standard deviation of setup and service in seconds; nil takes the problem's share.
  public var spread: Int?

  public init(
    id: UInt64, description: String? = nil, location: Int, setup: Int = 0, service: Int = 0,
    setupPerType: [String: Int] = [:], servicePerType: [String: Int] = [:], delivery: [Int] = [], pickup: [Int] = [],
    skills: Set<Int> = [], priority: Int = 0, windows: [RoutingWindow] = []
  ) {
    self.id = id
    self.description = description
    self.location = location
    self.setup = setup
    self.service = service
    self.setupPerType = setupPerType
    self.servicePerType = servicePerType
    self.delivery = delivery
    self.pickup = pickup
    self.skills = skills
    self.priority = priority
    self.windows = windows
  }
}

/// A technician's shift, or a vehicle. Ids may repeat: several shifts of one technician.
public struct RoutingVehicle: Hashable, Sendable {
  public var id: UInt64
  public var profile: String
  public var type: String
  public var description: String?
  /// Location where it starts; nil starts at the first job. At least one of start and end is given.
  public var start: Int?
  public var end: Int?
  /// By dimension; empty means no limit.
  public var capacity: [Int]
  public var skills: Set<Int>
  /// Start and end of the route lie within.
  public var window: RoutingWindow?
  public var breaks: [RoutingBreak]
  /// Travel durations are divided by it, each leg rounded to the nearest second: in (0, 5].
  public var speedFactor: Double
  public var maxTasks: Int?
  /// Seconds.
  public var maxTravelTime: Int?
  /// Metres.
  public var maxDistance: Int?
  public var costs: RoutingCosts
  /// A route to start the search from (or, in plan mode, to keep). Nil where the input has none.
  public var steps: [RoutingStepHint]?
  /// The level of a skill, which the vehicle then has, whether `skills` has it or not; one of `skills` without a level
  /// has level 1.
  public var skillLevels: [Int: Int] = [:]
  /// Setup and service take so many times as long (each rounded to the nearest second): in (0, 5].
  public var pace: Double = 1
  /// Needs a `window`.
  public var overtime: RoutingOvertime?
  /// Empty means everywhere.
  public var territories: Set<String> = []
  /// On board at the start, by part.
  public var parts: [String: Int] = [:]
  public var tools: Set<String> = []
  public var past = RoutingPast()

  public init(
    id: UInt64, profile: String = "car", type: String = "", description: String? = nil, start: Int? = nil,
    end: Int? = nil, capacity: [Int] = [], skills: Set<Int> = [], window: RoutingWindow? = nil,
    breaks: [RoutingBreak] = [], speedFactor: Double = 1, maxTasks: Int? = nil, maxTravelTime: Int? = nil,
    maxDistance: Int? = nil, costs: RoutingCosts = RoutingCosts(), steps: [RoutingStepHint]? = nil
  ) {
    self.id = id
    self.profile = profile
    self.type = type
    self.description = description
    self.start = start
    self.end = end
    self.capacity = capacity
    self.skills = skills
    self.window = window
    self.breaks = breaks
    self.speedFactor = speedFactor
    self.maxTasks = maxTasks
    self.maxTravelTime = maxTravelTime
    self.maxDistance = maxDistance
    self.costs = costs
    self.steps = steps
  }
}

/// A pause that must be taken. It has no place: it may interrupt a trip.
public struct RoutingBreak: Hashable, Sendable {
  public var id: UInt64
  public var description: String?
  /// It starts within one of them; empty means at any time.
  public var windows: [RoutingWindow]
  /// Seconds.
  public var service: Int
  /// Most load on board during it, by dimension.
  public var maxLoad: [Int]?

  public init(
    id: UInt64, description: String? = nil, windows: [RoutingWindow] = [], service: Int = 0, maxLoad: [Int]? = nil
  ) {
    self.id = id
    self.description = description
    self.windows = windows
    self.service = service
    self.maxLoad = maxLoad
  }
}

/// What using a vehicle costs. An hour of travel costs `perHour`.
public struct RoutingCosts: Hashable, Sendable {
  public var fixed: Int
  public var perHour: Int
  public var perKm: Int
  /// An hour of setup and service.
  public var perTaskHour: Int

  public init(fixed: Int = 0, perHour: Int = 3600, perKm: Int = 0, perTaskHour: Int = 0) {
    self.fixed = fixed
    self.perHour = perHour
    self.perKm = perKm
    self.perTaskHour = perTaskHour
  }
}

/// One step of a given route.
public struct RoutingStepHint: Hashable, Sendable {
  public var kind: RoutingStepKind
  /// Of the job or break.
  public var id: UInt64?
  /// Plan mode: the service starts at, not before, not after.
  public var serviceAt: Int?
  public var serviceAfter: Int?
  public var serviceBefore: Int?

  public init(
    kind: RoutingStepKind, id: UInt64? = nil, serviceAt: Int? = nil, serviceAfter: Int? = nil, serviceBefore: Int? = nil
  ) {
    self.kind = kind
    self.id = id
    self.serviceAt = serviceAt
    self.serviceAfter = serviceAfter
    self.serviceBefore = serviceBefore
  }
}

/// What a step of a route is.
public enum RoutingStepKind: String, Sendable {
  case start, job, pickup, delivery, depot, `break`, end
}
