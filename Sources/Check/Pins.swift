import PunctualModel

/// What a pin says of time and order.
extension RouteReplay {
  mutating func checkPinnedTime(_ job: RoutingJob, start: Int, _ name: String) {
    if let day = job.pin?.day, start < day.start || start > day.end {
      report(.pinTime, "\(name) starts at \(start), and is pinned to \(day.start) to \(day.end).")
    }
    if let moment = job.pin?.start, start != moment {
      report(.pinTime, "\(name) starts at \(start), and is pinned to \(moment).")
    }
  }

  mutating func checkPinnedPositions(_ tasks: [Int]) {
    for (position, task) in tasks.enumerated() {
      switch index.problem.jobs[task].pin?.position {
      case .first where tasks[..<position].contains { index.standing.frozen[$0] == nil }:
        report(.pinPosition, "\(index.title(task)) is pinned to the first place of its route, and others come before.")
      case .last where position != tasks.count - 1:
        report(.pinPosition, "\(index.title(task)) is pinned to the last place of its route, and others come after.")
      default: continue
      }
    }
  }
}
