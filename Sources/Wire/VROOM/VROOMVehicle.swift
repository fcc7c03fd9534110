import PunctualModel

extension VROOMObject {
  /// A vehicle; nil where it lacks what makes it one.
  func vehicle(_ locations: inout VROOMLocations) -> RoutingVehicle? {
    let id = id()
    let vehicle = id.map { called("vehicle \($0)") } ?? self
    let start = locations.read(vehicle, "start", required: false)
    let end = locations.read(vehicle, "end", required: false)
    if !["start", "start_index", "end", "end_index"].contains(where: { self[$0] != nil }) {
      faults.add(
        .missingField, shift?.path ?? path, "No start or end specified for \(vehicle.name).",
        hint: "Give at least one of `start`, `end` or their `_index`.")
    }
    var result = RoutingVehicle(
      id: id ?? 0, profile: vehicle.text("profile") ?? "car", type: vehicle.text("type") ?? "",
      description: vehicle.text("description"), start: start, end: end,
      capacity: vehicle.wholes("capacity", "capacity") ?? [],
      skills: Set(vehicle.wholes("skills", "skill value") ?? []),
      window: vehicle.window("time_window"), breaks: vehicle.breaks(), speedFactor: vehicle.speedFactor(),
      maxTasks: vehicle.whole("max_tasks", "max_tasks value"),
      maxTravelTime: vehicle.whole("max_travel_time", "max_travel_time value"),
      maxDistance: vehicle.whole("max_distance", "max_distance value"), costs: vehicle.costs(), steps: vehicle.steps())
    vehicle.readAbilities(&result)
    return id == nil || start == nil && end == nil ? nil : result
  }

  private func breaks() -> [RoutingBreak] {
    var seen: Set<UInt64> = []
    return objects("breaks", called: { "break at index \($0) of \(name)" }).compactMap { object in
      guard let id = object.id() else { return nil }
      let pause = object.called("break \(id) of \(name)")
      if !seen.insert(id).inserted {
        faults.add(.duplicateID, "\(pause.path)/id", "Duplicate break id: \(id), for \(name).")
      }
      return RoutingBreak(
        id: id, description: pause.text("description"), windows: pause.windows() ?? [],
        service: pause.whole("service", "service duration") ?? 0, maxLoad: pause.wholes("max_load", "max_load"))
    }
  }

  private func speedFactor() -> Double {
    number("speed_factor", "speed factor", hint: "It is above 0 and at most 5; 2 halves travel times.") {
      $0 > 0 && $0 <= 5
    } ?? 1
  }

  private func costs() -> RoutingCosts {
    guard let costs = object("costs") else { return RoutingCosts() }
    return RoutingCosts(
      fixed: costs.whole("fixed", "fixed cost") ?? 0, perHour: costs.whole("per_hour", "per_hour cost") ?? 3600,
      perKm: costs.whole("per_km", "per_km cost") ?? 0,
      perTaskHour: costs.whole("per_task_hour", "per_task_hour cost") ?? 0)
  }

  private func steps() -> [RoutingStepHint]? {
    guard self["steps"] != nil else { return nil }
    let objects = objects("steps", called: { "step at index \($0) of \(name)" })
    return objects.enumerated().compactMap { position, step in
      guard let kind = step.text("type").flatMap(RoutingStepKind.init) else {
        faults.add(
          step.node["type"] == nil ? .missingField : .outOfRange, "\(step.path)/type",
          "Invalid type in steps for \(name).", hint: "It is one of start, job, pickup, delivery, depot, break, end.")
        return nil
      }
      let ends = kind == .start ? position == 0 : kind == .end ? position == objects.count - 1 : true
      if !ends {
        faults.add(.badRecord, "\(step.path)/type", "Unexpected \(kind.rawValue) in input steps for \(name).")
      }
      return RoutingStepHint(
        kind: kind, id: kind == .start || kind == .end ? nil : step.id(),
        serviceAt: step.whole("service_at", "service_at value"),
        serviceAfter: step.whole("service_after", "service_after value"),
        serviceBefore: step.whole("service_before", "service_before value"))
    }
  }
}
