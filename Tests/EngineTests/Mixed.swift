import PunctualEngine
import PunctualModel

/// Small random problems in which everything that a problem can say is mixed; seeds give very different ones.
///
/// Each feature is in about every third problem, so that every pair of them meets often.
struct Mixed {
  private(set) var problem: RoutingProblem
  private var dice: Dice

  /// - Parameter jobs: at most; halves of shipments count.
  static func problem(seed: UInt64, jobs: Int = 9, vehicles: Int = 4, features: Set<Feature> = Set(Feature.allCases))
    -> RoutingProblem
  {
    var mixed = Mixed(seed: seed, jobs: jobs, vehicles: vehicles)
    for feature in Feature.allCases {
      // Rolled whether it is wanted or not, so that a seed keeps its problem where features are left out.
      let isIn = mixed.dice.oneIn(3)
      var dice = Dice(state: seed &* 104_729 &+ UInt64(feature.rawValue))
      if isIn, features.contains(feature) { mixed.add(feature, &dice) }
    }
    return mixed.problem
  }

  enum Feature: Int, CaseIterable {
    case shipments, relations, levels, technicians, pins, preferred, due, worst, territory, overtime, pace, stock
    case factors, fair, laterStart, waiting, spread, sum, days
    // They solve what the others made, so they come last.
    case changes, frozen
  }

  private init(seed: UInt64, jobs: Int, vehicles: Int) {
    problem = Problems.random(seed: seed, jobs: jobs, vehicles: vehicles)
    dice = Dice(state: seed &* 15_485_863 &+ 3)
    if dice.oneIn(2) { loosen() }
  }

  /// Room for more jobs, so that not only scarcity is met: longer shifts, fewer windows and limits.
  private mutating func loosen() {
    for vehicle in problem.vehicles.indices {
      problem.vehicles[vehicle].window?.end += 400
      problem.vehicles[vehicle].maxTasks = nil
      problem.vehicles[vehicle].maxTravelTime = nil
      problem.vehicles[vehicle].skills = [1, 2]
    }
    for job in problem.jobs.indices where job % 2 == 0 { problem.jobs[job].windows = [] }
  }

  private mutating func add(_ feature: Feature, _ dice: inout Dice) {
    switch feature {
    case .shipments: addShipments(&dice)
    case .relations: addRelations(&dice)
    case .levels: addLevels(&dice)
    case .technicians: addTechnicians(&dice)
    case .pins: addPins(&dice)
    case .preferred: addPreferred(&dice)
    case .due: addDue(&dice)
    case .worst: problem.objective.worstLatePerHour = dice.roll(1...20) * 1000
    case .territory: addTerritories(&dice)
    case .overtime: addOvertime(&dice)
    case .pace: for v in problem.vehicles.indices { problem.vehicles[v].pace = Double(dice.roll(50...200)) / 100 }
    case .stock: addStock(&dice)
    case .factors: addFactors(&dice)
    case .fair: addFair(&dice)
    case .laterStart: problem.objective.laterStartPerHour = dice.roll(1...3000)
    case .waiting: problem.objective.waitingPerHour = dice.roll(1...4000)
    case .spread: addSpread(&dice)
    case .sum: problem.objective.latenessBeforeCost = false
    case .days: addDays(&dice)
    case .changes: addChanges(&dice)
    case .frozen: addFrozen(&dice)
    }
  }

  // MARK: Who

  private mutating func addLevels(_ dice: inout Dice) {
    for job in problem.jobs.indices where dice.oneIn(3) {
      problem.jobs[job].skillLevels = [dice.roll(1...2): dice.roll(1...3)]
    }
    for vehicle in problem.vehicles.indices where !dice.oneIn(4) {
      problem.vehicles[vehicle].skillLevels = [1: dice.roll(1...3), 2: dice.roll(1...3)]
    }
  }

