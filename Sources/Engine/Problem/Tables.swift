import PunctualModel

/// A routing problem in the dense form that the search reads: flat tables, indices instead of names.
///
/// Nodes: the jobs are 0 ..< jobs; the start of route r is `jobs + 2r`, its end `jobs + 2r + 1`. Built once a solve and
/// shared, unchanged, by all threads.
final class Tables: Sendable {
  let problem: RoutingProblem
  let jobs: Int
  let routes: Int
  /// Amounts a job has.
  let dimensions: Int
  /// Most breaks of any vehicle, plus one: how many time states each node has.
  let states: Int

  /// By job.
  let place: Flat<Int32>
  let priority: Flat<Int>
  /// By job and dimension.
  let delivery: Flat<Int>
  let pickup: Flat<Int>
  let hasPickup: Bool
  let hasSetup: Bool

  /// Whether no job has setup or pickup or more than one window, and no vehicle has a break.
  let isPlain: Bool
  /// Whether, besides, travel time is all that costs, the same for all vehicles, and nothing binds but windows, shifts,
  /// skills, loads given out and numbers of jobs.
  let isSimple: Bool

  let windows: Windows
  let breakWindows: Windows
  /// By break, in the order of `breakWindows`.
  let breakSeconds: Flat<Int>
  /// By break and dimension; `never` where there is no limit.
  let breakLoad: Flat<Int>
  /// The break's index in its vehicle's list.
  let breakIndex: Flat<Int>

  let kinds: Flat<Kind>
  /// By route.
  let kindOf: Flat<Int32>
  /// By kind and job: whether the job may be on such a vehicle at all.
  let suits: Flat<Bool>
  /// By kind and dimension.
  let capacity: Flat<Int>

  /// By kind and job, where there are such costs; in 1/`Cost.scale`.
  let hasWishes: Bool
  private let wish: Flat<Int>

  let timesOfDay: TimesOfDay
  let course: CourseTables
  let courseView: CourseView
  /// Whether routes are judged by their courses.
  let needsCourse: Bool

  /// They own what the kinds point into.
  private let travel: [Travel]
  private let work: [Work]

