/// What a job wishes of its time and its technician, beyond what it demands. A wish costs where it is not met; it never
/// keeps a job from being served. Costs are in the unit of the vehicles' costs.

/// A window that the start of service should lie in, within the hard windows: a promise, or the customer's preference.
public struct RoutingPreferredWindow: Hashable, Sendable {
  public var window: RoutingWindow
  /// Cost of each hour that service starts before, or after, the window.
  public var earlyPerHour: Int
  public var latePerHour: Int

  public init(_ window: RoutingWindow, earlyPerHour: Int = 0, latePerHour: Int = 3600) {
    self.window = window
    self.earlyPerHour = earlyPerHour
    self.latePerHour = latePerHour
  }
}

/// A service level: the work should be finished by a moment; each hour later costs.
public struct RoutingDueDate: Hashable, Sendable {
  public var by: Int
  public var latePerHour: Int

  public init(by: Int, latePerHour: Int = 3600) {
    self.by = by
    self.latePerHour = latePerHour
  }
}

/// Which technicians (vehicle ids) a job may or should have.
public struct RoutingTechnicians: Hashable, Sendable {
  /// Only these may serve it; empty means anybody.
  public var required: Set<UInt64>
  /// Anybody else costs the objective's `notPreferred`; empty means no preference.
  public var preferred: Set<UInt64>
  /// Each of these costs the objective's `avoided`.
  public var avoided: Set<UInt64>
  /// They know the customer: anybody else costs the objective's `unfamiliar`; empty means nobody does yet.
  public var familiar: Set<UInt64>

  public init(
    required: Set<UInt64> = [], preferred: Set<UInt64> = [], avoided: Set<UInt64> = [], familiar: Set<UInt64> = []
  ) {
    self.required = required
    self.preferred = preferred
    self.avoided = avoided
    self.familiar = familiar
  }

  public var isEmpty: Bool { required.isEmpty && preferred.isEmpty && avoided.isEmpty && familiar.isEmpty }
}

/// What has been decided about a job and may not be changed by planning.
public struct RoutingPin: Hashable, Sendable {
  /// Where on its route a job must be.
  public enum Position: String, CaseIterable, Sendable {
    case first, last
  }

  /// Id of the only vehicle it may be on.
  public var vehicle: UInt64?
  /// Service starts within it, whatever the windows allow beyond.
  public var day: RoutingWindow?
  /// Service starts at this very moment.
  public var start: Int?
  /// First of its route's jobs (of those that are not frozen), or last.
  public var position: Position?

  public init(vehicle: UInt64? = nil, day: RoutingWindow? = nil, start: Int? = nil, position: Position? = nil) {
    self.vehicle = vehicle
    self.day = day
    self.start = start
    self.position = position
  }
}
