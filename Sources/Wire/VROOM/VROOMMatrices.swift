import PunctualModel

/// The travel matrices of an input, as far as they are right.
struct VROOMMatrices {
  private(set) var byProfile: [String: TravelMatrix] = [:]
  /// Rows that all of them have: the number of locations. Nil where there is none.
  private(set) var size: Int?
  /// The profiles that the input has a table for, right or wrong, so that a wrong one is told once.
  private(set) var given: Set<String> = []

  init(_ root: VROOMObject) {
    if let matrices = root.object("matrices") {
      for (profile, entry) in matrices.node.members where !entry.isNull {
        if let object = matrices.object(profile) {
          read(profile, object)
        } else {
          given.insert(profile)
        }
      }
    } else if let rows = root.node["matrix"], root.node["matrices"] == nil {
      // The form of VROOM before 1.11: travel times for the only profile that there was.
      given.insert("car")
      add("car", ["durations": MatrixRows(rows, path: "/matrix", profile: "car", root.faults)])
    }
    size = byProfile.values.map(\.size).min()
    for (profile, matrix) in byProfile where matrix.size != size { byProfile[profile] = matrix.cropped(to: size ?? 0) }
  }

  private mutating func read(_ profile: String, _ object: VROOMObject) {
    var tables: [String: MatrixRows?] = [:]
    for kind in ["durations", "distances", "costs"] {
      guard let node = object.node[kind] else { continue }
      if kind != "durations", object.node["durations"] == nil {
        object.faults.add(
          .missingMatrix, object.path,
          "Custom matrix provided for \(kind) but not for durations for \(profile) profile.")
      }
      tables[kind] = .some(MatrixRows(node, path: "\(object.path)/\(kind)", profile: profile, object.faults))
    }
    if !tables.isEmpty { given.insert(profile) }
    add(profile, tables)
  }

  private mutating func add(_ profile: String, _ tables: [String: MatrixRows?]) {
    let tables = tables.compactMapValues { $0 }
    guard let size = tables.values.map(\.size).min(), let durations = tables["durations"] else { return }
    byProfile[profile] = TravelMatrix(
      size: size, durations: durations.entries(size), distances: tables["distances"]?.entries(size),
      costs: tables["costs"]?.entries(size))
  }
}

/// One square table of numbers.
struct MatrixRows {
  let size: Int
  private let all: [Int32]

  /// Nil where the table is not square or has an entry that is no travel; the faults tell.
  ///
  /// An entry is a whole number, or null where no way leads. So is one above 2³¹ - 2, which programs write to say that:
  /// nobody travels for 68 years. Reads the parser's tokens directly, as a matrix may have millions.
  init?(_ node: JSONNode, path: String, profile: String, _ faults: VROOMFaults) {
    guard node.kind == .array else {
      faults.add(.wrongType, path, "Unexpected matrix value: \(shown(node)) is not an array of rows.")
      return nil
    }
    let size = node.count
    guard size > 0 else {
      faults.add(.outOfRange, path, "Empty matrix for \(profile) profile.")
      return nil
    }
    var right = true
    for (index, row) in node.elements.enumerated() where row.kind != .array || row.count != size {
      faults.add(
        row.kind == .array ? .outOfRange : .wrongType, "\(path)/\(index)",
        "Unexpected matrix line length: \(row.kind == .array ? "\(row.count)" : "no array") instead of \(size).")
      right = false
    }
    // Room is made only for what has shown to be a square: a long first row alone must not cost its square.
    guard right else { return nil }
    var entries: [Int32] = []
    entries.reserveCapacity(size * size)
    for (index, row) in node.elements.enumerated() {
      guard let wrong = Self.append(row, to: &entries) else { continue }
      faults.add(
        .wrongType, "\(path)/\(index)/\(wrong.column)",
        "Invalid matrix entry: \(wrong.shown) is neither a whole number from 0 nor null.",
        hint: "Give seconds, metres or costs as whole numbers; null says that no way leads there.")
      right = false
    }
    guard right else { return nil }
    self.size = size
    all = entries
  }

  /// The upper left square, row by row.
  func entries(_ size: Int) -> [Int32] {
    size == self.size ? all : upperLeft(all, from: self.size, to: size)
  }

  /// Adds a row's entries; gives the first one that is wrong.
  private static func append(_ row: JSONNode, to entries: inout [Int32]) -> (column: Int, shown: String)? {
    let start = row.index + 1
    let wrong: Int? = row.storage.bytes.withUnsafeBufferPointer { bytes in
      row.storage.tokens.withUnsafeBufferPointer { tokens in
        for index in start..<start + row.count {
          let token = tokens[index]
          // An array or object before it would shift the rest, but is itself wrong.
          guard token.kind == .integer || token.kind == .null else { return index }
          entries.append(TravelMatrix.unreachable)
          guard token.kind == .integer else { continue }
          guard bytes[Int(token.offset)] != UInt8(ascii: "-") else { return index }
          var number = 0
          for byte in bytes[Int(token.offset)..<Int(token.offset + token.length)] where number < 1 << 40 {
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
          }
          entries[entries.count - 1] = Int32(clamping: number)
        }
        return nil
      }
    }
    return wrong.map { ($0 - start, shown(JSONNode(storage: row.storage, index: $0))) }
  }
}

extension TravelMatrix {
  func cropped(to size: Int) -> TravelMatrix {
    TravelMatrix(
      size: size, durations: upperLeft(durations, from: self.size, to: size),
      distances: distances.map { upperLeft($0, from: self.size, to: size) },
      costs: costs.map { upperLeft($0, from: self.size, to: size) })
  }
}

private func upperLeft(_ entries: [Int32], from size: Int, to smaller: Int) -> [Int32] {
  (0..<smaller).flatMap { row in entries[row * size..<row * size + smaller] }
}
