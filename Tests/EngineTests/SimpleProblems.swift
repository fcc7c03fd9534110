import PunctualModel

extension Problems {
  /// Windows, shifts, loads, skills and numbers of jobs; some pairs without a road, some travel that is not the shortest.
  static func simple(seed: UInt64, vehiclesAreAlike: Bool = false) -> RoutingProblem {
    var dice = Dice(state: seed &* 104_729 &+ 3)
    let places = dice.roll(4...12)
    let isMetric = !dice.oneIn(3)
    let durations = durations(places, isMetric: isMetric, noRoadOneIn: isMetric ? nil : 12, &dice)
    let jobs = (0..<dice.roll(8...24)).map { number in
      var job = RoutingJob(
        id: UInt64(number + 1), location: dice.roll(0...places - 1), service: dice.roll(0...30),
        delivery: [dice.roll(0...4)], priority: dice.roll(0...2))
      if dice.oneIn(2) {
        let from = dice.roll(0...400)
        job.windows = [RoutingWindow(from, from + dice.roll(0...150))]
      }
      if dice.oneIn(5) { job.skills = [1] }
      return job
    }
    var vehicles = (0..<dice.roll(2...6)).map { number in
      RoutingVehicle(
        id: UInt64(number + 1), start: dice.roll(0...places - 1), end: dice.oneIn(5) ? nil : dice.roll(0...places - 1),
        capacity: [dice.roll(8...30)], skills: dice.oneIn(2) ? [1] : [],
        window: RoutingWindow(dice.roll(0...50), dice.roll(300...600)), maxTasks: dice.oneIn(4) ? 4 : nil,
        costs: RoutingCosts(fixed: dice.roll(0...100)))
    }
    if vehiclesAreAlike {
      vehicles = vehicles.map {
        var vehicle = vehicles[0]
        vehicle.id = $0.id
        return vehicle
      }
    }
    return make(
      jobs, vehicles, places: places, matrix: TravelMatrix(size: places, durations: durations))
  }
}
