import PunctualModel

/// Reads `relations`: jobs at once by several technicians, and jobs after one another.
struct VROOMRelations {
  private enum Kind: String, CaseIterable {
    case together, after
  }

  let references: VROOMReferences
  private(set) var all: [RoutingRelation] = []
  /// The place of each in the input.
  private var paths: [String] = []

  init(_ root: VROOMObject, _ references: VROOMReferences) {
    self.references = references
    let relations = root.extended.objects("relations", called: { "relation at index \($0)" })
    for relation in relations { read(relation) }
    refuseSplitTechnicians(root.faults)
    refuseCircles(root.faults)
  }

  private mutating func read(_ relation: VROOMObject) {
    relation.require("type", "jobs")
    let kind = relation.word("type", as: Kind.self)
    let jobs = jobs(of: relation)
    switch kind {
    case .together: together(relation, jobs)
    case .after: after(relation, jobs)
    case nil: break
    }
  }

  private mutating func together(_ relation: VROOMObject, _ jobs: [Int]) {
    guard relation.array("jobs")?.underestimatedCount ?? 2 >= 2 else {
      relation.faults.add(.outOfRange, relation.place("jobs"), "A relation of jobs together has at least two of them.")
      return
    }
    guard let first = jobs.first else { return }
    for second in jobs.dropFirst() {
      add(RoutingRelation(first: first, second: second, most: 0, technician: .different), relation)
    }
  }

  private mutating func after(_ relation: VROOMObject, _ jobs: [Int]) {
    let least = relation.whole("least", "least wait") ?? 0
    let most = relation.whole("most", "most wait")
    let from = relation.word("from", as: RoutingRelation.Anchor.self) ?? .start
    let technician = relation.word("technician", as: RoutingRelation.Technician.self) ?? .any
    if let most, most < least {
      relation.faults.add(
        .outOfRange, relation.place("most"),
        "The \(relation.name) allows \(most) at most, but asks for \(least) at least."
      )
    }
    guard relation.array("jobs")?.underestimatedCount ?? 2 == 2 else {
      relation.faults.add(
        .outOfRange, relation.place("jobs"), "A relation of one job after another names two, the earlier one first.")
      return
    }
    guard jobs.count == 2 else { return }
    add(
      RoutingRelation(
        first: jobs[0], second: jobs[1], from: from, least: least, most: most.map { max($0, least) },
        technician: technician), relation)
  }

  private mutating func add(_ relation: RoutingRelation, _ object: VROOMObject) {
    all.append(relation)
    paths.append(object.path)
  }

  /// The indices of the jobs that it names, each once.
  private func jobs(of relation: VROOMObject) -> [Int] {
    var found: [Int] = []
    for (id, path) in relation.ids("jobs") {
      guard let job = references.task(.job, id) else {
        relation.faults.add(.unknownReference, path, "Unknown job \(id) in the \(relation.name).")
        continue
      }
      if found.contains(job) {
        relation.faults.add(.badRecord, path, "Job \(id) is related to itself in the \(relation.name).")
      } else {
        found.append(job)
      }
    }
    return found
  }

  // MARK: Contradictions

  private func id(_ job: Int) -> UInt64 { references.tasks[job].id ?? 0 }

  /// Jobs that must have one technician cannot be with different ones.
  private func refuseSplitTechnicians(_ faults: VROOMFaults) {
    var sameTechnician = Groups(count: references.tasks.count)
    for relation in all where relation.technician == .same { sameTechnician.join(relation.first, relation.second) }
    for (relation, path) in zip(all, paths)
    where relation.technician == .different
      && sameTechnician.leader(relation.first) == sameTechnician.leader(relation.second)
    {
      faults.add(
        .badRecord, path,
        "Jobs \(id(relation.first)) and \(id(relation.second)) must have different technicians here, and the same one by "
          + "other relations.")
    }
  }

  /// `to` starts at least `wait` after `from`.
  private struct Limit {
    var from: Int
    var to: Int
    var wait: Int
    var relation: Int
  }

  /// A job that would have to start before itself: told once for each group of related jobs. How long a job takes is not
  /// known before it has its technician: what counts from its finish is taken at its least.
  private func refuseCircles(_ faults: VROOMFaults) {
    let pace = references.vehicles.compactMap(\.vehicle?.pace).min() ?? 1
    var related = Groups(count: references.tasks.count)
    for relation in all { related.join(relation.first, relation.second) }
    var limits: [Int: [Limit]] = [:]
    for (index, relation) in all.enumerated() {
      let job = references.tasks[relation.first].job
      let service = job.map { min($0.service, $0.servicePerType.values.min() ?? $0.service) } ?? 0
      let work = relation.from == .start ? 0 : Int((Double(service) * pace).rounded())
      let group = related.leader(relation.first)
      limits[group, default: []].append(
        Limit(from: relation.first, to: relation.second, wait: work + relation.least, relation: index))
      if let most = relation.most, relation.from == .start {
        limits[group]?.append(Limit(from: relation.second, to: relation.first, wait: -most, relation: index))
      }
    }
    for circle in limits.values.compactMap(Self.circle).sorted(by: { $0[0] < $1[0] }) {
      let jobs = Set(circle.flatMap { [all[$0].first, all[$0].second] }.map(id)).sorted()
      faults.add(
        .badRecord, paths[circle[0]],
        "The relations of jobs \(jobs.map(String.init).joined(separator: ", ")) contradict one another: one of them would "
          + "have to start before itself.")
    }
  }

  /// The relations, in order, of a circle of limits whose waits add up to more than nothing. Found by longest paths
  /// (Bellman and Ford), to and fro over the limits so that chains in either order take few rounds (Yen 1970).
  private static func circle(_ limits: [Limit]) -> [Int]? {
    var start: [Int: Int] = [:]
    var reason: [Int: Int] = [:]
    let jobs = Set(limits.flatMap { [$0.from, $0.to] }).count
    var last: Int?
    for round in 0...jobs {
      last = nil
      for position in limits.indices {
        let index = round.isMultiple(of: 2) ? position : limits.count - 1 - position
        let limit = limits[index]
        let due = start[limit.from, default: 0] + limit.wait
        guard due > start[limit.to, default: 0] else { continue }
        start[limit.to] = due
        reason[limit.to] = index
        last = limit.to
      }
      if last == nil { return nil }
    }
    guard var job = last else { return nil }
    // As many steps back as there are jobs lead into the circle.
    for _ in 0..<jobs { job = reason[job].map { limits[$0].from } ?? job }
    var circle: Set<Int> = []
    let first = job
    repeat {
      guard let step = reason[job] else { return nil }
      circle.insert(limits[step].relation)
      job = limits[step].from
    } while job != first
    return circle.sorted()
  }
}

/// Which of some numbered things belong together (disjoint sets; Tarjan 1975).
private struct Groups {
  private var next: [Int]

  init(count: Int) {
    next = Array(0..<count)
  }

  mutating func leader(_ member: Int) -> Int {
    var leader = member
    while next[leader] != leader {
      next[leader] = next[next[leader]]
      leader = next[leader]
    }
    return leader
  }

  mutating func join(_ one: Int, _ other: Int) {
    next[leader(one)] = leader(other)
  }
}
