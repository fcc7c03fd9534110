/// By how much the rows of a leaf lie off each of their quantiles, level by level.
struct LeafRests {
  typealias Values = TreeEnsemble.Values

  private static let levels = TreeEnsemble.levels.count
  private static let most = TreeGrowing.enough

  /// Level by level, room for ``most`` each.
  private var rests = [Float](repeating: 0, count: Self.levels * Self.most)
  private var count = 0

  mutating func removeAll() { count = 0 }

  mutating func append(_ rest: Values) {
    for level in 0..<Self.levels { rests[level * Self.most + count] = rest[level] }
    count += 1
  }

  /// The value at a level under which its share of the rows lies. Leaves the values of that level in another order.
  mutating func quantile(_ place: Int, _ level: Double) -> Float {
    let wanted = min(Int(level * Double(count)), count - 1)
    let first = place * Self.most
    return rests.withUnsafeMutableBufferPointer { rests in
      Self.select(UnsafeMutableBufferPointer(rebasing: rests[first..<first + count]), wanted)
    }
  }

  /// The value that would stand at a place if they were sorted (C. Hoare, "Find", 1961).
  private static func select(_ values: UnsafeMutableBufferPointer<Float>, _ place: Int) -> Float {
    var low = 0
    var high = values.count - 1
    while low < high {
      let (one, two, three) = (values[low], values[(low &+ high) / 2], values[high])
      let pivot = max(min(one, two), min(max(one, two), three))
      let middle = gather(values, low, high) { $0 < pivot }
      if place < middle {
        high = middle - 1
      } else {
        low = gather(values, middle, high) { $0 <= pivot }
        if place < low { return pivot }
      }
    }
    return values[place]
  }

  /// Puts first what fulfils a condition; gives where the others begin. Without a branch that nobody can foresee.
  @inline(__always)
  private static func gather(
    _ values: UnsafeMutableBufferPointer<Float>, _ low: Int, _ high: Int, _ condition: (Float) -> Bool
  ) -> Int {
    var middle = low
    for place in low...high {
      let value = values[place]
      values[place] = values[middle]
      values[middle] = value
      middle &+= condition(value) ? 1 : 0
    }
    return middle
  }
}
