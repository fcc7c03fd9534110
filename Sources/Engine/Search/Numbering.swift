import PunctualModel

/// Jobs and places in an order in which those that are close to each other mostly follow each other, so that what a search
/// reads together lies together in memory.
enum Numbering {
  /// With fewer jobs all is close enough; with more the second copy of the matrices would take too much memory.
  static let jobs = 100...4000

  /// The same problem in that order, as a part that has all of it; nil where that does not pay.
  static func renumbered(_ problem: RoutingProblem) -> Part? {
    guard jobs.contains(problem.jobs.count), problem.locations.count <= 2 * problem.jobs.count,
      let profile = problem.vehicles.first?.profile, let matrix = problem.matrices[profile]
    else { return nil }
    var order = Array(problem.jobs.indices)
    order.withUnsafeMutableBufferPointer { arrange($0, problem.jobs.map(\.location), matrix) }
    return Part(problem, vehicles: Array(problem.vehicles.indices), jobs: order, isInOrder: true)
  }

  /// Halves the jobs by whether they are nearer to the one or to the other of two that are far apart, and the halves again.
  private static func arrange(_ jobs: UnsafeMutableBufferPointer<Int>, _ place: [Int], _ matrix: TravelMatrix) {
    guard jobs.count > 8 else { return }
    func seconds(_ a: Int, _ b: Int) -> Int32 { matrix.durations[place[a] * matrix.size + place[b]] }
    func farthest(from job: Int) -> Int {
      var (found, most) = (job, Int32(-1))
      for other in jobs where seconds(job, other) > most { (found, most) = (other, seconds(job, other)) }
      return found
    }
    let one = farthest(from: jobs[0])
    let other = farthest(from: one)
    var keyed = jobs.map { (key: Int(seconds($0, one)) - Int(seconds($0, other)), job: $0) }
    keyed.sort { $0 < $1 }
    for (index, entry) in keyed.enumerated() { jobs[index] = entry.job }
    let middle = jobs.count / 2
    arrange(UnsafeMutableBufferPointer(rebasing: jobs[..<middle]), place, matrix)
    arrange(UnsafeMutableBufferPointer(rebasing: jobs[middle...]), place, matrix)
  }
}
