import PunctualModel

/// Problems for tests: on a line (place i at i × `spacing` seconds), or random with every feature mixed in.
enum Problems {
  static func line(_ places: Int, spacing: Int = 100) -> TravelMatrix {
    TravelMatrix(
      size: places,
      durations: (0..<places).flatMap { row in (0..<places).map { Int32(abs(row - $0) * spacing) } })
  }

  static func make(
    _ jobs: [RoutingJob], _ vehicles: [RoutingVehicle], places: Int = 6, matrix: TravelMatrix? = nil
  ) -> RoutingProblem {
    RoutingProblem(
      jobs: jobs, vehicles: vehicles, locations: (0..<places).map { RoutingLocation(index: $0) },
      matrices: ["car": matrix ?? line(places)])
  }

  /// Seconds between places in a square of streets, or any; of some pairs, one in so many, there are none.
  static func durations(_ places: Int, isMetric: Bool, noRoadOneIn share: Int?, _ dice: inout Dice) -> [Int32] {
    let points = (0..<places).map { _ in (dice.roll(0...60), dice.roll(0...60)) }
    var durations: [Int32] = []
    for row in 0..<places {
      for column in 0..<places {
        let straight = abs(points[row].0 - points[column].0) + abs(points[row].1 - points[column].1)
        let value = row == column ? 0 : isMetric ? straight : dice.roll(0...90)
        let hasNoRoad = row != column && share.map { dice.oneIn($0) } ?? false
        durations.append(hasNoRoad ? TravelMatrix.unreachable : Int32(value))
      }
    }
    return durations
  }

  /// A small random problem; seeds give very different ones.
  static func random(seed: UInt64, jobs maxJobs: Int = 9, vehicles maxVehicles: Int = 3) -> RoutingProblem {
    var dice = Dice(state: seed &* 7919 &+ 1)
    let places = dice.roll(2...7)
    let dimensions = dice.oneIn(2) ? dice.roll(1...2) : 0
    let hasDistances = dice.oneIn(2)
    let hasCosts = dice.oneIn(5)
    let isMetric = dice.oneIn(2)
    let holes = dice.oneIn(4)
    func matrix(_ dice: inout Dice) -> TravelMatrix {
      let durations = durations(places, isMetric: isMetric, noRoadOneIn: holes ? 8 : nil, &dice)
      return TravelMatrix(
        size: places, durations: durations,
        distances: hasDistances ? durations.map { $0 == .max ? .max : $0 * 10 + Int32(dice.roll(0...9)) } : nil,
        costs: hasCosts ? durations.map { $0 == .max ? .max : $0 / 2 + Int32(dice.roll(0...30)) } : nil)
    }
    func windows(_ dice: inout Dice, _ width: ClosedRange<Int>) -> [RoutingWindow] {
      var result: [RoutingWindow] = []
      var from = dice.roll(0...300)
      for _ in 0..<dice.roll(1...3) {
        let end = from + dice.roll(width)
        result.append(RoutingWindow(from, end))
        from = end + dice.roll(1...120)
      }
      return result
    }
    func amounts(_ dice: inout Dice, _ range: ClosedRange<Int>) -> [Int] {
      (0..<dimensions).map { _ in dice.roll(range) }
    }
    let profiles = dice.oneIn(3) ? ["car", "bike"] : ["car"]
    var problem = RoutingProblem(
      jobs: [], vehicles: [], locations: (0..<places).map { RoutingLocation(index: $0) }, matrices: [:])
    for profile in profiles { problem.matrices[profile] = matrix(&dice) }
    let hasSetup = dice.oneIn(3)
    let hasPriorities = dice.oneIn(2)
    problem.jobs = (0..<dice.roll(0...maxJobs)).map { number in
      var job = RoutingJob(id: UInt64(number + 1), location: dice.roll(0...places - 1), service: dice.roll(0...60))
      if hasSetup { job.setup = dice.roll(0...30) }
      if dice.oneIn(4) { job.servicePerType = ["fast": dice.roll(0...20)] }
      if dice.oneIn(6) { job.setupPerType = ["fast": dice.roll(0...20)] }
      if dice.oneIn(2) { job.delivery = amounts(&dice, 0...4) }
      if dice.oneIn(3) { job.pickup = amounts(&dice, 0...4) }
      if dice.oneIn(4) { job.skills = [dice.roll(1...2)] }
      if hasPriorities { job.priority = dice.roll(0...3) * dice.roll(0...30) }
      if dice.oneIn(2) { job.windows = windows(&dice, 0...150) }
      return job
    }
    problem.vehicles = (0..<dice.roll(0...maxVehicles)).map { _ in
      var vehicle = RoutingVehicle(
        id: UInt64(dice.roll(1...3)), profile: profiles.randomElement(using: &dice) ?? "car",
        type: dice.oneIn(3) ? "fast" : "", start: dice.roll(0...places - 1), end: dice.roll(0...places - 1))
      if dice.oneIn(5) { vehicle.start = nil } else if dice.oneIn(5) { vehicle.end = nil }
      if dimensions > 0 { vehicle.capacity = amounts(&dice, 3...12) }
      if dice.oneIn(2) { vehicle.skills = [1, 2] }
      if !dice.oneIn(4) {
        let from = dice.roll(0...100)
        vehicle.window = RoutingWindow(from, from + dice.roll(100...600))
      }
      if dice.oneIn(2) {
        vehicle.breaks = (0..<dice.roll(1...3)).map { number in
          RoutingBreak(
            id: UInt64(number + 1), windows: dice.oneIn(5) ? [] : windows(&dice, 0...200), service: dice.roll(0...40),
            maxLoad: dimensions > 0 && dice.oneIn(3) ? amounts(&dice, 2...8) : nil)
        }
      }
      if dice.oneIn(4) { vehicle.speedFactor = Double(dice.roll(5...30)) / 10 }
      if dice.oneIn(5) { vehicle.maxTasks = dice.roll(0...4) }
      if dice.oneIn(6) { vehicle.maxTravelTime = dice.roll(50...300) }
      if hasDistances && dice.oneIn(6) { vehicle.maxDistance = dice.roll(500...3000) }
      if dice.oneIn(3) {
        vehicle.costs = RoutingCosts(
          fixed: dice.roll(0...500), perHour: hasCosts ? 3600 : dice.roll(0...9000),
          perKm: hasDistances ? dice.roll(0...5000) : 0, perTaskHour: dice.roll(0...4000))
      }
      return vehicle
    }
    return problem
  }
}
