import PunctualModel

/// A planned pause that is still to be taken, and where.
struct Pause {
  /// The visit that it comes before.
  var visit: Int
  /// After arriving there; else before leaving for it.
  var onSite: Bool
  /// Not before this second since 1970.
  var start: Int
  /// In seconds.
  var length: Int

  /// Places the pauses of a route: each in the gap of the plan where it lies. One whose gap is past is taken in the
  /// next gap, unless the stamps show a gap in which it must have been taken.
  static func place(_ breaks: [TimeWindow], among stops: [PlannedStop], current: Int) -> [Pause] {
    breaks.compactMap { pause in
      let start = PlannedStop.seconds(pause.start)
      let length = min(max(0, PlannedStop.seconds(pause.end) - start), PlannedStop.longest)
      guard let visit = stops.firstIndex(where: { $0.start >= start }) else { return nil }
      let onSite = start >= stops[visit].arrive
      let actual = stops[visit].actual
      let isPast =
        visit < current || (visit == current && (onSite ? actual.start ?? actual.finish : actual.earliest) != nil)
      if isPast {
        let from = onSite ? actual.arrive : visit > 0 ? stops[visit - 1].actual.finish : nil
        let to = onSite ? actual.start : actual.depart
        guard let from, let to, to - from < length / 2, current + 1 < stops.count else { return nil }
        return Pause(visit: current + 1, onSite: false, start: start, length: length)
      }
      return visit > 0 || onSite ? Pause(visit: visit, onSite: onSite, start: start, length: length) : nil
    }
  }
}
