import PunctualModel

/// What a vehicle says beyond VROOM: shifts, levels, pace, overtime, territories, parts and tools, the past.
extension VROOMObject {
  /// The vehicle once for each of its `shifts`, whose keys replace its own; itself where it has none.
  func shifts() -> [VROOMObject] {
    let vehicle = extended
    guard vehicle["shifts"] != nil else { return [self] }
    let shifts = vehicle.objects("shifts", called: { "shift at index \($0) of \(name)" })
    if vehicle.array("shifts")?.underestimatedCount == 0 {
      faults.add(
        .outOfRange, place("shifts"), "Empty shifts for \(name).", hint: "Leave `shifts` out where it has only one.")
    }
    if node["steps"] != nil {
      faults.add(
        .badRecord, place("steps"), "Unexpected steps for \(name), which has shifts.",
        hint: "Give each shift its own `steps`.")
    }
    guard !shifts.isEmpty else { return [self] }
    return shifts.map { shift in
      var copy = self
      copy.shift = Shift(node: shift.node, path: shift.path)
      return copy
    }
  }

  func readAbilities(_ vehicle: inout RoutingVehicle) {
    let object = extended
    vehicle.skillLevels = object.skillLevels()
    // Who has a level of a skill has the skill.
    vehicle.skills.formUnion(vehicle.skillLevels.keys)
    vehicle.pace =
      object.number("pace", "pace", hint: "It is above 0 and at most 5; 2 doubles setup and service.") {
        $0 > 0 && $0 <= 5
      } ?? 1
    vehicle.overtime = object.overtime()
    vehicle.territories = object.texts("territories")
    vehicle.parts = object.counts("parts")
    vehicle.tools = object.texts("tools")
    if let past = object.object("past") {
      vehicle.past = RoutingPast(
        work: past.whole("work", "past work") ?? 0, jobs: past.whole("jobs", "past number of jobs") ?? 0)
    }
  }

  private func overtime() -> RoutingOvertime? {
    guard let overtime = object("overtime")?.called("the overtime of \(name)") else { return nil }
    overtime.require("most", "per_hour")
    if self["time_window"] == nil {
      faults.add(
        .missingField, overtime.path, "Unexpected overtime for \(name), which has no time_window to go beyond.",
        hint: "Give the vehicle its `time_window`.")
    }
    let perHour = overtime.whole("per_hour", "per_hour cost")
    guard let most = overtime.whole("most", "most overtime"), let perHour else { return nil }
    return RoutingOvertime(most: most, perHour: perHour)
  }
}
