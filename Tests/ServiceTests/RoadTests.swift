import Foundation
import PunctualModel
import PunctualStore
import PunctualWire
import Support
import Testing

@testable import PunctualService

@Suite("Planning by road", .enabled(if: FaultyServer.shared != nil, "python3 is not here to play the server"))
struct RoadTests {
  let server: FaultyServer

  init() throws {
    server = try #require(FaultyServer.shared)
  }

  /// A workspace that asks the server that the tests play: a degree of longitude takes 100,000 s on profile `roads`.
  func firm(
    _ appointments: [Appointment] = Firm.usual, profile: String = "roads", map: String = "",
    fallback: TravelFallback = .refuse
  ) async throws -> Firm {
    let firm = try Firm(appointments)
    try await set(firm, profile, map: map, fallback: fallback)
    return firm
  }

  func set(
    _ firm: Firm, _ profile: String, map: String = "", port: Int? = nil, fallback: TravelFallback = .refuse
  ) async throws {
    var settings = TravelSettings()
    settings.routers = ["osrm:\(profile)=http://127.0.0.1:\(port ?? server.port)\(map.isEmpty ? "" : "/" + map)"]
    try travel(firm, by: profile)
    settings.fallback = fallback
    settings.timeoutSeconds = 600
    settings.totalSeconds = 3600
    _ = try await firm.at("06:00").perform(SetTravel.self, settings)
  }

  /// Has technicians travel by a profile: all of them, or one.
  func travel(_ firm: Firm, by profile: String, _ only: String? = nil) throws {
    try firm.store.write { writer in
      for var technician in try writer.technicians() where only ?? technician.id == technician.id {
        technician.profile = profile
        _ = try writer.put(technician)
      }
    }
  }

  func makePlan(_ firm: Firm, _ fallback: TravelFallback? = nil, dryRun: Bool = false) async throws -> PlanReport {
    var workspace = firm.at("06:00")
    workspace.travelFallback = fallback
    return try await workspace.perform(
      MakePlan.self, PlanRequest(date: Firm.monday, exploration: 1), dryRun: dryRun)
  }

  /// The fault that planning ends in.
  func fault(_ firm: Firm) async throws -> Fault? {
    do {
      _ = try await makePlan(firm)
      return nil
    } catch let faults as Faults {
      return faults.all.first
    }
  }

  @Test("visits are as far apart as the roads say, plus parking, and the server is asked once")
  func byRoad() async throws {
    let firm = try await firm()
    let report = try await makePlan(firm)
    let used = try #require(report.travel)
    #expect(used.source == .road && used.askedPairs > 50 && used.estimatedPairs == 0 && used.note == nil)
    let visits = try firm.visits()
    for route in Dictionary(grouping: visits.values, by: \.technician) {
      var place = try #require(Firm.team.first { $0.id == route.key }).home.coordinate
      for visit in route.value.sorted(by: { $0.position < $1.position }) {
        let appointment = try #require(Firm.usual.first { $0.id == visit.appointment })
        let site = try #require(Firm.customers.first { $0.id == appointment.customer }).sites[0].place.coordinate
        let road = Int((abs(place.longitude - site.longitude) * 100_000).rounded())
        let trip = try #require(visit.planned.arrive) - #require(visit.planned.depart)
        // A break may lie in between.
        #expect(trip >= (place == site ? 0 : road + 120), "\(visit.id)")
        place = site
      }
    }
    // Nobody listens any more, and nobody is asked.
    try await set(firm, "roads", port: 1)
    let again = try await makePlan(firm)
    #expect(again.travel?.askedPairs == 0 && again.travel?.source == .road)
    #expect(again.days[0].changes.isEmpty)
    let shown = try await firm.at("06:00").perform(ShowTravel.self, Nothing())
    #expect(shown.kept.map(\.profile) == ["roads"])
  }

