import PunctualModel

/// One object of an input, with its place and the name that sentences call it by, such as `job 3`.
///
/// Each function reads one key: nil where it is not given, or is wrong, which then is among the faults. Unknown keys are
/// ignored, as VROOM does.
struct VROOMObject {
  let node: JSONNode
  let path: String
  var name: String
  let faults: VROOMFaults
  /// Whether null stands for a key that is not given. VROOM takes it for a wrong value; in our own keys it is free.
  var nullIsAbsent = false
  /// A shift of this vehicle, whose keys replace the vehicle's.
  var shift: Shift?

  struct Shift {
    var node: JSONNode
    var path: String
  }

  /// The same object, for reading keys that VROOM does not have.
  var extended: VROOMObject {
    var copy = self
    copy.nullIsAbsent = true
    return copy
  }

  subscript(key: String) -> JSONNode? {
    guard let value = shift?.node[key] ?? node[key], !(nullIsAbsent && value.isNull) else { return nil }
    return value
  }

  /// The shift alone where it has one of the keys, else the vehicle alone: for keys that only make sense together.
  func holder(of keys: String...) -> VROOMObject {
    var holder = self
    holder.shift = nil
    guard let shift, keys.contains(where: { shift.node[$0] != nil }) else { return holder }
    return VROOMObject(node: shift.node, path: shift.path, name: name, faults: faults, nullIsAbsent: nullIsAbsent)
  }

  /// Where the value of a key is.
  func place(_ key: String) -> String {
    "\(shift.flatMap { $0.node[key] == nil ? nil : $0.path } ?? path)/\(pointer(key))"
  }

  /// VROOM's numbers have 32 bits and no sign.
  static let unsigned = 0...Int(UInt32.max)

  func whole(_ key: String, _ noun: String, in range: ClosedRange<Int> = unsigned) -> Int? {
    self[key].flatMap { whole($0, at: place(key), noun, in: range) }
  }

  /// A number of 64 bits; missing is a fault.
  func id() -> UInt64? {
    guard let value = node["id"] else {
      faults.add(.missingField, path, "Invalid or missing id for \(name).", hint: "Give a whole number as `id`.")
      return nil
    }
    if let id = value.uint64() { return id }
    faults.add(
      value.isIntegral ? .outOfRange : .wrongType, "\(path)/id",
      "Invalid or missing id for \(name): \(shown(value)) is not a whole number from 0 to \(UInt64.max).")
    return nil
  }

  func text(_ key: String) -> String? {
    guard let value = self[key] else { return nil }
    if let text = value.string() { return text }
    faults.add(.wrongType, place(key), "Invalid \(key) value for \(name): \(shown(value)) is not a text.")
    return nil
  }

  func wholes(_ key: String, _ noun: String, in range: ClosedRange<Int> = unsigned) -> [Int]? {
    array(key)?.enumerated().compactMap { whole($1, at: "\(place(key))/\($0)", noun, in: range) }
  }

  /// `[longitude, latitude]` in degrees. More elements are ignored, as VROOM does.
  func coordinate(_ key: String) -> Coordinate? {
    guard let value = self[key] else { return nil }
    let numbers = value.elements.prefix(2).compactMap { $0.double() }
    guard numbers.count == 2 else {
      faults.add(.wrongType, place(key), "Invalid \(key) array for \(name): [longitude, latitude] is expected.")
      return nil
    }
    guard abs(numbers[0]) <= 180, abs(numbers[1]) <= 90 else {
      faults.add(
        .outOfRange, place(key),
        "Invalid \(key) for \(name): longitude \(numbers[0]), latitude \(numbers[1]) is not a point on the globe.",
        hint: "Coordinates are [longitude, latitude] in degrees.")
      return nil
    }
    return Coordinate(longitude: numbers[0], latitude: numbers[1])
  }

  /// Windows in order of time; VROOM orders them too. They may not touch.
  func windows() -> [RoutingWindow]? {
    guard let elements = array("time_windows") else { return nil }
    var windows: [RoutingWindow] = []
    var index = 0
    for element in elements {
      if let window = window(element, at: "\(place("time_windows"))/\(index)") { windows.append(window) }
      index += 1
    }
    if index == 0 {
      faults.add(
        .badWindow, place("time_windows"), "Empty time windows for \(name).",
        hint: "Leave `time_windows` out where any time will do.")
    }
    windows.sort { ($0.start, $0.end) < ($1.start, $1.end) }
    for (earlier, later) in zip(windows, windows.dropFirst()) where later.start <= earlier.end {
      faults.add(
        .badWindow, place("time_windows"),
        "Unsorted or overlapping time-windows for \(name): [\(earlier.start), \(earlier.end)] and "
          + "[\(later.start), \(later.end)].", hint: "Join windows that touch.")
    }
    return windows
  }