  private func someone(_ dice: inout Dice) -> Set<UInt64> {
    Set((0..<dice.roll(1...2)).map { _ in UInt64(dice.roll(1...3)) })
  }

  private mutating func addTechnicians(_ dice: inout Dice) {
    for job in problem.jobs.indices {
      if dice.oneIn(6) { problem.jobs[job].technicians.required = someone(&dice) }
      if dice.oneIn(4) { problem.jobs[job].technicians.preferred = someone(&dice) }
      if dice.oneIn(4) { problem.jobs[job].technicians.avoided = someone(&dice) }
      if dice.oneIn(4) { problem.jobs[job].technicians.familiar = someone(&dice) }
    }
    problem.objective.notPreferred = dice.roll(0...100)
    problem.objective.avoided = dice.roll(0...200)
    problem.objective.unfamiliar = dice.roll(0...50)
  }

  private mutating func addTerritories(_ dice: inout Dice) {
    let names = ["north", "south", "west"]
    for job in problem.jobs.indices where !dice.oneIn(4) { problem.jobs[job].territory = names[dice.roll(0...2)] }
    for vehicle in problem.vehicles.indices where !dice.oneIn(3) {
      problem.vehicles[vehicle].territories = Set((0..<dice.roll(1...2)).map { _ in names[dice.roll(0...2)] })
    }
    problem.objective.outsideTerritory = dice.roll(0...100)
  }

  private mutating func addFair(_ dice: inout Dice) {
    problem.objective.unfairHours = dice.roll(0...5000)
    problem.objective.unfairJobs = dice.roll(0...20)
    for vehicle in problem.vehicles.indices where dice.oneIn(2) {
      problem.vehicles[vehicle].past = RoutingPast(work: dice.roll(0...2000), jobs: dice.roll(0...8))
    }
  }

  // MARK: When

  private func window(_ dice: inout Dice) -> RoutingWindow {
    let from = dice.roll(0...400)
    return RoutingWindow(from, from + dice.roll(0...200))
  }

  private mutating func addPreferred(_ dice: inout Dice) {
    for job in problem.jobs.indices where dice.oneIn(2) {
      problem.jobs[job].preferred = RoutingPreferredWindow(
        window(&dice), earlyPerHour: dice.oneIn(3) ? dice.roll(0...5000) : 0, latePerHour: dice.roll(0...9000))
    }
  }

  private mutating func addDue(_ dice: inout Dice) {
    for job in problem.jobs.indices where dice.oneIn(2) {
      problem.jobs[job].due = RoutingDueDate(by: dice.roll(50...500), latePerHour: dice.roll(0...9000))
    }
  }

  private mutating func addPins(_ dice: inout Dice) {
    for job in problem.jobs.indices where dice.oneIn(3) {
      var pin = RoutingPin()
      switch dice.roll(1...5) {
      case 1: pin.vehicle = UInt64(dice.roll(1...3))
      case 2: pin.day = window(&dice)
      case 3: pin.start = dice.roll(50...500)
      case 4: pin.position = dice.oneIn(2) ? .first : .last
      default: (pin.vehicle, pin.start) = (UInt64(dice.roll(1...3)), dice.roll(50...500))
      }
      problem.jobs[job].pin = pin
    }
  }

  private mutating func addOvertime(_ dice: inout Dice) {
    for vehicle in problem.vehicles.indices where problem.vehicles[vehicle].window != nil && !dice.oneIn(3) {
      problem.vehicles[vehicle].overtime = RoutingOvertime(most: dice.roll(0...200), perHour: dice.roll(0...9000))
    }
  }

  private mutating func addSpread(_ dice: inout Dice) {
    problem.spread = RoutingSpread(travel: Double(dice.roll(0...40)) / 100, work: Double(dice.roll(0...40)) / 100)
    problem.objective.expectedLatePerHour = dice.roll(0...9000)
    for job in problem.jobs.indices where dice.oneIn(4) { problem.jobs[job].spread = dice.roll(0...40) }
  }

