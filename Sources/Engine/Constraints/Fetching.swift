import PunctualModel

/// Parts and tools: a technician starts with some; what a job lacks must be fetched at a depot before it, once a route.
final class Fetching: Sendable {
  let isNeeded: Bool
  let hasDepots: Bool
  let depotPlace: Flat<Int32>
  let depotSeconds: Flat<Int>
  let parts: Int
  /// By job and part.
  private let needs: Flat<Int>
  /// By kind and part.
  private let stock: Flat<Int>
  /// By kind and job: whether a tool is missing.
  private let lacksTool: Flat<Bool>
  private let jobs: Int

  init(_ problem: RoutingProblem, models: [RoutingVehicle]) {
    jobs = problem.jobs.count
    isNeeded = problem.jobs.contains { !$0.tools.isEmpty || $0.parts.contains { $0.value > 0 } }
    hasDepots = isNeeded && !problem.depots.isEmpty
    depotPlace = Flat(problem.depots.map { Int32($0.location) })
    depotSeconds = Flat(problem.depots.map(\.service))
    let names = Set(problem.jobs.flatMap(\.parts.keys)).sorted()
    parts = names.count
    needs = Flat(problem.jobs.flatMap { job in names.map { job.parts[$0] ?? 0 } })
    stock = Flat(models.flatMap { model in names.map { model.parts[$0] ?? 0 } })
    lacksTool = Flat(
      isNeeded ? models.flatMap { model in problem.jobs.map { !$0.tools.isSubset(of: model.tools) } } : [])
  }

  /// Whether a technician who cannot fetch anything could do the job as the only one of a day.
  func hasAll(kind: Int, job: Int) -> Bool {
    if !isNeeded { return true }
    if lacksTool[kind * jobs + job] { return false }
    return (0..<parts).allSatisfy { needs[job * parts + $0] <= stock[kind * parts + $0] }
  }

  /// The first job of a route, with `new` (or -1) right after the node `after`, that cannot be done without fetching; -1
  /// where there is none. Uses `used`, one number a part.
  func firstLacking(
    _ routes: Routes, _ route: Int, kind: Int, inserting new: Int, after: Int, used: borrowing Flat<Int>
  ) -> Int {
    if !isNeeded { return -1 }
    for part in 0..<parts { used[part] = 0 }
    var node = routes.start(route)
    while true {
      let isNew = node == after && new >= 0
      if isNew && lacks(kind, new, used) { return new }
      node = Int(routes.next[node])
      if node >= jobs { return -1 }
      if lacks(kind, node, used) { return node }
    }
  }

  @inline(__always)
  private func lacks(_ kind: Int, _ job: Int, _ used: borrowing Flat<Int>) -> Bool {
    if lacksTool[kind * jobs + job] { return true }
    for part in 0..<parts {
      used[part] += needs[job * parts + part]
      if used[part] > stock[kind * parts + part] { return true }
    }
    return false
  }
}
