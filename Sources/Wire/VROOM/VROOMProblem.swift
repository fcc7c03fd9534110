import PunctualModel

/// A problem as read, and what travel it still lacks.
public struct VROOMInput: Sendable {
  public var problem: RoutingProblem
  /// Profiles that vehicles use and that have no matrix; every place that matters has coordinates then. In order of name.
  public var missingProfiles: [String]
  /// Profiles that have travel times but lack the distances that a vehicle's costs or limits, or the caller, need.
  public var missingDistances: [String]
  /// The coordinates to ask travel for; empty where nothing is missing.
  public var places: [Coordinate]
  /// Location of each place.
  private let locations: [Int]

  init(problem: RoutingProblem, missingProfiles: [String], missingDistances: [String], used: Set<Int>) {
    self.problem = problem
    self.missingProfiles = missingProfiles
    self.missingDistances = missingDistances
    let needed = missingProfiles.isEmpty && missingDistances.isEmpty ? [] : used.sorted()
    let found = needed.compactMap { location in
      problem.locations[location].coordinate.map { (location: location, coordinate: $0) }
    }
    locations = found.map(\.location)
    places = found.map(\.coordinate)
  }

  /// Supplies the travel between all pairs of `places` for a profile that lacks it: the whole matrix, or only its
  /// distances where the input gave travel times. A matrix of another size is ignored.
  public mutating func fill(_ profile: String, with matrix: TravelMatrix) {
    guard matrix.size == places.count else { return }
    let size = problem.locations.count
    func spread(_ entries: [Int32]) -> [Int32] {
      guard matrix.size != size else { return entries }
      var all = [Int32](repeating: TravelMatrix.unreachable, count: size * size)
      for row in 0..<matrix.size {
        for column in 0..<matrix.size {
          all[locations[row] * size + locations[column]] = entries[row * matrix.size + column]
        }
      }
      return all
    }
    if missingProfiles.contains(profile) {
      problem.matrices[profile] = TravelMatrix(
        size: size, durations: spread(matrix.durations), distances: matrix.distances.map(spread))
    } else if missingDistances.contains(profile), let distances = matrix.distances {
      problem.matrices[profile]?.distances = spread(distances)
    }
    missingProfiles.removeAll { $0 == profile }
    missingDistances.removeAll { $0 == profile }
  }
}

/// Reads routing problems in VROOM's JSON form.
public enum VROOMProblem {
  /// The problem in a document, with everything that is wrong in it told at once (the first hundred faults).
  ///
  /// Unknown keys are ignored, numbers are whole and unsigned, and windows may come in any order: all as in VROOM. Beyond
  /// VROOM, a matrix entry may be null (no way), and matrices of different sizes are cut to the smallest.
  /// - Parameter wantsDistances: list profiles without distances as missing even where no vehicle needs them, as far as
  ///   coordinates allow.
  public static func read(_ node: JSONNode, wantsDistances: Bool = false) throws(Faults) -> VROOMInput {
    let faults = VROOMFaults()
    guard node.kind == .object else {
      throw Faults(.wrongType, "Input root is not an object.", hint: "A problem has `jobs` and `vehicles`.")
    }
    let root = VROOMObject(node: node, path: "", name: "the input", faults: faults)
    let matrices = VROOMMatrices(root)
    var locations = VROOMLocations(rows: matrices.size, unknown: matrices.size == nil && !faults.all.isEmpty)
    let jobs = root.objects("jobs", called: { "job at index \($0)" }).map { $0.job(&locations) }
    let shipments = root.objects("shipments", called: { "shipment at index \($0)" })
    let halves = shipments.flatMap { $0.shipment(&locations) }
    let vehicles = root.objects("vehicles", called: { "vehicle at index \($0)" }).flatMap { $0.shifts() }
      .map { ($0, $0.vehicle(&locations)) }
    let depots = root.depots(&locations)
    refuseEmpty(root)
    let references = VROOMReferences(tasks: jobs + halves, vehicles: vehicles, depots: depots)
    references.refuseUnevenAmounts(shipments: shipments)
    references.refuseUnknownSteps()
    references.refuseUnknownTechnicians()

    var problem = RoutingProblem(
      jobs: references.tasks.compactMap(\.job), vehicles: vehicles.compactMap(\.1), locations: locations.all,
      matrices: matrices.byProfile)
    problem.shipments = shipments.indices.map { index in
      RoutingShipment(pickup: jobs.count + 2 * index, delivery: jobs.count + 2 * index + 1)
    }
    problem.relations = VROOMRelations(root, references).all
    problem.depots = depots
    problem.travelFactors = root.travelFactors(known: matrices.given.union(problem.vehicles.map(\.profile)))
    problem.spread = root.spread()
    problem.objective = root.objective()
    problem.frozenUntil = root.extended.whole("frozen_until", "frozen_until time")
    fillAmounts(&problem)
    let missing = missingTravel(matrices, vehicles, locations, wantsDistances: wantsDistances)
    guard faults.all.isEmpty else { throw Faults(faults.all) }
    return VROOMInput(
      problem: problem, missingProfiles: missing.profiles, missingDistances: missing.distances, used: locations.used)
  }

