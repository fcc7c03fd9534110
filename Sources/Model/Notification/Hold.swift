/// A window that was offered to a customer and is kept free until the answer comes or the time is over.
public struct Hold: Hashable, Sendable, Codable {
  /// From 1; 0 before it is stored.
  public var id: Int
  /// The appointment that would be moved into the window.
  public var appointment: String
  /// What the customer answers to choose it.
  public var code: Int
  public var window: TimeWindow
  /// Who would come, and when work would start by plan.
  public var technician: String
  public var plannedStart: Instant
  public var madeAt: Instant
  /// Kept free until then.
  public var until: Instant
  public var state: HoldState

  /// How long after an offer a number is read as an answer to it, in seconds.
  public static let answerable = 7 * 86_400

  public init(
    id: Int = 0, appointment: String, code: Int, window: TimeWindow, technician: String, plannedStart: Instant,
    madeAt: Instant, until: Instant, state: HoldState = .held
  ) {
    self.id = id
    self.appointment = appointment
    self.code = code
    self.window = window
    self.technician = technician
    self.plannedStart = plannedStart
    self.madeAt = madeAt
    self.until = until
    self.state = state
  }

  /// Whether the window is kept free at a moment.
  public func isLive(at now: Instant) -> Bool {
    state == .held && now <= until
  }
}

/// What became of a window that was kept free.
public enum HoldState: String, CaseIterable, Sendable, Codable {
  case held
  /// The customer chose it.
  case taken
  /// Another was chosen, or it was given back.
  case released
}
