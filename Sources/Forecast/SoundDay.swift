import PunctualModel

/// A document of a day without the stamps that cannot be true: of those nothing is predicted and nothing learned.
///
/// A visit whose planned or actual stamps contradict one another, take over 16 hours from one to the next, or begin over
/// 16 hours from the plan, is predicted as if nothing had been said of them. Of two visits of a technician at once, the
/// earlier counts as over when the later began, and neither is learned from.
public struct SoundDay: Sendable {
  public private(set) var day: DayInProgress
  /// What was set aside, in the order of the document: a fault (`bad-record`) each, with its path.
  public private(set) var setAside: [Fault] = []
  /// Visits that are not to be learned from.
  private(set) var doubted: Set<String> = []

  public init(_ day: DayInProgress) {
    self.day = day
    for route in day.routes.indices {
      for visit in day.routes[route].visits.indices { checkStamps(route, visit) }
      checkOverlaps(route)
    }
  }

  private mutating func checkStamps(_ route: Int, _ visit: Int) {
    let record = day.routes[route].visits[visit]
    if let complaint = RecordCheck.contradiction(record.planned, "planned") {
      report(route, visit, "planned/\(complaint.field)", complaint.text)
      day.routes[route].visits[visit].planned = VisitTimes()
    }
    let planned = day.routes[route].visits[visit].planned.start
    func strayed() -> RecordCheck.Complaint? {
      guard let planned, let began = record.actual.start else { return nil }
      return RecordCheck.strayed(planned: planned, actual: began)
    }
    if let complaint = RecordCheck.contradiction(record.actual, "actual") ?? strayed() {
      report(route, visit, "actual/\(complaint.field)", complaint.text)
      day.routes[route].visits[visit].actual = VisitTimes()
    }
  }

  private mutating func checkOverlaps(_ route: Int) {
    let begun = day.routes[route].visits.enumerated().compactMap { place, visit in
      visit.actual.start.map { (start: $0, place: place) }
    }
    guard begun.count > 1 else { return }
    let order = begun.sorted { ($0.start, $0.place) < ($1.start, $1.place) }
    for ((_, place), next) in zip(order, order.dropFirst()) {
      let visit = day.routes[route].visits[place]
      let other = day.routes[route].visits[next.place].id
      guard let finish = visit.actual.finish, finish - next.start > RecordCheck.overlapAllowed else { continue }
      report(route, place, "actual/finish", "overlaps visit \(other) of the same technician")
      day.routes[route].visits[place].actual = VisitTimes()
      doubted.insert(other)
    }
  }

  private mutating func report(_ route: Int, _ visit: Int, _ place: String, _ text: String) {
    let id = day.routes[route].visits[visit].id
    doubted.insert(id)
    setAside.append(
      Fault(
        .badRecord, path: "/routes/\(route)/visits/\(visit)/\(place)", "Visit \(id) \(text).",
        hint: "These stamps were set aside; correct the record."))
  }
}
