import PunctualModel
import PunctualSample
import PunctualStore
import PunctualWire
import Testing

@testable import PunctualService

@Suite("The sample firm's first day")
struct SampleWeekTests {
  private func firm() async throws -> (Firm, SampleFirm) {
    let sample = SampleFirm.make(seed: SampleFirm.defaultSeed)
    let firm = try Firm([], team: [], organisation: sample.organisation)
    try firm.store.write { writer in
      for technician in sample.technicians { _ = try writer.put(technician) }
      for customer in sample.customers { _ = try writer.put(customer) }
      for appointment in sample.appointments { _ = try writer.put(appointment) }
    }
    return (firm, sample)
  }

  @Test("the day is planned within windows, skills and shifts; what is left out is what nobody can serve, or can wait")
  func plan() async throws {
    let (firm, sample) = try await firm()
    let day = SampleFirm.firstDay
    let report = try await firm.plan(on: day)
    let appointments = sample.appointments.keyed(by: \.id)
    let technicians = sample.technicians.keyed(by: \.id)
    let visits = try firm.visits(on: day).values
    #expect(visits.count > 30)
    for visit in visits {
      let appointment = try #require(appointments[visit.appointment])
      let technician = try #require(technicians[visit.technician])
      let start = try #require(visit.planned.start)
      #expect(appointment.skills.allSatisfy(technician.has))
      #expect((appointment.promise.map { [$0.window] } ?? appointment.windows).contains { $0.contains(start) })
      let shift = try #require(technician.shift(on: day))
      #expect(try #require(visit.planned.finish) <= sample.organisation.zone.instant(day, shift.end))
    }
    let left = report.unplaced.filter { !$0.laterPossible }.map(\.appointment)
    #expect(left.count <= sample.unplaceable.count + 3)
    #expect(Set(sample.unplaceable).intersection(visits.map(\.appointment)).isEmpty)
    #expect(report.unplaced.allSatisfy { !$0.reason.isEmpty })

    let again = try await firm.plan(on: day)
    #expect(Set(again.unplaced.map(\.appointment)).isSubset(of: report.unplaced.map(\.appointment)))
    let first = try await firm.at("09:30", on: day).perform(Tick.self, TickRequest(deliver: false))
    #expect(first.now == Firm.time("09:30", on: day))
    let before = try firm.everything()
    let second = try await firm.at("09:30", on: day).perform(Tick.self, TickRequest(deliver: false))
    #expect(second.queued.isEmpty && second.moves.isEmpty)
    #expect(try firm.everything() == before)
    #expect(try await firm.at("09:30", on: day).perform(CheckHealth.self, Nothing()).ok)
  }
}
