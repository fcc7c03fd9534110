import PunctualModel
import PunctualTravel
import Testing

@Suite("Travel by straight line")
struct TravelEstimateTests {
  let vaduz = Coordinate(longitude: 9.5209, latitude: 47.1410)
  let schaan = Coordinate(longitude: 9.5096, latitude: 47.1650)

  @Test("a degree of latitude is 111,195 m on the mean sphere")
  func degree() {
    let metres = Coordinate(longitude: 7, latitude: 46).metres(to: Coordinate(longitude: 7, latitude: 47))
    #expect(abs(metres - 111_195) < 1)
  }

  @Test("half the globe is reached without losing the number")
  func antipodes() {
    let metres = Coordinate(longitude: 0, latitude: 0).metres(to: Coordinate(longitude: 180, latitude: 0))
    #expect(abs(metres - 20_015_115) < 1)
  }

  @Test("the way across the date line is the short one")
  func dateLine() {
    let metres = Coordinate(longitude: 179.9, latitude: 0).metres(to: Coordinate(longitude: -179.9, latitude: 0))
    #expect(abs(metres - 22_239) < 1)
  }

  @Test("a trip is the line times the detour at the speed, plus parking")
  func leg() {
    let straight = vaduz.metres(to: schaan)
    let leg = TravelEstimate(detourFactor: 1.5, speedKmh: 36, parkingSeconds: 120).leg(from: vaduz, to: schaan)
    #expect(leg.metres == Int((straight * 1.5).rounded()))
    #expect(leg.seconds == Int((straight * 1.5 / 10).rounded()) + 120)
  }

  @Test("staying takes nothing, not even parking")
  func staying() {
    #expect(TravelEstimate(parkingSeconds: 120).leg(from: vaduz, to: vaduz) == Leg(seconds: 0, metres: 0))
  }

  @Test("a matrix holds the legs of all pairs, and zeros on its diagonal")
  func matrix() throws {
    let places = [vaduz, schaan, vaduz, Coordinate(longitude: 9.6, latitude: 47.1)]
    let estimate = TravelEstimate(parkingSeconds: 60)
    let matrix = estimatedMatrix(places, estimate)
    #expect(matrix.size == 4)
    for from in 0..<4 {
      for to in 0..<4 {
        let leg = estimate.leg(from: places[from], to: places[to])
        #expect(Int(matrix.durations[from * 4 + to]) == leg.seconds)
        #expect(Int(try #require(matrix.distances)[from * 4 + to]) == leg.metres)
      }
    }
  }

  @Test("no places make an empty matrix")
  func empty() {
    #expect(estimatedMatrix([], TravelEstimate()).size == 0)
  }

  @Test("at no speed at all every other place is unreachable", arguments: [0, -5, Double.nan])
  func standstill(speed: Double) {
    let matrix = estimatedMatrix([vaduz, schaan], TravelEstimate(speedKmh: speed))
    #expect(matrix.durations[0] == 0)
    #expect(matrix.durations[1] == TravelMatrix.unreachable)
  }
}
