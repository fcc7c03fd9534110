import PunctualModel
import Testing

@testable import PunctualStore

@Suite("Kept travel")
struct TravelCacheTests {
  let sandbox = Sandbox()

  static func point(_ number: Int) -> MapPoint {
    MapPoint(longitude: 9_500_000 + Int32(number) * 100, latitude: 47_100_000)
  }

  /// A whole matrix: from i to j it takes 100 i + j seconds and ten times as many metres.
  static func matrix(_ numbers: [Int]) -> TravelMatrix {
    var matrix = TravelMatrix.unknown(size: numbers.count)
    for (row, from) in numbers.enumerated() {
      for (column, to) in numbers.enumerated() where row != column {
        matrix.durations[row * numbers.count + column] = Int32(100 * from + to)
        matrix.distances?[row * numbers.count + column] = Int32(1000 * from + 10 * to)
      }
    }
    return matrix
  }

  func keep(_ store: Store, _ numbers: [Int], version: String = "v1", _ matrix: TravelMatrix? = nil) throws {
    try store.write { writer in
      try writer.keepTravel(
        profile: "car", version: version, tableLimit: 100, numbers.map(Self.point), matrix ?? Self.matrix(numbers),
        offRoad: [:], at: Sample.noon)
    }
  }

  func kept(_ store: Store, _ numbers: [Int], profile: String = "car") throws -> KeptTravel {
    try store.read { try $0.keptTravel(profile: profile, numbers.map(Self.point)) }
  }

  @Test("what was kept comes back, in any order of the places, and the rest is unknown")
  func roundTrip() throws {
    let store = try sandbox.create()
    try keep(store, [1, 2, 3])
    #expect(try kept(store, [3, 1, 2]).matrix == Self.matrix([3, 1, 2]))
    let more = try kept(store, [1, 9, 2])
    #expect(more.matrix.durations == [0, -1, 102, -1, 0, -1, 201, -1, 0])
    #expect(more.map?.version == "v1" && more.map?.tableLimit == 100)
    #expect(try kept(store, [1, 2], profile: "bike").map == nil)
    #expect(try kept(store, [1, 2], profile: "bike").matrix.unknownPairs == 2)
  }

  @Test("new places join those that are kept, and fresh answers replace old ones")
  func grows() throws {
    let store = try sandbox.create()
    try keep(store, [5, 1, 3])
    var fresh = TravelMatrix.unknown(size: 4)
    for (from, to) in [(0, 3), (1, 3), (2, 3), (3, 0), (3, 1), (3, 2), (0, 1)] { fresh.durations[from * 4 + to] = 7 }
    fresh.durations[3] = TravelMatrix.unreachable
    try keep(store, [5, 1, 3, 2], fresh)
    let matrix = try kept(store, [5, 1, 3, 2]).matrix
    #expect(
      matrix.durations == [0, 7, 503, TravelMatrix.unreachable, 105, 0, 103, 7, 305, 301, 0, 7, 7, 7, 7, 0])
    #expect(matrix.distances?[1] == TravelMatrix.unknown)
    #expect(matrix.distances?[2] == 5030)
  }

  @Test("another version of the map drops what was kept before")
  func version() throws {
    let store = try sandbox.create()
    try keep(store, [1, 2, 3])
    try keep(store, [1, 2], version: "v2")
    let kept = try kept(store, [1, 2, 3])
    #expect(kept.map?.version == "v2")
    #expect(kept.matrix.unknownPairs == 4)
    #expect(try store.read { try $0.travelMaps() }.map(\.places) == [2])
    try store.write { try $0.dropTravel() }
    #expect(try store.read { try $0.travelMaps() }.isEmpty)
  }

  @Test("places off the map are remembered as such, and give no trips to learn from")
  func offRoad() throws {
    let store = try sandbox.create()
    try store.write { writer in
      try writer.keepTravel(
        profile: "car", version: "", tableLimit: nil, [1, 2, 3].map(Self.point), Self.matrix([1, 2, 3]),
        offRoad: [1: 25_000], at: Sample.noon)
    }
    #expect(try kept(store, [1, 2, 3]).offRoad == [1: 25_000])
    let trips = try store.read { try $0.keptTrips(profile: "car") }
    #expect(trips.map(\.seconds).sorted() == [103, 301])
  }

  @Test("forgetting a customer drops the travel from and to the sites")
  func forgets() throws {
    let store = try sandbox.create()
    try store.write { writer in
      try writer.insert(Sample.customer())
      let sites = Sample.customer().sites.compactMap { MapPoint($0.place.coordinate) }
      let points = sites + [Self.point(1), Self.point(2)]
      let matrix = TravelMatrix(
        size: points.count, durations: .init(repeating: 60, count: points.count * points.count))
      try writer.keepTravel(
        profile: "car", version: "", tableLimit: nil, points, matrix, offRoad: [:], at: Sample.noon)
      try writer.forget(Sample.customer().id)
      let kept = try writer.keptTravel(profile: "car", points)
      // Between the two that are left.
      #expect(kept.matrix.unknownPairs == points.count * (points.count - 1) - 2)
    }
  }

  @Test("legs survive packing, whatever their size", arguments: [0, 1, 127, 128, 16_384, 2_000_000_000])
  func packing(number: Int) {
    let legs = [
      RoadLegs.Leg(place: number + 1, seconds: Int32(number), metres: nil),
      RoadLegs.Leg(place: number + 2, seconds: TravelMatrix.unreachable, metres: Int32(number)),
      RoadLegs.Leg(place: number + 70_000, seconds: 0, metres: 0),
    ]
    let bytes = RoadLegs.pack(legs)
    var read: [RoadLegs.Leg] = []
    #expect(bytes.withUnsafeBytes { RoadLegs.unpack($0) { read.append($0) } })
    #expect(read == legs)
    #expect(!bytes.dropLast().withUnsafeBytes { RoadLegs.unpack($0) { _ in } })
  }

  @Test("a damaged row is told as damage")
  func damage() throws {
    let store = try sandbox.create()
    try keep(store, [1, 2, 3])
    try sandbox.raw("UPDATE travel_place SET legs = x'81'")
    #expect(try code { _ = try kept(store, [1, 2, 3]) } == .storage)
  }
}
