import PunctualModel

/// The firm itself: standards, hours and how it estimates travel.
enum Office {
  static let organisation = Organisation(
    name: "Quellfalk Heizung & Lift AG", zone: SampleFirm.zone, language: .german, phone: "+442079460123",
    email: "dispo@example.com",
    openingHours: Dictionary(
      uniqueKeysWithValues: Weekday.allCases.prefix(5).map { day in
        (day, LocalSpan(start: time(7), end: day == .friday ? time(16, 30) : time(17, 30)))
      }),
    tiers: [
      ServiceTier(name: "gold", promiseChance: 0.95, toldAheadMinutes: 60, windowMinutes: 60, responseHours: 4),
      ServiceTier(name: "silver", promiseChance: 0.9, toldAheadMinutes: 45, windowMinutes: 120, responseHours: 8),
      ServiceTier(name: "standard", promiseChance: 0.85, toldAheadMinutes: 30, windowMinutes: 240, responseHours: 24),
    ],
    travel: TravelEstimate(detourFactor: 1.35, speedKmh: 42, parkingSeconds: 180))
}

/// A time of day that exists; midnight where it does not.
func time(_ hour: Int, _ minute: Int = 0) -> LocalTime {
  LocalTime(minutes: hour * 60 + minute) ?? LocalTime.midnight
}

extension LocalTime {
  fileprivate static let midnight = LocalTime(minutes: 0)!  // 0 is in range.
}
