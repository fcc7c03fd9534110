import PunctualModel

/// A job fits a vehicle that has all the skills the job needs.
enum Skills {
  /// A vehicle's level of a skill; 0 where it does not have it.
  static func level(_ skill: Int, of vehicle: RoutingVehicle) -> Int {
    vehicle.skillLevels[skill] ?? (vehicle.skills.contains(skill) ? 1 : 0)
  }

  /// By kind of vehicle and job.
  static func suits(_ kinds: [RoutingVehicle], _ jobs: [RoutingJob]) -> [Bool] {
    // Many jobs ask for the same skills: each set is compared once a kind.
    var index: [Set<Int>: Int] = [:]
    var sets: [Set<Int>] = []
    let setOf = jobs.map { job in
      if let known = index[job.skills] { return known }
      index[job.skills] = sets.count
      sets.append(job.skills)
      return sets.count - 1
    }
    return kinds.flatMap { kind in
      let has = sets.map { $0.isSubset(of: kind.allSkills) }
      return setOf.map { has[$0] }
    }
  }
}

extension RoutingVehicle {
  /// Those with a level, and those without.
  var allSkills: Set<Int> { skillLevels.isEmpty ? skills : skills.union(skillLevels.keys) }
}
