import PunctualModel
import PunctualSample
import PunctualWire

/// The sample firm as files, in every form that `import` reads.
public enum SampleFiles {
  /// Name and content of each file: the firm as one JSON document, its past visits as NDJSON, and both as CSV.
  public static func make(seed: UInt64 = SampleFirm.defaultSeed) throws -> [(name: String, bytes: [UInt8])] {
    let firm = SampleFirm.make(seed: seed)
    let context = WireContext(zone: firm.organisation.zone, now: nil)
    let records = RecordSet(
      organisation: firm.organisation, technicians: firm.technicians, customers: firm.customers,
      appointments: firm.appointments)
    let past = RecordSet(visits: firm.history)
    return [
      ("firm.json", Export.json(records, context: context)),
      ("technicians.csv", try Export.csv(records, .technician, context: context)),
      ("customers.csv", try Export.csv(records, .customer, context: context)),
      ("appointments.csv", try Export.csv(records, .appointment, context: context)),
      ("past-visits.ndjson", Export.ndjson(past, context: context)),
      ("past-visits.csv", try Export.csv(past, .visit, context: context)),
    ]
  }

  public static let defaultSeed = SampleFirm.defaultSeed
}

/// What "really" happens on a planned day of the sample firm: reports of its technicians, for demonstrations.
public struct PlayCourse: Sendable {
  public var date: LocalDate?
  public var until: Instant
  public var seed: UInt64
  /// Minutes by which a visit takes longer than drawn.
  public var stuck: [String: Int]

  public init(date: LocalDate?, until: Instant, seed: UInt64, stuck: [String: Int]) {
    self.date = date
    self.until = until
    self.seed = seed
    self.stuck = stuck
  }

  /// One JSON-RPC request a report, in the order in which they happen: what a technician's device would send.
  public func requests(in workspace: Workspace) throws -> [JSON] {
    let now = workspace.clock()
    let context = try workspace.context()
    let date = date ?? context.zone.local(until).date
    let state = try workspace.store.read { try DayState.read(date, from: $0, now: now) }
    for visit in stuck.keys where !state.days.contains(where: { $0.visits.contains { $0.id == visit } }) {
      throw Transaction.noVisit(visit)
    }
    let events = SampleCourse.play(
      state.days,
      work: CourseWork.of(Array(state.appointments.values), customers: Array(state.customers.values)),
      zone: context.zone, seed: seed, until: until, stuck: stuck)
    return events.enumerated().map { number, event in
      [
        "jsonrpc": "2.0", "id": .int(number + 1), "method": .string("visit.\(event.step.rawValue)"),
        "params": [
          "visit": .string(event.visit), "at": Form.write(.time, event.at, context: context),
          "idempotency_key": .string("course-\(event.visit)-\(event.step.rawValue)"),
        ],
      ]
    }
  }
}
