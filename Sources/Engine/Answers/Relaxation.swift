import PunctualModel

/// A problem under conditions that no plan can better: a leg takes no longer than the shortest way over other jobs' places,
/// and where several jobs share a place there is no setup. What cannot be done here can never be done.
final class Relaxation {
  private let problem: RoutingProblem
  private let dimensions: Int
  /// The places of jobs, and those of more than one.
  private let stops: [Int]
  private let shared: Set<Int>
  private var ways: [Source: Ways] = [:]

  private struct Source: Hashable {
    var profile: String
    var speedFactor: Double
    var place: Int
  }

  /// The shortest ways from a place to all places; `unreachable` where none leads.
  private struct Ways {
    var seconds: [Int32]
    var metres: [Int32]?
  }

  init(_ problem: RoutingProblem) {
    self.problem = problem
    dimensions = problem.dimensions
    var counts: [Int: Int] = [:]
    for job in problem.jobs { counts[job.location, default: 0] += 1 }
    stops = counts.keys.sorted()
    shared = Set(counts.filter { $0.value > 1 }.keys)
  }

  /// Whether any vehicle could serve these jobs in this order.
  func fitsAnywhere(_ order: [Int]) -> Bool {
    problem.vehicles.indices.contains { fits(order, $0) }
  }

  /// Whether a vehicle that has nothing else to do could serve these jobs in this order.
  func fits(_ order: [Int], _ vehicle: Int) -> Bool {
    let part = Part(problem, vehicles: [vehicle], jobs: order, dimensions: dimensions)
    var eased = part.problem
    for job in eased.jobs.indices where shared.contains(problem.jobs[order[job]].location) {
      (eased.jobs[job].setup, eased.jobs[job].setupPerType) = (0, [:])
    }
    if eased.vehicles[0].start == nil && !problem.depots.isEmpty {
      // What a route without a start lacks for its first job can be fetched after another one.
      for job in eased.jobs.indices { (eased.jobs[job].parts, eased.jobs[job].tools) = ([:], []) }
    }
    guard let matrix = problem.matrices[eased.vehicles[0].profile] else { return false }
    // Where not even travel in no time would do, the shortest ways need not be known.
    let cells = part.places.count * part.places.count
    let nothing = [Int32](repeating: 0, count: cells)
    let instant = TravelMatrix(
      size: part.places.count, durations: nothing, distances: matrix.distances.map { _ in nothing })
    guard isFeasible(eased, instant, order) else { return false }
    let ways = part.places.map {
      self.ways(matrix, eased.vehicles[0].profile, eased.vehicles[0].speedFactor, from: $0)
    }
    let closure = TravelMatrix(
      size: part.places.count, durations: ways.flatMap { way in part.places.map { way.seconds[$0] } },
      distances: matrix.distances == nil
        ? nil : ways.flatMap { way in part.places.map { way.metres?[$0] ?? unreachable } })
    return isFeasible(eased, closure, order)
  }

  private func isFeasible(_ part: RoutingProblem, _ matrix: TravelMatrix, _ order: [Int]) -> Bool {
    var part = part
    part.matrices = [part.vehicles[0].profile: matrix]
    // The matrix is of the vehicle's own speed.
    part.vehicles[0].speedFactor = 1
    let plan = StandingPlan(part, routes: [Array(order.indices)], dimensions: dimensions)
    return plan.isFeasible(0) && order.indices.allSatisfy { plan.tables.suits(route: 0, job: $0) }
  }

  private func ways(_ matrix: TravelMatrix, _ profile: String, _ speedFactor: Double, from place: Int) -> Ways {
    let source = Source(profile: profile, speedFactor: speedFactor, place: place)
    if let known = ways[source] { return known }
    // A pair that any of the matrices leaves out cannot be travelled.
    func isOpen(_ cell: Int) -> Bool {
      matrix.durations[cell] != unreachable && matrix.distances?[cell] != unreachable
        && matrix.costs?[cell] != unreachable
    }
    let found = Ways(
      seconds: shortest(matrix.size, from: place) {
        isOpen($0) ? Travel.scaled(matrix.durations[$0], speedFactor) : unreachable
      },
      metres: matrix.distances.map { metres in
        shortest(matrix.size, from: place) { isOpen($0) ? metres[$0] : unreachable }
      })
    ways[source] = found
    return found
  }

  /// Dijkstra (1959), as suits a full matrix: over the places of jobs only, since nothing else is visited on the way.
  private func shortest(_ size: Int, from place: Int, _ leg: (Int) -> Int32) -> [Int32] {
    var reach = (0..<size).map { leg(place * size + $0) }
    var open = stops.filter { $0 != place }
    while let next = open.indices.min(by: { reach[open[$0]] < reach[open[$1]] }) {
      let over = open.remove(at: next)
      let base = reach[over]
      if base == unreachable { break }
      for target in 0..<size {
        let onward = leg(over * size + target)
        if onward < unreachable - base && base + onward < reach[target] { reach[target] = base + onward }
      }
    }
    return reach
  }
}
