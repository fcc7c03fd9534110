/// Languages that messages are written in; ISO 639-1.
public enum Language: String, CaseIterable, Sendable, Codable {
  case english = "en"
  case german = "de"
}

/// The firm: its zone, its opening hours, its standards.
public struct Organisation: Hashable, Sendable, Codable {
  public var name: String
  /// The zone that times are printed in and technicians' shifts are stated in.
  public var zone: Zone
  /// The language for those who state none.
  public var language: Language
  public var phone: String?
  public var email: String?
  /// When the office answers, by weekday; a day that is missing is closed.
  public var openingHours: [Weekday: LocalSpan]
  /// Standards by tier, the best first. Every customer's `tier` names one of them.
  public var tiers: [ServiceTier]
  /// How travel is estimated where no matrix and no router gives it.
  public var travel: TravelEstimate

  public init(
    name: String, zone: Zone, language: Language = .english, phone: String? = nil, email: String? = nil,
    openingHours: [Weekday: LocalSpan] = [:], tiers: [ServiceTier] = [.standard], travel: TravelEstimate = .init()
  ) {
    self.name = name
    self.zone = zone
    self.language = language
    self.phone = phone
    self.email = email
    self.openingHours = openingHours
    self.tiers = tiers
    self.travel = travel
  }

  /// The tier of that name, or the last (the most modest) where there is none.
  public func tier(_ name: String) -> ServiceTier {
    tiers.first { $0.name == name } ?? tiers.last ?? .standard
  }
}

/// A part of a day on the wall clock, such as a shift or opening hours.
public struct LocalSpan: Hashable, Sendable, Codable {
  public var start: LocalTime
  public var end: LocalTime

  public init(start: LocalTime, end: LocalTime) {
    self.start = start
    self.end = end
  }
}

/// What a class of customers is owed, in figures that can be measured.
public struct ServiceTier: Hashable, Sendable, Codable {
  public var name: String
  /// The chance of keeping a promise below which no window is offered, 0 to 1.
  public var promiseChance: Double
  /// How long before the promise ends a customer is told of a delay, at the latest, in minutes.
  public var toldAheadMinutes: Int
  /// Width of the window that is promised, in minutes.
  public var windowMinutes: Int
  /// How soon a request is answered, in hours.
  public var responseHours: Int

  public init(name: String, promiseChance: Double, toldAheadMinutes: Int, windowMinutes: Int, responseHours: Int) {
    self.name = name
    self.promiseChance = promiseChance
    self.toldAheadMinutes = toldAheadMinutes
    self.windowMinutes = windowMinutes
    self.responseHours = responseHours
  }

  public static let standard = ServiceTier(
    name: "standard", promiseChance: 0.85, toldAheadMinutes: 30, windowMinutes: 240, responseHours: 24)
}

/// Travel as straight line × detour factor at a stated speed, plus what parking takes.
public struct TravelEstimate: Hashable, Sendable, Codable {
  /// Road length over straight line; 1.3 is usual in settled land.
  public var detourFactor: Double
  public var speedKmh: Double
  /// Added to every trip between two different places, in seconds.
  public var parkingSeconds: Int

  public init(detourFactor: Double = 1.3, speedKmh: Double = 40, parkingSeconds: Int = 0) {
    self.detourFactor = detourFactor
    self.speedKmh = speedKmh
    self.parkingSeconds = parkingSeconds
  }
}