  private mutating func addFactors(_ dice: inout Dice) {
    for profile in problem.matrices.keys.sorted() where !dice.oneIn(4) {
      var factors: [RoutingTravelFactor] = []
      var from = dice.roll(0...200)
      for _ in 0..<dice.roll(1...4) {
        let end = from + dice.roll(1...150)
        factors.append(RoutingTravelFactor(RoutingWindow(from, end), thousandths: dice.roll(300...3000)))
        from = end + (dice.oneIn(2) ? 0 : dice.roll(0...100))
      }
      problem.travelFactors[profile] = factors
    }
  }

  /// Each vehicle works on two days, with breaks on both, and some jobs may wait until the second.
  private mutating func addDays(_ dice: inout Dice) {
    let day = 1000
    func later(_ window: RoutingWindow) -> RoutingWindow { RoutingWindow(window.start + day, window.end + day) }
    for vehicle in problem.vehicles.prefix(2) where vehicle.window != nil {
      var second = vehicle
      second.window = vehicle.window.map(later)
      for pause in second.breaks.indices { second.breaks[pause].windows = second.breaks[pause].windows.map(later) }
      problem.vehicles.append(second)
    }
    for job in problem.jobs.indices where !problem.jobs[job].windows.isEmpty && dice.oneIn(2) {
      problem.jobs[job].windows += problem.jobs[job].windows.filter { $0.end < day }.map(later)
      problem.jobs[job].windows.sort { $0.start < $1.start }
      if let last = problem.jobs[job].windows.firstIndex(where: { $0.start >= day }), last > 0,
        problem.jobs[job].windows[last - 1].end >= day
      {
        problem.jobs[job].windows.removeSubrange(last...)
      }
    }
  }

  // MARK: What

  private mutating func addShipments(_ dice: inout Dice) {
    let dimensions = problem.vehicles.first?.capacity.count ?? 0
    var free = Array(problem.jobs.indices)
    free.shuffle(using: &dice)
    for _ in 0..<dice.roll(1...3) where free.count >= 2 {
      let (pickup, delivery) = (free.removeLast(), free.removeLast())
      let amount = (0..<dimensions).map { _ in dice.roll(0...4) }
      let none = amount.map { _ in 0 }
      problem.jobs[pickup].kind = .pickup
      problem.jobs[delivery].kind = .delivery
      (problem.jobs[pickup].pickup, problem.jobs[pickup].delivery) = (amount, none)
      (problem.jobs[delivery].pickup, problem.jobs[delivery].delivery) = (none, amount)
      problem.jobs[delivery].skills = problem.jobs[pickup].skills
      problem.shipments.append(RoutingShipment(pickup: pickup, delivery: delivery))
    }
    // Ids of their own: a pickup, a delivery and a job may have the same.
    if dice.oneIn(2) {
      for kind in [RoutingStepKind.job, .pickup, .delivery] {
        var id: UInt64 = 0
        for job in problem.jobs.indices where problem.jobs[job].kind == kind {
          id += 1
          problem.jobs[job].id = id
        }
      }
    }
  }

  private mutating func addRelations(_ dice: inout Dice) {
    guard problem.jobs.count >= 2 else { return }
    for _ in 0..<dice.roll(1...3) {
      let first = dice.roll(0...problem.jobs.count - 1)
      let second = (first + dice.roll(1...problem.jobs.count - 1)) % problem.jobs.count
      if dice.oneIn(3) {
        problem.relations.append(
          RoutingRelation(first: first, second: second, least: 0, most: 0, technician: .different))
        continue
      }
      let least = dice.oneIn(2) ? 0 : dice.roll(0...100)
      problem.relations.append(
        RoutingRelation(
          first: first, second: second, from: dice.oneIn(2) ? .start : .finish, least: least,
          most: dice.oneIn(2) ? nil : least + dice.roll(0...150),
          technician: RoutingRelation.Technician.allCases.randomElement(using: &dice) ?? .any))
    }
  }

