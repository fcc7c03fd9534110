import PunctualModel

/// What the checker found out about a solution.
public struct Verdict: Sendable, Hashable {
  /// In the order of the routes and their steps, then what concerns the solution as a whole.
  public var violations: [CheckViolation]
  /// The solution's figures as the problem implies them, whatever the solution states. Routes that could not be followed
  /// to their end are counted but add nothing to the sums.
  public var summary: StatedFigures

  public init(violations: [CheckViolation], summary: StatedFigures) {
    self.violations = violations
    self.summary = summary
  }

  /// Whether nothing is wrong.
  public var valid: Bool { violations.isEmpty }
}

/// One thing that is wrong with a solution, and where.
public struct CheckViolation: Sendable, Hashable {
  public var code: CheckCode
  /// Index in the solution's routes; nil where it concerns the solution as a whole.
  public var route: Int?
  /// Index in the route's steps; nil where it concerns the route as a whole.
  public var step: Int?
  /// One sentence with the figures.
  public var message: String

  public init(_ code: CheckCode, route: Int? = nil, step: Int? = nil, _ message: String) {
    self.code = code
    self.route = route
    self.step = step
    self.message = message
  }
}
