import PunctualModel

/// A job fits a vehicle that has all the skills the job needs.
enum Skills {
  /// A vehicle's level of a skill; 0 where it does not have it.
  static func level(_ skill: Int, of vehicle: RoutingVehicle) -> Int {
    vehicle.skillLevels[skill] ?? (vehicle.skills.contains(skill) ? 1 : 0)
  }

  /// By kind of vehicle and job; ends early where `isCancelled` says so.
  static func suits(_ kinds: [RoutingVehicle], _ jobs: [RoutingJob], _ isCancelled: () -> Bool) -> [Bool] {
    // Many jobs ask for the same skills: each set is compared once a kind.
    var index: [Set<Int>: Int] = [:]
    var sets: [Set<Int>] = []
    let setOf = jobs.map { job in
      if let known = index[job.skills] { return known }
      index[job.skills] = sets.count
      sets.append(job.skills)
      return sets.count - 1
    }
    var result: [Bool] = []
    result.reserveCapacity(kinds.count * jobs.count)
    for kind in kinds where !isCancelled() {
      let skills = kind.allSkills
      let has = sets.map { $0.isSubset(of: skills) }
      for set in setOf { result.append(has[set]) }
    }
    return result
  }
}

extension RoutingVehicle {
  /// Those with a level, and those without.
  var allSkills: Set<Int> { skillLevels.isEmpty ? skills : skills.union(skillLevels.keys) }
}