  private static func refuseEmpty(_ root: VROOMObject) {
    for (key, noun) in [("vehicles", "vehicle"), ("jobs", "task")]
    where root.node[key]?.kind != .array
      || root.node[key]?.count == 0
    {
      // Shipments are tasks, too.
      if key == "jobs", (root.node["shipments"]?.count ?? 0) > 0 { continue }
      guard root.node[key] == nil || root.node[key]?.kind == .array else { continue }
      root.faults.add(
        .missingField, "/\(key)", "No \(noun) defined.",
        hint: "Give at least one in `\(key)`\(key == "jobs" ? " or `shipments`" : "").")
    }
  }

  /// Gives every job all dimensions, so that whoever adds amounts need not ask.
  private static func fillAmounts(_ problem: inout RoutingProblem) {
    let none = Array(repeating: 0, count: problem.vehicles.first?.capacity.count ?? 0)
    for job in problem.jobs.indices {
      if problem.jobs[job].delivery.isEmpty { problem.jobs[job].delivery = none }
      if problem.jobs[job].pickup.isEmpty { problem.jobs[job].pickup = none }
    }
  }

  /// The travel that is used and not given; a fault where it cannot be estimated for want of coordinates.
  private static func missingTravel(
    _ matrices: VROOMMatrices, _ vehicles: [(VROOMObject, RoutingVehicle?)], _ locations: VROOMLocations,
    wantsDistances: Bool
  ) -> (profiles: [String], distances: [String]) {
    let everywhere = locations.used.allSatisfy { locations.all[$0].coordinate != nil }
    var profiles: Set<String> = []
    var distances: Set<String> = []
    for (object, vehicle) in vehicles {
      guard let vehicle else { continue }
      let needs = vehicle.costs.perKm != 0 || vehicle.maxDistance != nil
      guard let matrix = matrices.byProfile[vehicle.profile] else {
        guard !matrices.given.contains(vehicle.profile), !profiles.contains(vehicle.profile) else { continue }
        profiles.insert(vehicle.profile)
        guard !everywhere else { continue }
        object.faults.add(
          .missingMatrix, object.path,
          "Missing coordinates for routing engine: profile \(vehicle.profile) of vehicle \(vehicle.id) has no matrix.",
          hint: "Give its matrix, or coordinates for every place.")
        continue
      }
      if matrix.costs != nil, vehicle.costs.perHour != 3600 || vehicle.costs.perKm != 0 {
        object.faults.add(
          .badRecord, "\(object.path)/costs",
          "Custom costs are incompatible with using a per_hour or per_km value, for vehicle \(vehicle.id).")
      }
      guard matrix.distances == nil, needs || wantsDistances else { continue }
      if everywhere {
        distances.insert(vehicle.profile)
      } else if needs {
        object.faults.add(
          .missingMatrix, object.path,
          "Missing coordinates for routing engine: vehicle \(vehicle.id) needs distances, and profile "
            + "\(vehicle.profile) has none.", hint: "Give `distances` in its matrix, or coordinates for every place.")
      }
    }
    return (profiles.sorted(), distances.sorted())
  }
}
