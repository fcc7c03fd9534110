import PunctualModel

/// Driving with a speed that depends on the time of day: between clock seconds and seconds of the matrix.
struct DayTravel {
  /// In order of time, without overlap.
  let factors: [RoutingTravelFactor]

  /// Seconds of the matrix that are done between two moments; each stretch of one speed rounds down.
  func done(from start: Int, to end: Int) -> Int {
    var (clock, sum) = (start, 0)
    while clock < end {
      let stretch = stretch(at: clock)
      let next = min(stretch.end, end)
      sum += (next - clock) * 1000 / stretch.thousandths
      clock = next
    }
    return sum
  }

  /// Clock seconds for so many seconds of the matrix; what is left in the last stretch rounds up.
  func needed(_ seconds: Int, from start: Int) -> Int {
    var (clock, left) = (start, seconds)
    while true {
      let stretch = stretch(at: clock)
      let rest = (left * stretch.thousandths + 999) / 1000
      if rest <= stretch.end - clock { return clock + rest - start }
      left -= (stretch.end - clock) * 1000 / stretch.thousandths
      clock = stretch.end
    }
  }

  /// The speed at a moment, and when it ends.
  private func stretch(at clock: Int) -> (thousandths: Int, end: Int) {
    for factor in factors where clock < factor.window.end {
      return clock < factor.window.start ? (1000, factor.window.start) : (factor.thousandths, factor.window.end)
    }
    return (1000, .max)
  }
}
