/// Two jobs of a problem that belong together. Jobs that relations connect, directly or by way of others, are served all
/// or none.

/// A pickup and a delivery by the same vehicle, the pickup first. What is picked up is on board in between; nothing of it
/// is loaded at the start or kept to the end.
public struct RoutingShipment: Hashable, Sendable {
  /// Indices of its two jobs, whose `kind` is `pickup` and `delivery`.
  public var pickup: Int
  public var delivery: Int

  public init(pickup: Int, delivery: Int) {
    self.pickup = pickup
    self.delivery = delivery
  }
}

/// When a job starts after another, and by whom. Both at once by two technicians: `least` and `most` 0, `different`.
public struct RoutingRelation: Hashable, Sendable {
  /// By whom the second job is done.
  public enum Technician: String, CaseIterable, Sendable {
    /// The same vehicle, a different one (by index, not by id), or whichever.
    case any, same, different
  }

  /// What the wait is counted from: the start of the first job's service, or its finish.
  public enum Anchor: String, CaseIterable, Sendable {
    case start, finish
  }

  /// Indices of the jobs.
  public var first: Int
  public var second: Int
  public var from: Anchor
  /// Seconds from there to the start of the second job's service; no `most` means no limit.
  public var least: Int
  public var most: Int?
  public var technician: Technician

  public init(
    first: Int, second: Int, from: Anchor = .start, least: Int = 0, most: Int? = nil, technician: Technician = .any
  ) {
    self.first = first
    self.second = second
    self.from = from
    self.least = least
    self.most = most
    self.technician = technician
  }
}
