import PunctualModel

extension Engine {
  /// The least changes that would place a job that is left out, the smallest first: of each kind of change the least one
  /// over all vehicles, each found by search and tried. Only where no single change helps, the smallest set of several.
  /// None where the job fits as things stand: see ``insertions(_:routes:job:)``.
  public static func remedies(
    _ problem: RoutingProblem, routes given: [[Int]], job: Int, limit: Int = 5
  ) -> [Remedy] {
    StandingPlan(problem, routes: given).remedies(for: job, limit: limit)
  }
}

extension StandingPlan {
  /// As `Engine.remedies`, for a plan that is asked about more than one job. For a job of a group that is left out, what
  /// would place the whole group, by changes to this job and to one vehicle.
  public func remedies(for job: Int, limit: Int = 5) -> [Remedy] {
    guard vehicle(of: job) == nil else { return [] }
    let orders = problem.vehicles.indices.map { routes.jobs(of: $0) }
    let found = lacksPartners(job) ? groupRemedies(job, orders) : singleRemedies(job, orders)
    let inOrder = found.enumerated().sorted { left, right in
      let (a, b) = (left.element, right.element)
      return (a.size, a.addedCost, a.vehicle, left.offset) < (b.size, b.addedCost, b.vehicle, right.offset)
    }
    return inOrder.prefix(limit).map(\.element)
  }

  private func singleRemedies(_ job: Int, _ orders: [[Int]]) -> [Remedy] {
    guard bestPlaces(for: job).isEmpty else { return [] }
    let trials = orders.indices.map { Trial(problem, routes: orders, vehicle: $0, job: job) }
    let reliefs = leastReliefs(trials.indices, { Lever.all(trials[$0].vehicle, trials[$0].job) }) {
      trials[$0].place($1)?.value
    }
    var found = reliefs.compactMap { remedy(trials[$0.vehicle], $0.vehicle, [$0.relief]) }
    if let move = cheapestMove(for: job) { found.append(move) }
    if found.isEmpty, let several = leastSets(trials) { found = [several] }
    return found
  }

  private func groupRemedies(_ job: Int, _ orders: [[Int]]) -> [Remedy] {
    let trial = groupTrial(job, orders)
    guard !trial.fits else { return [] }
    let reliefs = leastReliefs(trial.vehicles, { Lever.all(problem.vehicles[$0], problem.jobs[job]) }) {
      trial.answer($0, [$1])?.value
    }
    return reliefs.compactMap { candidate in
      trial.answer(candidate.vehicle, [candidate.relief]).map {
        Remedy(
          changes: [candidate.relief], vehicle: candidate.vehicle, start: $0.start,
          addedCost: Cost.rounded($0.value.cost))
      }
    }
  }

  /// The group of a job that is left out, on the vehicles that are most likely to take it.
  func groupTrial(_ job: Int, _ orders: [[Int]]) -> GroupTrial {
    let places = orders.indices.compactMap { vehicle in
      Trial(problem, routes: orders, vehicle: vehicle, job: job).place().map {
        StandingPlace(vehicle: vehicle, position: 0, value: $0.value)
      }
    }
    let likely = places.sorted()
    let rest = orders.indices.filter { vehicle in
      tables.suits(route: vehicle, job: job) && !likely.contains { $0.vehicle == vehicle }
    }
    return GroupTrial(self, orders, job: job, likely: Array(likely.map(\.vehicle).prefix(5)) + Array(rest.prefix(3)))
  }

  private struct Candidate {
    var relief: Relief
    var vehicle: Int
    var amount: Int
    var value: StandingValue
  }

  /// Of each kind of lever the least amount over all vehicles; among equals the one that costs least.
  private func leastReliefs(
    _ vehicles: some Sequence<Int>, _ levers: (Int) -> [Lever], _ attempt: (Int, Relief) -> StandingValue?
  ) -> [Candidate] {
    var best: [Lever.Kind: Candidate] = [:]
    for vehicle in vehicles {
      for lever in levers(vehicle) {
        // Only what is less than the best so far (or as much, and cheaper) is of interest: one trial tells.
        let known = best[lever.kind]
        let most = min(lever.most, known?.amount ?? lever.most)
        guard let found = attempt(vehicle, lever.relief(most)) else { continue }
        if let known, most == known.amount, !(found < known.value),
          most == 1 || attempt(vehicle, lever.relief(most - 1)) == nil
        {
          continue
        }
        let least = Lever.least(upTo: most) { attempt(vehicle, lever.relief($0)) != nil } ?? most
        let value = least == most ? found : attempt(vehicle, lever.relief(least)) ?? found
        best[lever.kind] = Candidate(relief: lever.relief(least), vehicle: vehicle, amount: least, value: value)
      }
    }
    return best.sorted { $0.key.rawValue < $1.key.rawValue }.map(\.value)
  }

