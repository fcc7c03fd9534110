import PunctualModel

/// The tasks and vehicles of an input as read, each with its place, for what must hold between them.
struct VROOMReferences {
  let tasks: [VROOMTask]
  let vehicles: [(object: VROOMObject, vehicle: RoutingVehicle?)]
  let depots: [RoutingDepot]
  /// The indices of tasks by their kind and id. Those that are wrong otherwise count too, so that nothing else is said to
  /// be unknown because of them.
  private let byName: [Name: Int]
  private let vehicleIDs: Set<UInt64>

  private struct Name: Hashable {
    var kind: RoutingStepKind
    var id: UInt64
  }

  init(tasks: [VROOMTask], vehicles: [(VROOMObject, RoutingVehicle?)], depots: [RoutingDepot]) {
    self.tasks = tasks
    self.vehicles = vehicles
    self.depots = depots
    vehicleIDs = Set(vehicles.compactMap { $0.0.node["id"]?.uint64() })
    var byName: [Name: Int] = [:]
    for (index, task) in tasks.enumerated() {
      guard let id = task.id else { continue }
      guard byName[Name(kind: task.kind, id: id)] == nil else {
        task.object.faults.add(
          .duplicateID, "\(task.object.path)/id", "Duplicate \(task.kind.rawValue) id: \(id).")
        continue
      }
      byName[Name(kind: task.kind, id: id)] = index
    }
    self.byName = byName
  }

  func task(_ kind: RoutingStepKind, _ id: UInt64) -> Int? { byName[Name(kind: kind, id: id)] }

  /// All amounts that are given have as many dimensions as the first vehicle's capacity.
  func refuseUnevenAmounts(shipments: [VROOMObject]) {
    guard let first = vehicles.first else { return }
    let dimensions = first.object["capacity"]?.count ?? 0
    func compare(_ node: JSONNode?, _ path: String, _ key: String, _ name: String) {
      let count = node?.count ?? 0
      guard node != nil || key == "capacity", count != dimensions else { return }
      first.object.faults.add(
        .outOfRange, path, "Inconsistent \(key) length: \(count) instead of \(dimensions), for \(name).",
        hint: "All amounts have as many dimensions as the first vehicle's `capacity`.")
    }
    for (object, vehicle) in vehicles {
      guard let vehicle else { continue }
      compare(object["capacity"], object.place("capacity"), "capacity", "vehicle \(vehicle.id)")
      guard let breaks = object["breaks"] else { continue }
      for (index, pause) in breaks.elements.enumerated() {
        let path = "\(object.place("breaks"))/\(index)/max_load"
        compare(pause["max_load"], path, "max_load", "a break of vehicle \(vehicle.id)")
      }
    }
    for task in tasks where task.kind == .job && task.job != nil {
      let object = task.object
      for key in ["delivery", "pickup"] { compare(object[key], object.place(key), key, object.name) }
      if object["delivery"] == nil { compare(object["amount"], object.place("amount"), "amount", object.name) }
    }
    for shipment in shipments { compare(shipment["amount"], shipment.place("amount"), "amount", shipment.name) }
  }

  /// What the vehicles' given routes name must be there, and each task in one of them at most.
  func refuseUnknownSteps() {
    var seen: Set<Int> = []
    for (object, vehicle) in vehicles {
      guard let vehicle, let steps = vehicle.steps else { continue }
      let path = object.place("steps")
      var breaks: Set<UInt64> = []
      for step in steps {
        guard let id = step.id else { continue }
        let isNew: Bool? =
          switch step.kind {
          case .break: vehicle.breaks.contains { $0.id == id } ? breaks.insert(id).inserted : nil
          case .depot: depots.contains { $0.id == id } ? true : nil
          default: task(step.kind, id).map { seen.insert($0).inserted }
          }
        if isNew == nil {
          object.faults.add(
            .unknownReference, path, "Invalid \(step.kind.rawValue) id \(id) for vehicle \(vehicle.id).")
        } else if isNew == false {
          object.faults.add(
            .duplicateID, path,
            "Duplicate \(step.kind.rawValue) id \(id) in input steps for vehicle \(vehicle.id).")
        }
      }
      if steps.count(where: { $0.kind == .depot }) > 1 {
        object.faults.add(
          .outOfRange, path, "A route stops at one depot at most, in input steps for vehicle \(vehicle.id).")
      }
    }
  }

  /// Who must serve a job has to be there; who should, or knows the customer, may be away today.
  func refuseUnknownTechnicians() {
    for object in tasks.map(\.object) {
      if let id = object["pin"]?["vehicle"]?.uint64(), !vehicleIDs.contains(id) {
        refuse(id, at: "\(object.path)/pin/vehicle", of: "the pin of \(object.name)", object.faults)
      }
      guard let required = object["technicians"]?["required"] else { continue }
      for (index, element) in required.elements.enumerated() {
        guard let id = element.uint64(), !vehicleIDs.contains(id) else { continue }
        refuse(
          id, at: "\(object.path)/technicians/required/\(index)", of: "the required technicians of \(object.name)",
          object.faults)
      }
    }
  }

  private func refuse(_ id: UInt64, at path: String, of whose: String, _ faults: VROOMFaults) {
    faults.add(
      .unknownReference, path, "Unknown vehicle \(id) in \(whose).", hint: "Give the id of one of the `vehicles`.")
  }
}
