import PunctualModel

/// What would place a job that is left out: the least of its kind, found by search, and tried.
public struct Remedy: Hashable, Sendable {
  /// What must change, all of it at once; mostly one thing.
  public var changes: [Relief]
  /// The vehicle that would then have the job.
  public var vehicle: Int
  /// When its service would start.
  public var start: Int
  /// In the unit of the vehicles' costs, for the plan as a whole.
  public var addedCost: Int

  public init(changes: [Relief], vehicle: Int, start: Int, addedCost: Int) {
    self.changes = changes
    self.vehicle = vehicle
    self.start = start
    self.addedCost = addedCost
  }

  /// How much is asked for, in seconds of inconvenience: a second of a time is one, all else has a stated weight.
  public var size: Int { changes.reduce(0) { $0 + $1.size } }
}

/// One change to a job that is left out, to the vehicle that would have it, or to another job.
public enum Relief: Hashable, Sendable {
  /// One of the job's windows (by index) ends so many seconds later, or starts earlier.
  case windowLater(seconds: Int, window: Int)
  case windowEarlier(seconds: Int, window: Int)
  case shiftLater(seconds: Int)
  case shiftEarlier(seconds: Int)
  /// One of the vehicle's breaks (by index) may start so many seconds later, or earlier.
  case breakLater(seconds: Int, index: Int)
  case breakEarlier(seconds: Int, index: Int)
  case moreTasks(Int)
  case capacity(more: Int, dimension: Int)
  case travel(seconds: Int)
  case distance(metres: Int)
  /// The vehicle has a skill, at this level at least.
  case skill(Int, level: Int)
  /// Others than those the job requires may serve it.
  case anyTechnician
  /// The job's pin is lifted.
  case unpinned
  /// The vehicle has more of a part, or a tool, on board.
  case part(String, more: Int)
  case tool(String)
  /// Another job leaves the vehicle for another one, or for another place on it.
  case moved(job: Int, toVehicle: Int)

  /// See ``Remedy/size``.
  public var size: Int {
    switch self {
    case .windowLater(let seconds, _), .windowEarlier(let seconds, _), .shiftLater(let seconds),
      .shiftEarlier(let seconds), .breakLater(let seconds, _), .breakEarlier(let seconds, _), .travel(let seconds):
      seconds
    case .distance(let metres): metres / 10
    case .moved: 900
    case .moreTasks(let more): 1800 * more
    case .part, .tool: 1800
    case .capacity: 2700
    case .unpinned, .anyTechnician: 3600
    case .skill: 7200
    }
  }

  /// Makes the change in a problem. Moving another job is a change of routes, not of the problem.
  public func apply(to problem: inout RoutingProblem, vehicle: Int, job: Int) {
    apply(to: &problem.vehicles[vehicle], &problem.jobs[job])
  }

  func apply(to vehicle: inout RoutingVehicle, _ job: inout RoutingJob) {
    switch self {
    case .windowLater(let seconds, let window): job.windows.widen(window, end: seconds)
    case .windowEarlier(let seconds, let window): job.windows.widen(window, start: seconds)
    case .shiftLater(let seconds): vehicle.window?.end += seconds
    case .shiftEarlier(let seconds): vehicle.window.map { vehicle.window?.start = max(0, $0.start - seconds) }
    case .breakLater(let seconds, let index):
      vehicle.breaks[index].windows.widen(vehicle.breaks[index].windows.count - 1, end: seconds)
    case .breakEarlier(let seconds, let index): vehicle.breaks[index].windows.widen(0, start: seconds)
    case .moreTasks(let more): vehicle.maxTasks = vehicle.maxTasks.map { $0 + more }
    case .capacity(let more, let dimension): vehicle.capacity[dimension] += more
    case .travel(let seconds): vehicle.maxTravelTime = vehicle.maxTravelTime.map { $0 + seconds }
    case .distance(let metres): vehicle.maxDistance = vehicle.maxDistance.map { $0 + metres }
    case .skill(let skill, let level):
      vehicle.skills.insert(skill)
      vehicle.skillLevels[skill] = max(level, vehicle.skillLevels[skill] ?? 1)
    case .anyTechnician: job.technicians.required = []
    case .unpinned: job.pin = nil
    case .part(let part, let more): vehicle.parts[part, default: 0] += more
    case .tool(let tool): vehicle.tools.insert(tool)
    case .moved: break
    }
  }
}

extension [RoutingWindow] {
  /// Widens one window; those that it then reaches become one with it.
  fileprivate mutating func widen(_ index: Int, start: Int = 0, end: Int = 0) {
    guard indices.contains(index) else { return }
    self[index].start = Swift.max(0, self[index].start - start)
    self[index].end += end
    self = reduce(into: []) { joined, window in
      if let last = joined.last, window.start <= last.end + 1 {
        let from = Swift.min(last.start, window.start)
        joined[joined.count - 1] = RoutingWindow(from, Swift.max(last.end, window.end))
      } else {
        joined.append(window)
      }
    }
  }
}
