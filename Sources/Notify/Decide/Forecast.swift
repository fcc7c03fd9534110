import PunctualModel

/// What a journey's prediction means for its promise.
struct Forecast {
  var median: Instant
  var chanceLate: Double
  var promiseEnd: Instant?
  private var home: Zone

  /// Nil where nothing is predicted.
  init?(_ journey: Journey) {
    guard let prediction = journey.prediction else { return nil }
    median = prediction.start.at(0.5)
    chanceLate = prediction.late.probability
    promiseEnd = journey.appointment.promise?.window.end
    home = journey.organisation.zone
  }

  /// Whether the chance or the median asks for a warning.
  func isLate(_ trigger: RuleTrigger) -> Bool {
    guard let promiseEnd else { return false }
    return chanceLate >= trigger.chance ?? 1
      || trigger.medianMinutes.map { median > promiseEnd + $0 * 60 } ?? false
  }

  /// Whether a warning is asked for, and it is near or sure enough to give it: the nearest of the trigger's spans that the
  /// present lies in says from which chance on.
  func isDanger(_ trigger: RuleTrigger, _ now: Instant) -> Bool {
    guard let promiseEnd else { return false }
    let toGo = promiseEnd - now
    let spans = [
      (trigger.withinMinutes, trigger.chance), (trigger.likelyWithinMinutes, trigger.likelyChance),
      (trigger.sureWithinMinutes, trigger.sureChance),
    ].compactMap { within, chance in within.flatMap { within in chance.map { (within: within * 60, chance: $0) } } }
    let span = spans.filter { toGo <= $0.within }.min { $0.within < $1.within }
    let late = trigger.lateWithinMinutes.map { toGo < $0 * 60 } ?? false ? trigger.lateChance : nil
    if let chance = late ?? span?.chance, chanceLate >= chance { return true }
    return toGo <= (trigger.withinMinutes ?? 0) * 60
      && trigger.medianMinutes.map { median > promiseEnd + $0 * 60 } ?? false
  }

  /// Whether the promise is safe enough again to say so, by the chance of the all clear's rule.
  func isOnTime(_ leave: Double) -> Bool {
    guard let promiseEnd else { return false }
    return chanceLate <= leave && median <= promiseEnd
  }

  /// `P(late) 0.72, median start 11:40, 40 min after the promise's end.`
  var figures: String {
    let start = "median start \(TimeWords.clock(median, home))"
    guard let promiseEnd else { return start.prefix(1).uppercased() + start.dropFirst() + "." }
    let minutes = (median - promiseEnd) / 60
    return "P(late) \(hundredths(chanceLate)), \(start), \(abs(minutes)) min \(minutes > 0 ? "after" : "before") "
      + "the promise's end."
  }
}

/// `0.72`.
func hundredths(_ chance: Double) -> String {
  let whole = Int((max(0, min(1, chance)) * 100).rounded())
  return "\(whole / 100).\(whole % 100 < 10 ? "0" : "")\(whole % 100)"
}
