import PunctualModel

/// What a problem as a whole says beyond VROOM: its objective, depots, travel by time of day, spread, frozen part.
extension VROOMObject {
  func objective() -> RoutingObjective {
    var result = RoutingObjective()
    guard let objective = extended.object("objective")?.called("the objective") else { return result }
    result.latenessBeforeCost = objective.flag("lateness_before_cost") ?? result.latenessBeforeCost
    for (key, weight) in Self.weights {
      if let value = objective.whole(key, "\(key) weight") { result[keyPath: weight] = value }
    }
    return result
  }

  /// The objective's weights by their keys.
  static var weights: [(key: String, weight: WritableKeyPath<RoutingObjective, Int>)] {
    [
      ("worst_late_per_hour", \.worstLatePerHour), ("expected_late_per_hour", \.expectedLatePerHour),
      ("later_start_per_hour", \.laterStartPerHour), ("waiting_per_hour", \.waitingPerHour),
      ("not_preferred", \.notPreferred), ("avoided", \.avoided),
      ("unfamiliar", \.unfamiliar), ("outside_territory", \.outsideTerritory), ("unfair_hours", \.unfairHours),
      ("unfair_jobs", \.unfairJobs), ("changed_vehicle", \.changedVehicle), ("moved_per_hour", \.movedPerHour),
    ]
  }

  func spread() -> RoutingSpread {
    guard let spread = extended.object("spread")?.called("the spread") else { return RoutingSpread() }
    func share(_ key: String) -> Double {
      spread.number(key, "\(key) spread", hint: "It is a share from 0 to 10; 0.2 is a fifth.") { (0...10).contains($0) }
        ?? 0
    }
    return RoutingSpread(travel: share("travel"), work: share("work"))
  }

  func depots(_ locations: inout VROOMLocations) -> [RoutingDepot] {
    var seen: Set<UInt64> = []
    var depots: [RoutingDepot] = []
    for object in extended.objects("depots", called: { "depot at index \($0)" }) {
      let id = object.id()
      let depot = id.map { object.called("depot \($0)") } ?? object
      if let id, !seen.insert(id).inserted {
        faults.add(.duplicateID, "\(depot.path)/id", "Duplicate depot id: \(id).")
      }
      let location = locations.read(depot, "location", required: true)
      let service = depot.whole("service", "service duration") ?? 0
      if let id, let location { depots.append(RoutingDepot(id: id, location: location, service: service)) }
    }
    return depots
  }

  /// - Parameter known: profiles that the input has vehicles or a matrix for.
  func travelFactors(known: Set<String>) -> [String: [RoutingTravelFactor]] {
    guard let factors = extended.object("travel_factors") else { return [:] }
    var byProfile: [String: [RoutingTravelFactor]] = [:]
    for (profile, node) in factors.node.members where !node.isNull {
      if !known.contains(profile) {
        faults.add(
          .unknownReference, factors.place(profile), "Unknown profile \(profile) in travel_factors.",
          hint: "No vehicle and no matrix has it.")
      }
      let all = factors.objects(profile, called: { "travel factor at index \($0) of profile \(profile)" }).compactMap {
        object in object.travelFactor().map { (object: object, factor: $0) }
      }.sorted { $0.factor.window.start < $1.factor.window.start }
      for (earlier, later) in zip(all, all.dropFirst()) where later.factor.window.start < earlier.factor.window.end {
        faults.add(.badWindow, later.object.path, "The \(later.object.name) overlaps another one.")
      }
      byProfile[profile] = all.map(\.factor)
    }
    return byProfile
  }

  private func travelFactor() -> RoutingTravelFactor? {
    require("time_window", "factor")
    let window = window("time_window")
    if let window, window.start == window.end {
      faults.add(
        .badWindow, place("time_window"), "Empty time window for \(name).", hint: "Its end does not belong to it.")
    }
    let factor = number("factor", "factor", hint: "It is from 0.1 to 10; 2 doubles travel times.") {
      (0.1...10).contains($0)
    }
    guard let window, let factor else { return nil }
    return RoutingTravelFactor(window, thousandths: Int((factor * 1000).rounded()))
  }
}
