import PunctualModel
import PunctualTravel
import Testing

@Suite("The straight line, calibrated")
struct CalibrationTests {
  static let origin = Coordinate(longitude: 9.5, latitude: 47.1)

  /// A trip north of so many metres in an area where each takes `base` seconds and `pace` a metre.
  static func trip(_ metres: Double, area: String, base: Double, pace: Double) -> KnownTrip {
    let to = Coordinate(longitude: 9.5, latitude: 47.1 + metres / 111_195.08)
    return KnownTrip(
      from: origin, to: to, seconds: Int((base + pace * metres).rounded()), metres: Int((1.4 * metres).rounded()),
      areas: [area])
  }

  @Test("what the trips of an area share is found: a time for every trip and one for each metre")
  func fits() throws {
    let trips = (1...300).map { Self.trip(Double($0) * 40, area: "town", base: 90, pace: 0.1) }
    let calibration = try #require(TravelCalibration(trips, usual: TravelEstimate()))
    #expect(calibration.trips == 299)
    for metres in [500.0, 3000, 9000] {
      let known = Self.trip(metres, area: "town", base: 90, pace: 0.1)
      let leg = calibration.leg(from: known.from, to: known.to, areas: ["town"])
      #expect(abs(leg.seconds - known.seconds) <= 2)
      #expect(abs(leg.metres - (known.metres ?? 0)) <= 20)
    }
  }

  @Test("a hilly area is slower than the plain; what is not known of an area is taken from all")
  func areas() throws {
    let trips =
      (1...200).map { Self.trip(Double($0) * 40, area: "plain", base: 60, pace: 0.08) }
      + (1...200).map { Self.trip(Double($0) * 40, area: "hill", base: 60, pace: 0.2) }
    let calibration = try #require(TravelCalibration(trips, usual: TravelEstimate()))
    let to = Self.trip(4000, area: "", base: 0, pace: 0).to
    let seconds = ["plain", "elsewhere", "hill"].map { area in
      calibration.leg(from: Self.origin, to: to, areas: [area]).seconds
    }
    #expect(seconds == seconds.sorted() && Set(seconds).count == 3)
    #expect(abs(seconds[0] - 380) < 80)
    #expect(abs(seconds[2] - 860) < 80)
    let between = calibration.leg(from: Self.origin, to: to, areas: ["plain", "hill"]).seconds
    #expect(abs(between - (seconds[0] + seconds[2]) / 2) <= 1)
  }

  @Test("few trips, and trips that say nothing, give no calibration")
  func tooFew() {
    let trips = (1...9).map { Self.trip(Double($0) * 400, area: "a", base: 0, pace: 0.1) }
    #expect(TravelCalibration(trips, usual: TravelEstimate()) == nil)
    let still = (1...99).map { _ in Self.trip(3, area: "a", base: 600, pace: 0) }
    #expect(TravelCalibration(still, usual: TravelEstimate()) == nil)
  }

  @Test("no trip takes less than nothing, and staying takes nothing")
  func sensible() throws {
    let trips = (1...40).map { Self.trip(4000 + Double($0) * 40, area: "a", base: -300, pace: 0.2) }
    let calibration = try #require(TravelCalibration(trips, usual: TravelEstimate()))
    let near = Self.trip(60, area: "a", base: 0, pace: 0)
    #expect(calibration.leg(from: near.from, to: near.to, areas: ["a"]).seconds > 0)
    #expect(calibration.leg(from: near.to, to: near.to, areas: ["a"]) == Leg(seconds: 0, metres: 0))
  }
}
