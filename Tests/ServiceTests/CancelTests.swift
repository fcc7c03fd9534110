import PunctualModel
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("Calling off")
struct CancelTests {
  @Test("an appointment that is on nobody's day can be called off, once")
  func withoutVisit() async throws {
    let firm = try Firm()
    let cancelled = try await firm.at("06:00").perform(CancelAppointment.self, RecordName("a6"))
    #expect(cancelled.stage == .cancelled)
    #expect(try firm.events().last { $0.subject == "a6" }?.kind == .cancelled)
    let again = await faults { _ = try await firm.at("06:00").perform(CancelAppointment.self, RecordName("a6")) }
    #expect(again.map(\.code) == [.impossibleStep])
    try await firm.plan()
    #expect(try firm.visit("a6") == nil)
  }

  @Test("calling a planned appointment off takes all visits of its crew off the plan")
  func crew() async throws {
    let firm = try Firm([Firm.work("z1", at: 2, 60, "13:00", "15:00", crew: 2, promised: true)])
    try await firm.plan()
    #expect(try firm.visits().count == 2)
    _ = try await firm.at("07:00").perform(CancelAppointment.self, RecordName("z1"))
    #expect(try firm.visits().values.allSatisfy { $0.stage == .cancelled })
    #expect(try firm.state(at: "07:00").days.allSatisfy(\.visits.isEmpty))
  }

  @Test("an edit does not move an appointment on in its life")
  func stageByEdit() async throws {
    let firm = try Firm()
    let found = await faults { try await firm.edit(Appointment.self, "a1", ["stage": "finished"]) }
    #expect(found.map(\.code) == [.impossibleStep])
    #expect(found.first?.path == "/changes/stage")
    #expect(try firm.appointment("a1")?.stage == .booked)
  }
}
