import PunctualModel
import PunctualStore
import PunctualTravel
import PunctualWire

/// What is kept of one map.
public struct KeptMap: WireForm {
  public static let formName = "kept_map"
  public static let formSummary = "What is kept of one map."
  public var profile: String
  public var version: String?
  public var places: Int
  public var bytes: Int
  public var askedAt: Instant

  init(_ map: TravelMap) {
    profile = map.profile
    version = map.version.isEmpty ? nil : map.version
    places = map.places
    bytes = map.bytes
    askedAt = map.askedAt
  }

  public init(from fields: inout FieldReader) {
    profile = fields.required("profile", .text, "The profile, such as car.")
    version = fields.optional("version", .text, "The map's date or name, where its server says it.")
    places = fields.required("places", .integer, "Places.")
    bytes = fields.required("bytes", .integer, "What the travel between them takes.")
    askedAt = fields.required("asked_at", .time, "When the server was asked last.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("profile", .text, profile)
    fields.put("version", .text, version)
    fields.put("places", .integer, places)
    fields.put("bytes", .integer, bytes)
    fields.put("asked_at", .time, askedAt)
  }
}

/// How travel is found, and what is kept of it.
public struct TravelStatus: WireForm {
  public static let formName = "travel_status"
  public static let formSummary = "How travel is found, and what is kept of it."
  public var settings: TravelSettings
  public var kept: [KeptMap]

  public init(from fields: inout FieldReader) {
    settings = fields.required("settings", .form(TravelSettings.self), "How travel is found.")
    kept = fields.required("kept", .list(.form(KeptMap.self)), "What is kept, by profile.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("settings", .form(TravelSettings.self), settings)
    fields.put("kept", .list(.form(KeptMap.self)), kept)
  }

  init(_ reader: some StoreReading) throws {
    settings = try TravelSettings.stored(in: reader)
    kept = try reader.travelMaps().map(KeptMap.init)
  }
}

public struct ShowTravel: UseCase {
  public static let name = "travel.show"
  public static let summary = "How travel times are found, and what is kept of them."
  public static let writes = false

  public static func run(_ input: Nothing, in session: Session) throws -> TravelStatus {
    try session.read { try TravelStatus($0) }
  }
}

public struct SetTravel: UseCase {
  public static let name = "travel.set"
  public static let summary = "Chooses how travel times are found: a routing server, or the straight line."
  public static let writes = true

  public static func run(_ input: TravelSettings, in session: Session) throws -> TravelStatus {
    try session.commit { transaction in
      try input.store(in: transaction.writer)
      try transaction.record(.settingChanged, TravelSettings.key)
      return try TravelStatus(transaction.writer)
    }
  }
}

/// Which travel is to be found ahead of time.
public struct TravelFillRequest: WireForm {
  public static let formName = "travel_fill_request"
  public static let formSummary = "Which travel is to be found ahead of time."
  public var date: LocalDate?
  public var days: Int
  public var all: Bool
  public var refresh: Bool

  public init(date: LocalDate? = nil, days: Int = 7, all: Bool = false, refresh: Bool = false) {
    (self.date, self.days, self.all, self.refresh) = (date, days, all, refresh)
  }

  public init(from fields: inout FieldReader) {
    date = fields.optional("date", .date, "The first day; today where none is given.")
    days = fields.defaulted("days", .integer(1...31), 7, "How many days.")
    all = fields.defaulted("all", .boolean, false, "Between all homes and sites, whatever is planned.")
    refresh = fields.defaulted("refresh", .boolean, false, "Ask again for what is kept.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("days", .integer, days)
    fields.put("all", .boolean, all)
    fields.put("refresh", .boolean, refresh)
  }
}

/// What finding travel ahead of time did.
public struct TravelFilled: WireForm {
  public static let formName = "travel_filled"
  public static let formSummary = "What finding travel ahead of time did."
  public var places = 0
  public var pairs = 0
  public var askedPairs = 0
  public var requests = 0
  public var offMap = 0

  init() {}

