import PunctualModel

/// Routes as maps read them (RFC 7946): a line a route, a point a stop, in longitude and latitude.
public enum GeoJSON {
  /// A `FeatureCollection`.
  public static func collection(_ features: [JSON]) -> JSON {
    ["type": "FeatureCollection", "features": .array(features)]
  }

  /// A `Feature` with a `Point`.
  public static func point(_ place: Coordinate, _ properties: [JSON.Member]) -> JSON {
    [
      "type": "Feature", "geometry": ["type": "Point", "coordinates": position(place)],
      "properties": .object(properties),
    ]
  }

  /// A line through places in their order; nil through fewer than two different ones, which make no line.
  public static func line(_ places: [Coordinate], _ properties: [JSON.Member]) -> JSON? {
    guard Set(places).count > 1 else { return nil }
    return [
      "type": "Feature", "geometry": ["type": "LineString", "coordinates": .array(places.map(position))],
      "properties": .object(properties),
    ]
  }

  private static func position(_ place: Coordinate) -> JSON { [.double(place.longitude), .double(place.latitude)] }

  /// A solution in VROOM's form as a map: for each route a line, by road where the route has a `geometry`, else from stop
  /// to stop; a point for each step, and one for each job that is left out.
  ///
  /// - Throws: `missing-coordinates` where a stop has no `location`, `missing-field` where there are no routes.
  public static func solution(_ root: JSONNode) throws(Faults) -> JSON {
    guard let routes = root["routes"], routes.kind == .array else {
      throw Faults(
        .missingField, path: "/routes", "There are no routes: this is no solution.",
        hint: "Give what `punctual solve` answers.")
    }
    var reader = SolutionReader()
    for (index, route) in routes.elements.enumerated() { reader.read(route, "/routes/\(index)") }
    for (index, job) in (root["unassigned"]?.elements.map { $0 } ?? []).enumerated() {
      reader.readUnassigned(job, "/unassigned/\(index)")
    }
    guard reader.faults.isEmpty else { throw Faults(Array(reader.faults.prefix(100))) }
    return collection(reader.features)
  }
}

private struct SolutionReader {
  var features: [JSON] = []
  var faults: [Fault] = []

  mutating func read(_ route: JSONNode, _ path: String) {
    let vehicle = route["vehicle"]?.value() ?? .null
    var places: [Coordinate] = []
    var points: [JSON] = []
    for (index, step) in (route["steps"]?.elements.map { $0 } ?? []).enumerated() {
      let type = step["type"]?.string() ?? ""
      guard let place = location(step) else {
        // A break has no place of its own.
        if type != "break" { refuse("\(path)/steps/\(index)") }
        continue
      }
      places.append(place)
      let told = members(step, ["id", "description", "task", "arrival", "setup", "service", "waiting_time", "late"])
      points.append(
        GeoJSON.point(
          place, [.init("vehicle", vehicle), .init("position", .int(index)), .init("type", .string(type))] + told)
      )
    }
    let line = route["geometry"]?.string().flatMap(Polyline.decode)
    if let text = route["geometry"]?.string(), line == nil {
      faults.append(
        Fault(.badRecord, path: "\(path)/geometry", "\"\(shortened(text))\" is not an encoded polyline."))
    }
    let told = members(route, ["description", "cost", "duration", "distance"])
    let feature = GeoJSON.line(
      line ?? places,
      [.init("vehicle", vehicle)] + told + [.init("line", .string(line == nil ? "straight" : "road"))])
    if let feature { features.append(feature) }
    features += points
  }

  mutating func readUnassigned(_ job: JSONNode, _ path: String) {
    guard let place = location(job) else { return refuse(path) }
    features.append(GeoJSON.point(place, [.init("type", "unassigned")] + members(job, ["id", "description"])))
  }

  private mutating func refuse(_ path: String) {
    faults.append(
      Fault(
        .missingCoordinates, path: "\(path)/location", "The stop has no coordinates, so it cannot be drawn.",
        hint: "Give `location` beside `location_index` in the problem."))
  }

  private func location(_ node: JSONNode) -> Coordinate? {
    guard let pair = node["location"], pair.kind == .array, pair.count == 2 else { return nil }
    let numbers = pair.elements.compactMap { $0.double() }
    guard numbers.count == 2, abs(numbers[0]) <= 180, abs(numbers[1]) <= 90 else { return nil }
    return Coordinate(longitude: numbers[0], latitude: numbers[1])
  }

  private func members(_ node: JSONNode, _ keys: [String]) -> [JSON.Member] {
    keys.compactMap { key in node[key].map { JSON.Member(key, $0.value()) } }
  }
}
