import PunctualModel

/// The groups of jobs that relations and shipments tie together, and whether each can ever be served as a whole.
struct Groups {
  private let problem: RoutingProblem
  private let relaxed: Relaxation
  private let hopeless: Set<Int>
  private let groups: [[Int]]

  /// - Parameters:
  ///   - relaxed: the problem without what ties jobs together.
  ///   - hopeless: the jobs that no vehicle can serve even on their own.
  init(_ problem: RoutingProblem, _ relaxed: Relaxation, hopeless: Set<Int>) {
    self.problem = problem
    self.relaxed = relaxed
    self.hopeless = hopeless
    groups = Groups.tied(problem)
  }

  /// One for each group that can never be served.
  var findings: [Finding] {
    groups.filter { !isPossible($0) }.map { Finding(.group, jobs: $0) }
  }

  private func isPossible(_ group: [Int]) -> Bool {
    if group.contains(where: hopeless.contains) { return false }
    let members = Set(group)
    let relations = problem.relations.filter { members.contains($0.first) }
    return hasTimes(group, relations) && hasVehicles(group, relations)
  }

  /// The jobs of each group, in order.
  private static func tied(_ problem: RoutingProblem) -> [[Int]] {
    let pairs =
      problem.relations.map { ($0.first, $0.second) } + problem.shipments.map { ($0.pickup, $0.delivery) }
    var partners: [Int: [Int]] = [:]
    for (one, other) in pairs {
      partners[one, default: []].append(other)
      partners[other, default: []].append(one)
    }
    var seen: Set<Int> = []
    return partners.keys.sorted().compactMap { first in
      guard seen.insert(first).inserted else { return nil }
      var (group, open) = ([first], [first])
      while let next = open.popLast() {
        for partner in partners[next] ?? [] where seen.insert(partner).inserted {
          group.append(partner)
          open.append(partner)
        }
      }
      return group.sorted()
    }
  }

  /// Whether starts exist that keep to all windows and waits, whoever serves the jobs: a simple temporal network (Dechter,
  /// Meiri and Pearl 1991), solved by handing bounds on until nothing changes.
  private func hasTimes(_ group: [Int], _ relations: [RoutingRelation]) -> Bool {
    var soonest: [Int: Int] = [:]
    var latest: [Int: Int] = [:]
    for job in group {
      let asked = problem.jobs[job]
      let pin = asked.pin
      soonest[job] = max(asked.windows.first?.start ?? 0, pin?.day?.start ?? 0, pin?.start ?? 0)
      latest[job] = min(asked.windows.last?.end ?? horizon, pin?.day?.end ?? horizon, pin?.start ?? horizon)
    }
    let work = Dictionary(uniqueKeysWithValues: group.map { ($0, self.work($0)) })
    // As many passes as there are jobs hand every bound on; another change then means a contradiction.
    for _ in 0...group.count {
      var isSettled = true
      for relation in relations {
        guard let bounds = work[relation.first], let from = soonest[relation.first], let to = latest[relation.first],
          let opens = soonest[relation.second], let closes = latest[relation.second]
        else { continue }
        let anchored = relation.from == .finish
        let least = relation.least + (anchored ? bounds.least : 0)
        let most = relation.most.map { $0 + (anchored ? bounds.most : 0) }
        let first = (max(from, opens - (most ?? never)), min(to, closes - least))
        let second = (max(opens, from + least), min(closes, to + (most ?? never)))
        if first != (from, to) || second != (opens, closes) { isSettled = false }
        (soonest[relation.first], latest[relation.first]) = first
        (soonest[relation.second], latest[relation.second]) = second
      }
      if group.contains(where: { soonest[$0] ?? 0 > latest[$0] ?? 0 }) { return false }
      if isSettled { return true }
    }
    return false
  }

  /// The least and most seconds of setup and service over all vehicles.
  private func work(_ job: Int) -> (least: Int, most: Int) {
    let asked = problem.jobs[job]
    let works = problem.vehicles.map { vehicle in
      let setup = asked.setupPerType[vehicle.type] ?? asked.setup
      let service = asked.servicePerType[vehicle.type] ?? asked.service
      let paced = { (seconds: Int) in Int((Double(seconds) * vehicle.pace).rounded()) }
      return (least: paced(service), most: paced(service) + paced(setup))
    }
    return (works.map(\.least).min() ?? 0, works.map(\.most).max() ?? 0)
  }

  /// Whether vehicles exist for all jobs of a group: the same for those that ask for it, different ones for others.
  private func hasVehicles(_ group: [Int], _ relations: [RoutingRelation]) -> Bool {
    let members = Set(group)
    var pairs = problem.shipments.filter { members.contains($0.pickup) }.map { [$0.pickup, $0.delivery] }
    pairs += relations.filter { $0.technician == .same }.map { [$0.first, $0.second] }
    // The jobs that share a vehicle become one.
    var leader = Dictionary(uniqueKeysWithValues: group.map { ($0, $0) })
    for pair in pairs {
      let (from, to) = (leader[pair[1]], leader[pair[0]])
      for job in group where leader[job] == from { leader[job] = to }
    }
    var able: [Int: Set<Int>] = [:]
    for job in group {
      guard let crew = leader[job] else { continue }
      let mine = problem.vehicles.indices.filter { relaxed.fits([job], $0) }
      able[crew] = able[crew].map { $0.intersection(mine) } ?? Set(mine)
    }
    for pair in pairs {
      guard let crew = leader[pair[0]] else { continue }
      able[crew] = able[crew]?.filter { relaxed.fits(pair, $0) }
    }
    var apart: [Int: Set<Int>] = [:]
    for relation in relations where relation.technician == .different {
      guard let one = leader[relation.first], let other = leader[relation.second] else { continue }
      if one == other { return false }
      apart[one, default: []].insert(other)
      apart[other, default: []].insert(one)
    }
    // Whoever has more vehicles to choose from than others to keep apart from always finds one.
    let scarce = able.keys.filter { able[$0]?.count ?? 0 <= apart[$0]?.count ?? 0 }.sorted()
    if able.values.contains(where: \.isEmpty) { return false }
    return scarce.count > 10 || canChoose(scarce[...], able, apart, [:])
  }

  private func canChoose(
    _ crews: ArraySlice<Int>, _ able: [Int: Set<Int>], _ apart: [Int: Set<Int>], _ chosen: [Int: Int]
  ) -> Bool {
    guard let crew = crews.first else { return true }
    return (able[crew] ?? []).sorted().contains { vehicle in
      if (apart[crew] ?? []).contains(where: { chosen[$0] == vehicle }) { return false }
      var more = chosen
      more[crew] = vehicle
      return canChoose(crews.dropFirst(), able, apart, more)
    }
  }
}
