import PunctualModel

/// What only a course asks for (see `Course`): wishes about time, loads that cost, parts, depots, delays, relations.
///
/// Built once a solve and shared, unchanged, by all threads. Rates are in 1/`Cost.scale` a second.
final class CourseTables: Sendable {
  /// Whether a route must be followed step by step to be judged.
  let isNeeded: Bool
  /// Whether more than one way through a route can be worth keeping at a time.
  let hasChoices: Bool

  /// By job: the preferred window, what each second off it costs, and the same for the due date.
  let preferredStart: Flat<Int>
  let preferredEnd: Flat<Int>
  let earlyRate: Flat<Int>
  let lateRate: Flat<Int>
  let dueBy: Flat<Int>
  let dueRate: Flat<Int>
  /// By job: the start in the standing plan, which a move away from costs; -1 where there is none.
  let plannedStart: Flat<Int>

  /// How many units of cost one of lateness weighs where ways and places are compared, and where the search decides
  /// whether to go on from a plan: less, so that it can get past plans that are late. Which plan is best the layers decide.
  let latenessWeight: Int
  let latenessWeightOfPlans: Int
  let isLayered: Bool
  let worstRate: Int
  let laterStartRate: Int
  let waitingRate: Int
  let movedRate: Int
  /// Whether waiting costs, and nothing else than waiting changes where a route starts later.
  let mayStartLater: Bool
  let unfairHours: Int
  let unfairJobs: Int

  let spread: RoutingSpread
  let expectedLateRate: Int
  /// By job: the variance of its work where it is stated, else -1; the end of its promise, `never` without one.
  let workVariance: Flat<Double>
  let promiseEnd: Flat<Int>

  let fetching: Fetching
  let relations: Relations
  let positions: Positions

  init(_ problem: RoutingProblem, models: [RoutingVehicle]) {
    let jobs = problem.jobs
    let objective = problem.objective
    preferredStart = Flat(jobs.map { $0.preferred?.window.start ?? 0 })
    preferredEnd = Flat(jobs.map { $0.preferred?.window.end ?? never })
    earlyRate = Flat(jobs.map { Cost.perSecond($0.preferred?.earlyPerHour ?? 0) })
    lateRate = Flat(jobs.map { Cost.perSecond($0.preferred?.latePerHour ?? 0) })
    dueBy = Flat(jobs.map { $0.due?.by ?? never })
    dueRate = Flat(jobs.map { Cost.perSecond($0.due?.latePerHour ?? 0) })
    plannedStart = Flat(StandingSteps.starts(problem))
    isLayered = objective.latenessBeforeCost
    latenessWeight = objective.latenessBeforeCost ? 1000 : 1
    latenessWeightOfPlans = objective.latenessBeforeCost ? 10 : 1
    worstRate = Cost.perSecond(objective.worstLatePerHour)
    laterStartRate = Cost.perSecond(objective.laterStartPerHour)
    waitingRate = Cost.perSecond(objective.waitingPerHour)
    movedRate = Cost.perSecond(objective.movedPerHour)
    unfairHours = objective.unfairHours
    unfairJobs = objective.unfairJobs
    spread = problem.spread
    expectedLateRate = Cost.perSecond(objective.expectedLatePerHour)
    mayStartLater = waitingRate > 0 && laterStartRate == 0 && expectedLateRate == 0
    workVariance = Flat(jobs.map { $0.spread.map { Double($0 * $0) } ?? -1 })
    promiseEnd = Flat(jobs.map { $0.preferred?.window.end ?? $0.windows.last?.end ?? never })
    fetching = Fetching(problem, models: models)
    relations = Relations(problem)
    positions = Positions(problem)

    let hasWishes = jobs.contains { $0.preferred != nil || $0.due != nil }
    let hasRates =
      worstRate + laterStartRate + waitingRate + movedRate + unfairHours + unfairJobs + expectedLateRate > 0
    let hasFactors = models.contains { problem.travelFactors[$0.profile]?.isEmpty == false }
    isNeeded =
      hasWishes || hasRates || hasFactors || models.contains { $0.overtime != nil } || fetching.isNeeded
      || relations.areNeeded || positions.areNeeded
    hasChoices =
      movedRate + laterStartRate + waitingRate + expectedLateRate > 0 || hasWishes || fetching.hasDepots || hasFactors
  }
}

extension Cost {
  /// In 1/`scale` a second.
  static func perSecond(_ perHour: Int) -> Int { perHour * (scale / 3600) }
}
