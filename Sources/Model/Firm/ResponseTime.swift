extension Organisation {
  /// By when somebody who writes at a moment is to be answered, by the response time of a tier.
  ///
  /// Where opening hours are stated, the time runs while the firm is open: each 24 hours are a working day, what is left over
  /// counts open hours. So four hours from Friday's closing on end on Monday morning, and a day ends at the same time of the
  /// next working day. Without opening hours the clock on the wall counts.
  public func answerDue(_ asked: Instant, _ tier: ServiceTier) -> Instant {
    guard !openingHours.isEmpty, openingHours.values.allSatisfy({ $0.start < $0.end }) else {
      return asked + tier.responseHours * 3600
    }
    var (at, open) = firstOpen(from: asked)
    var rest = tier.responseHours % 24 * 3600
    for _ in 0..<tier.responseHours / 24 {
      let second = zone.local(at).secondOfDay
      open = firstOpen(from: open.end).open
      at = max(open.start, zone.instant(zone.local(open.start).date, secondOfDay: second))
      rest += max(0, at - open.end)
      at = min(at, open.end)
    }
    while rest > open.end - at {
      rest -= open.end - at
      (at, open) = firstOpen(from: open.end)
    }
    return at + rest
  }

  /// The first moment from one on at which the firm is open, and until when it is.
  private func firstOpen(from instant: Instant) -> (at: Instant, open: TimeWindow) {
    var date = zone.local(instant).date
    while true {
      if let hours = openingHours[date.weekday] {
        let open = TimeWindow(start: zone.instant(date, hours.start), end: zone.instant(date, hours.end))
        if instant < open.end { return (max(instant, open.start), open) }
      }
      date = date.adding(days: 1)
    }
  }
}
