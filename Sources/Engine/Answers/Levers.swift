import PunctualModel

/// Something that can be given way in by an amount from 1 to `most`; more of it never takes a place away. Where there is
/// nothing between all and nothing, `most` is 1.
struct Lever {
  /// Levers of a kind are compared: the least of each is proposed.
  enum Kind: Int {
    case windowLater, windowEarlier, shiftLater, shiftEarlier, breakLater, breakEarlier, tasks, capacity, travel
    case distance, skill, technician, pin, part, tool
  }

  var kind: Kind
  var most: Int
  var relief: (Int) -> Relief

  /// Twelve hours: no more of a day is asked for.
  private static let mostSeconds = 43_200
  private static let mostMetres = 1_000_000

  /// All that could be given way in for a job and a vehicle. What does not stand in the way of any job is not among them.
  static func all(_ vehicle: RoutingVehicle, _ job: RoutingJob) -> [Lever] {
    demands(vehicle, job) + times(vehicle, job) + limits(vehicle, job)
  }

  private static func demands(_ vehicle: RoutingVehicle, _ job: RoutingJob) -> [Lever] {
    var levers: [Lever] = []
    var needs = job.skillLevels
    for skill in job.skills { needs[skill] = max(1, needs[skill] ?? 1) }
    for (skill, level) in needs.sorted(by: { $0.key < $1.key }) {
      let has = vehicle.skillLevels[skill] ?? (vehicle.skills.contains(skill) ? 1 : 0)
      if has < level { levers.append(Lever(kind: .skill, most: 1) { _ in .skill(skill, level: level) }) }
    }
    if !job.technicians.required.isEmpty && !job.technicians.required.contains(vehicle.id) {
      levers.append(Lever(kind: .technician, most: 1) { _ in .anyTechnician })
    }
    if job.pin != nil { levers.append(Lever(kind: .pin, most: 1) { _ in .unpinned }) }
    for (part, count) in job.parts.sorted(by: { $0.key < $1.key }) where count > 0 {
      levers.append(Lever(kind: .part, most: count) { .part(part, more: $0) })
    }
    for tool in job.tools.subtracting(vehicle.tools).sorted() {
      levers.append(Lever(kind: .tool, most: 1) { _ in .tool(tool) })
    }
    return levers
  }

  private static func times(_ vehicle: RoutingVehicle, _ job: RoutingJob) -> [Lever] {
    var levers: [Lever] = []
    for (index, window) in job.windows.enumerated() {
      levers.append(Lever(kind: .windowLater, most: mostSeconds) { .windowLater(seconds: $0, window: index) })
      if window.start > 0 {
        levers.append(
          Lever(kind: .windowEarlier, most: min(window.start, mostSeconds)) {
            .windowEarlier(seconds: $0, window: index)
          })
      }
    }
    if let shift = vehicle.window {
      levers.append(Lever(kind: .shiftLater, most: mostSeconds) { .shiftLater(seconds: $0) })
      if shift.start > 0 {
        levers.append(
          Lever(kind: .shiftEarlier, most: min(shift.start, mostSeconds)) { .shiftEarlier(seconds: $0) })
      }
    }
    for (index, pause) in vehicle.breaks.enumerated() {
      guard let first = pause.windows.first else { continue }
      levers.append(Lever(kind: .breakLater, most: mostSeconds) { .breakLater(seconds: $0, index: index) })
      if first.start > 0 {
        levers.append(
          Lever(kind: .breakEarlier, most: min(first.start, mostSeconds)) { .breakEarlier(seconds: $0, index: index) })
      }
    }
    return levers
  }

  private static func limits(_ vehicle: RoutingVehicle, _ job: RoutingJob) -> [Lever] {
    var levers: [Lever] = []
    if vehicle.maxTasks != nil { levers.append(Lever(kind: .tasks, most: 1) { .moreTasks($0) }) }
    for dimension in vehicle.capacity.indices {
      func amount(_ amounts: [Int]) -> Int { dimension < amounts.count ? amounts[dimension] : 0 }
      let most = amount(job.delivery) + amount(job.pickup)
      if most > 0 {
        levers.append(Lever(kind: .capacity, most: most) { .capacity(more: $0, dimension: dimension) })
      }
    }
    if vehicle.maxTravelTime != nil { levers.append(Lever(kind: .travel, most: mostSeconds) { .travel(seconds: $0) }) }
    if vehicle.maxDistance != nil { levers.append(Lever(kind: .distance, most: mostMetres) { .distance(metres: $0) }) }
    return levers
  }

  /// The least amount, `most` at most, for which something holds that more never undoes; nil where it does not hold then.
  static func least(upTo most: Int, where holds: (Int) -> Bool) -> Int? {
    guard most >= 1, holds(most) else { return nil }
    var (no, yes) = (0, most)
    while yes - no > 1 {
      let middle = no + (yes - no) / 2
      if holds(middle) { yes = middle } else { no = middle }
    }
    return yes
  }
}