  /// The smallest set of changes that places the job on one vehicle, where no single one does: from all at once, those
  /// that are not needed are taken back, the largest first; what is left is made as small as can be.
  private func leastSets(_ trials: [Trial]) -> Remedy? {
    var best: (vehicle: Int, reliefs: [Relief], size: Int)?
    for (vehicle, trial) in trials.enumerated() {
      // Breaks are taken in order of their windows: giving way with one of several can make the order another one.
      let mayReorder = trial.vehicle.breaks.count > 1
      var levers = Lever.all(trial.vehicle, trial.job)
        .filter { !mayReorder || $0.kind != .breakLater && $0.kind != .breakEarlier }
        .sorted { $0.relief(1).size > $1.relief(1).size }
      func reliefs(_ levers: [Lever]) -> [Relief] { levers.map { $0.relief($0.most) } }
      guard trial.place(reliefs(levers)) != nil else { continue }
      var at = 0
      while at < levers.count {
        var fewer = levers
        fewer.remove(at: at)
        if trial.place(reliefs(fewer)) != nil { levers = fewer } else { at += 1 }
      }
      var amounts = levers.map(\.most)
      func chosen() -> [Relief] { zip(levers, amounts).map { $0.relief($1) } }
      for number in levers.indices {
        amounts[number] =
          Lever.least(upTo: levers[number].most) { amount in
            var tried = chosen()
            tried[number] = levers[number].relief(amount)
            return trial.place(tried) != nil
          } ?? levers[number].most
      }
      let size = chosen().reduce(0) { $0 + $1.size }
      if size < best?.size ?? never { best = (vehicle, chosen(), size) }
    }
    return best.flatMap { remedy(trials[$0.vehicle], $0.vehicle, $0.reliefs) }
  }

  /// The other job whose move to another vehicle makes room at the least cost.
  private func cheapestMove(for job: Int) -> Remedy? {
    var best: (remedy: Remedy, value: StandingValue)?
    for vehicle in 0..<tables.routes {
      for other in routes.jobs(of: vehicle) where isMovable(other) {
        let kept = value(of: vehicle)
        let made: (place: StandingPlace, insertion: Insertion, without: StandingValue)? = without(other) {
          guard isFeasible(vehicle), let place = bestPlace(for: job, on: vehicle) else { return nil }
          return insertion(of: job, at: place).map { (place, $0, value(of: vehicle)) }
        }
        guard let made else { continue }
        let places = bestPlaces(for: other).filter { $0.vehicle != vehicle }
        guard let place = places.min() else { continue }
        let added = made.place.value + made.without - kept + place.value
        guard best.map({ added < $0.value }) ?? true else { continue }
        let start = made.insertion.route.starts.first { $0.job == job }?.start ?? 0
        let change = Relief.moved(job: other, toVehicle: place.vehicle)
        best = (Remedy(changes: [change], vehicle: vehicle, start: start, addedCost: Cost.rounded(added.cost)), added)
      }
    }
    return best?.remedy
  }

  /// Whether a job stands on its own and nothing holds it where it is.
  private func isMovable(_ job: Int) -> Bool {
    problem.jobs[job].pin == nil && !isInGroup(job) && !tables.course.positions.isFrozen[job]
  }

  private func remedy(_ trial: Trial, _ vehicle: Int, _ reliefs: [Relief]) -> Remedy? {
    guard let insertion = trial.insertion(reliefs) else { return nil }
    let new = trial.problem.jobs.count - 1
    return Remedy(
      changes: reliefs, vehicle: vehicle, start: insertion.route.starts.first { $0.job == new }?.start ?? 0,
      addedCost: insertion.addedCost)
  }
}

extension Trial {
  fileprivate func place(_ relief: Relief) -> StandingPlace? { place { relief.apply(to: &$0, &$1) } }

  fileprivate func place(_ reliefs: [Relief]) -> StandingPlace? {
    place { vehicle, job in for relief in reliefs { relief.apply(to: &vehicle, &job) } }
  }

  fileprivate func insertion(_ reliefs: [Relief]) -> Insertion? {
    insertion { vehicle, job in for relief in reliefs { relief.apply(to: &vehicle, &job) } }
  }
}
