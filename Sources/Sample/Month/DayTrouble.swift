import PunctualModel

/// What goes wrong on one day and is in nobody's records: illness, customers who are not there, jams, weather, surprises.
///
/// The sample firm's past visits know none of it, so a forecast that learned from them meets it unprepared, as in life.
public struct DayTrouble: Hashable, Sendable {
  /// Technicians who call in sick before the day begins.
  public var ill: Set<String>
  /// Appointments at which nobody opens the door.
  public var noShows: Set<String>
  public var jams: [Jam]
  /// Factor on all travel of the day: 1 in good weather.
  public var weather: Double
  /// Minutes that the work of an appointment takes beyond everything else.
  public var surprises: [String: Int]

  public init(
    ill: Set<String> = [], noShows: Set<String> = [], jams: [Jam] = [], weather: Double = 1,
    surprises: [String: Int] = [:]
  ) {
    self.ill = ill
    self.noShows = noShows
    self.jams = jams
    self.weather = weather
    self.surprises = surprises
  }

  public static let none = DayTrouble()

  /// Roads that are slow for a while.
  public struct Jam: Hashable, Sendable {
    public var span: TimeWindow
    /// Parts of the territory to which the way is slow.
    public var areas: Set<String>
    public var factor: Double

    public init(span: TimeWindow, areas: Set<String>, factor: Double) {
      self.span = span
      self.areas = areas
      self.factor = factor
    }
  }

  /// How long a technician waits at a door that nobody opens, in seconds.
  static let patience = 15 * 60

  /// Factor on the travel of one trip.
  func travel(to area: String, leaving depart: Instant) -> Double {
    jams.filter { $0.span.contains(depart) && $0.areas.contains(area) }.reduce(weather) { $0 * $1.factor }
  }
}

extension DayTrouble {
  /// Chances, each of its kind: a technician is ill on a day; nobody opens the door; work brings a surprise; a jam in the
  /// morning and one in the afternoon; bad weather; somebody answers the telephone.
  static let chances = (illness: 0.02, noShow: 0.02, surprise: 0.03, jam: 0.3, weather: 0.2, answered: 0.75)

  /// Draws a day. Every draw has a stream of its own, so that one appointment more changes no other.
  static func draw(
    _ date: LocalDate, technicians: [Technician], appointments: [Appointment], zone: Zone, seed: UInt64
  ) -> DayTrouble {
    var trouble = DayTrouble()
    for technician in technicians where technician.shift(on: date) != nil {
      var random = Generator(seed: seed, "ill \(technician.id) \(date)")
      if random.chance(chances.illness) { trouble.ill.insert(technician.id) }
    }
    for appointment in appointments {
      var random = Generator(seed: seed, "trouble \(appointment.id)")
      if random.chance(chances.noShow), appointment.crew == 1 { trouble.noShows.insert(appointment.id) }
      // A part that is missing, a second fault: most cost half an hour, some the better part of the day (Pareto).
      let excess = 20 / max(0.02, random.unit()).squareRoot()
      if random.chance(chances.surprise) { trouble.surprises[appointment.id] = Int(min(150, excess)) }
    }
    var random = Generator(seed: seed, "roads \(date)")
    for hours in [7...10, 13...16] where random.chance(chances.jam) {
      let start = zone.instant(date, secondOfDay: random.integer(hours) * 3600 + random.integer(0...59) * 60)
      let areas = Municipality.all.map(\.name).filter { _ in random.chance(0.4) }
      trouble.jams.append(
        Jam(
          span: TimeWindow(start: start, end: start + random.integer(30...100) * 60), areas: Set(areas),
          factor: random.number(1.5...3)))
    }
    if random.chance(chances.weather) { trouble.weather = random.number(1.1...1.35) }
    return trouble
  }
}
