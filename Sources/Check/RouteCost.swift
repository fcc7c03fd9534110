import PunctualModel

/// The third layer of a route: what it costs to use the vehicle, travel and work, and what wishes it leaves open.
struct RouteCost {
  private(set) var money = Money()

  /// - Parameter travelCosts: the sum of the matrix's costs, where they replace the travel time.
  init(_ index: ProblemIndex, vehicle: Int, _ figures: Figures, _ visits: [Visit], travelCosts: Int?) {
    let shift = index.problem.vehicles[vehicle]
    let travel = wholeNumber(figures.duration)
    money.add(shift.costs.fixed)
    if let travelCosts { money.add(1, for: Int128(travelCosts)) } else { money.add(shift.costs.perHour, hours: travel) }
    money.add(shift.costs.perKm, for: Int128(figures.distance ?? 0), per: 1000)
    money.add(shift.costs.perTaskHour, hours: figures.setup + figures.service)
    if let overtime = shift.overtime { money.add(overtime.perHour, hours: figures.overtime) }

    let objective = index.problem.objective
    money.add(objective.waitingPerHour, hours: figures.waiting)
    let served = visits.compactMap { visit in visit.job.map { (number: $0, job: index.problem.jobs[$0], visit: visit) }
    }
    for (number, job, visit) in served {
      let technicians = job.technicians
      if !technicians.preferred.isEmpty, !technicians.preferred.contains(shift.id) { money.add(objective.notPreferred) }
      if technicians.avoided.contains(shift.id) { money.add(objective.avoided) }
      if !technicians.familiar.isEmpty, !technicians.familiar.contains(shift.id) { money.add(objective.unfamiliar) }
      if let territory = job.territory, !shift.territories.isEmpty, !shift.territories.contains(territory) {
        money.add(objective.outsideTerritory)
      }
      money.add(objective.laterStartPerHour, hours: visit.start - (shift.window?.start ?? 0))
      if let stood = index.standing.places[number] {
        if stood.vehicle != vehicle { money.add(objective.changedVehicle) }
        if let moment = stood.serviceAt { money.add(objective.movedPerHour, hours: abs(visit.start - moment)) }
      }
    }
    let work = travel + visits.reduce(0) { $0 + ($1.kind == .break ? 0 : $1.work) }
    func growth(_ past: Int, _ added: Int) -> Int128 { Int128(added) * (2 * Int128(past) + Int128(added)) }
    money.add(objective.unfairHours, for: growth(shift.past.work, work), per: 12_960_000)
    money.add(objective.unfairJobs, for: growth(shift.past.jobs, served.count))
  }
}
