import PunctualModel

/// How things really go: the distributions from which actual times are drawn.
///
/// Every draw has a stream of its own, named after what it is for, so that a visit takes as long as it takes whoever's
/// day is planned anew around it. Technicians' and areas' tendencies do not depend on the seed: what is learned from the
/// past visits holds for a day that is played with another seed.
struct Reality: Sendable {
  var seed: UInt64
  /// 1 for the full spread and the heavy overruns; 0 for everything as planned. At a half, overruns vanish.
  var strength: Double
  var zone: Zone

  /// Spread of the logarithm of a technician's pace of one day, shared by all the day's visits.
  static let daySpread = 0.08
  /// Spread of the logarithm of travel.
  static let travelSpread = 0.16
  /// Nothing takes more than this many times as long as planned: somebody else is sent, or another day is found.
  static let longest = 3.5
  /// Minutes: medians of leaving late in the morning and between a finish and the next departure.
  static let morningMedian = 3.0
  static let turnaroundMedian = 2.0
  static let delaySpread = 0.6

  /// Seconds on site. `technician` is nil for work that two do together: nobody's own pace rules it.
  func service(planned: Int, type: String, technician: String?, date: LocalDate, key: String) -> Int {
    var random = Generator(seed: seed, "service \(key)")
    let kind = WorkType.byID[type]
    let (median, spread, overrun) = kind?.reality ?? (1.0, 0.25, 0.03)
    var ratio = random.logNormal(median: median, spread: spread)
    if kind?.isRepair == true { ratio *= 1 + 0.1 * season(date) }
    if let technician {
      ratio *= Self.tendency(technician) * Self.tendency(technician, type: type)
      var day = Generator(seed: seed, "pace \(technician) \(date)")
      ratio *= day.logNormal(median: 1, spread: Self.daySpread)
    }
    let isOverrun = random.chance(overrun * max(0, 2 * strength - 1))
    let excess = min(3, 1.4 + random.exponential(mean: 0.4))
    if isOverrun { ratio *= excess }
    ratio = min(ratio, Self.longest)
    return max(300, Int((Double(planned) * tempered(ratio, strength)).rounded()))
  }

  /// Seconds on the road, leaving at `depart` for a visit in `area`.
  func travel(planned: Int, area: String, depart: Instant, key: String) -> Int {
    guard planned > 0 else { return 0 }
    var random = Generator(seed: seed, "travel \(key)")
    let (date, second) = zone.local(depart)
    var ratio = random.logNormal(median: 1, spread: Self.travelSpread)
    ratio *= Municipality.byName[area]?.travelFactor ?? 1
    ratio *= Self.rush(hour: second / 3600)
    ratio *= 1 + 0.06 * season(date)
    return max(60, Int((Double(planned) * tempered(ratio, strength)).rounded()))
  }

  /// Seconds of leaving later than one could.
  func delay(isFirst: Bool, key: String) -> Int {
    var random = Generator(seed: seed, "delay \(key)")
    let minutes = random.logNormal(
      median: isFirst ? Self.morningMedian : Self.turnaroundMedian, spread: Self.delaySpread)
    return Int((minutes * 60 * strength).rounded())
  }

  /// Factor of travel by the hour of leaving: the morning's peak and the evening's.
  static func rush(hour: Int) -> Double {
    switch hour {
    case 7: 1.3
    case 8: 1.15
    case 16: 1.15
    case 17: 1.25
    default: 1
    }
  }

  /// A technician's own factor on durations: log-normal, spread 0.07.
  static func tendency(_ technician: String) -> Double {
    var random = Generator(seed: 0, "tendency \(technician)")
    return random.logNormal(median: 1, spread: 0.07)
  }

  /// A technician's further factor on one kind of work: log-normal, spread 0.05.
  static func tendency(_ technician: String, type: String) -> Double {
    var random = Generator(seed: 0, "tendency \(technician) \(type)")
    return random.logNormal(median: 1, spread: 0.05)
  }

  private func season(_ date: LocalDate) -> Double {
    winter(dayOfYear: date.dayOfYear)
  }
}

extension LocalDate {
  /// 1 on 1 January.
  var dayOfYear: Int {
    daysSinceEpoch - (LocalDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? daysSinceEpoch) + 1
  }
}
