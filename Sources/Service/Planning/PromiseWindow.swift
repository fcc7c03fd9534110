import PunctualModel

/// Which windows can be promised for a request.
enum PromiseWindow {
  /// Windows of a width on the half hour that hold the planned start, the earliest first: the later one begins, the surer
  /// it is kept. Each lies within the customer's own availability window; one that is narrower is promised as it is.
  static func around(_ start: Instant, within windows: [TimeWindow], minutes: Int) -> [TimeWindow] {
    let width = minutes * 60
    let open =
      windows.first { $0.contains(start) } ?? TimeWindow(start: start - width, end: start + width)
    guard open.seconds > width else { return [open] }
    let first = max(open.start, start - width + 1)
    let last = min(start, open.end - width)
    let onGrid = stride(from: (first.epochSeconds + 1799) / 1800 * 1800, through: last.epochSeconds, by: 1800)
      .map { TimeWindow(start: Instant(epochSeconds: $0), end: Instant(epochSeconds: $0 + width)) }
    return onGrid.isEmpty ? [TimeWindow(start: last, end: last + width)] : onGrid
  }

  /// All windows of a width on the half hour that lie within an availability window; itself where it is no wider.
  static func all(within open: TimeWindow, minutes: Int) -> [TimeWindow] {
    let width = minutes * 60
    guard open.seconds > width else { return [open] }
    let first = (open.start.epochSeconds + 1799) / 1800 * 1800
    let onGrid = stride(from: first, through: (open.end - width).epochSeconds, by: 1800)
      .map { TimeWindow(start: Instant(epochSeconds: $0), end: Instant(epochSeconds: $0 + width)) }
    return onGrid.isEmpty ? [TimeWindow(start: open.start, end: open.start + width)] : onGrid
  }
}
