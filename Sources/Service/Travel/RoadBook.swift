import PunctualModel
import PunctualStore
import PunctualTravel
import PunctualWire

/// Where the travel times of an answer come from.
public struct TravelUsed: WireForm, Hashable {
  public static let formName = "travel_used"
  public static let formSummary = "Where the travel times of an answer come from."

  /// How they were found.
  public enum Source: String, CaseIterable, Sendable {
    case road
    /// By road as far as it is known, else by the calibrated straight line.
    case mixed
    /// The calibrated straight line alone.
    case estimate
  }

  public var source: Source
  /// Pairs of places that the server was asked about just now.
  public var askedPairs: Int
  public var estimatedPairs: Int
  /// Places that no road is near; nobody is sent there.
  public var offMap: Int
  /// The version of the map, where the server says it.
  public var map: String?
  /// What a reader should know of it.
  public var note: String?

  public init(from fields: inout FieldReader) {
    source = fields.required("source", .choice(Source.self), "By road, by the calibrated straight line, or both.")
    askedPairs = fields.required("asked_pairs", .integer, "Pairs of places that the server was asked about just now.")
    estimatedPairs = fields.required("estimated_pairs", .integer, "Pairs of places that are estimated.")
    offMap = fields.required("off_map", .integer, "Places that no road is near.")
    map = fields.optional("map", .text, "The version of the map, where the server says it.")
    note = fields.optional("note", .text, "What a reader should know of it.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("source", .choice(Source.self), source)
    fields.put("asked_pairs", .integer, askedPairs)
    fields.put("estimated_pairs", .integer, estimatedPairs)
    fields.put("off_map", .integer, offMap)
    fields.put("map", .text, map)
    fields.put("note", .text, note)
  }

  init(note: String? = nil) {
    (source, askedPairs, estimatedPairs, offMap) = (.road, 0, 0, 0)
    self.note = note
  }
}

/// An answer that depends on travel times.
public protocol TellsTravel {
  /// Nil where the workspace travels by straight line.
  var travel: TravelUsed? { get }
}

extension PlanReport: TellsTravel {}
extension OfferReport: TellsTravel {}
extension TickReport: TellsTravel {}

/// The roads of some days, found before anything is decided about them.
struct RoadBook: Sendable {
  private(set) var days: [LocalDate: Roads] = [:]
  /// Nil where the workspace travels by straight line.
  private(set) var used: TravelUsed?

  static let none = RoadBook()

  subscript(date: LocalDate) -> Roads? { days[date] }

  fileprivate mutating func set(_ roads: Roads, on date: LocalDate) { days[date] = roads }

  fileprivate mutating func note(_ used: TravelUsed) {
    guard var all = self.used else { return self.used = used }
    if used.source != all.source { all.source = .mixed }
    all.askedPairs += used.askedPairs
    all.estimatedPairs += used.estimatedPairs
    all.offMap = max(all.offMap, used.offMap)
    all.map = used.map ?? all.map
    all.note = all.note ?? used.note
    self.used = all
  }
}

extension Session {
  /// The roads between all places of each day, by each profile that technicians travel by: homes, and sites of what is planned or may be. Empty where the workspace has
  /// no routing server.
  ///
  /// - Parameter places: more places, of work that is asked for.
  /// - Throws: `router-unavailable` where the server does not answer what is not kept, and estimates are not allowed.
  func roads(on dates: [LocalDate], and places: [Coordinate] = []) async throws -> RoadBook {
    let sources = try RoadSource.all(self)
    guard !sources.isEmpty else { return .none }
    var book = RoadBook()
    for date in dates {
      let state = try read { try DayState.read(date, from: $0, now: now) }
      var seen: Set<MapPoint> = []
      let points = (state.places + places).compactMap(MapPoint.init).filter { seen.insert($0).inserted }
      var matrices: [String: TravelMatrix] = [:]
      for source in sources {
        let (matrix, used) = try await source.roads(points, fallback: travelFallback ?? source.settings.fallback)
        matrices[source.profile] = matrix
        book.note(used)
      }
      book.set(Roads(points, matrices), on: date)
    }
    return book
  }
}

extension Session {
  /// As ``roads(on:and:)``, with the site of work that is asked for. Where it has none, whoever reads it on will say so.
  func roads(on dates: [LocalDate], toSiteOf appointment: Appointment) async throws -> RoadBook {
    let site = try read { reader in
      let customer = try reader.customer(appointment.customer)
      let sites = customer?.sites ?? []
      return appointment.site.isEmpty ? sites.first : customer?.site(appointment.site)
    }
    return try await roads(on: dates, and: site.map { [$0.place.coordinate] } ?? [])
  }
}

extension DayState {
  /// Where the day may lead: everybody's home, and the site of each appointment.
  var places: [Coordinate] {
    technicians.values.sorted { $0.id < $1.id }.map(\.home.coordinate)
      + appointments.values.sorted { $0.id < $1.id }.compactMap { site(of: $0)?.place.coordinate }
  }
}

extension DayState {
  /// Travel between the places of the day and one more by the roads that are kept, where the workspace has a routing server;
  /// what is not kept is estimated by straight line. For decisions within a write, which can ask nobody.
  func keptTravel(to place: Coordinate?, _ reader: some StoreReading) throws -> DayTravel {
    guard try !TravelSettings.stored(in: reader).servers.servers.isEmpty else { return travel }
    var seen: Set<MapPoint> = []
    let points = (places + (place.map { [$0] } ?? [])).compactMap(MapPoint.init).filter { seen.insert($0).inserted }
    var matrices: [String: TravelMatrix] = [:]
    for profile in profiles {
      var matrix = try reader.keptTravel(profile: profile, points).matrix
      for entry in matrix.durations.indices where matrix.durations[entry] == TravelMatrix.unknown {
        let leg = travel.estimate.leg(
          from: points[entry / points.count].coordinate, to: points[entry % points.count].coordinate)
        matrix.durations[entry] = Int32(clamping: max(0, leg.seconds - travel.estimate.parkingSeconds))
        matrix.distances?[entry] = Int32(clamping: leg.metres)
      }
      matrices[profile] = matrix
    }
    return DayTravel(travel.estimate, roads: Roads(points, matrices))
  }

