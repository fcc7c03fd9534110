// How long a search that is called off goes on: in processor time of its thread, so that other programs do not count.
//
//     swift run -c release --package-path Benchmarks/Cancellation
//
// 10,000 jobs and 1,000 technicians of as many homes; called off after 0, 100, 200 … 3,000 milliseconds.
import Glibc
import PunctualEngine
import PunctualModel

func milliseconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
}

/// On a plain of 100 km; with or without a break, which decides how places are looked for.
func problem(jobs: Int, technicians: Int, haveBreaks: Bool) -> RoutingProblem {
  var random = SystemRandomNumberGenerator()
  let places = jobs + technicians
  let points = (0..<places).map { _ in
    (Double.random(in: 0..<6000, using: &random), Double.random(in: 0..<6000, using: &random))
  }
  let durations = [Int32](unsafeUninitializedCapacity: places * places) { cells, filled in
    for row in 0..<places {
      for column in 0..<places {
        let (east, north) = (points[row].0 - points[column].0, points[row].1 - points[column].1)
        cells[row * places + column] = Int32((east * east + north * north).squareRoot())
      }
    }
    filled = places * places
  }
  let shift = RoutingWindow(8 * 3600, 17 * 3600)
  let pause = RoutingBreak(id: 1, windows: [RoutingWindow(11 * 3600, 14 * 3600)], service: 1800)
  return RoutingProblem(
    jobs: (0..<jobs).map { RoutingJob(id: UInt64($0 + 1), location: $0, service: 1800) },
    vehicles: (0..<technicians).map {
      RoutingVehicle(
        id: UInt64($0 + 1), start: jobs + $0, end: jobs + $0, window: shift, breaks: haveBreaks ? [pause] : [])
    },
    locations: (0..<places).map { RoutingLocation(index: $0) },
    matrices: ["car": TravelMatrix(size: places, durations: durations, distances: durations)])
}

for haveBreaks in [false, true] {
  let problem = problem(jobs: 10_000, technicians: 1_000, haveBreaks: haveBreaks)
  var delays: [(delay: Double, after: Double)] = []
  for after in stride(from: 0.0, through: 3000, by: 100) {
    let begin = milliseconds()
    var options = SolveOptions()
    options.isCancelled = { milliseconds() - begin >= after }
    _ = Engine.solve(problem, options)
    delays.append((milliseconds() - begin - after, after))
  }
  delays.sort { $0.delay < $1.delay }
  let (middle, most) = (delays[delays.count / 2], delays[delays.count - 1])
  print(
    "with breaks: \(haveBreaks); median \(middle.delay.rounded()) ms, most \(most.delay.rounded()) ms (after \(most.after) ms)"
  )
}
