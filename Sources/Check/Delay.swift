#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How far a route is behind its plan, as a normal distribution in seconds.
struct Delay {
  private(set) var mean = 0.0
  private(set) var variance = 0.0

  /// Something with an independent deviation of its own is added.
  mutating func add(deviation: Double) {
    variance += deviation * deviation
  }

  /// Waiting takes up delay: the maximum with a constant, as a normal distribution with its first two moments
  /// (Clark, "The greatest of a finite set of random variables", 1961).
  mutating func absorb(waiting: Int) {
    guard waiting > 0 else { return }
    let shifted = mean - Double(waiting)
    guard variance > 0 else {
      mean = max(shifted, 0)
      return
    }
    let sigma = variance.squareRoot()
    let (below, density) = Self.standard(shifted / sigma)
    mean = shifted * below + sigma * density
    variance = max((shifted * shifted + variance) * below + shifted * sigma * density - mean * mean, 0)
  }

  /// The expectation of what goes beyond `slack`.
  func expected(beyond slack: Double) -> Double {
    let shifted = mean - slack
    guard variance > 0 else { return max(shifted, 0) }
    let sigma = variance.squareRoot()
    let (below, density) = Self.standard(shifted / sigma)
    return shifted * below + sigma * density
  }

  /// The standard normal distribution and its density.
  private static func standard(_ x: Double) -> (below: Double, density: Double) {
    (erfc(-x / 2.0.squareRoot()) / 2, exp(-x * x / 2) / (2 * Double.pi).squareRoot())
  }
}
