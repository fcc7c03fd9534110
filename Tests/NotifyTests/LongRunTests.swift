import PunctualModel
import PunctualNotify
import Testing

@Suite("Whatever happens")
struct LongRunTests {
  /// SplitMix64, so that a failing seed can be run again.
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var bits = state
      bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
      bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
      return bits ^ (bits >> 31)
    }
  }

  @Test("nobody is told twice, contradicted, or told more than the limits", arguments: 1...40 as ClosedRange<UInt64>)
  func days(seed: UInt64) throws {
    var dice = Dice(state: seed)
    var story = try Story()
    var now = story.journey.appointment.promise!.madeAt
    while now < at("14:00", "2026-11-24") {
      now = now + Int.random(in: 60...(now < at("06:00") ? 7200 : 900), using: &dice)
      happen(&story, now, &dice)
      deliver(&story, now, &dice)
      let decided = try story.tell(at: now, as: .queued)
      for message in decided {
        #expect(story.reasonToDrop(message, at: now) == nil, "seed \(seed)")
        #expect(message.dueAt >= now && message.expiresAt >= message.dueAt)
      }
      #expect(try story.decide(at: now).notifications.isEmpty, "seed \(seed)")
    }

    let told = story.journey.told
    #expect(Set(told.map(\.key)).count == told.count)
    let sent = told.filter { $0.state == .sent }
    #expect(sent.filter { $0.kind == .followUp }.count <= 1)
    #expect(sent.filter { $0.kind.countsTowardsLimit }.count <= 6 * 3)
    var (late, underWay) = (false, false)
    for message in sent {
      switch message.kind {
      case .runningLate: late = true
      case .onMyWay:
        underWay = true
        late = message.toldStart.map { $0 > story.journey.appointment.promise!.window.end } ?? false
      case .allClear:
        #expect(late, "an all clear without a delay before it, seed \(seed)")
        late = false
      case .etaMoved:
        if let start = message.toldStart, underWay { late = start > story.journey.appointment.promise!.window.end }
      case .confirmation: (late, underWay) = (false, false)
      default: break
      }
    }
  }

  /// Something that may happen to a visit.
  private func happen(_ story: inout Story, _ now: Instant, _ dice: inout Dice) {
    story.predict(
      late: Double.random(in: 0...1, using: &dice),
      start: max(now, at("09:00")) + Int.random(in: 0...9000, using: &dice))
    guard now > at("08:00"), Int.random(in: 0..<6, using: &dice) == 0 else { return }
    let steps: [Step] = [.depart, .arrive, .finish, .miss, .dispatch, .unschedule, .schedule]
    if let step = steps.randomElement(using: &dice), let next = story.journey.appointment.stage.after(step) {
      story.stage(next)
      if next == .finished { story.journey.visits[0].actual.finish = now }
    }
  }

  /// A sender that may be down: drops what is no longer true, sends what is due.
  private func deliver(_ story: inout Story, _ now: Instant, _ dice: inout Dice) {
    guard Int.random(in: 0..<3, using: &dice) != 0 else { return }
    for index in story.journey.told.indices where story.journey.told[index].state == .queued {
      let message = story.journey.told[index]
      guard message.dueAt <= now else { continue }
      story.journey.told[index].state = story.reasonToDrop(message, at: now) == nil ? .sent : .dropped
    }
  }
}
