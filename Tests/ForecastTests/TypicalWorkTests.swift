import PunctualModel
import Testing

@testable import PunctualForecast

@Suite("What work usually takes")
struct TypicalWorkTests {
  @Test("more caution asks for more time, and an unknown kind falls back to all kinds")
  func monotone() {
    let model = ForecastModel()
    let ratios = [0.25, 0.5, 0.75, 0.9].map { model.workRatio(type: nil, technician: nil, probability: $0) }
    #expect(ratios == ratios.sorted())
    #expect(abs(ratios[1] - 1) < 0.02)
    #expect(model.workRatio(type: "never seen", technician: "nobody", probability: 0.75) == ratios[2])
  }

  @Test("no group can empty or fill a day")
  func bounded() {
    var model = ForecastModel()
    model.service = ResidualModel(priorCentre: 4, priorSpread: 0.1)
    #expect(model.workRatio(type: nil, technician: nil, probability: 0.5) == 3)
    model.service = ResidualModel(priorCentre: -4, priorSpread: 0.1)
    #expect(model.workRatio(type: nil, technician: nil, probability: 0.5) == 0.5)
  }
}
