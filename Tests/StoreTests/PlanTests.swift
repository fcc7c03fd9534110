import PunctualModel
import PunctualStore
import Testing

@Suite("Plans")
struct PlanTests {
  let sandbox = Sandbox()

  private func filled(_ count: Int = 4) throws -> Store {
    let store = try sandbox.create()
    try Sample.fill(store, appointments: count)
    return store
  }

  @Test("a plan comes back with its order, breaks, empty days, left-outs and a seed of 64 bits")
  func roundTrip() throws {
    let store = try filled()
    var plan = Sample.plan([
      ("t2", []), ("t1", [Sample.visit("a2", "t1"), Sample.visit("a1", "t1", position: 1)]),
    ])
    plan.seed = .max
    plan.days[1].breaks = [Sample.window(12...13), Sample.window(15...16)]
    plan.unplaced = [
      Unplaced(appointment: "a4", reason: "Nobody has time.", reasons: ["t1": .offShift, "t2": .maxTravel]),
      Unplaced(appointment: "a3", reason: Sample.tricky, reasons: [:]),
    ]
    try store.write { try $0.save(plan) }
    try store.read { reader throws in
      #expect(try reader.plan(on: Sample.monday) == plan)
      #expect(try reader.plan(on: Sample.tuesday) == nil)
      #expect(try reader.planDates() == [Sample.monday])
      #expect(try reader.visits(on: Sample.monday) == plan.days[1].visits)
    }
  }

  @Test("planning again replaces what may change, and keeps what is dispatched, running or over")
  func again() throws {
    let store = try filled()
    let running = Sample.visit("a1", "t1", stage: .onSite)
    try store.write { writer in
      try writer.save(
        Sample.plan([("t1", [Sample.visit("a1", "t1"), Sample.visit("a2", "t1", position: 1)]), ("t2", [])]))
      try writer.update(running)
    }
    try store.write { writer in
      var moved = Sample.visit("a1", "t1", position: 0)
      moved.planned.start = Sample.noon
      try writer.save(Sample.plan([("t1", [moved]), ("t2", [Sample.visit("a3", "t2")])], revision: 2))
    }
    let plan = try #require(try store.read { try $0.plan(on: Sample.monday) })
    #expect(plan.revision == 2)
    #expect(plan.days.map(\.technician) == ["t1", "t2"])
    #expect(plan.days[0].visits == [running])
    #expect(plan.days[1].visits.map(\.id) == ["a3"])
    #expect(try store.read { try $0.visit("a2") } == nil)
  }

  @Test("a running visit that the new plan leaves out is still on the day")
  func leftOut() throws {
    let store = try filled()
    let running = Sample.visit("a1", "t1", stage: .underWay)
    try store.write { writer in
      try writer.put(running)
      try writer.save(Sample.plan([("t2", [Sample.visit("a3", "t2")])]))
    }
    let plan = try #require(try store.read { try $0.plan(on: Sample.monday) })
    #expect(plan.days.map(\.technician) == ["t2", "t1"])
    #expect(plan.days[1].visits == [running])
  }

  @Test("a plan made before a visit was dispatched to somebody else is refused, and nothing of it is kept")
  func overtaken() throws {
    let store = try filled()
    let dispatched = Sample.visit("a1", "t1", stage: .dispatched)
    try store.write { try $0.put(dispatched) }
    let stale = { try store.write { try $0.save(Sample.plan([("t2", [Sample.visit("a1", "t2")])])) } }
    #expect(try code(stale) == .conflict)
    #expect(try store.read { try $0.plan(on: Sample.monday) } == nil)
    #expect(try store.read { try $0.visit("a1") } == dispatched)
  }

  @Test("an appointment that is planned on another day leaves the first, and one that was missed can be planned anew")
  func otherDay() throws {
    let store = try filled()
    try store.write { writer in
      try writer.save(Sample.plan([("t1", [Sample.visit("a1", "t1")])]))
      try writer.put(Sample.visit("a2", "t2", stage: .missed))
      try writer.save(
        Sample.plan(
          [("t1", [Sample.visit("a1", "t1", on: Sample.tuesday), Sample.visit("a2", "t1", on: Sample.tuesday)])],
          on: Sample.tuesday))
    }
    #expect(try store.read { try $0.visits(on: Sample.monday) }.isEmpty)
    #expect(try store.read { try $0.visits(on: Sample.tuesday) }.map(\.stage) == [.scheduled, .scheduled])
    #expect(try store.read { try $0.planDates() } == [Sample.monday, Sample.tuesday])
  }

  @Test("a plan with an unknown technician or appointment is refused")
  func unknown() throws {
    let store = try filled()
    #expect(try code { try store.write { try $0.save(Sample.plan([("t9", [])])) } } == .unknownReference)
    let lost = Sample.plan([("t1", [Sample.visit("a9", "t1")])])
    #expect(try code { try store.write { try $0.save(lost) } } == .unknownReference)
  }
}
