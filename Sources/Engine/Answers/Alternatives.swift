import PunctualModel

/// What another vehicle could do about a job that has its place.
public struct Alternative: Hashable, Sendable {
  public var vehicle: Int
  /// The vehicle's cheapest place for it; nil where it has none.
  public var place: StandingPlace?
  /// Start of service there.
  public var start: Int?
  /// By how much the plan would be later, and cost more (below zero: less), with the job there, in the unit of the vehicles'
  /// costs: the second and third layer of the objective, the worst lateness aside.
  public var addedLateness: Int?
  public var addedCost: Int?
  /// Why the vehicle has no place.
  public var reason: MisfitReason?
}

extension Engine {
  /// Why a job is where it is: what the best place on every other vehicle would cost more, cheapest first, then those that
  /// have none, with the reason. None for a job that is left out, or whose route is not feasible without it.
  public static func alternatives(_ problem: RoutingProblem, routes given: [[Int]], job: Int) -> [Alternative] {
    let plan = StandingPlan(problem, routes: given)
    guard let own = plan.vehicle(of: job) else { return [] }
    let kept = plan.value(of: own)
    let (without, isFeasible) = plan.without(job) { (plan.value(of: own), plan.isFeasible(own)) }
    guard isFeasible else { return [] }
    let others = plan.bestPlaces(for: job).filter { $0.vehicle != own }.sorted()
    let able = others.map { place in
      let added = place.value - (kept - without)
      let route = plan.insertion(of: job, at: place)?.route
      return Alternative(
        vehicle: place.vehicle, place: place, start: route?.starts.first { $0.job == job }?.start,
        addedLateness: Cost.rounded(added.lateness), addedCost: Cost.rounded(added.cost))
    }
    let taken = Set(others.map(\.vehicle) + [own])
    let unable = problem.vehicles.indices.filter { !taken.contains($0) }.map { vehicle in
      Alternative(
        vehicle: vehicle, reason: misfit(problem, routes: given, vehicle: vehicle, job: job) ?? .full)
    }
    return able + unable
  }
}
