import PunctualModel
import Testing

@Suite("An appointment's life")
struct LifeCycleTests {
  /// Every step that is possible, by where it leads. What is not here is refused.
  static let ways: [Stage: [Step: Stage]] = [
    .requested: [.book: .booked, .schedule: .scheduled, .cancel: .cancelled],
    .booked: [.schedule: .scheduled, .cancel: .cancelled, .miss: .missed],
    .scheduled: [
      .schedule: .scheduled, .unschedule: .booked, .dispatch: .dispatched, .depart: .underWay, .cancel: .cancelled,
      .miss: .missed,
    ],
    .dispatched: [.unschedule: .booked, .depart: .underWay, .cancel: .cancelled, .miss: .missed],
    .underWay: [.arrive: .onSite, .cancel: .cancelled, .miss: .missed, .noAccess: .noAccess],
    .onSite: [.finish: .finished, .noAccess: .noAccess],
    .finished: [:],
    .cancelled: [:],
    .missed: [.book: .booked, .cancel: .cancelled],
    .noAccess: [.book: .booked, .cancel: .cancelled],
  ]

  @Test("each step from each stage leads where it should, or is refused", arguments: Stage.allCases)
  func table(stage: Stage) throws {
    let ways = try #require(Self.ways[stage])
    for step in Step.allCases {
      #expect(stage.after(step) == ways[step], "\(step.rawValue) from \(stage.rawValue)")
    }
    #expect(Set(stage.possibleSteps) == Set(ways.keys))
  }

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

  @Test("every stage can be reached from a request, and from every stage some end can be reached")
  func reachable() {
    var reached: Set<Stage> = [.requested]
    var frontier = reached
    while !frontier.isEmpty {
      frontier = Set(frontier.flatMap { stage in stage.possibleSteps.compactMap(stage.after) }).subtracting(reached)
      reached.formUnion(frontier)
    }
    #expect(reached == Set(Stage.allCases))
    var ending = Set(Stage.allCases.filter(\.isOver))
    for _ in Stage.allCases {
      ending.formUnion(
        Stage.allCases.filter { stage in stage.possibleSteps.contains { stage.after($0).map(ending.contains) ?? false }
        })
    }
    #expect(ending == Set(Stage.allCases))
  }

  @Test("a random walk never leaves the machine, and work is done only after somebody was on site", arguments: 1...40)
  func randomWalk(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15
    var stage = Stage.requested
    var visited = [stage]
    for _ in 0..<60 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let step = Step.allCases[Int(state >> 33) % Step.allCases.count]
      guard let next = stage.after(step) else {
        #expect(!stage.possibleSteps.contains(step))
        continue
      }
      #expect(Self.ways[stage]?[step] == next)
      #expect(next != .finished || stage == .onSite)
      #expect(!stage.isOver)
      stage = next
      visited.append(stage)
    }
    #expect(!stage.isPlannable || !visited.contains(.finished))
  }

  @Test("stages are told apart: over, running, plannable never overlap")
  func kinds() {
    for stage in Stage.allCases {
      #expect([stage.isOver, stage.isRunning, stage.isPlannable].filter { $0 }.count <= 1)
    }
  }
}
