#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A seeded stream of pseudo-random numbers: xoshiro256** (D. Blackman and S. Vigna, 2018), its state filled by SplitMix64.
///
/// The draws below are written out rather than taken from the standard library, so that a seed means the same firm under
/// every version of the compiler.
struct Generator {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// The stream named `key` of a seed. Streams are independent, so that a change to one part of the firm, or to one
  /// visit's day, leaves all others as they were.
  init(seed: UInt64, _ key: String) {
    // FNV-1a folds the name into the seed.
    var mixed: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01B3 }
    mixed ^= seed &* 0x9E37_79B9_7F4A_7C15
    func split() -> UInt64 {
      mixed &+= 0x9E37_79B9_7F4A_7C15
      var word = mixed
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return word ^ (word >> 31)
    }
    state = (split(), split(), split(), split())
  }

  mutating func next() -> UInt64 {
    let scrambled = Self.rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotate(state.3, 45)
    return scrambled
  }

  private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
    (word << bits) | (word >> (64 - bits))
  }

  /// Uniform over 0..<1.
  mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  mutating func number(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }

  /// Uniform over whole numbers.
  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(unit() * Double(range.count))
  }

  mutating func chance(_ probability: Double) -> Bool {
    unit() < probability
  }

  /// One of a list that is not empty.
  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[integer(0...list.count - 1)]
  }

  /// One of a list that is not empty, in proportion to its weight.
  mutating func pick<Element>(_ list: [Element], weight: (Element) -> Double) -> Element {
    var rest = unit() * list.reduce(0) { $0 + weight($1) }
    for element in list {
      rest -= weight(element)
      if rest < 0 { return element }
    }
    return list[list.count - 1]
  }

  /// Fisher–Yates.
  mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
    var result = list
    for last in stride(from: result.count - 1, to: 0, by: -1) {
      result.swapAt(last, integer(0...last))
    }
    return result
  }

  /// Standard normal, by Box and Muller.
  mutating func normal() -> Double {
    (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
  }

  /// Exponential of that mean.
  mutating func exponential(mean: Double) -> Double {
    -mean * log(1 - unit())
  }

  /// e to the power of a normal: `median` is its middle, `spread` the standard deviation of its logarithm.
  mutating func logNormal(median: Double, spread: Double) -> Double {
    median * exp(spread * normal())
  }
}

/// `value` to the power of `strength`: 1 keeps a factor, 0 makes it 1.
func tempered(_ value: Double, _ strength: Double) -> Double {
  pow(value, strength)
}

/// 1 in the middle of January, 0 in the middle of July.
func winter(dayOfYear: Int) -> Double {
  0.5 + 0.5 * cos(2 * .pi * Double(dayOfYear - 15) / 365)
}
