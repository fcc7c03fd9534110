/// Waiting on the way that costs. A route may start later where that only shortens waits: how much later is known all along
/// (the forward time slack of Savelsbergh, ORSA Journal on Computing 4, 1992).
extension CourseLabel {
  /// Waits before a start that could come `spareAfter` seconds later without any harm.
  @inline(__always)
  mutating func wait(_ seconds: Int, rate: Int, spareAfter: Int) {
    let saved = min(seconds, spare)
    cost += rate * (seconds - saved)
    waited += seconds - saved
    spare = min(spare - saved, spareAfter)
  }
}

extension CourseView {
  /// How much later than at `start` a job could start without costing more; `closes` ends its window.
  @inline(__always)
  func spareAfterStart(_ job: Int, _ start: Int, _ finish: Int, closes: Int) -> Int {
    if isInGroup(job) || movedRate > 0 && plannedStart[job] >= 0 { return 0 }
    if earlyRate[job] > 0 && start < preferredStart[job] { return 0 }
    return max(0, min(closes - start, preferredEnd[job] - start, dueBy[job] - finish))
  }
}
