import PunctualModel

/// Parts and tools on board: what the vehicle carries at the start, until a depot gives everything.
struct Stock {
  private(set) var hasFetched = false
  private var used: [String: Int] = [:]
  private let vehicle: RoutingVehicle

  init(_ vehicle: RoutingVehicle) { self.vehicle = vehicle }

  mutating func fetch() { hasFetched = true }

  /// Uses what a job needs; the parts and tools that are not there, in order of name.
  mutating func use(_ job: RoutingJob) -> (parts: [String], tools: [String]) {
    guard !hasFetched else { return ([], []) }
    for (part, count) in job.parts { used[part, default: 0] += count }
    let parts = job.parts.keys.filter { used[$0, default: 0] > vehicle.parts[$0, default: 0] }
    return (parts.sorted(), job.tools.subtracting(vehicle.tools).sorted())
  }
}

extension RouteReplay {
  mutating func checkStock(_ job: RoutingJob, _ name: String) {
    let missing = stock.use(job)
    if !missing.parts.isEmpty {
      report(.parts, "\(name) needs more of \(missing.parts.joined(separator: ", ")) than vehicle \(vehicle.id) has.")
    }
    if !missing.tools.isEmpty {
      report(.tools, "\(name) needs \(missing.tools.joined(separator: ", ")), which vehicle \(vehicle.id) lacks.")
    }
  }

  /// Fetches at a depot; false where it is not known or cannot be reached.
  mutating func fetch(_ stated: StatedStep, _ arrival: Int, _ matrix: TravelMatrix) -> Bool {
    guard let depot = stated.id.flatMap({ index.depots[$0] }) else {
      report(.unknownDepot, "\(name(stated)) is not a depot of the problem.")
      return false
    }
    if stock.hasFetched { report(.depotTwice, "Vehicle \(vehicle.id) stops at a depot more than once.") }
    if place == nil { report(.depotPlace, "\(name(stated)) comes before the first job of an open start.") }
    guard travel(to: depot.location, stated, arrival, matrix) else { return false }
    compare(stated, .waiting, stated.waiting, 0)
    act(stated, arrival, windows: [], outside: .timeWindow, setup: 0, service: depot.service)
    stock.fetch()
    return true
  }

  /// At an open end nothing comes after the last job.
  mutating func checkDepotPlace() {
    guard vehicle.end == nil, visits.last(where: { $0.kind != .break })?.kind == .depot else { return }
    report(.depotPlace, "The route of vehicle \(vehicle.id) ends at its last job, and has a depot after it.")
  }
}