  public init(from fields: inout FieldReader) {
    places = fields.required("places", .integer, "Places.")
    pairs = fields.required("pairs", .integer, "Pairs of them whose travel is known now, by each profile.")
    askedPairs = fields.required("asked_pairs", .integer, "Of them, those that the server was asked about.")
    requests = fields.required("requests", .integer, "Requests that it took.")
    offMap = fields.required("off_map", .integer, "Places that no road is near.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("places", .integer, places)
    fields.put("pairs", .integer, pairs)
    fields.put("asked_pairs", .integer, askedPairs)
    fields.put("requests", .integer, requests)
    fields.put("off_map", .integer, offMap)
  }
}

public struct FillTravel: UseCase {
  public static let name = "travel.fill"
  public static let summary = "Asks the routing server for the travel of coming days, so that planning need not wait."
  public static let writes = true

  public static func run(_ input: TravelFillRequest, in session: Session) async throws -> TravelFilled {
    let sources = try RoadSource.required(session)
    let first = input.date ?? session.today
    let groups: [[Coordinate]] = try session.read { reader in
      if input.all {
        let sites = try reader.customers().flatMap(\.sites).map(\.place.coordinate)
        return [try reader.technicians().map(\.home.coordinate) + sites]
      }
      return try (0..<input.days).map { day in
        try DayState.read(first.adding(days: day), from: reader, now: session.now).places
      }
    }
    var done = TravelFilled()
    var all: Set<MapPoint> = []
    for places in groups {
      var seen: Set<MapPoint> = []
      let points = places.compactMap(MapPoint.init).filter { seen.insert($0).inserted }
      all.formUnion(points)
      for source in sources {
        let answer = try await source.travel(points, refresh: input.refresh)
        if let failure = answer.failure { throw source.explained(failure, missing: answer.matrix.unknownPairs) }
        done.pairs += points.count * max(0, points.count - 1)
        done.askedPairs += answer.askedPairs
        done.requests += answer.requests
        done.offMap = max(done.offMap, answer.offRoad.count)
      }
    }
    done.places = all.count
    return try session.commit { [done] _ in done }
  }
}

public struct ClearTravel: UseCase {
  public static let name = "travel.clear"
  public static let summary = "Drops the travel times that are kept; they are asked for again."
  public static let writes = true

  public static func run(_ input: Nothing, in session: Session) throws -> TravelStatus {
    try session.commit { transaction in
      try transaction.writer.dropTravel()
      return try TravelStatus(transaction.writer)
    }
  }
}

/// Whether travel by one profile is found as it should be.
public struct TravelCheck: WireForm {
  public static let formName = "travel_check"
  public static let formSummary = "Whether travel by one profile is found as it should be."
  public var profile: String
  public var router: String
  public var serverMap: String?
  public var keptMap: String?
  /// Sites (`CUSTOMER/SITE`) and technicians that no road is near, with the metres to the nearest.
  public var offMap: [String: Int]
  /// Kept and past trips that the straight line is compared with.
  public var trips: Int
  /// Mean error of the firm's estimate of the kept travel, as a share of it; nil where nothing is kept.
  public var estimateError: Double?
  /// The same of the calibrated one.
  public var calibratedError: Double?

  public init(from fields: inout FieldReader) {
    profile = fields.required("profile", .text, "The profile of the technicians who travel so.")
    router = fields.required("router", .text, "The server, which answers.")
    serverMap = fields.optional("server_map", .text, "The version of its map, where it says it.")
    keptMap = fields.optional("kept_map", .text, "The version of the map that the kept travel is of.")
    offMap = fields.required("off_map", .map(.integer), "Who and what is off the map, with metres to the next road.")
    trips = fields.required("trips", .integer, "Trips that the straight line is calibrated by.")
    estimateError = fields.optional("estimate_error", .number, "Mean error of the firm's estimate, as a share.")
    calibratedError = fields.optional("calibrated_error", .number, "Mean error of the calibrated one, as a share.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("profile", .text, profile)
    fields.put("router", .text, router)
    fields.put("server_map", .text, serverMap)
    fields.put("kept_map", .text, keptMap)
    fields.put("off_map", .map(.integer), offMap)
    fields.put("trips", .integer, trips)
    fields.put("estimate_error", .number, estimateError)
    fields.put("calibrated_error", .number, calibratedError)
  }

  init(profile: String, router: String) {
    (self.profile, self.router, offMap, trips) = (profile, router, [:], 0)
  }
}

/// Whether travel is found as it should be.
public struct TravelChecks: WireForm {
  public static let formName = "travel_checks"
  public static let formSummary = "Whether travel is found as it should be, by each profile that technicians travel by."
  public var items: [TravelCheck]

