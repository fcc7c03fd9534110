import PunctualModel

/// A job, or half of a shipment, as read.
struct VROOMTask {
  /// Called by its id, where it has one.
  let object: VROOMObject
  let kind: RoutingStepKind
  let id: UInt64?
  /// Nil where the input lacks what makes it one.
  let job: RoutingJob?
}

extension VROOMObject {
  func job(_ locations: inout VROOMLocations) -> VROOMTask {
    task(.job, &locations) { job, result in
      // `amount` is the older name of `delivery`.
      result.delivery = job.wholes("delivery", "delivery") ?? job.wholes("amount", "amount") ?? []
      result.pickup = job.wholes("pickup", "pickup") ?? []
      result.skills = job.skills()
      result.priority = job.priority()
    }
  }

  /// The pickup and the delivery of a shipment, as far as they are there. Both have the shipment's amount, skills and
  /// priority; VROOM's summary counts the priority of both, too.
  func shipment(_ locations: inout VROOMLocations) -> [VROOMTask] {
    let amount = wholes("amount", "amount") ?? []
    let skills = skills()
    let levels = extended.skillLevels()
    let priority = priority()
    return [RoutingStepKind.pickup, .delivery].compactMap { kind in
      let key = kind.rawValue
      guard node[key] != nil else {
        faults.add(.missingField, path, "Missing \(key) for \(name).", hint: "A shipment has `pickup` and `delivery`.")
        return nil
      }
      guard let half = object(key)?.called("\(key) of the \(name)") else { return nil }
      return half.task(kind, &locations) { _, result in
        if kind == .pickup { result.pickup = amount } else { result.delivery = amount }
        result.skills = skills
        result.skillLevels.merge(levels, uniquingKeysWith: max)
        result.priority = priority
      }
    }
  }

  /// What jobs and the halves of shipments have in common, and `rest` for what they have not.
  private func task(
    _ kind: RoutingStepKind, _ locations: inout VROOMLocations, rest: (VROOMObject, inout RoutingJob) -> Void
  ) -> VROOMTask {
    let id = id()
    let task = id.map { called("\(kind.rawValue) \($0)") } ?? self
    let location = locations.read(task, "location", required: true)
    var result = RoutingJob(
      id: id ?? 0, description: task.text("description"), location: location ?? 0,
      setup: task.whole("setup", "setup duration") ?? 0, service: task.whole("service", "service duration") ?? 0,
      setupPerType: task.perType("setup_per_type"), servicePerType: task.perType("service_per_type"),
      windows: task.windows() ?? [])
    result.kind = kind
    task.readWishes(&result)
    rest(task, &result)
    return VROOMTask(object: task, kind: kind, id: id, job: id == nil || location == nil ? nil : result)
  }

  private func skills() -> Set<Int> { Set(wholes("skills", "skill value") ?? []) }

  private func priority() -> Int { whole("priority", "priority value", in: 0...100) ?? 0 }
}
