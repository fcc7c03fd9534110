import PunctualModel

/// Travel for one profile at one speed, row-major. With `padded`, one more place, `nowhere`, from and to which all travel
/// is free: where a route without a start or an end begins or ends.
final class Travel: Sendable {
  let size: Int
  let nowhere: Int
  let seconds: Flat<Int32>
  /// By column and row; empty where the seconds are symmetric.
  let transposed: Flat<Int32>
  /// Empty where not given.
  let metres: Flat<Int32>
  let costs: Flat<Int32>

  /// How much longer than a way over a third place a direct leg can be: 0 where the triangle inequality holds. Found by
  /// looking at all triples of places, or at very many where there are too many of them.
  let shortcut: Int

  var hasMetres: Bool { metres.count > 0 }
  var hasCosts: Bool { costs.count > 0 }

  init(_ matrix: TravelMatrix?, speedFactor: Double, padded: Bool) {
    let given = matrix?.size ?? 0
    let size = padded ? given + 1 : given
    self.size = size
    nowhere = padded ? given : 0
    let cells = size * size
    func copied(_ values: [Int32]?) -> Flat<Int32> {
      guard let values else { return Flat(0, filledWith: 0) }
      let block = Flat(cells, filledWith: Int32(0))
      values.withUnsafeBufferPointer { source in
        for row in 0..<given {
          for column in 0..<given { block.base[row * size + column] = source[row * given + column] }
        }
      }
      return block
    }
    seconds = copied(matrix?.durations ?? [])
    metres = copied(matrix?.distances)
    costs = copied(matrix?.costs)

    // A pair that any of the matrices leaves out cannot be travelled.
    for cell in 0..<cells {
      let value = seconds[cell]
      if value == unreachable || (metres.count > 0 && metres[cell] == unreachable)
        || (costs.count > 0 && costs[cell] == unreachable)
      {
        seconds[cell] = unreachable
      } else if speedFactor != 1 {
        seconds[cell] = Travel.scaled(value, speedFactor)
      }
    }
    shortcut = Travel.shortcut(seconds, size, places: given)
    if Travel.isSymmetric(seconds, size) {
      transposed = Flat(0, filledWith: 0)
    } else {
      transposed = Flat(cells, filledWith: 0)
      for row in 0..<size {
        for column in 0..<size { transposed[column * size + row] = seconds[row * size + column] }
      }
    }
  }

  /// Seconds at a speed: rounded leg by leg, as VROOM does.
  static func scaled(_ seconds: Int32, _ speedFactor: Double) -> Int32 {
    if speedFactor == 1 || seconds == unreachable { return seconds }
    let scaled = (Double(seconds) / speedFactor).rounded()
    return scaled < Double(unreachable) ? Int32(scaled) : unreachable
  }

  private static func shortcut(_ seconds: borrowing Flat<Int32>, _ size: Int, places: Int) -> Int {
    var longest = 0
    func look(_ a: Int, _ b: Int, over third: Int) {
      let direct = Int(seconds[a * size + b])
      if direct == Int(unreachable) { return }
      longest = max(longest, direct - Int(seconds[a * size + third]) - Int(seconds[third * size + b]))
    }
    if places <= 100 {
      for a in 0..<places {
        for third in 0..<places {
          for b in 0..<places { look(a, b, over: third) }
        }
      }
    } else {
      var random = Xoshiro(seed: 1)
      for _ in 0..<100_000 { look(random.below(places), random.below(places), over: random.below(places)) }
    }
    return longest
  }

  private static func isSymmetric(_ seconds: borrowing Flat<Int32>, _ size: Int) -> Bool {
    for row in 0..<size {
      for column in 0..<row where seconds[row * size + column] != seconds[column * size + row] { return false }
    }
    return true
  }
}
