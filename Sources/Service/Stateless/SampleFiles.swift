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