  /// - Parameters:
  ///   - dimensions: of the whole problem, where this one is a part of it.
  ///   - isCancelled: where it says so they end early, and are of no use.
  init(_ problem: RoutingProblem, dimensions: Int? = nil, isCancelled: () -> Bool = { false }) {
    self.problem = problem
    jobs = problem.jobs.count
    routes = problem.vehicles.count
    let dimensions = dimensions ?? problem.dimensions
    self.dimensions = dimensions
    states = (problem.vehicles.map(\.breaks.count).max() ?? 0) + 1

    func padded(_ values: [Int], with filler: Int = 0) -> [Int] {
      (0..<dimensions).map { $0 < values.count ? values[$0] : filler }
    }
    place = Flat(problem.jobs.map { Int32($0.location) })
    priority = Flat(problem.jobs.map(\.priority))
    delivery = Flat(problem.jobs.flatMap { padded($0.delivery) })
    pickup = Flat(problem.jobs.flatMap { padded($0.pickup) })
    hasPickup = problem.jobs.contains { $0.pickup.contains { $0 != 0 } }
    hasSetup = problem.jobs.contains { $0.setup != 0 || $0.setupPerType.values.contains { $0 != 0 } }
    windows = Windows(Relations.narrowed(problem.jobs.map(Pins.windows), problem))
    isPlain = !hasSetup && !hasPickup && states == 1 && problem.jobs.allSatisfy { $0.windows.count <= 1 }

    // Vehicles that differ in nothing but their names are one kind, unless names matter.
    let names = Wishes.names(problem)
    var kindIndex: [RoutingVehicle: Int] = [:]
    var models: [RoutingVehicle] = []
    let kindOfRoute: [Int32] = problem.vehicles.enumerated().map { index, vehicle in
      var bare = vehicle
      (bare.description, bare.steps) = (nil, nil)
      switch names {
      case .none: bare.id = 0
      case .ids: break
      case .vehicles: bare.description = "\(index)"
      }
      if let known = kindIndex[bare] { return Int32(known) }
      kindIndex[bare] = models.count
      models.append(bare)
      return Int32(models.count - 1)
    }
    kindOf = Flat(kindOfRoute)

    var pauses: [(index: Int, pause: RoutingBreak)] = []
    var firstBreak: [Int] = []
    for model in models {
      firstBreak.append(pauses.count)
      pauses += Tables.inOrder(model.breaks).map { ($0, model.breaks[$0]) }
    }
    breakWindows = Windows(pauses.map(\.pause.windows))
    breakSeconds = Flat(pauses.map(\.pause.service))
    breakIndex = Flat(pauses.map(\.index))
    breakLoad = Flat(pauses.flatMap { padded($0.pause.maxLoad ?? [], with: never) })
    capacity = Flat(models.flatMap { padded($0.capacity, with: never) })

    let hasOpenEnds = models.contains { $0.start == nil || $0.end == nil }
    var travelIndex: [TravelKey: Int] = [:]
    var travel: [Travel] = []
    var workIndex: [WorkKey: Int] = [:]
    var work: [Work] = []
    var kinds: [Kind] = []
    let timesOfDay = TimesOfDay(problem)
    self.timesOfDay = timesOfDay
    func travelAt(_ thousandths: Int, _ model: RoutingVehicle) -> Travel {
      let key = TravelKey(profile: model.profile, speedFactor: model.speedFactor, thousandths: thousandths)
      if let known = travelIndex[key] { return travel[known] }
      travelIndex[key] = travel.count
      let matrix = TimesOfDay.atBest(problem.matrices[model.profile], thousandths)
      travel.append(Travel(matrix, speedFactor: model.speedFactor, padded: hasOpenEnds, isCancelled))
      return travel[travel.count - 1]
    }
    let isByType = problem.jobs.contains { !$0.setupPerType.isEmpty || !$0.servicePerType.isEmpty }
    for (number, model) in models.enumerated() {
      let workKey = WorkKey(type: isByType ? model.type : "", pace: model.pace)
      if workIndex[workKey] == nil {
        workIndex[workKey] = work.count
        work.append(Work(problem.jobs, type: model.type, pace: model.pace))
      }
      kinds.append(
        Kind(
          model, travel: travelAt(timesOfDay.least(model.profile), model), base: travelAt(1000, model),
          factors: timesOfDay.ranges[model.profile] ?? 0..<0, work: work[workIndex[workKey] ?? 0],
          firstBreak: firstBreak[number], capacityAt: number * dimensions))
    }
    self.travel = travel
    self.work = work
    self.kinds = Flat(kinds)
    course = CourseTables(problem, models: models)
    suits = Flat(Suitability.suits(problem, models, standing: kindOfRoute.map(Int.init), course, isCancelled))
    let wishes = Wishes(problem, models, kindOfRoute: kindOfRoute.map(Int.init), isCancelled)
    hasWishes = wishes.haveCosts
    wish = Flat(wishes.costs)
    needsCourse = course.isNeeded
    courseView = CourseView(
      course, jobs: jobs, states: states, windows: windows.view, breaks: breakWindows.view, breakSeconds: breakSeconds)
    isSimple =
      isPlain && !hasWishes && !needsCourse && !kinds.isEmpty
      && kinds.allSatisfy {
        $0.isPlain && $0.maxTravel == never && $0.perMoney > 0 && $0.perMoney == kinds[0].perMoney
          && $0.from == kinds[0].from && $0.service == kinds[0].service
      }
  }

  /// What it costs that this job is on this route, wherever in it.
  @inline(__always)
  func wish(route: Int, job: Int) -> Int { hasWishes ? wish[Int(kindOf[route]) * jobs + job] : 0 }

  @inline(__always) func kind(of route: Int) -> Kind { kinds[Int(kindOf[route])] }
  @inline(__always) func suits(route: Int, job: Int) -> Bool { suits[Int(kindOf[route]) * jobs + job] }

  private struct TravelKey: Hashable {
    var profile: String
    var speedFactor: Double
    var thousandths: Int
  }

  private struct WorkKey: Hashable {
    var type: String
    var pace: Double
  }
}

/// Later than any time, more than any amount: what cannot be. Far enough from the limits of `Int` to be added to.
let never = Int.max / 8

/// The end of a window or a shift that has none: later than any time that is reached, sooner than `never`.
let horizon = never / 2
