import PunctualModel

/// Records of an import, of which there may be millions: the first of each kind are held in memory, the lines of the rest wait
/// in nameless temporary files until all of the input has been looked over. Of each record only its id is held.
public final class RecordSpool: Sendable {
  let customers: LineSpool
  let appointments: LineSpool
  let visits: LineSpool

  /// - Parameter most: how many records of a kind are held in memory.
  public init(holding most: Int = 5_000) {
    (customers, appointments, visits) = (
      LineSpool(holding: most), LineSpool(holding: most), LineSpool(holding: most)
    )
  }

  /// How many records were put away.
  public var count: Int { customers.count + appointments.count + visits.count }

  /// Hands out the customers that were put away, in order.
  public func eachCustomer(_ body: (Imported<Customer>) throws -> Void) throws { try each(customers, body) }

  /// Hands out the appointments that were put away, in order.
  public func eachAppointment(_ body: (Imported<Appointment>) throws -> Void) throws { try each(appointments, body) }

  /// Hands out the past visits that were put away, so many at a time, in order.
  public func batchesOfVisits(of size: Int = 10_000, _ body: ([VisitRecord]) throws -> Void) throws {
    var batch: [VisitRecord] = []
    try each(visits) { (visit: Imported<VisitRecord>) in
      batch.append(visit.record)
      guard batch.count == size else { return }
      try body(batch)
      batch.removeAll(keepingCapacity: true)
    }
    if !batch.isEmpty { try body(batch) }
  }

  private func each<Record: WireForm & Sendable & Hashable>(
    _ lines: LineSpool, _ body: (Imported<Record>) throws -> Void
  ) throws {
    try lines.each { bytes, number, context in
      try body(Imported(try ImportReader.record(bytes, line: number, context: context), line: number))
    }
  }
}

extension RecordSpool: Hashable {
  public static func == (left: RecordSpool, right: RecordSpool) -> Bool { left === right }
  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
