import PunctualModel
import Testing

@Suite("An appointment's life")
struct LifeCycleTests {
  @Test("the usual way leads from a request to a finished visit")
  func usualWay() {
    var stage = Stage.requested
    for step in [Step.book, .schedule, .dispatch, .depart, .arrive, .finish] {
      stage = stage.after(step) ?? stage
    }
    #expect(stage == .finished)
  }

  @Test("what is over stays over", arguments: Stage.allCases.filter(\.isOver))
  func overStaysOver(stage: Stage) {
    #expect(stage.possibleSteps.isEmpty)
  }

  @Test(
    "impossible steps are refused",
    arguments: [(Stage.requested, Step.depart), (.booked, .arrive), (.scheduled, .finish), (.onSite, .cancel)])
  func impossible(stage: Stage, step: Step) {
    #expect(stage.after(step) == nil)
  }

  @Test("a missed visit can be promised anew")
  func missedAgain() {
    #expect(Stage.missed.after(.book) == .booked)
    #expect(Stage.noAccess.after(.book) == .booked)
  }
}
