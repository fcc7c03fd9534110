import Foundation
import PunctualModel
import PunctualSample
import PunctualStore
import Testing

import struct PunctualModel.Notification

@testable import PunctualService

@Suite("The simulated month")
struct SimulateTests {
  private let end = Firm.time("11:00")

  private func message(
    _ kind: NotificationKind, _ time: String, told: String? = nil, state: DeliveryState = .sent
  ) -> Notification {
    let at = Firm.time(time)
    return Notification(
      key: "\(kind.rawValue)\(time)", kind: kind, appointment: "a1", customer: "c1", channel: .sms, address: "+423555",
      language: .english, subject: "", body: "x", reason: "x", createdAt: at, dueAt: at, expiresAt: at + 3600,
      state: state, sentAt: state == .sent ? at : nil, toldStart: told.map { Firm.time($0) })
  }

  @Test("a customer has been told of a delay since the first word of it that was not taken back")
  func warning() {
    func warning(_ messages: [Notification]) -> DelayWarning { DelayWarning(messages, promiseEnd: end) }
    let twice = warning([message(.runningLate, "10:20"), message(.runningLate, "10:00")])
    #expect(twice.wasGiven && twice.standingSince == Firm.time("10:00"))
    let cleared = warning([message(.runningLate, "10:00"), message(.allClear, "10:20")])
    #expect(cleared.wasGiven && cleared.standingSince == nil)
    let again = warning([
      message(.runningLate, "10:00"), message(.allClear, "10:20"), message(.runningLate, "10:40"),
    ])
    #expect(again.standingSince == Firm.time("10:40"))
    let onTheWay = warning([message(.onMyWay, "10:30", told: "11:10")])
    #expect(onTheWay.wasGiven && onTheWay.standingSince == Firm.time("10:30"))
    #expect(!warning([message(.onMyWay, "10:30", told: "10:50"), message(.reminder, "08:00")]).wasGiven)
    #expect(!warning([message(.runningLate, "10:00", state: .dead)]).wasGiven)
  }

  @Test("a call counts as a word of delay or of its end; where nobody answered, nothing was said")
  func calls() {
    func warning(_ outcomes: [(CallOutcome, String)], _ messages: [Notification] = []) -> DelayWarning {
      DelayWarning(
        messages,
        outcomes.map { Call(appointment: "a1", customer: "c1", at: Firm.time($0.1), outcome: $0.0) }, promiseEnd: end)
    }
    let told = warning([(.noAnswer, "10:00"), (.delay, "10:20")])
    #expect(told.standingSince == Firm.time("10:20") && told.isByCall)
    #expect(!warning([(.noAnswer, "10:00"), (.other, "10:20")]).wasGiven)
    let cleared = warning([(.delay, "10:00"), (.clear, "10:30")])
    #expect(cleared.wasGiven && cleared.standingSince == nil)
    let written = warning([(.delay, "10:20")], [message(.runningLate, "10:00")])
    #expect(written.standingSince == Firm.time("10:00") && !written.isByCall)
  }

  @Test("the dispatcher calls one after the other, takes her time, tries again later, and gives up after three tries")
  func dispatcher() {
    func wanted(_ id: String, _ since: String, phones: [String] = ["+4235551001"]) -> WantedCall {
      WantedCall(
        appointment: id, customer: "c1", name: "Customer 1", phones: phones, since: Firm.time(since),
        expected: Firm.time("11:20"), reason: "late", tries: 0)
    }
    var dispatcher = SimulatedDispatcher(from: Firm.time("08:00"))
    let both = [wanted("a1", "10:00"), wanted("a2", "10:00"), wanted("a3", "10:00", phones: [])]
    let first = dispatcher.calls(both, until: Firm.time("10:10")) { _, _ in true }
    #expect(first.map(\.appointment) == ["a1", "a2"] && first.map(\.at) == [Firm.time("10:06"), Firm.time("10:10")])
    #expect(first.allSatisfy { $0.isAnswered && $0.told == Firm.time("11:20") })
    var tries: [Int] = []
    for time in ["11:05", "11:20", "11:40", "12:00"] {
      let made = dispatcher.calls([wanted("a4", "11:00")], until: Firm.time(time)) { _, attempt in
        tries.append(attempt)
        return false
      }
      #expect(made.allSatisfy { !$0.isAnswered && $0.told == nil })
    }
    #expect(tries == [1, 2, 3])
    // A call that would end later is made in the next step.
    #expect(dispatcher.calls([wanted("a5", "13:00")], until: Firm.time("13:05")) { _, _ in true }.isEmpty)
    let next = dispatcher.calls([wanted("a5", "13:00")], until: Firm.time("13:10")) { _, _ in true }
    #expect(next.map(\.at) == [Firm.time("13:06")])
  }

  @Test("the schedule alone sees a delay as soon as it has happened, and no sooner")
  func schedule() async throws {
    let firm = try Firm([
      Firm.work("a1", at: 1, 60, "08:00", "09:00", promised: true),
      Firm.work("a2", at: 1, 60, "09:00", "09:40", promised: true),
    ])
    try firm.setPlan(["t1": [("a1", "08:00", "09:00"), ("a2", "09:15", "10:15")]])
    try await firm.report("a1", [(.depart, "07:45"), (.arrive, "08:00")])
    func late(_ time: String) throws -> Double? {
      ScheduleForecast(state: try firm.state(at: time)).predictions()["a2"]?.late.probability
    }
    #expect(try late("08:59") == 0)
    #expect(try late("09:20") == 0)
    #expect(try late("09:32") == 1)
  }

  @Test("a day is played the same way under other rules, and each policy has a workspace of its own that is sound")
  func day() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Drawing the firm's past takes longer than the day itself.
    let month = SampleMonth(seed: 5)
    var simulate = Simulate(
      days: 1, seed: month.seed, policies: [.silent, .punctual], tickMinutes: 60, exploration: 0, pastVisits: 120,
      mostAppointments: 8)
    let report = try await simulate.run(month, in: folder + "/one")
    #expect(report.workingDays == 1 && report.policies.map(\.policy) == ["silent", "punctual"])
    let (silent, punctual) = (report.policies[0], report.policies[1])
    let promised = month.appointments(on: report.from).prefix(8).count { $0.promise != nil }
    #expect(promised > 0 && silent.promises == promised && punctual.promises == promised)
    #expect(silent.messages == 0 && silent.alarms == 0 && silent.moves == 0)
    #expect(punctual.messages > punctual.promises)
    #expect(punctual.brokenIfSilent == silent.promises - silent.kept)
    let store = try Store.open(at: folder + "/one/punctual.sqlite")
    #expect(try store.health().filter { !$0.ok }.isEmpty)
    simulate.policies = [.punctual]
    // What is switched off is not said, and nothing else changes.
    var rules = NotificationRules.standard(tiers: month.firm.organisation.tiers)
    for index in rules.rules.indices where rules.rules[index].kind == .followUp { rules.rules[index].enabled = false }
    simulate.rules = rules
    let again = try await simulate.run(month, in: folder + "/two").policies[0]
    #expect(again.kept == punctual.kept && again.moves == punctual.moves)
    var expected = punctual.messagesByKind
    #expect(expected.removeValue(forKey: "follow-up") ?? 0 > 0)
    // What the follow-up would have said of the work is said by itself.
    let finished = again.messagesByKind["finished"] ?? 0
    #expect(finished >= expected["finished"] ?? 0)
    expected["finished"] = again.messagesByKind["finished"]
    #expect(again.messagesByKind == expected)
  }
}
