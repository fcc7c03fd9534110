import PunctualModel

/// Reads VRPLIB's form, TSPLIB's with time windows: `KEY : VALUE` lines, then sections.
///
/// G. Reinelt, "TSPLIB 95", 1995; CVRPLIB's instances; sections `TIME_WINDOW_SECTION` and `SERVICE_TIME_SECTION` as the
/// Python package vrplib has them. A key or section that would change the problem and is not known is refused.
struct VRPLIBReader {
  private let units: InstanceUnits
  private let vehicles: Int?

  init(_ units: InstanceUnits, _ vehicles: Int?) {
    self.units = units
    self.vehicles = vehicles
  }

  /// Keys that say nothing of the problem itself.
  private static let silent: Set<String> = [
    "NAME", "COMMENT", "TYPE", "NODE_COORD_TYPE", "DISPLAY_DATA_TYPE", "EDGE_DATA_FORMAT",
  ]
  private static let keys: Set<String> = [
    "DIMENSION", "CAPACITY", "VEHICLES", "DISTANCE", "SERVICE_TIME", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT",
  ]
  private static let sections: Set<String> = [
    "NODE_COORD_SECTION", "DEMAND_SECTION", "DEPOT_SECTION", "EDGE_WEIGHT_SECTION", "TIME_WINDOW_SECTION",
    "SERVICE_TIME_SECTION", "DISPLAY_DATA_SECTION",
  ]

  func read(_ lines: InstanceLines) throws(Faults) -> RoutingInstance {
    var parts = VRPLIBParts()
    var section: String?
    for line in lines.all {
      if line.text == "EOF" { break }
      if let numbers = line.numbers, let section {
        parts.sections[section, default: []].append((line.number, numbers))
        continue
      }
      let pair = line.text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(\.trimmed)
      let key = String(pair[0]).uppercased()
      if key.hasSuffix("_SECTION") {
        section = key
        if !Self.sections.contains(key) {
          parts.refuse(
            .unsupported, line.number, "The section \(shortened(key)) is not known, and would change the problem.")
        }
      } else if pair.count == 2, Self.keys.contains(key) {
        section = nil
        parts.values[key] = (line.number, String(pair[1]))
      } else if pair.count == 2, Self.silent.contains(key) {
        section = nil
      } else if pair.count == 2 {
        section = nil
        parts.refuse(.unsupported, line.number, "The key \(shortened(key)) is not known, and may change the problem.")
      } else {
        parts.refuse(.badRecord, line.number, "The line is neither `KEY : VALUE`, nor a section, nor a row of numbers.")
      }
    }
    let instance = parts.instance(units, vehicles)
    guard parts.faults.isEmpty else { throw Faults(Array(parts.faults.prefix(100))) }
    return instance
  }
}

/// The keys and sections of a file, and what is wrong with them.
private struct VRPLIBParts {
  var values: [String: (line: Int, text: String)] = [:]
  var sections: [String: [(line: Int, numbers: [Double])]] = [:]
  var faults: [Fault] = []

  mutating func refuse(_ code: FaultCode, _ line: Int?, _ message: String, hint: String? = nil) {
    faults.append(Fault(code, line: line, message, hint: hint))
  }

  /// What the file says; to be used only where there is no fault.
  mutating func instance(_ units: InstanceUnits, _ vehicles: Int?) -> RoutingInstance {
    var instance = RoutingInstance()
    guard let size = whole("DIMENSION", 2...InstanceFile.mostStops) else {
      if values["DIMENSION"] == nil { refuse(.missingField, nil, "DIMENSION, the number of stops, is missing.") }
      return instance
    }
    instance.capacity = whole("CAPACITY", 0...Int(Int32.max))
    instance.longestTour = number("DISTANCE")
    let numbers = stopNumbers(size)
    instance.stops = numbers.map { RoutingInstance.Stop(id: $0) }
    let places = Dictionary(zip(numbers, numbers.indices), uniquingKeysWith: { first, _ in first })
    readStops(&instance, places)
    instance.depot = depot(places)
    instance.distances = distances(size, places, units)
    instance.vehicles = vehicles ?? whole("VEHICLES", 1...100_000) ?? enough(instance)
    return instance
  }

