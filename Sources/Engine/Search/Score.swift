/// How good a plan is: less is better, the first difference decides.
struct Score: Comparable, Sendable {
  /// Sum of the priorities left out.
  var priorityLeft = 0
  var jobsLeft = 0
  /// In 1/`Cost.scale`, like `cost`; 0 where lateness is not a layer of its own but part of `cost`.
  var lateness = 0
  /// In 1/`Cost.scale`.
  var cost = 0
  var vehicles = 0
  var travel = 0

  /// Of two parts of a plan together.
  static func + (a: Score, b: Score) -> Score {
    Score(
      priorityLeft: a.priorityLeft + b.priorityLeft, jobsLeft: a.jobsLeft + b.jobsLeft,
      lateness: a.lateness + b.lateness,
      cost: a.cost + b.cost, vehicles: a.vehicles + b.vehicles, travel: a.travel + b.travel)
  }

  static func < (a: Score, b: Score) -> Bool {
    if a.priorityLeft != b.priorityLeft { return a.priorityLeft < b.priorityLeft }
    if a.jobsLeft != b.jobsLeft { return a.jobsLeft < b.jobsLeft }
    if a.lateness != b.lateness { return a.lateness < b.lateness }
    if a.cost != b.cost { return a.cost < b.cost }
    if a.vehicles != b.vehicles { return a.vehicles < b.vehicles }
    return a.travel < b.travel
  }
}
