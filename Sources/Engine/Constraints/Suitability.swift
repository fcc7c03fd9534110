import PunctualModel

/// Which vehicles may serve a job at all, as far as no time decides: skills and their levels, required technicians, pins,
/// frozen heads, and tools and parts that nobody could fetch.
enum Suitability {
  /// By kind of vehicle and job; of no use where `isCancelled` says so. `standing`: the kind of each vehicle.
  static func suits(
    _ problem: RoutingProblem, _ kinds: [RoutingVehicle], standing: [Int], _ course: CourseTables,
    _ isCancelled: () -> Bool
  ) -> [Bool] {
    var result = Skills.suits(kinds, problem.jobs, isCancelled)
    if isCancelled() { return result }
    let count = problem.jobs.count
    for (number, job) in problem.jobs.enumerated() where number & 63 != 0 || !isCancelled() {
      let isOpen = Pins.leaveTime(job)
      // Most jobs are for anybody with the skills.
      if isOpen && job.pin == nil && job.technicians.required.isEmpty && job.skillLevels.isEmpty
        && !course.fetching.isNeeded
      {
        continue
      }
      for (kind, model) in kinds.enumerated()
      where !(isOpen && allows(job, model))
        || !course.fetching.hasDepots && !course.fetching.hasAll(kind: kind, job: number)
      {
        result[kind * count + number] = false
      }
    }
    for (vehicle, head) in StandingSteps.frozenHeads(problem).enumerated() {
      for job in head {
        for kind in kinds.indices where kind != standing[vehicle] { result[kind * count + job] = false }
      }
    }
    return result
  }

  /// Whether a job's wishes and pin let a vehicle serve it, and the vehicle's levels do.
  static func allows(_ job: RoutingJob, _ vehicle: RoutingVehicle) -> Bool {
    if let pinned = job.pin?.vehicle, pinned != vehicle.id { return false }
    if !job.technicians.required.isEmpty && !job.technicians.required.contains(vehicle.id) { return false }
    return job.skillLevels.allSatisfy { skill, level in Skills.level(skill, of: vehicle) >= max(1, level) }
  }
}
