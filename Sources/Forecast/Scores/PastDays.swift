import PunctualModel

/// Past visits by day and technician, to be gone through again as they were known at the time.
public struct PastDays: Sendable {
  public let zone: Zone
  /// Sound visits, by day.
  public private(set) var days: [LocalDate: [VisitRecord]] = [:]
  /// Sound visits in the order in which they were finished.
  private var finished: [VisitRecord] = []
  private var finishes: [Instant] = []
  /// A fault for each record that contradicts itself or another; it takes no part.
  public let setAside: [Fault]

  /// Keeps the records that learning accepts.
  public init(_ records: [VisitRecord], zone: Zone) {
    self.zone = zone
    setAside = History.setAside(records, zone: zone).map(\.fault)
    let odd = Set(setAside.compactMap(\.line))
    var sound: [(finish: Instant, record: VisitRecord)] = []
    for (index, record) in records.enumerated() where !odd.contains(index + 1) {
      guard let planned = record.planned.start, let finish = record.actual.finish else { continue }
      days[zone.local(planned).date, default: []].append(record)
      sound.append((finish, record))
    }
    sound.sort { ($0.finish, $0.record.id) < ($1.finish, $1.record.id) }
    finished = sound.map(\.record)
    finishes = sound.map(\.finish)
  }

  public var dates: [LocalDate] { days.keys.sorted() }

  /// The visits that were over when a day began: all that a model of that day may know.
  public func known(before date: LocalDate) -> ArraySlice<VisitRecord> {
    let start = zone.day(date).start
    var (low, high) = (0, finishes.count)
    while low < high {
      let middle = (low + high) / 2
      if finishes[middle] < start { low = middle + 1 } else { high = middle }
    }
    return finished[..<low]
  }

  /// The routes of a day as they were known at an instant: what had not happened has no stamp, and what was begun comes
  /// before what was not.
  public func routes(on date: LocalDate, at now: Instant) -> [RouteInProgress] {
    let known = (days[date] ?? []).map { $0.known(at: now) }
    return Dictionary(grouping: known, by: \.technician).sorted { $0.key < $1.key }.map { technician, visits in
      RouteInProgress(technician: technician, visits: visits.sorted(by: Self.comesBefore))
    }
  }

  static func comesBefore(_ left: VisitRecord, _ right: VisitRecord) -> Bool {
    let (first, second) = (left.actual.earliest, right.actual.earliest)
    if let first, let second, first != second { return first < second }
    if (first == nil) != (second == nil) { return first != nil }
    let (early, late) = (left.planned.start?.epochSeconds ?? .max, right.planned.start?.epochSeconds ?? .max)
    return (early, left.id) < (late, right.id)
  }
}

extension VisitRecord {
  /// Without the stamps that come after an instant.
  func known(at now: Instant) -> VisitRecord {
    func past(_ stamp: Instant?) -> Instant? { stamp.flatMap { $0 <= now ? $0 : nil } }
    var record = self
    record.actual = VisitTimes(
      depart: past(actual.depart), arrive: past(actual.arrive), start: past(actual.start), finish: past(actual.finish))
    return record
  }
}

extension VisitTimes {
  var earliest: Instant? { depart ?? arrive ?? start ?? finish }
}
