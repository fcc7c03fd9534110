import PunctualModel

/// What concerns a route as a whole: the shift, the breaks, the limits, the sums.
extension RouteReplay {
  mutating func checkWhole(_ tasks: [Int], _ matrix: TravelMatrix) {
    if driven > 0 {
      report(.breakTravel, "The vehicle drives \(driven) before a break, and the trip does not go on after it.")
    }
    checkShift()
    for pause in vehicle.breaks where breaksTaken[pause.id] == nil {
      report(.breakMissing, "Vehicle \(vehicle.id) does not take break \(pause.id).")
    }
    checkPinnedPositions(tasks)
    checkFrozen(tasks)
    checkDepotPlace()
    limit(.maxTasks, "tasks", Double(tasks.count), vehicle.maxTasks)
    limit(.maxTravelTime, "seconds of travel", figures.duration, vehicle.maxTravelTime, figures.durationTolerance)
    limit(.maxDistance, "metres", Double(figures.distance ?? 0), vehicle.maxDistance)
    reckonCost(custom: matrix.costs != nil)
    if let count = route.violations, count > 0 {
      report(.statedViolation, "The route states \(count == 1 ? "a violation" : "\(count) violations") itself.")
    }
    for (code, message) in figures.contradictions(in: route.figures, whose: "The route of vehicle \(vehicle.id)") {
      report(code, message)
    }
  }

  /// Start and end lie within the shift; the end may lie after it by the overtime allowed.
  private mutating func checkShift() {
    guard let window = vehicle.window, let first = route.steps.first?.arrival, let clock else { return }
    let allowed = vehicle.overtime?.most ?? 0
    figures.overtime = max(clock - window.end, 0)
    if first < window.start || first > window.end || figures.overtime > 0 && vehicle.overtime == nil {
      report(
        .vehicleWindow,
        "Vehicle \(vehicle.id) works from \(first) to \(clock), outside \(window.start) to \(window.end).")
    } else if figures.overtime > allowed {
      report(
        .overtime, "Vehicle \(vehicle.id) works \(figures.overtime) after its shift, and \(allowed) at most is allowed."
      )
    }
  }

  private mutating func limit(
    _ code: CheckCode, _ unit: String, _ value: Double, _ most: Int?, _ tolerance: Double = 0
  ) {
    guard let most, value - tolerance > Double(most) else { return }
    report(code, "Vehicle \(vehicle.id) has \(number(value)) \(unit), and \(most) at most are allowed.")
  }

  private mutating func reckonCost(custom: Bool) {
    if index.isExact {
      let cost = RouteCost(index, vehicle: vehicleIndex, figures, visits, travelCosts: custom ? travelCosts : nil)
      figures.cost = Double(cost.money.rounded)
    } else {
      reckonVROOMCost(custom: custom)
    }
    let lateness = LatenessCost(index.problem, visits)
    figures.latenessCost = lateness.rounded
    figures.latenessTolerance = lateness.tolerance
  }

  /// VROOM's cost; breaks count as service.
  private mutating func reckonVROOMCost(custom: Bool) {
    let costs = vehicle.costs
    let perSecond = Double(costs.perHour) / 3600
    let travel = custom ? Double(travelCosts) : figures.duration * perSecond
    figures.cost =
      Double(costs.fixed) + travel + Double(figures.distance ?? 0) * Double(costs.perKm) / 1000
      + Double(figures.setup + figures.service) * Double(costs.perTaskHour) / 3600
    if vehicle.speedFactor != 1 || costs.perHour != 3600 || costs.perKm != 0 || costs.perTaskHour != 0 {
      // Each of the three parts that depend on the route may be rounded.
      figures.costTolerance = 3 + figures.durationTolerance * max(1, perSecond)
    }
  }
}
