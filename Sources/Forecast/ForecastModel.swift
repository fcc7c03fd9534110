import PunctualModel

/// What past visits taught: how long work and travel take against the plan, and how late technicians leave.
///
/// Without data it holds stated priors: work and travel with ratios (actual ÷ planned) whose logarithm has mean 0 and
/// standard deviation 0.30 and 0.25; work of which no length is planned of 45 min with 0.60; first departures within 5 min of plan; up to a few minutes between finishing and
/// leaving; a pace of the day with standard deviation 0.10; technicians who wait for the planned departure, and no
/// pauses but those that a route lists.
public struct ForecastModel: Sendable, Equatable, Codable {
  /// The form's version; another one is refused when decoding.
  public static let currentVersion = 1

  public private(set) var version = ForecastModel.currentVersion
  /// The rules that learning goes by. They change what a model says, not how it is stored: one that was learned by earlier
  /// ones can be used, and is better learned again.
  public static let currentRules = 1
  /// By which it was learned; 0 for those before they were counted.
  public private(set) var rules = ForecastModel.currentRules
  /// Whether learning again would say more than what came since can.
  public var isOutdated: Bool { rules < Self.currentRules }
  public var learnedFrom = LearnedFrom(visits: 0)
  /// The clock by which hours of the day are told.
  var zone: Zone = .utc
  /// Logarithm of actual over planned time on site, by type and technician.
  var service = ResidualModel(priorSpread: 0.30)
  /// Logarithm of actual over planned travel, both plus ``travelOffset``, by area and hour of the day.
  var travel = ResidualModel(priorSpread: 0.25)
  /// Logarithm of the time on site over ``PlannedStop/usualWork``, by type and technician, where no length was planned; learned
  /// from all visits where few were planned so.
  var unplanned = ResidualModel(priorSpread: 0.60)
  /// Seconds from planned to actual departure to a day's first visit, by technician.
  var firstDeparture = ResidualModel(priorSpread: 300)
  /// Seconds from being free to leave, the planned departure having come, to leaving; by technician.
  var afterStop = ResidualModel(priorSpread: 120)
  /// Seconds from being able to begin, on site and the promised window open, to beginning; by type.
  var beforeWork = ResidualModel(priorSpread: 60)
  /// The chance that a technician who is done early waits for the planned departure. The others leave as soon as they
  /// would not stand before a closed window.
  var waitsForPlan = 1.0
  /// The chance that a long gap of the plan, of which no pause is told, holds one that is taken even when it is late.
  var pauseShare = 0.0
  /// How long such a pause is.
  var pauseSeconds = 1800
  /// Standard deviation of the part of a duration's log ratio that all visits of a technician's day share.
  var pace = 0.10

  /// Seconds from when a visit was due, the one before over, to its start, by technician; only where the past does not
  /// tell when technicians left and came.
  var starts: ResidualModel?
  /// What trees know of the same beyond it, where a visit waits for none before, and where it does.
  var first: BoostedResidual?
  var start: BoostedResidual?
  /// What trees know of the time that work takes beyond the plan, where that is more than ``service`` knows.
  var work: BoostedResidual?

  /// The groups and numbers that trees ask; nil without trees.
  var columns: Columns? { (work ?? start ?? first)?.columns }

  /// Seconds added to both travel times before their ratio is taken, so that very short trips do not give wild ones.
  static let travelOffset = 60.0

  /// A gap of the plan between a finish and the next departure that may hold a pause: 20 min.
  static let longGap = 20 * 60

  /// The priors.
  public init() {}

  /// The group of travel times that a departure falls in: its hour on the wall clock.
  static func hourBand(_ epochSeconds: Int, offset: Int) -> String {
    let seconds = (epochSeconds + offset) % 86_400
    return String((seconds < 0 ? seconds + 86_400 : seconds) / 3600)
  }

  private enum CodingKeys: String, CodingKey {
    case version, rules, learnedFrom, zone, service, unplanned, travel, firstDeparture, afterStop, beforeWork
    case waitsForPlan, pauseShare, pauseSeconds, pace, starts, first, start, work
  }

  public init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: CodingKeys.self)
    version = try box.decode(Int.self, forKey: .version)
    guard version == Self.currentVersion else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: box,
        debugDescription: "model version \(version) is not \(Self.currentVersion); learn again from the past visits")
    }
    learnedFrom = try box.decode(LearnedFrom.self, forKey: .learnedFrom)
    zone = try box.decode(Zone.self, forKey: .zone)
    service = try box.decode(ResidualModel.self, forKey: .service)
    rules = try box.decodeIfPresent(Int.self, forKey: .rules) ?? 0
    unplanned = try box.decodeIfPresent(ResidualModel.self, forKey: .unplanned) ?? unplanned
    travel = try box.decode(ResidualModel.self, forKey: .travel)
    firstDeparture = try box.decode(ResidualModel.self, forKey: .firstDeparture)
    afterStop = try box.decode(ResidualModel.self, forKey: .afterStop)
    beforeWork = try box.decode(ResidualModel.self, forKey: .beforeWork)
    waitsForPlan = try box.decode(Double.self, forKey: .waitsForPlan)
    pauseShare = try box.decode(Double.self, forKey: .pauseShare)
    pauseSeconds = try box.decode(Int.self, forKey: .pauseSeconds)
    pace = try box.decode(Double.self, forKey: .pace)
    starts = try box.decodeIfPresent(ResidualModel.self, forKey: .starts)
    first = try box.decodeIfPresent(BoostedResidual.self, forKey: .first)
    start = try box.decodeIfPresent(BoostedResidual.self, forKey: .start)
    work = try box.decodeIfPresent(BoostedResidual.self, forKey: .work)
    guard [first, start, work].allSatisfy({ $0?.isSound ?? true }) else {
      throw DecodingError.dataCorruptedError(
        forKey: .work, in: box, debugDescription: "the trees do not fit the columns that they ask")
    }
    guard (0...1).contains(waitsForPlan), (0...1).contains(pauseShare), (0...14_400).contains(pauseSeconds),
      (0...10).contains(pace)
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .pace, in: box, debugDescription: "a number of the model is out of range")
    }
  }
}

/// The visits that a model was learned from.
public struct LearnedFrom: Sendable, Hashable, Codable {
  public var visits: Int
  /// The first start and the last finish; nil where there were no visits.
  public var from: Instant?
  public var to: Instant?

  public init(visits: Int, from: Instant? = nil, to: Instant? = nil) {
    self.visits = visits
    self.from = from
    self.to = to
  }
}
