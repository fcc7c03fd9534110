import PunctualModel

/// Numbers the places of an input.
///
/// With matrices every place has a `location_index`, and locations are the matrices' rows. Without, each different
/// coordinate is a location, in the order of appearance.
struct VROOMLocations {
  private(set) var all: [RoutingLocation]
  /// The locations that a job or a vehicle names.
  private(set) var used: Set<Int> = []
  private let indexed: Bool
  private let unknown: Bool
  private var byCoordinate: [Coordinate: Int] = [:]

  /// - Parameters:
  ///   - rows: rows of the matrices; nil where there are none.
  ///   - unknown: the matrices are so wrong that nothing can be said of a place: none is refused, and none is kept.
  init(rows: Int?, unknown: Bool = false) {
    indexed = rows != nil
    self.unknown = unknown
    all = (0..<(rows ?? 0)).map { RoutingLocation(index: $0) }
  }

  /// The location that an object names under `key` (`location`, `start`, `end`) and its `_index`. Nil where it names none
  /// or a wrong one; `required` makes none a fault.
  mutating func read(_ object: VROOMObject, _ key: String, required: Bool) -> Int? {
    let indexKey = key + "_index"
    let object = object.holder(of: key, indexKey)
    let before = object.faults.all.count
    let coordinate = object.coordinate(key)
    let index = object.whole(indexKey, indexKey)
    guard object.faults.all.count == before else { return nil }
    if unknown { return coordinate == nil && index == nil ? nil : 0 }
    guard coordinate != nil || index != nil else {
      guard required else { return nil }
      let hint = "Give `\(indexed ? indexKey : key)`."
      object.faults.add(
        indexed ? .missingField : .missingCoordinates, object.path, "Invalid location for \(object.name): it has none.",
        hint: hint)
      return nil
    }
    if indexed { return row(index, coordinate, object, indexKey) }
    if index != nil {
      object.faults.add(
        .missingMatrix, "\(object.path)/\(indexKey)",
        "Unexpected location index while no custom matrices provided: \(object.name) has one.",
        hint: "Give `matrices`, or coordinates alone.")
      return nil
    }
    return coordinate.map { place($0) }
  }

  private mutating func row(
    _ index: Int?, _ coordinate: Coordinate?, _ object: VROOMObject, _ indexKey: String
  ) -> Int? {
    guard let index else {
      object.faults.add(
        .missingField, object.path, "Missing location index: \(object.name) has no \(indexKey).",
        hint: "With `matrices`, every place needs its row.")
      return nil
    }
    guard index < all.count else {
      object.faults.add(
        .outOfRange, "\(object.path)/\(indexKey)",
        "location_index exceeding matrix size: \(object.name) names row \(index) of \(all.count).",
        hint: "Rows are counted from 0.")
      return nil
    }
    if let coordinate, all[index].coordinate == nil { all[index].coordinate = coordinate }
    used.insert(index)
    return index
  }

  private mutating func place(_ coordinate: Coordinate) -> Int {
    let location = byCoordinate[coordinate] ?? all.count
    if location == all.count {
      all.append(RoutingLocation(coordinate: coordinate))
      byCoordinate[coordinate] = location
      used.insert(location)
    }
    return location
  }
}