  /// What the technicians travel by.
  var profiles: Set<String> { Set(technicians.values.map(\.profile)) }
}

extension RoadSource {
  /// Travel between all points without a gap: estimated where that is allowed and must be.
  fileprivate func roads(
    _ points: [MapPoint], fallback: TravelFallback
  ) async throws -> (matrix: TravelMatrix, used: TravelUsed) {
    var answer = try await travel(points)
    var used = TravelUsed()
    used.askedPairs = answer.askedPairs
    used.offMap = answer.offRoad.count
    used.map = answer.version.isEmpty ? nil : answer.version
    if let failure = answer.failure {
      guard fallback == .estimate else { throw explained(failure, missing: answer.matrix.unknownPairs) }
      used.estimatedPairs = answer.matrix.unknownPairs
      used.source = used.estimatedPairs == points.count * (points.count - 1) ? .estimate : .mixed
      used.note = try estimate(points, &answer.matrix, because: failure)
    } else if used.offMap > 0 {
      used.note =
        "\(used.offMap) place\(used.offMap == 1 ? " is" : "s are") off the map, and nobody is sent there; "
        + "`punctual travel check` lists them"
    }
    return (answer.matrix, used)
  }

  /// The server's fault, with what can be done.
  func explained(_ failure: Faults, missing: Int) -> Faults {
    Faults(
      failure.all.map { fault in
        var fault = fault
        guard fault.hint == nil || address != nil else { return fault }
        fault.hint =
          "\(missing) pairs of places are not kept yet. Start the server and repeat it, or allow the estimate by "
          + "--travel-fallback estimate (`punctual travel set --fallback estimate` for good)."
        return fault
      })
  }

  /// Fills the gaps, and says so in a sentence.
  private func estimate(
    _ points: [MapPoint], _ matrix: inout TravelMatrix, because failure: Faults
  ) throws -> String {
    let (line, areas, usual) = try calibration()
    let plain = TravelEstimate(detourFactor: usual.detourFactor, speedKmh: usual.speedKmh, parkingSeconds: 0)
    let size = points.count
    let places = points.map(\.coordinate)
    let known = points.map { areas[$0] }
    for entry in matrix.durations.indices where matrix.durations[entry] == TravelMatrix.unknown {
      let (from, to) = (entry / size, entry % size)
      let leg =
        line?.leg(from: places[from], to: places[to], areas: [known[from], known[to]].compactMap(\.self))
        ?? plain.leg(from: places[from], to: places[to])
      matrix.durations[entry] = Int32(clamping: leg.seconds)
      matrix.distances?[entry] = Int32(clamping: leg.metres)
    }
    let basis = line.map { "calibrated by \($0.trips) known trips" } ?? "not calibrated, as too few trips are known"
    return "travel is estimated by straight line, \(basis): \(failure.all[0].message)"
  }
}
