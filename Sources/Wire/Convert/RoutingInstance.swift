import PunctualModel

/// How an instance's figures become whole numbers.
public struct InstanceUnits: Hashable, Sendable {
  /// What becomes of a fraction.
  public enum Rounding: String, CaseIterable, Sendable {
    /// Cut off, as DIMACS and CVRPLIB do with one decimal.
    case floor
    /// To the nearest, halves up, as TSPLIB does.
    case nearest
    case ceil
  }

  /// Units of the problem in one of the file's: 10 keeps one decimal.
  public var scale: Int
  public var rounding: Rounding

  public init(scale: Int, rounding: Rounding) {
    self.scale = scale
    self.rounding = rounding
  }

  /// A length. Binary fractions that stand for a whole number count as it.
  func length(_ value: Double) -> Int {
    let scaled = value * Double(scale)
    switch rounding {
    case .floor: return whole((scaled + 1e-9).rounded(.down))
    case .nearest: return whole((scaled + 0.5).rounded(.down))
    case .ceil: return whole((scaled - 1e-9).rounded(.up))
    }
  }

  /// A time of the file, to the nearest unit.
  func time(_ value: Double) -> Int { whole((value * Double(scale)).rounded()) }

  private func whole(_ value: Double) -> Int { Int(max(0, min(value, Double(Int32.max - 1)))) }
}

/// A vehicle routing instance as benchmark files state it: alike vehicles at one depot, and customers with a demand.
struct RoutingInstance {
  struct Stop {
    /// The file's number of it.
    var id: Int
    var demand = 0
    var window: (ready: Double, due: Double)?
    var service = 0.0
  }

  var name = ""
  var vehicles = 0
  var capacity: Int?
  /// The longest tour, work included.
  var longestTour: Double?
  /// Place of the depot among the stops.
  var depot = 0
  /// The depot among them.
  var stops: [Stop] = []
  /// Row by row, in whole units.
  var distances: [Int] = []

  /// The problem in VROOM's form: a job a customer, by the file's number, with one matrix for time and way.
  func problem(_ units: InstanceUnits) -> JSON {
    let jobs = stops.indices.filter { $0 != depot }.map { index -> JSON in
      let stop = stops[index]
      var job: JSON = ["id": .int(stop.id), "location_index": .int(index)]
      if capacity != nil { job["delivery"] = .array([.int(stop.demand)]) }
      if stop.service > 0 { job["service"] = .int(units.time(stop.service)) }
      if let window = stop.window {
        job["time_windows"] = .array([.array([.int(units.time(window.ready)), .int(units.time(window.due))])])
      }
      return job
    }
    let fleet = (1...max(1, vehicles)).map { number -> JSON in
      var vehicle: JSON = ["id": .int(number), "start_index": .int(depot), "end_index": .int(depot)]
      if let capacity { vehicle["capacity"] = .array([.int(capacity)]) }
      let window = stops[depot].window.map { (units.time($0.ready), units.time($0.due)) }
      let tour = longestTour.map { (0, units.time($0)) }
      if let (start, end) = window ?? tour { vehicle["time_window"] = .array([.int(start), .int(end)]) }
      return vehicle
    }
    let size = stops.count
    let rows = (0..<size).map { row in JSON.array(distances[row * size..<(row + 1) * size].map(JSON.int)) }
    return [
      "jobs": .array(jobs), "vehicles": .array(fleet), "matrices": ["car": ["durations": .array(rows)]],
    ]
  }

  /// Distances of the plane.
  static func euclidean(_ points: [(x: Double, y: Double)], _ units: InstanceUnits) -> [Int] {
    points.flatMap { from in
      points.map { to in
        let (dx, dy) = (from.x - to.x, from.y - to.y)
        return units.length((dx * dx + dy * dy).squareRoot())
      }
    }
  }
}

/// Reads benchmark instances.
public enum InstanceFile {
  /// Most stops of an instance: its matrix has the square of them.
  static let mostStops = 10_000

  /// The forms that are read.
  public enum Format: String, CaseIterable, Sendable {
    /// Solomon's, and Gehring and Homberger's.
    case solomon
    /// TSPLIB's, as CVRPLIB uses it.
    case vrplib
  }

  /// The problem in VROOM's form.
  ///
  /// - Parameters:
  ///   - format: told by the content where it is nil.
  ///   - scale, rounding: nil takes what the instances' best known values go by: ten and cut off for Solomon's (DIMACS),
  ///     one and to the nearest for VRPLIB's (TSPLIB).
  ///   - vehicles: how many there are, where the file does not say, or others are wanted.
  /// - Throws: all that is wrong, with its lines.
  public static func problem(
    _ bytes: [UInt8], format: Format? = nil, scale: Int? = nil, rounding: InstanceUnits.Rounding? = nil,
    vehicles: Int? = nil
  ) throws(Faults) -> JSON {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Faults(
        .badRecord, "The file is not text in UTF-8.", hint: "Give an instance in Solomon's or VRPLIB's form.")
    }
    let lines = InstanceLines(text)
    switch format ?? (lines.isVRPLIB ? .vrplib : .solomon) {
    case .solomon:
      let units = InstanceUnits(scale: scale ?? 10, rounding: rounding ?? .floor)
      return try SolomonReader(units, vehicles).read(lines).problem(units)
    case .vrplib:
      let units = InstanceUnits(scale: scale ?? 1, rounding: rounding ?? .nearest)
      return try VRPLIBReader(units, vehicles).read(lines).problem(units)
    }
  }
}

/// The lines of an instance that are not empty, with their numbers.
struct InstanceLines {
  struct Line {
    var number: Int
    var text: Substring
    var words: [Substring] { text.split { $0 == " " || $0 == "\t" } }
    /// The words as numbers; nil where one is none.
    var numbers: [Double]? {
      let numbers = words.compactMap { Double($0) }
      return numbers.count == words.count && numbers.allSatisfy { $0.isFinite && abs($0) < 1e12 } ? numbers : nil
    }
  }

  let all: [Line]

  init(_ text: String) {
    all = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.enumerated()
      .map { Line(number: $0 + 1, text: $1.trimmed) }
      .filter { !$0.text.isEmpty }
  }

  /// Whether a line is one of VRPLIB's: `DIMENSION : 101`, or a section.
  var isVRPLIB: Bool {
    all.contains { line in
      line.text.hasSuffix("_SECTION") || line.text.split(separator: ":").first?.trimmed.uppercased() == "DIMENSION"
    }
  }
}

extension Substring {
  /// Without blanks around it.
  var trimmed: Substring {
    let start = drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
    guard let end = start.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return start.prefix(0) }
    return start[...end]
  }
}
