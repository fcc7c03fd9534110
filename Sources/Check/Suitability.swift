import PunctualModel

/// Whether a vehicle may serve a job at all: skills and their levels, required technicians, the vehicle of a pin.
extension RouteReplay {
  mutating func checkSuitability(_ job: RoutingJob, _ name: String) {
    let missing = job.skills.filter { vehicle.level(of: $0) == nil }.sorted()
    if !missing.isEmpty {
      report(.skills, "\(name) needs skills \(list(missing)), which vehicle \(vehicle.id) lacks.")
    }
    for (skill, least) in job.skillLevels.sorted(by: { $0.key < $1.key }) where !missing.contains(skill) {
      let level = vehicle.level(of: skill)
      if let level, level >= least { continue }
      let given = level.map { "has level \($0)" } ?? "lacks it"
      report(.skillLevel, "\(name) needs level \(least) of skill \(skill), and vehicle \(vehicle.id) \(given).")
    }
    let required = job.technicians.required
    if !required.isEmpty, !required.contains(vehicle.id) {
      report(
        .technician,
        "\(name) needs one of technicians \(list(required.sorted())), and not \(vehicle.id).")
    }
    if let pinned = job.pin?.vehicle, pinned != vehicle.id {
      report(.pinVehicle, "\(name) is pinned to vehicle \(pinned), and is on vehicle \(vehicle.id).")
    }
  }
}

extension RoutingVehicle {
  /// The level of a skill, 1 where only `skills` has it; nil where the vehicle lacks it.
  fileprivate func level(of skill: Int) -> Int? {
    skillLevels[skill] ?? (skills.contains(skill) ? 1 : nil)
  }
}