  /// Customers that fit two by two into more than one vehicle fill more than half of each on average, so that twice the
  /// least number of vehicles, and one, is always enough for the demand. With windows, only one each surely is.
  private func enough(_ instance: RoutingInstance) -> Int {
    let customers = max(1, instance.stops.count - 1)
    guard let capacity = instance.capacity, capacity > 0, instance.longestTour == nil,
      !instance.stops.contains(where: { $0.window != nil })
    else { return customers }
    let demand = instance.stops.reduce(0) { $0 + $1.demand }
    return min(customers, 2 * ((demand + capacity - 1) / capacity) + 1)
  }

  /// The stops' numbers, as the first section that lists them all has them; else 1 to n.
  private func stopNumbers(_ size: Int) -> [Int] {
    for section in ["NODE_COORD_SECTION", "DEMAND_SECTION"] {
      let numbers = (sections[section] ?? []).compactMap { $0.numbers.first.flatMap { Int(exactly: $0) } }
      if numbers.count == size, Set(numbers).count == size, numbers.allSatisfy({ $0 >= 0 }) { return numbers }
    }
    return Array(1...size)
  }

  private mutating func readStops(_ instance: inout RoutingInstance, _ places: [Int: Int]) {
    if instance.capacity != nil || sections["DEMAND_SECTION"] != nil {
      for (place, line, row) in rows("DEMAND_SECTION", 2, places) {
        guard let demand = Int(exactly: row[1]), demand >= 0 else {
          refuse(.outOfRange, line, "A demand is a whole number from 0.")
          continue
        }
        instance.stops[place].demand = demand
      }
    }
    if sections["TIME_WINDOW_SECTION"] != nil {
      for (place, line, row) in rows("TIME_WINDOW_SECTION", 3, places) {
        if row[1] < 0 || row[2] < row[1] { refuse(.badWindow, line, "The window ends before it starts, or before 0.") }
        instance.stops[place].window = (row[1], row[2])
      }
    }
    if sections["SERVICE_TIME_SECTION"] != nil {
      for (place, line, row) in rows("SERVICE_TIME_SECTION", 2, places) {
        if row[1] < 0 { refuse(.outOfRange, line, "A service time is 0 or more.") }
        instance.stops[place].service = row[1]
      }
    } else if let service = number("SERVICE_TIME") {
      for place in instance.stops.indices { instance.stops[place].service = service }
    }
  }

  private mutating func depot(_ places: [Int: Int]) -> Int {
    guard let rows = sections["DEPOT_SECTION"] else { return 0 }
    let named = rows.flatMap { row in row.numbers.map { (row.line, $0) } }.prefix { $0.1 != -1 }
    guard named.count == 1, let place = Int(exactly: named[0].1).flatMap({ places[$0] }) else {
      refuse(
        .unsupported, rows.first?.line, "The depots are not one of the stops, named once.",
        hint: "Instances with several depots have no conversion.")
      return 0
    }
    return place
  }

  private mutating func distances(_ size: Int, _ places: [Int: Int], _ units: InstanceUnits) -> [Int] {
    let kind = values["EDGE_WEIGHT_TYPE"]?.text.uppercased() ?? "EUC_2D"
    var units = units
    switch kind {
    case "EXPLICIT": return explicit(size, units)
    case "EUC_2D", "EXACT_2D": break
    case "CEIL_2D": units.rounding = .ceil
    case "FLOOR_2D": units.rounding = .floor
    default:
      refuse(
        .unsupported, values["EDGE_WEIGHT_TYPE"]?.line, "Distances of the type \(shortened(kind)) are not known.",
        hint: "EUC_2D, CEIL_2D, FLOOR_2D, EXACT_2D and EXPLICIT are.")
      return []
    }
    var points = [(x: Double, y: Double)](repeating: (0, 0), count: size)
    for (place, _, row) in rows("NODE_COORD_SECTION", 3, places) { points[place] = (row[1], row[2]) }
    return faults.isEmpty ? RoutingInstance.euclidean(points, units) : []
  }