  @Test("windows to choose from, and the one that is chosen, go by the roads that are kept")
  func choices() async throws {
    let firm = try await firm()
    _ = try await makePlan(firm)
    // Nobody listens any more: within a write nobody could be asked anyway.
    try await set(firm, "roads", port: 1)
    let state = try firm.state(at: "06:00")
    let site = try #require(Firm.customers.first { $0.id == "c6" }).sites[0].place.coordinate
    let travel = try firm.store.read { try state.keptTravel(to: site, $0) }
    let driver = try #require(state.technicians["t1"])
    let home = driver.home.coordinate
    let road = Int((abs(home.longitude - site.longitude) * 100_000).rounded())
    #expect(travel.leg(from: home, to: site, by: driver).seconds == road + 120)
    // Where nothing is kept, the straight line stands in, parking counted once.
    let nowhere = Coordinate(longitude: 9.7, latitude: 47.3)
    let estimated = try firm.store.read { try state.keptTravel(to: nowhere, $0) }
    #expect(
      estimated.leg(from: home, to: nowhere, by: driver) == state.travel.leg(from: home, to: nowhere, by: driver))
    let choice = try #require(
      try firm.store.read { reader in
        try Choices().windows(
          for: Firm.work("a6", at: 6, 60, "08:00", "10:00", promised: true), count: 1, reader,
          now: Firm.time("06:00"))
      }.first)
    let day = try #require(choice.day)
    let place = day.visits.firstIndex { $0.appointment == "a6" } ?? 0
    let start = try #require(Firm.team.first { $0.id == day.technician }).home.coordinate
    let earlier = place == 0 ? nil : state.appointments[day.visits[place - 1].appointment]
    let before = earlier.flatMap(state.site)?.place.coordinate ?? start
    let trip = try #require(day.visits[place].planned.arrive) - #require(day.visits[place].planned.depart)
    let way = Int((abs(before.longitude - site.longitude) * 100_000).rounded())
    #expect(trip >= (before == site ? 0 : way + 120))
  }

  @Test("without a server and without leave to guess, nothing is planned, and what to do is said")
  func refused() async throws {
    let firm = try await firm()
    try await set(firm, "roads", port: 1)
    let fault = try #require(try await fault(firm))
    #expect(fault.code == .routerUnavailable)
    #expect(fault.message.contains("127.0.0.1:1 does not answer"))
    #expect(fault.hint?.contains("--travel-fallback estimate") == true)
    #expect(try firm.visits().isEmpty)
  }

  @Test("with leave, the straight line takes the roads' place, and the answer says so")
  func fallsBack() async throws {
    let firm = try await firm()
    try await set(firm, "roads", port: 1)
    let used = try #require(try await makePlan(firm, .estimate).travel)
    #expect(used.source == .estimate && used.estimatedPairs > 50)
    #expect(used.note?.contains("estimated by straight line, not calibrated") == true, "\(used.note ?? "")")
    #expect(try firm.visits().count == Firm.usual.count)
    // As a setting of the workspace, it needs no option.
    try await set(firm, "roads", port: 1, fallback: .estimate)
    #expect(try await makePlan(firm).travel?.source == .estimate)
  }

  @Test("what is known calibrates the estimate of what is not")
  func calibrated() async throws {
    let firm = try await firm(Array(Firm.usual.prefix(6)))
    _ = try await makePlan(firm)
    try firm.store.write { _ = try $0.put(Firm.usual[7]) }
    try await set(firm, "roads", port: 1, fallback: .estimate)
    let used = try #require(try await makePlan(firm).travel)
    #expect(used.source == .mixed && used.askedPairs == 0)
    // One new place beside six, there and back.
    #expect(used.estimatedPairs == 12)
    #expect(used.note?.contains("calibrated by") == true)
  }

  @Test("a server that dies midway leaves what it said; with leave the rest is estimated")
  func diesMidway() async throws {
    let firm = try await firm(profile: "dying-4-\(UUID().uuidString.prefix(8))")
    // The server takes nine pairs at a time. That is said here, so that nothing is lost in finding it out.
    var settings = try await firm.at("06:00").perform(ShowTravel.self, Nothing()).settings
    settings.tableLimit = 3
    settings.parallel = 1
    _ = try await firm.at("06:00").perform(SetTravel.self, settings)
    #expect(try await fault(firm)?.code == .routerUnavailable)
    let kept = try await firm.at("06:00").perform(ShowTravel.self, Nothing()).kept
    #expect(kept.map(\.bytes).reduce(0, +) > 0)
    let used = try #require(try await makePlan(firm, .estimate).travel)
    #expect(used.source == .mixed)
    #expect(used.note?.contains("calibrated by") == true, "\(used.note ?? "")")
  }

  @Test("a new map replaces what is kept as soon as something new is asked for, and the two are never mixed")
  func newMap() async throws {
    let firm = try await firm(Array(Firm.usual.prefix(3)), map: "2026-11-01")
    #expect(try await makePlan(firm).travel?.map == "2026-11-01")
    try await set(firm, "roads", map: "2026-12-01")
    // Nothing is missing, so nobody is asked.
    #expect(try await makePlan(firm).travel?.map == "2026-11-01")
    let check = try #require(try await firm.at("06:00").perform(CheckTravel.self, Nothing()).items.first)
    #expect(check.profile == "roads" && check.serverMap == "2026-12-01" && check.keptMap == "2026-11-01")
    try firm.store.write { _ = try $0.put(Firm.usual[7]) }
    let used = try #require(try await makePlan(firm).travel)
    #expect(used.map == "2026-12-01" && used.estimatedPairs == 0)
    let places = 4 + 1
    #expect(used.askedPairs >= places * (places - 1))
    let shown = try await firm.at("06:00").perform(ShowTravel.self, Nothing())
    #expect(shown.kept.map(\.version) == ["2026-12-01"])
  }

  @Test("a dry run asks, and keeps nothing")
  func dryRun() async throws {
    let firm = try await firm()
    #expect(try await makePlan(firm, dryRun: true).travel?.askedPairs ?? 0 > 0)
    #expect(try await firm.at("06:00").perform(ShowTravel.self, Nothing()).kept.isEmpty)
  }

  @Test("the live loop tells its customers whether the server answers or not, and moves nothing on guesses")
  func liveLoop() async throws {
    let firm = try await firm()
    _ = try await makePlan(firm)
    _ = try await firm.at("06:00").perform(ClearTravel.self, Nothing())
    try await set(firm, "roads", port: 1)
    let report = try await firm.at("08:00").perform(Tick.self, TickRequest(deliver: false))
    #expect(report.moves.isEmpty)
    #expect(report.travel?.note?.hasPrefix("nothing was moved, as travel is not known") == true)
    try await set(firm, "roads")
    #expect(try await firm.at("08:01").perform(Tick.self, TickRequest(deliver: false)).travel?.source == .road)
  }

  @Test("an offer and a booking ask for the way to a new place, and for nothing that is known")
  func offers() async throws {
    let firm = try await firm(Array(Firm.usual.prefix(5)))
    _ = try await makePlan(firm)
    let request = OfferRequest(customer: "c8", type: "boiler-service", durationMinutes: 60, from: Firm.monday, days: 1)
    let offer = try await firm.at("07:00").perform(MakeOffer.self, request)
    let used = try #require(offer.travel)
    #expect((1...18).contains(used.askedPairs), "\(used.askedPairs)")
    #expect(try await firm.at("07:00").perform(MakeOffer.self, request).travel?.askedPairs == 0)
    try await set(firm, "roads", port: 1)
    let slot = try #require(offer.slots.first)
    let booking = try await firm.at("07:00").perform(
      BookSlot.self,
      BookRequest(customer: "c8", type: "boiler-service", durationMinutes: 60, window: slot.window))
    #expect(booking.technician == slot.technician)
  }

  @Test("travel is found ahead of time, and found again only when asked to")
  func fill() async throws {
    let firm = try await firm()
    let all = TravelFillRequest(all: true)
    let first = try await firm.at("06:00").perform(FillTravel.self, all)
    // Technicians live where customers do: nine points.
    #expect(first.places == 9 && first.pairs == 72 && first.askedPairs == 72 && first.requests >= 1)
    #expect(try await firm.at("06:00").perform(FillTravel.self, all).requests == 0)
    let again = try await firm.at("06:00").perform(FillTravel.self, TravelFillRequest(all: true, refresh: true))
    #expect(again.askedPairs == 72)
    #expect(try await makePlan(firm).travel?.askedPairs == 0)
  }

  @Test("a place off the map is left out with its reason; everybody else is visited")
  func offMap() async throws {
    let firm = try await firm(profile: "far")
    // The server says of any first two places that one is off its map, and answers nothing else.
    #expect(try await fault(firm)?.code == .routerUnavailable)
    let points = [1, 2].map { MapPoint(longitude: $0, latitude: 0) }
    let durations: [Int32] = [0, TravelMatrix.unreachable, 60, 0]
    let roads = Roads(
      points,
      ["car": TravelMatrix(size: 2, durations: durations), "bike": TravelMatrix(size: 2, durations: [0, 9, 600, 0])])
    let travel = DayTravel(Firm.organisation.travel, roads: roads)
    let driver = Firm.technician("t1", "Anna", [:])
    var rider = driver
    rider.profile = "bike"
    let (here, there) = (points[0].coordinate, points[1].coordinate)
    #expect(travel.leg(from: here, to: there, by: driver).seconds == 86_400)
    #expect(travel.leg(from: there, to: here, by: driver).seconds == 180)
    #expect(travel.leg(from: there, to: here, by: rider).seconds == 720)
    let matrices = travel.matrices(points.map(\.coordinate), by: [driver, rider])
    #expect(matrices["car"]?.durations == [0, TravelMatrix.unreachable, 180, 0])
    #expect(matrices["bike"]?.durations == [0, 129, 720, 0])
    #expect(travel.covers([here], by: ["car", "bike"]) && !travel.covers([here], by: ["foot"]))
    #expect(!travel.covers([Firm.place(0).coordinate], by: ["car"]))
  }

  @Test("each technician travels by an own profile, from its own server; one without a server is refused by name")
  func profiles() async throws {
    let firm = try await firm()
    // The server's profile `good` is a hundred times as fast as `roads`, and takes nine pairs at a time.
    try travel(firm, by: "good", "t2")
    let refused = try #require(try await fault(firm))
    #expect(refused.code == .routerUnavailable && refused.message.contains("`good`"))
    #expect(refused.hint?.contains("osrm:good=http://HOST:PORT") == true)
    var settings = try await firm.at("06:00").perform(ShowTravel.self, Nothing()).settings
    settings.routers.append("osrm:good=http://127.0.0.1:\(server.port)")
    _ = try await firm.at("06:00").perform(SetTravel.self, settings)
    let report = try await makePlan(firm)
    #expect(report.travel?.source == .road)
    let kept = try await firm.at("06:00").perform(ShowTravel.self, Nothing()).kept
    #expect(kept.map(\.profile) == ["good", "roads"])
    for visit in try firm.visits().values {
      let technician = try #require(Firm.team.first { $0.id == visit.technician })
      let appointment = try #require(Firm.usual.first { $0.id == visit.appointment })
      let site = try #require(Firm.customers.first { $0.id == appointment.customer }).sites[0].place.coordinate
      guard visit.position == 0 else { continue }
      let unit = technician.id == "t2" ? 1000.0 : 100_000
      let road = Int((abs(technician.home.coordinate.longitude - site.longitude) * unit).rounded())
      let trip = try #require(visit.planned.arrive) - #require(visit.planned.depart)
      // A break of half an hour may lie in between.
      let least = road == 0 ? 0 : road + 120
      #expect((least...least + 1800).contains(trip), "\(visit.id) by \(technician.id): \(trip) for \(road)")
    }
    let checks = try await firm.at("06:00").perform(CheckTravel.self, Nothing()).items
    #expect(checks.map(\.profile) == ["good", "roads"])
    // Nobody listens any more; both are kept.
    settings.routers = ["osrm:roads=http://127.0.0.1:1", "osrm:good=http://127.0.0.1:1"]
    _ = try await firm.at("06:00").perform(SetTravel.self, settings)
    #expect(try await makePlan(firm).travel?.askedPairs == 0)
  }

  @Test("addresses that are none are refused before they are stored")
  func badAddress() async throws {
    let firm = try Firm()
    let settings = try? JSONDocument.parse(Array(#"{"routers":["osrm=ftp://x"]}"#.utf8))
    let node = try #require(settings?.root)
    #expect(throws: Faults.self) {
      try Form.read(TravelSettings.self, from: node, context: WireContext())
    }
    await #expect(throws: Faults.self) {
      try await firm.at("06:00").perform(FillTravel.self, TravelFillRequest())
    }
  }
}
