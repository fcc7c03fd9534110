import PunctualModel

/// A job that is left out with all that relations or a shipment tie to it, and the vehicles that are most likely to take
/// them, as a problem of their own: the engine's own first plan, which puts the group into the routes as they stand, says
/// whether all of it finds room.
struct GroupTrial {
  /// The vehicles that are tried, by index in the whole problem.
  let vehicles: [Int]
  private let part: RoutingProblem
  private let job: Int
  private let group: Range<Int>
  private let before: StandingValue

  /// Most vehicles that are looked at: more would cost time and hardly change the answer.
  private static let most = 8

  struct Answer {
    var value: StandingValue
    /// Start of the job that is asked about.
    var start: Int
  }

  /// - Parameters:
  ///   - plan: the plan as it stands, without any job of the group.
  ///   - likely: vehicles that could take the job by itself, the best first.
  init(_ plan: StandingPlan, _ orders: [[Int]], job: Int, likely: [Int]) {
    let whole = plan.problem
    let relations = plan.tables.course.relations
    let members = relations.members(of: Int(relations.groupOf[job])).map { Int(relations.members[$0]) }
    var chosen = likely
    for member in members where member != job {
      // The partners' vehicles matter as much.
      chosen += whole.vehicles.indices.filter { plan.tables.suits(route: $0, job: member) && !chosen.contains($0) }
        .prefix(GroupTrial.most / 2)
    }
    let vehicles = Array(chosen.prefix(GroupTrial.most))
    self.vehicles = vehicles
    let jobs = vehicles.flatMap { orders[$0] }
    var part = Part(whole, vehicles: vehicles, jobs: jobs + members).problem
    part.frozenUntil = nil
    (part.objective.changedVehicle, part.objective.movedPerHour) = (0, 0)
    part.vehicles = Array(part.vehicles.prefix(vehicles.count))
    var from = 0
    for (index, vehicle) in vehicles.enumerated() {
      let order = from..<from + orders[vehicle].count
      part.vehicles[index].steps = order.map { RoutingStepHint(kind: part.jobs[$0].kind, id: part.jobs[$0].id) }
      from = order.upperBound
    }
    group = from..<part.jobs.count
    self.job = from + (members.firstIndex(of: job) ?? 0)
    self.part = part
    let isLayered = plan.tables.course.isLayered
    before = vehicles.reduce(StandingValue(isLayered: isLayered)) { $0 + plan.value(of: $1) }
  }

  /// What the plan costs more with the whole group in it after a change; nil where it finds no room.
  func answer(_ vehicle: Int, _ reliefs: [Relief]) -> Answer? {
    var changed = part
    if let index = vehicles.firstIndex(of: vehicle) {
      for relief in reliefs { relief.apply(to: &changed, vehicle: index, job: job) }
    }
    let solution = Engine.solve(changed, SolveOptions(iterations: 0))
    guard solution.unassigned.isEmpty else { return nil }
    let start = solution.routes.lazy.flatMap(\.starts).first { $0.job == job }?.start ?? 0
    let after = solution.routes.reduce(StandingValue(isLayered: before.isLayered)) {
      $0
        + StandingValue(lateness: $1.latenessCost * Cost.scale, cost: $1.cost * Cost.scale, isLayered: before.isLayered)
    }
    return Answer(value: after - before, start: start)
  }

  var fits: Bool { answer(-1, []) != nil }
}