  init(_ items: [TravelCheck]) { self.items = items }

  public init(from fields: inout FieldReader) {
    items = fields.required("items", .list(.form(TravelCheck.self)), "A check a profile.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("items", .list(.form(TravelCheck.self)), items)
  }
}

public struct CheckTravel: UseCase {
  public static let name = "travel.check"
  public static let summary = "Asks the routing server whether it answers, and looks for places off its map."
  public static let writes = false

  public static func run(_ input: Nothing, in session: Session) async throws -> TravelChecks {
    var checks: [TravelCheck] = []
    for source in try RoadSource.required(session) { checks.append(try await check(source, session)) }
    return TravelChecks(checks)
  }

  private static func check(_ source: RoadSource, _ session: Session) async throws -> TravelCheck {
    let places = try session.read { reader in
      try reader.technicians().filter { $0.profile == source.profile }.map { ($0.id, $0.home.coordinate) }
        + reader.customers().flatMap { customer in
          customer.sites.map { ("\(customer.id)/\($0.id)", $0.place.coordinate) }
        }
    }
    guard let first = places.compactMap({ MapPoint($0.1) }).first else {
      throw Faults(.notFound, "There is no place to ask about.", hint: "Import technicians and customers first.")
    }
    var check = TravelCheck(profile: source.profile, router: try source.server().base)
    let router = try source.router(limit: nil)
    let server = try await router.nearest(first)
    check.serverMap = server.version
    let kept = try session.read { try $0.keptTravel(profile: source.profile, places.compactMap { MapPoint($0.1) }) }
    check.keptMap = kept.map.flatMap { $0.version.isEmpty ? nil : $0.version }
    // The first of each place that is kept has been measured; the server tells of one that is not.
    for (index, (name, place)) in places.enumerated() {
      if let metres = kept.offRoad[index] {
        check.offMap[name] = metres
      } else if let point = MapPoint(place), kept.matrix.isUnasked(index) {
        let (metres, _) = try await router.nearest(point)
        if Double(metres) > router.maxSnapMetres { check.offMap[name] = metres }
      }
    }
    try compare(&check, source)
    return check
  }

  /// Measures both estimates on what is kept.
  private static func compare(_ check: inout TravelCheck, _ source: RoadSource) throws {
    let (line, areas, usual) = try source.calibration()
    check.trips = line?.trips ?? 0
    let trips = try source.session.read { try $0.keptTrips(profile: source.profile) }
      .filter { $0.from.coordinate.metres(to: $0.to.coordinate) >= 50 && $0.seconds > 0 }
    guard !trips.isEmpty else { return }
    let plain = TravelEstimate(detourFactor: usual.detourFactor, speedKmh: usual.speedKmh, parkingSeconds: 0)
    func error(_ leg: (Coordinate, Coordinate, [String]) -> Leg) -> Double {
      let errors = trips.map { trip in
        let estimated = leg(
          trip.from.coordinate, trip.to.coordinate, [areas[trip.from], areas[trip.to]].compactMap(\.self))
        return abs(Double(estimated.seconds - trip.seconds)) / Double(trip.seconds)
      }
      return (errors.reduce(0, +) / Double(errors.count) * 1000).rounded() / 1000
    }
    check.estimateError = error { from, to, _ in plain.leg(from: from, to: to) }
    check.calibratedError = line.map { line in error { line.leg(from: $0, to: $1, areas: $2) } }
  }
}

extension RoadSource {
  /// - Throws: `not-found` where the workspace has no routing server.
  static func required(_ session: Session) throws -> [RoadSource] {
    let sources = try all(session)
    guard !sources.isEmpty else {
      throw Faults(
        .notFound, path: "/router", "This workspace has no routing server: it travels by straight line.",
        hint: "`punctual travel set --router osrm=http://127.0.0.1:5000` names one.")
    }
    return sources
  }
}

extension TravelMatrix {
  /// Whether nothing is known of a place's ways.
  fileprivate func isUnasked(_ place: Int) -> Bool {
    (0..<size).allSatisfy { $0 == place || durations[place * size + $0] == Self.unknown }
  }
}
