import PunctualModel

/// How late a route runs, as a normal distribution around its planned times (see `RoutingSpread`).
struct Delay: BitwiseCopyable {
  var mean = 0.0
  var variance = 0.0

  /// Waiting absorbs it: the distribution of max(D − wait, 0), taken for normal (Clark 1961).
  @inline(__always)
  mutating func absorb(_ wait: Int) {
    guard wait > 0 else { return }
    let shifted = mean - Double(wait)
    guard variance > 0 else {
      mean = max(shifted, 0)
      return
    }
    let deviation = variance.squareRoot()
    let (below, density) = normal(shifted / deviation)
    let expected = shifted * below + deviation * density
    let second = (shifted * shifted + variance) * below + shifted * deviation * density
    mean = expected
    variance = max(second - expected * expected, 0)
  }

  /// The expectation of how far it exceeds `slack` seconds.
  @inline(__always)
  func expected(beyond slack: Int) -> Double {
    let shifted = mean - Double(slack)
    guard variance > 0 else { return max(shifted, 0) }
    let deviation = variance.squareRoot()
    let (below, density) = normal(shifted / deviation)
    return max(shifted * below + deviation * density, 0)
  }

  /// The standard normal distribution and density, to 10⁻⁷ (Abramowitz and Stegun 1964, 26.2.17): one exponential for both.
  @inline(__always)
  private func normal(_ x: Double) -> (below: Double, density: Double) {
    if abs(x) > 7 { return (x > 0 ? 1 : 0, 0) }
    let density = exponential(-0.5 * x * x) * 0.398_942_280_401_432_7
    let t = 1 / (1 + 0.231_641_9 * abs(x))
    let series = 0.319_381_530 + t * (-0.356_563_782 + t * (1.781_477_937 + t * (-1.821_255_978 + t * 1.330_274_429)))
    let beyond = density * t * series
    return (x > 0 ? 1 - beyond : beyond, density)
  }
}