  private mutating func addStock(_ dice: inout Dice) {
    let places = problem.locations.count
    let (parts, tools) = (["valve", "filter"], ["drill", "ladder"])
    for job in problem.jobs.indices where dice.oneIn(2) {
      if dice.oneIn(2) { problem.jobs[job].parts[parts[dice.roll(0...1)]] = dice.roll(0...3) }
      if dice.oneIn(3) { problem.jobs[job].tools.insert(tools[dice.roll(0...1)]) }
    }
    for vehicle in problem.vehicles.indices {
      for part in parts where dice.oneIn(2) { problem.vehicles[vehicle].parts[part] = dice.roll(0...4) }
      for tool in tools where dice.oneIn(2) { problem.vehicles[vehicle].tools.insert(tool) }
    }
    for number in 0..<dice.roll(0...2) {
      problem.depots.append(
        RoutingDepot(id: UInt64(number + 1), location: dice.roll(0...places - 1), service: dice.roll(0...30)))
    }
  }

  // MARK: What stands

  /// Makes the vehicles' steps from a quick plan; the last job is new since.
  private mutating func standing(_ dice: inout Dice) {
    guard problem.vehicles.allSatisfy({ $0.steps == nil }), problem.jobs.count > 1 else { return }
    let plan = Engine.solve(problem, SolveOptions(seed: 1, iterations: 10))
    let moved = dice.oneIn(2) ? dice.roll(0...60) : 0
    for route in plan.routes {
      problem.vehicles[route.vehicle].steps = route.steps.compactMap { step in
        guard let task = step.task, step.kind != .depot else { return nil }
        let id = step.kind == .break ? problem.vehicles[route.vehicle].breaks[task].id : problem.jobs[task].id
        return RoutingStepHint(kind: step.kind, id: id, serviceAt: step.arrival + step.waiting + moved)
      }
    }
  }

  private mutating func addChanges(_ dice: inout Dice) {
    standing(&dice)
    problem.objective.changedVehicle = dice.roll(0...300)
    problem.objective.movedPerHour = dice.roll(0...5000)
  }

  private mutating func addFrozen(_ dice: inout Dice) {
    standing(&dice)
    problem.frozenUntil = dice.roll(0...400)
  }
}

extension Mixed {
  /// A problem that is small enough to try every plan. Weights of lateness are whole numbers a second, so that no rounding
  /// decides between layers; of breaks there is one, because the engine takes several in one order.
  static func tiny(seed: UInt64) -> RoutingProblem {
    var problem = problem(seed: seed, jobs: 4, vehicles: 2, features: Set(Feature.allCases).subtracting([.days]))
    if !problem.relations.isEmpty, problem.jobs.count > 3 { problem = Mixed.problem(seed: seed, jobs: 3, vehicles: 2) }
    for vehicle in problem.vehicles.indices {
      problem.vehicles[vehicle].breaks = Array(problem.vehicles[vehicle].breaks.prefix(1))
      let breaks = Set(problem.vehicles[vehicle].breaks.map(\.id))
      problem.vehicles[vehicle].steps?.removeAll { $0.kind == .break && !breaks.contains($0.id ?? 0) }
    }
    func whole(_ perHour: Int) -> Int { (perHour + 3599) / 3600 * 3600 }
    problem.objective.worstLatePerHour = whole(problem.objective.worstLatePerHour)
    for job in problem.jobs.indices {
      if let wish = problem.jobs[job].preferred {
        problem.jobs[job].preferred?.earlyPerHour = whole(wish.earlyPerHour)
        problem.jobs[job].preferred?.latePerHour = whole(wish.latePerHour)
      }
      if let due = problem.jobs[job].due { problem.jobs[job].due?.latePerHour = whole(due.latePerHour) }
    }
    if problem.objective.expectedLatePerHour > 0 { problem.objective.latenessBeforeCost = false }
    return problem
  }
}
