import PunctualModel

/// What the search knows of vehicles that are alike: plain numbers and pointers, cheap to copy.
struct Kind: BitwiseCopyable, @unchecked Sendable {
  // Safe to share: the pointers lead into tables that live as long as `Tables` and are not written after it is built.

  /// Travel seconds by row and column; `into` is the same by column and row.
  let from: UnsafePointer<Int32>
  let into: UnsafePointer<Int32>
  /// What `perMoney` multiplies: the seconds, or the given costs.
  let money: UnsafePointer<Int32>
  let metres: UnsafePointer<Int32>?
  /// How much shorter than a direct leg a way over another place can be (as far as was looked), in seconds.
  let shortcut: Int
  /// Row length of the matrices.
  let size: Int
  /// Seconds by job.
  let service: UnsafePointer<Int>
  let setup: UnsafePointer<Int>

  /// Costs in 1/`Cost.scale`: of one unit in `money`, of one metre, of one second of setup or service, of use at all.
  let perMoney: Int
  let perMetre: Int
  let perTaskSecond: Int
  let fixed: Int
  /// Whether a leg's cost is its seconds times `perMoney`, and metres matter nowhere.
  let isPlain: Bool

  let start: Int32
  let end: Int32
  let hasOpenStart: Bool
  let hasOpenEnd: Bool
  let opens: Int
  let closes: Int
  let maxTasks: Int
  let maxTravel: Int
  let maxDistance: Int
  let firstBreak: Int
  let breaks: Int
  /// Whether a break limits the load: insertion then tries the whole route.
  let hasLoadedBreak: Bool
  let capacityAt: Int

  // What only a course asks for.
  /// Travel seconds as the matrix has them; `from` has, where travel can be faster at times, the least they can be.
  let base: UnsafePointer<Int32>
  let firstFactor: Int
  let factors: Int
  let paysByMatrix: Bool
  /// The end of the shift, before any overtime, and what a second of that costs.
  let shiftEnd: Int
  let overtimeRate: Int
  let pastWork: Int
  let pastJobs: Int

  init(
    _ vehicle: RoutingVehicle, travel: Travel, base: Travel, factors: Range<Int>, work: Work, firstBreak: Int,
    capacityAt: Int
  ) {
    from = travel.seconds.base
    into = travel.transposed.base
    money = travel.costs?.base ?? from
    metres = travel.metres?.base
    shortcut = travel.shortcut
    size = travel.size
    service = UnsafePointer(work.service.base)
    setup = UnsafePointer(work.setup.base)
    perMoney = travel.hasCosts ? Cost.scale : vehicle.costs.perHour * (Cost.scale / 3600)
    perMetre = travel.hasMetres ? vehicle.costs.perKm * (Cost.scale / 1000) : 0
    perTaskSecond = vehicle.costs.perTaskHour * (Cost.scale / 3600)
    fixed =
      vehicle.costs.fixed * Cost.scale + perTaskSecond * vehicle.breaks.reduce(0) { $0 + $1.service }
    maxTasks = vehicle.maxTasks ?? never
    maxTravel = vehicle.maxTravelTime ?? never
    maxDistance = travel.hasMetres ? vehicle.maxDistance ?? never : never
    isPlain = !travel.hasCosts && perMetre == 0 && maxDistance == never && perTaskSecond == 0
    start = Int32(vehicle.start ?? travel.nowhere)
    end = Int32(vehicle.end ?? travel.nowhere)
    (hasOpenStart, hasOpenEnd) = (vehicle.start == nil, vehicle.end == nil)
    opens = vehicle.window?.start ?? 0
    shiftEnd = vehicle.window?.end ?? horizon
    closes = shiftEnd + (vehicle.overtime?.most ?? 0)
    overtimeRate = Cost.perSecond(vehicle.overtime?.perHour ?? 0)
    (pastWork, pastJobs) = (vehicle.past.work, vehicle.past.jobs)
    self.base = UnsafePointer(base.seconds.base)
    (firstFactor, self.factors) = (factors.lowerBound, factors.count)
    paysByMatrix = travel.hasCosts
    self.firstBreak = firstBreak
    breaks = vehicle.breaks.count
    hasLoadedBreak = vehicle.breaks.contains { $0.maxLoad?.isEmpty == false }
    self.capacityAt = capacityAt
  }

  @inline(__always) func seconds(_ a: Int32, _ b: Int32) -> Int32 { from[Int(a) * size + Int(b)] }
  @inline(__always) func baseSeconds(_ a: Int32, _ b: Int32) -> Int32 { base[Int(a) * size + Int(b)] }
  @inline(__always) func distance(_ a: Int32, _ b: Int32) -> Int { metres.map { Int($0[Int(a) * size + Int(b)]) } ?? 0 }

  /// The cost of a leg; of no meaning where the leg cannot be travelled.
  @inline(__always)
  func cost(_ a: Int32, _ b: Int32) -> Int {
    let cell = Int(a) * size + Int(b)
    let travel = perMoney &* Int(money[cell])
    guard perMetre != 0, let metres else { return travel }
    return travel &+ perMetre &* Int(metres[cell])
  }
}

/// Setup and service of every job, for one type of vehicle at one pace.
final class Work: Sendable {
  let setup: Flat<Int>
  let service: Flat<Int>

  init(_ jobs: [RoutingJob], type: String, pace: Double) {
    func paced(_ seconds: Int) -> Int { pace == 1 ? seconds : Int((Double(seconds) * pace).rounded()) }
    func own(_ perType: [String: Int]) -> Int? { perType.isEmpty ? nil : perType[type] }
    // By index, because a job is a large value to copy.
    setup = Flat(jobs.indices.map { paced(own(jobs[$0].setupPerType) ?? jobs[$0].setup) })
    service = Flat(jobs.indices.map { paced(own(jobs[$0].servicePerType) ?? jobs[$0].service) })
  }
}