  /// The matrix of `EDGE_WEIGHT_SECTION`, whose numbers may stand on any lines.
  private mutating func explicit(_ size: Int, _ units: InstanceUnits) -> [Int] {
    let format = values["EDGE_WEIGHT_FORMAT"]?.text.uppercased() ?? "FULL_MATRIX"
    let cells: [(Int, Int)]
    // A half by columns is the other half by rows, mirrored, which makes no difference where both ways are as long.
    switch format {
    case "FULL_MATRIX": cells = (0..<size).flatMap { row in (0..<size).map { (row, $0) } }
    case "LOWER_ROW", "UPPER_COL": cells = (0..<size).flatMap { row in (0..<row).map { (row, $0) } }
    case "LOWER_DIAG_ROW", "UPPER_DIAG_COL": cells = (0..<size).flatMap { row in (0...row).map { (row, $0) } }
    case "UPPER_ROW", "LOWER_COL":
      cells = (0..<size).flatMap { row in (row + 1..<max(size, row + 1)).map { (row, $0) } }
    case "UPPER_DIAG_ROW", "LOWER_DIAG_COL": cells = (0..<size).flatMap { row in (row..<size).map { (row, $0) } }
    default:
      refuse(
        .unsupported, values["EDGE_WEIGHT_FORMAT"]?.line, "The matrix format \(shortened(format)) is not known.",
        hint: "FULL_MATRIX and LOWER_ or UPPER_, with or without DIAG_, by ROW or COL are.")
      return []
    }
    let weights = (sections["EDGE_WEIGHT_SECTION"] ?? []).flatMap(\.numbers)
    guard weights.count == cells.count, weights.allSatisfy({ $0 >= 0 }) else {
      refuse(
        .outOfRange, sections["EDGE_WEIGHT_SECTION"]?.first?.line,
        "The matrix has \(weights.count) numbers; \(cells.count) from 0 are needed for \(format) and \(size) stops.")
      return []
    }
    var distances = [Int](repeating: 0, count: size * size)
    for ((row, column), weight) in zip(cells, weights) {
      distances[row * size + column] = units.length(weight)
      if format != "FULL_MATRIX" { distances[column * size + row] = units.length(weight) }
    }
    return distances
  }

  /// The rows of a section, one a stop, with the stop's place.
  private mutating func rows(
    _ section: String, _ width: Int, _ places: [Int: Int]
  ) -> [(place: Int, line: Int, numbers: [Double])] {
    guard let rows = sections[section] else {
      refuse(.missingField, nil, "\(section) is missing.")
      return []
    }
    var seen: Set<Int> = []
    let good = rows.compactMap { row -> (place: Int, line: Int, numbers: [Double])? in
      guard row.numbers.count == width, let place = Int(exactly: row.numbers[0]).flatMap({ places[$0] }),
        seen.insert(place).inserted
      else {
        refuse(
          .badRecord, row.line, "A row of \(section) is the number of a stop, once, and \(width - 1) more.")
        return nil
      }
      return (place, row.line, row.numbers)
    }
    if good.count == rows.count, rows.count != places.count {
      refuse(.missingField, rows.last?.line, "\(section) has \(rows.count) rows for \(places.count) stops.")
    }
    return good
  }

  private mutating func number(_ key: String) -> Double? {
    guard let value = values[key] else { return nil }
    guard let number = Double(value.text), number >= 0, number < 1e9 else {
      refuse(.wrongType, value.line, "\(key) is not a number from 0.")
      return nil
    }
    return number
  }

  private mutating func whole(_ key: String, _ range: ClosedRange<Int>) -> Int? {
    guard let number = number(key) else { return nil }
    guard let whole = Int(exactly: number), range.contains(whole) else {
      refuse(.outOfRange, values[key]?.line, "\(key) is not in \(range.lowerBound) to \(range.upperBound).")
      return nil
    }
    return whole
  }
}
