import PunctualModel
import Testing

@testable import PunctualStore

@Suite("Predictions that were made")
struct PredictionTests {
  let sandbox = Sandbox()

  private func stated(
    _ visit: String, _ moment: ForecastMoment = .dayStart, at made: Instant = Sample.noon, shift: Int = 0
  )
    -> StatedPrediction
  {
    StatedPrediction(
      visit: visit, moment: moment, madeAt: made, technician: "t1", planned: made + 7200,
      deadline: moment == .working ? nil : made + 9000, chanceLate: 0.25,
      quantiles: StatedPrediction.probabilities.enumerated().map {
        Quantile(probability: $1, value: made + 7000 + 60 * $0 + shift)
      })
  }

  private var always: TimeWindow {
    TimeWindow(start: Instant(epochSeconds: 0), end: Instant(epochSeconds: 1 << 40))
  }

  @Test("are read as they were kept, the first of each visit and moment")
  func kept() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    try store.write { writer in
      try writer.keep(stated("a1"), appointment: "a1")
      try writer.keep(stated("a1", .working, at: Sample.noon + 60), appointment: "a1")
      try writer.keep(stated("a1", shift: 999), appointment: "a1")
    }
    try store.read { reader throws in
      #expect(
        try reader.statedPredictions(madeIn: always) == [stated("a1"), stated("a1", .working, at: Sample.noon + 60)])
      #expect(
        try reader.statedPredictions(madeIn: TimeWindow(start: Sample.noon + 1, end: Sample.noon + 60)).count == 1)
      #expect(try reader.statedMoments(ofVisits: ["a1", "zz"]) == ["a1": [.dayStart, .working]])
    }
    #expect(try store.health().allSatisfy(\.ok))
  }

  @Test("go after a time, with their appointment, and when the customer is forgotten")
  func gone() throws {
    let store = try sandbox.create()
    try Sample.fill(store)
    try store.write { writer in
      try writer.insert(Sample.customer("x7", name: "X"))
      try writer.insert(Sample.appointment("xa", customer: "x7"))
      try writer.insert(Sample.appointment("xb", customer: "x7"))
      for id in ["a1", "xa", "xb"] { try writer.keep(stated(id), appointment: id) }
      try writer.dropOldPredictions(now: Sample.noon + StoreWriter.predictionDays * 86_400)
    }
    func visits() throws -> [String] { try store.read { try $0.statedPredictions(madeIn: always) }.map(\.visit) }
    #expect(try visits() == ["a1", "xa", "xb"])
    try store.write { try $0.removeAppointment("xb") }
    #expect(try visits() == ["a1", "xa"])
    try store.write { try $0.forget("x7") }
    #expect(try visits() == ["a1"])
    try store.write { try $0.dropOldPredictions(now: Sample.noon + StoreWriter.predictionDays * 86_400 + 1) }
    #expect(try visits().isEmpty)
  }
}
