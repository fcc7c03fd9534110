import PunctualModel

/// Travel for one profile at one speed, row-major. With `padded`, one more place, `nowhere`, from and to which all travel
/// is free: where a route without a start or an end begins or ends.
final class Travel: Sendable {
  let size: Int
  let nowhere: Int
  let seconds: Cells
  /// By column and row; the seconds themselves where they are symmetric.
  let transposed: Cells
  /// Nil where not given.
  let metres: Cells?
  let costs: Cells?

  var hasMetres: Bool { metres != nil }
  var hasCosts: Bool { costs != nil }

  /// How much longer than a way over a third place a direct leg can be: 0 where the triangle inequality holds. Found by
  /// looking at all triples of places, or at very many where there are too many of them.
  let shortcut: Int

  /// Ends early, with cells of no use, where `isCancelled` says so.
  init(_ matrix: TravelMatrix?, speedFactor: Double, padded: Bool, _ isCancelled: () -> Bool) {
    let given = matrix?.size ?? 0
    let size = padded ? given + 1 : given
    self.size = size
    nowhere = padded ? given : 0
    func cells(_ values: [Int32]?) -> Cells? {
      guard let values else { return nil }
      if !padded { return Cells(values) }
      return Cells(size * size) { block in
        for row in 0..<given where row & 15 != 0 || !isCancelled() {
          for column in 0..<given { block[row * size + column] = values[row * given + column] }
        }
      }
    }
    let asGiven = cells(matrix?.durations ?? []) ?? Cells([])
    let (metres, costs) = (cells(matrix?.distances), cells(matrix?.costs))
    (self.metres, self.costs) = (metres, costs)

    if speedFactor == 1 && !Travel.isHidden(asGiven, by: metres, isCancelled)
      && !Travel.isHidden(asGiven, by: costs, isCancelled)
    {
      seconds = asGiven
    } else {
      seconds = Cells(asGiven.count) { block in
        for cell in 0..<asGiven.count {
          if cell & Travel.pollMask == 0 && isCancelled() { break }
          let isHidden = metres?[cell] == unreachable || costs?[cell] == unreachable
          block[cell] = isHidden ? unreachable : Travel.scaled(asGiven[cell], speedFactor)
        }
      }
    }
    shortcut = isCancelled() ? 0 : Travel.shortcut(seconds, size, places: given)
    let seconds = seconds
    transposed =
      Travel.isSymmetric(seconds, size, isCancelled)
      ? seconds
      : Cells(size * size) { block in
        for row in 0..<size where row & 15 != 0 || !isCancelled() {
          for column in 0..<size { block[column * size + row] = seconds[row * size + column] }
        }
      }
  }

  /// So many cells, and one, are looked at in about a millisecond.
  private static let pollMask = (1 << 20) - 1

  /// Whether another matrix leaves out a pair that the seconds have: it cannot be travelled then.
  private static func isHidden(_ seconds: Cells, by other: Cells?, _ isCancelled: () -> Bool) -> Bool {
    guard let other else { return false }
    for begin in stride(from: 0, to: seconds.count, by: pollMask + 1) {
      if isCancelled() { return false }
      for cell in begin..<min(seconds.count, begin + pollMask + 1)
      where other[cell] == unreachable && seconds[cell] != unreachable {
        return true
      }
    }
    return false
  }

  /// Seconds at a speed: rounded leg by leg, as VROOM does.
  static func scaled(_ seconds: Int32, _ speedFactor: Double) -> Int32 {
    if speedFactor == 1 || seconds == unreachable { return seconds }
    let scaled = (Double(seconds) / speedFactor).rounded()
    return scaled < Double(unreachable) ? Int32(scaled) : unreachable
  }

  private static func shortcut(_ seconds: Cells, _ size: Int, places: Int) -> Int {
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

  /// Looks at squares of cells, so that columns are read as well as rows are.
  private static func isSymmetric(_ seconds: Cells, _ size: Int, _ isCancelled: () -> Bool) -> Bool {
    let side = 64
    for top in stride(from: 0, to: size, by: side) {
      if isCancelled() { return true }
      for left in stride(from: 0, through: top, by: side) {
        for row in top..<min(size, top + side) {
          for column in left..<max(left, min(row, left + side))
          where seconds[row * size + column] != seconds[column * size + row] {
            return false
          }
        }
      }
    }
    return true
  }
}
