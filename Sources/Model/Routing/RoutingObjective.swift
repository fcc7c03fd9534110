/// What a plan is judged by, in layers; the first difference decides:
///
/// 1. the sum of priorities left out, then the number of jobs left out;
/// 2. lateness and service level: what preferred windows, due dates, the worst lateness and expected lateness cost;
/// 3. cost: use of vehicles, travel, work, overtime, technicians other than wished, jobs outside a territory, unfair loads,
///    late starts, waiting, and changes from the standing plan.
///
/// All weights are in the unit of the vehicles' costs.
public struct RoutingObjective: Hashable, Sendable {
  /// False adds the second and third layers up instead.
  public var latenessBeforeCost = true
  /// For each hour of the latest job's lateness (after its preferred window, or due date), once a plan. Layer 2.
  public var worstLatePerHour = 0
  /// For each hour of expected lateness (see `RoutingSpread`). Layer 2.
  public var expectedLatePerHour = 0
  /// For each hour from the start of the vehicle's `window` (or from 0) to each job's start of service: plans that start
  /// early are better.
  public var laterStartPerHour = 0
  /// For each hour that a vehicle waits on its way, before jobs and breaks.
  public var waitingPerHour = 0
  /// For each job by a technician that is not among the preferred ones, is avoided, or does not know the customer.
  public var notPreferred = 600
  public var avoided = 3600
  public var unfamiliar = 300
  /// For each job outside the territories of its vehicle.
  public var outsideTerritory = 600
  /// A vehicle's load costs its square: for each hour² of work (travel, setup and service), and each job², on top of what
  /// it has behind it. The sum is least where loads are even.
  public var unfairHours = 0
  public var unfairJobs = 0
  /// For each job of the vehicles' `steps` that gets another vehicle (by index, not by id), and for each hour that its
  /// start moves from the step's `serviceAt`, on whichever vehicle. A job that is left out costs neither.
  public var changedVehicle = 0
  public var movedPerHour = 0

  public init() {}
}

/// How far real times stray from planned ones, for plans that hold. The delay of a route, real time less planned time,
/// is followed along it as a normal distribution N(m, v), in seconds, around the plan's own times:
///
/// - It starts with m = 0 and v = 0 when the route does.
/// - A leg from one place to the next adds `(travel × s)²` to v, where s is its planned travel in clock seconds, those
///   after breaks on the way included. It counts from the leg's start on: breaks on the way come after it. A leg to or
///   from a depot is one like others.
/// - Where the plan waits w > 0 seconds, before a job or a break, waiting absorbs delay: D becomes max(D − w, 0), which
///   is followed on as a normal distribution with its mean and variance (Clark 1961, for a maximum with a constant). With
///   μ = m − w, σ = √v, α = μ/σ, and Φ and φ the standard normal distribution and density:
///   `m' = μΦ(α) + σφ(α)`, `v' = max((μ² + v)Φ(α) + μσφ(α) − m'², 0)`; where v is 0, m' = max(μ, 0) and v' = 0.
/// - A job adds `r²` to v when it is done, where r is the job's own `spread`, else `work × (setup + service)` as planned
///   for the vehicle. Breaks and depots add nothing.
///
/// A job's promise ends where its preferred window ends, else its last hard window; a job without either has none. Its
/// expected lateness is how long after that it starts in expectation, after any waiting: with the slack h = promise's
/// end − planned start (below 0 where the plan itself is late) and β = (m − h)/σ it is `(m − h)Φ(β) + σφ(β)`; where v is
/// 0, max(m − h, 0). The route's is the sum over its jobs, times `RoutingObjective.expectedLatePerHour` an hour.
public struct RoutingSpread: Hashable, Sendable {
  /// Standard deviation of a leg, as a share of its travel time.
  public var travel: Double
  /// Standard deviation of a job's setup and service, as a share, where the job does not give its own seconds.
  public var work: Double

  public init(travel: Double = 0, work: Double = 0) {
    self.travel = travel
    self.work = work
  }
}

/// Travel at a time of day: while the clock is in the window (its end excluded), a second of the matrix takes `thousandths`
/// thousandths of a second. Whole seconds: the matrix seconds done in a stretch of clock time round down, the clock time
/// needed for what is left rounds up.
public struct RoutingTravelFactor: Hashable, Sendable {
  public var window: RoutingWindow
  /// 100 to 10,000; 1,000 is the matrix's own speed.
  public var thousandths: Int

  public init(_ window: RoutingWindow, thousandths: Int) {
    self.window = window
    self.thousandths = thousandths
  }
}

/// A place where a technician can fetch every part and tool. A route stops at most once at one of them, without waiting,
/// and only where it lacks something, between any two of its stops: not before the first job of an open start, nor after the
/// last of an open end.
public struct RoutingDepot: Hashable, Sendable {
  public var id: UInt64
  public var location: Int
  /// Seconds for fetching.
  public var service: Int

  public init(id: UInt64, location: Int, service: Int = 0) {
    self.id = id
    self.location = location
    self.service = service
  }
}

/// Work after a shift's end, up to a limit and at a cost.
public struct RoutingOvertime: Hashable, Sendable {
  /// Most seconds.
  public var most: Int
  /// For each hour that the route ends after the shift.
  public var perHour: Int

  public init(most: Int, perHour: Int) {
    self.most = most
    self.perHour = perHour
  }
}

/// What a technician has behind him, for fair loads over more than this plan.
public struct RoutingPast: Hashable, Sendable {
  /// Seconds of work.
  public var work: Int
  public var jobs: Int

  public init(work: Int = 0, jobs: Int = 0) {
    self.work = work
    self.jobs = jobs
  }
}
