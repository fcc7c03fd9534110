import PunctualModel

/// A pin's day and start narrow the windows; its vehicle narrows who may serve the job; its position is in `Positions`.
enum Pins {
  /// The windows of a job that its pin leaves; none of them can be met where the pin contradicts them.
  static func windows(_ job: RoutingJob) -> [RoutingWindow] {
    var windows = job.windows
    if let day = job.pin?.day { windows = cut(windows, day) }
    if let start = job.pin?.start { windows = cut(windows, RoutingWindow(start, start)) }
    return windows
  }

  /// Whether its pin leaves a job any moment to start.
  static func leaveTime(_ job: RoutingJob) -> Bool { job.pin == nil || windows(job).first?.start ?? 0 < impossible }

  private static func cut(_ windows: [RoutingWindow], _ limit: RoutingWindow) -> [RoutingWindow] {
    if windows.isEmpty { return [limit] }
    let left = windows.filter { $0.end >= limit.start && $0.start <= limit.end }
      .map { RoutingWindow(max($0.start, limit.start), min($0.end, limit.end)) }
    return left.isEmpty ? [RoutingWindow(impossible, impossible)] : left
  }

  /// Later than any route ends.
  private static let impossible = never - 1
}