  func window(_ key: String) -> RoutingWindow? {
    self[key].flatMap { window($0, at: place(key)) }
  }

  /// Values by vehicle type.
  func perType(_ key: String) -> [String: Int] {
    guard let value = self[key] else { return [:] }
    guard value.kind == .object else {
      faults.add(.wrongType, place(key), "Invalid \(key) for \(name): \(shown(value)) is not an object.")
      return [:]
    }
    var values: [String: Int] = [:]
    for (type, entry) in value.members {
      values[type] = whole(entry, at: "\(place(key))/\(pointer(type))", "value in \(key)")
    }
    return values
  }

  /// The elements of an array of objects; `called` names each by its index.
  func objects(_ key: String, called: (_ index: Int) -> String) -> [VROOMObject] {
    guard let elements = array(key) else { return [] }
    return elements.enumerated().compactMap { index, element in
      let path = "\(place(key))/\(index)"
      if element.kind == .object {
        return VROOMObject(node: element, path: path, name: called(index), faults: faults, nullIsAbsent: nullIsAbsent)
      }
      faults.add(.wrongType, path, "Invalid \(called(index)): \(shown(element)) is not an object.")
      return nil
    }
  }

  func object(_ key: String) -> VROOMObject? {
    guard let value = self[key] else { return nil }
    guard value.kind == .object else {
      faults.add(
        .wrongType, place(key), "Invalid \(key) for \(name): \(shown(value)) is not an object.")
      return nil
    }
    return VROOMObject(node: value, path: place(key), name: name, faults: faults, nullIsAbsent: nullIsAbsent)
  }

  /// The same object, called by its id now that it is known.
  func called(_ name: String) -> VROOMObject {
    var copy = self
    copy.name = name
    return copy
  }

  func array(_ key: String) -> JSONElements? {
    guard let value = self[key] else { return nil }
    if value.kind == .array { return value.elements }
    faults.add(.wrongType, place(key), "Invalid \(key) for \(name): \(shown(value)) is not an array.")
    return nil
  }

  /// - Parameter place: made into a text only where it is needed; most values are right.
  func whole(
    _ value: JSONNode, at place: @autoclosure () -> String, _ noun: String, in range: ClosedRange<Int> = unsigned
  ) -> Int? {
    if let number = value.int(), range.contains(number) { return number }
    faults.add(
      value.isIntegral ? .outOfRange : .wrongType, place(),
      "Invalid \(noun) for \(name): \(shown(value)) is not a whole number from \(range.lowerBound) to "
        + "\(range.upperBound).")
    return nil
  }

  func window(_ value: JSONNode, at path: @autoclosure () -> String) -> RoutingWindow? {
    let before = faults.all.count
    let bounds = value.elements.enumerated().compactMap { whole($1, at: "\(path())/\($0)", "time in a window") }
    guard value.count == 2, value.kind == .array else {
      faults.add(
        .badWindow, path(), "Invalid time-window for \(name): [start, end] in seconds is expected, not \(shown(value))."
      )
      return nil
    }
    guard bounds.count == 2, faults.all.count == before else { return nil }
    guard bounds[0] <= bounds[1] else {
      faults.add(
        .badWindow, path(), "Invalid time window: [\(bounds[0]), \(bounds[1])] of \(name) ends before it starts.")
      return nil
    }
    return RoutingWindow(bounds[0], bounds[1])
  }
}

/// A value as a sentence shows it: numbers and texts as they are written, cut where they are long, others by their kind.
func shown(_ node: JSONNode) -> String {
  switch node.kind {
  case .number: String(decoding: node.storage.raw(node.token).prefix(40), as: UTF8.self)
  case .boolean: node.bool() == true ? "true" : "false"
  case .null: "null"
  case .string: "\"" + (node.string() ?? "").prefix(40) + "\""
  case .array: "an array of \(node.count)"
  case .object: "an object"
  }
}

/// A key as a part of a JSON Pointer (RFC 6901).
func pointer(_ key: String) -> String {
  guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
  return key.replacing("~", with: "~0").replacing("/", with: "~1")
}
