/// An appointment placed on a technician's day. An appointment with a crew of two has two visits.
public struct Visit: Hashable, Sendable, Codable {
  /// The appointment's id for the first of the crew; `ID+2` for the second.
  public var id: String
  public var appointment: String
  public var technician: String
  /// The day of the shift that it belongs to.
  public var date: LocalDate
  /// Place in the technician's day, from 0.
  public var position: Int
  public var stage: Stage
  public var planned: VisitTimes
  /// What has happened so far.
  public var actual: VisitTimes
  /// What was done, in the technician's words, for the customer to keep.
  public var note: String?

  public init(
    id: String, appointment: String, technician: String, date: LocalDate, position: Int, stage: Stage = .scheduled,
    planned: VisitTimes, actual: VisitTimes = VisitTimes(), note: String? = nil
  ) {
    self.id = id
    self.appointment = appointment
    self.technician = technician
    self.date = date
    self.position = position
    self.stage = stage
    self.planned = planned
    self.actual = actual
    self.note = note
  }

  /// The id of the visit of crew member `member` (from 0) of an appointment.
  public static func id(appointment: String, member: Int) -> String {
    member == 0 ? appointment : "\(appointment)+\(member + 1)"
  }

  /// Which of the crew it is for, from 0.
  public var member: Int {
    guard id != appointment, let number = id.split(separator: "+").last.flatMap({ Int($0) }) else { return 0 }
    return number - 1
  }
}

/// The four stamps of a visit. Between arrival and start lies the wait for the window.
public struct VisitTimes: Hashable, Sendable, Codable {
  /// Leaving the place before.
  public var depart: Instant?
  public var arrive: Instant?
  /// Work begins.
  public var start: Instant?
  public var finish: Instant?

  public init(depart: Instant? = nil, arrive: Instant? = nil, start: Instant? = nil, finish: Instant? = nil) {
    self.depart = depart
    self.arrive = arrive
    self.start = start
    self.finish = finish
  }
}
