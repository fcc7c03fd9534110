import PunctualModel

extension VROOMSolution {
  /// Whole numbers that every program reads alike. The checker judges whether they make sense.
  private static let numbers = -(1 << 53)...(1 << 53)

  /// A solution in VROOM's form, whoever made it, as it states itself. Only its form is looked at here, and all that is
  /// wrong with that is told at once; what it says is for the checker.
  public static func readStated(_ node: JSONNode) throws(Faults) -> StatedSolution {
    let faults = VROOMFaults()
    guard node.kind == .object else {
      throw Faults(.wrongType, "A solution is an object with `routes` and `unassigned`, not \(shown(node)).")
    }
    let root = VROOMObject(node: node, path: "", name: "the solution", faults: faults)
    let code = root.whole("code", "code", in: numbers)
    if let code, code != 0 { return StatedSolution(code: code, routes: [], unassigned: []) }
    for key in ["routes", "unassigned"] where node[key] == nil {
      faults.add(.missingField, "/\(key)", "A solution has `\(key)`, if only an empty list.")
    }
    let routes = root.objects("routes", called: { "route \($0)" }).map { route in
      StatedRoute(
        vehicle: identity(route, "vehicle") ?? 0, figures: figures(route), steps: steps(route),
        violations: violations(route))
    }
    let unassigned = root.objects("unassigned", called: { "unassigned task \($0)" }).map { task in
      StatedTask(kind: task.node["type"] == nil ? .job : kind(task) ?? .job, id: identity(task, "id") ?? 0)
    }
    let summary = root.object("summary").map(figures)
    let changes = node["changes"] == nil ? nil : root.objects("changes", called: { "change \($0)" }).map(change)
    guard faults.all.isEmpty else { throw Faults(faults.all) }
    return StatedSolution(code: code, summary: summary, routes: routes, unassigned: unassigned, changes: changes)
  }

  private static func change(_ change: VROOMObject) -> StatedChange {
    func vehicle(_ key: String) -> UInt64? {
      change.node[key].flatMap { $0.kind == .null ? nil : identity(change, key) }
    }
    return StatedChange(
      task: StatedTask(kind: kind(change) ?? .job, id: identity(change, "id") ?? 0),
      fromVehicle: vehicle("from_vehicle"), toVehicle: vehicle("to_vehicle"),
      fromStart: change.whole("from_start", "from_start", in: numbers),
      toStart: change.whole("to_start", "to_start", in: numbers))
  }

  private static func steps(_ route: VROOMObject) -> [StatedStep] {
    if route.node["steps"] == nil { route.faults.add(.missingField, route.path, "\(route.name) has no steps.") }
    return route.objects("steps", called: { "step \($0) of \(route.name)" }).compactMap { step in
      guard let kind = kind(step) else { return nil }
      let named = kind != .start && kind != .end
      func whole(_ key: String) -> Int? { step.whole(key, key, in: numbers) }
      return StatedStep(
        kind: kind, id: named ? identity(step, "id") : nil, arrival: whole("arrival"), waiting: whole("waiting_time"),
        setup: whole("setup"), service: whole("service"), duration: whole("duration"), distance: whole("distance"),
        load: step.wholes("load", "load", in: numbers), locationIndex: whole("location_index"),
        violations: violations(step), late: whole("late"))
    }
  }

  private static func figures(_ object: VROOMObject) -> StatedFigures {
    func whole(_ key: String) -> Int? { object.whole(key, key, in: numbers) }
    // Only the summary counts; in a route these keys would be something else.
    let counts = object.path == "/summary"
    return StatedFigures(
      cost: whole("cost"), routes: counts ? whole("routes") : nil, unassigned: counts ? whole("unassigned") : nil,
      duration: whole("duration"), distance: whole("distance"), setup: whole("setup"), service: whole("service"),
      waiting: whole("waiting_time"), priority: whole("priority"),
      delivery: object.wholes("delivery", "delivery", in: numbers),
      pickup: object.wholes("pickup", "pickup", in: numbers), latenessCost: whole("lateness_cost"),
      overtime: whole("overtime"), worstLate: counts ? whole("worst_late") : nil)
  }

  private static func violations(_ object: VROOMObject) -> Int? {
    guard let value = object.node["violations"] else { return nil }
    if value.kind != .array {
      object.faults.add(
        .wrongType, "\(object.path)/violations", "Invalid violations for \(object.name): a list is expected.")
    }
    return value.count
  }

  private static func kind(_ object: VROOMObject) -> RoutingStepKind? {
    if let kind = object.node["type"]?.string().flatMap(RoutingStepKind.init) { return kind }
    let given = object.node["type"]
    object.faults.add(
      given == nil ? .missingField : .outOfRange, "\(object.path)/type",
      "Invalid type for \(object.name)\(given.map { ": \(shown($0))" } ?? "").",
      hint: "It is one of start, job, pickup, delivery, depot, break, end.")
    return nil
  }

  private static func identity(_ object: VROOMObject, _ key: String) -> UInt64? {
    if let id = object.node[key]?.uint64() { return id }
    let given = object.node[key]
    object.faults.add(
      given == nil ? .missingField : .wrongType, "\(object.path)/\(key)",
      "Invalid or missing \(key) for \(object.name)\(given.map { ": \(shown($0)) is not a whole number" } ?? "").")
    return nil
  }
}
