import PunctualModel

/// What a job says beyond VROOM: wishes, due date, levels, territory, parts and tools, pin.
extension VROOMObject {
  func readWishes(_ job: inout RoutingJob) {
    let object = extended
    job.skillLevels = object.skillLevels()
    job.technicians = object.technicians()
    job.preferred = object.preferredWindow()
    job.due = object.dueDate()
    job.pin = object.pin()
    job.territory = object.text("territory")
    job.parts = object.counts("parts")
    job.tools = object.texts("tools")
    job.spread = object.whole("spread", "spread")
  }

  private func technicians() -> RoutingTechnicians {
    guard let technicians = object("technicians") else { return RoutingTechnicians() }
    func set(_ key: String) -> Set<UInt64> { Set(technicians.ids(key).map(\.id)) }
    return RoutingTechnicians(
      required: set("required"), preferred: set("preferred"), avoided: set("avoided"), familiar: set("familiar"))
  }

  private func preferredWindow() -> RoutingPreferredWindow? {
    guard let preferred = object("preferred_window")?.called("the preferred window of \(name)") else { return nil }
    preferred.require("time_window")
    let early = preferred.whole("early_per_hour", "early_per_hour cost") ?? 0
    let late = preferred.whole("late_per_hour", "late_per_hour cost") ?? 3600
    return preferred.window("time_window").map {
      RoutingPreferredWindow($0, earlyPerHour: early, latePerHour: late)
    }
  }

  private func dueDate() -> RoutingDueDate? {
    guard let due = object("due")?.called("the due date of \(name)") else { return nil }
    due.require("by")
    let late = due.whole("late_per_hour", "late_per_hour cost") ?? 3600
    return due.whole("by", "time").map { RoutingDueDate(by: $0, latePerHour: late) }
  }

  private func pin() -> RoutingPin? {
    guard let pin = object("pin")?.called("the pin of \(name)") else { return nil }
    return RoutingPin(
      vehicle: pin.vehicleID(), day: pin.window("day"), start: pin.whole("start", "time"),
      position: pin.word("position", as: RoutingPin.Position.self))
  }

  private func vehicleID() -> UInt64? {
    guard let value = self["vehicle"] else { return nil }
    if let id = value.uint64() { return id }
    faults.add(
      value.isIntegral ? .outOfRange : .wrongType, place("vehicle"),
      "Invalid vehicle for \(name): \(shown(value)) is not a vehicle's id.")
    return nil
  }
}
