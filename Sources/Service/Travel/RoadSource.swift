import PunctualModel
import PunctualStore
import PunctualTravel
import PunctualWire

/// Travel by road for those technicians of a workspace who travel by one profile: what is kept of it, and for the rest its
/// routing server.
struct RoadSource: Sendable {
  let session: Session
  let settings: TravelSettings
  let profile: String
  /// Nil where servers are named for other profiles only.
  let address: RouterAddress?

  /// One for each profile that technicians travel by, in their order; none where the workspace has no routing server.
  static func all(_ session: Session) throws -> [RoadSource] {
    let (settings, used) = try session.read { reader in
      (try TravelSettings.stored(in: reader), Set(try reader.technicians().map(\.profile)))
    }
    let servers = settings.servers
    guard !servers.servers.isEmpty else { return [] }
    return (used.isEmpty ? Set(servers.servers.keys) : used).sorted().map { profile in
      RoadSource(session: session, settings: settings, profile: profile, address: servers[profile])
    }
  }

  /// The server's address.
  ///
  /// - Throws: `router-unavailable` where none is named: another profile's would answer with its own travel.
  func server() throws(Faults) -> RouterAddress {
    guard let address else {
      throw Faults(
        .routerUnavailable, "No routing server is named for technicians of the profile `\(profile)`.",
        hint: "`punctual travel set --router …` takes osrm:\(profile)=http://HOST:PORT beside the others.")
    }
    return address
  }

  struct Answer: Sendable {
    /// Unknown pairs only where there was a failure.
    var matrix: TravelMatrix
    var version = ""
    var askedPairs = 0
    var requests = 0
    /// By index, with the metres to the nearest road.
    var offRoad: [Int: Int]
    var failure: Faults?
  }

  /// Travel between points: first what is kept, then the server for what is missing. What it answers is kept, also where
  /// it fails midway; a dry run keeps nothing.
  ///
  /// - Parameter refresh: ask for everything again.
  func travel(_ points: [MapPoint], refresh: Bool = false) async throws -> Answer {
    let kept = try session.read { try $0.keptTravel(profile: profile, points) }
    let known = refresh ? .unknown(size: points.count) : kept.matrix
    var answer = Answer(matrix: known, version: kept.map?.version ?? "", offRoad: kept.offRoad)
    guard known.unknownPairs > 0 else { return answer }
    let router: OSRMRouter
    do throws(Faults) {
      router = try self.router(limit: settings.tableLimit ?? kept.map?.tableLimit)
    } catch {
      answer.failure = error
      return answer
    }
    var fresh = await router.ask(points, known: known)
    answer.requests = fresh.requests
    let hasAnswers = fresh.matrix.unknownPairs < points.count * (points.count - 1)
    if hasAnswers, let map = kept.map, map.version != fresh.version ?? "" {
      // Another map: what is kept is of no use any more, and the two must not be mixed.
      answer.matrix = .unknown(size: points.count)
      answer.offRoad = [:]
      if known.unknownPairs < points.count * (points.count - 1) {
        fresh = await router.ask(points, known: answer.matrix)
        answer.requests += fresh.requests
      }
    }
    if hasAnswers {
      answer.version = fresh.version ?? ""
      try keep(points, fresh)
    }
    for entry in answer.matrix.durations.indices
    where answer.matrix.durations[entry] == TravelMatrix.unknown
      && fresh.matrix.durations[entry] != TravelMatrix.unknown
    {
      answer.matrix.durations[entry] = fresh.matrix.durations[entry]
      answer.matrix.distances?[entry] = fresh.matrix.distances?[entry] ?? TravelMatrix.unknown
      answer.askedPairs += 1
    }
    answer.offRoad.merge(fresh.offRoad) { $1 }
    answer.failure = fresh.failure
    return answer
  }

  func router(limit: Int?) throws(Faults) -> OSRMRouter {
    OSRMRouter(
      try server(), timeoutSeconds: Double(settings.timeoutSeconds), totalSeconds: Double(settings.totalSeconds),
      parallel: settings.parallel, maxTableSize: limit)
  }

  /// That another process writes just now is no reason to fail: what is not kept is asked for again.
  private func keep(_ points: [MapPoint], _ fresh: RoadAnswer) throws {
    guard !session.dryRun else { return }
    do {
      try session.store.write { writer in
        try writer.keepTravel(
          profile: profile, version: fresh.version ?? "", tableLimit: fresh.tableLimit, points, fresh.matrix,
          offRoad: fresh.offRoad, at: session.now)
      }
    } catch let faults as Faults where faults.all.allSatisfy({ $0.code == .busy }) {}
  }

  /// The straight line as the kept travel and past trips show it to be; nil where they are too few.
  func calibration() throws -> (line: TravelCalibration?, areas: [MapPoint: String], usual: TravelEstimate) {
    try session.read { reader in
      let customers = try reader.customers()
      let sites = customers.flatMap(\.sites)
      let areas = Dictionary(
        sites.compactMap { site in MapPoint(site.place.coordinate).map { ($0, site.area) } },
        uniquingKeysWith: { first, _ in first }
      ).filter { !$0.value.isEmpty }
      let usual = try reader.organisation().travel
      let kept = try reader.keptTrips(profile: profile).map { trip in
        KnownTrip(
          from: trip.from.coordinate, to: trip.to.coordinate, seconds: trip.seconds, metres: trip.metres,
          areas: [areas[trip.from], areas[trip.to]].compactMap(\.self))
      }
      let driven = PastTrips(
        sites: sites.keyed(by: \.id), homes: try reader.technicians().keyed(by: \.id).mapValues(\.home.coordinate),
        zone: session.zone, parkingSeconds: usual.parkingSeconds
      ).trips(try reader.history(limit: 5000))
      return (TravelCalibration(kept + driven, usual: usual), areas, usual)
    }
  }
}

/// Trips that were driven, from what past visits say of their travel.
private struct PastTrips {
  let sites: [String: Site]
  let homes: [String: Coordinate]
  let zone: Zone
  let parkingSeconds: Int

  /// A trip leads from the site of the visit before, on the same technician's day, or from home. Parking is taken off.
  func trips(_ records: [VisitRecord]) -> [KnownTrip] {
    struct Day: Hashable {
      var technician: String
      var date: LocalDate
    }
    let stamped = records.compactMap { record in
      record.actual.depart.flatMap { depart in record.actual.arrive.map { (record, depart, arrive: $0) } }
    }
    let days = Dictionary(grouping: stamped) { Day(technician: $0.0.technician, date: zone.local($0.1).date) }
    return days.flatMap { day, visits -> [KnownTrip] in
      var before: (place: Coordinate, area: String)? = homes[day.technician].map { ($0, "") }
      return visits.sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }.compactMap { visit, depart, arrive in
        let site = visit.site.flatMap { sites[$0] }
        defer { before = site.map { ($0.place.coordinate, $0.area) } }
        guard let from = before, let site else { return nil }
        return KnownTrip(
          from: from.place, to: site.place.coordinate, seconds: arrive - depart - parkingSeconds, metres: nil,
          areas: [from.area, site.area].filter { !$0.isEmpty })
      }
    }
  }
}
