import PunctualModel
import PunctualStore
import PunctualWire

/// Something that a technician or dispatcher reports of a visit.
public struct VisitReport: WireForm {
  public static let formName = "visit_report"
  public static let formSummary = "Something that happened to a visit."
  public var visit: String
  public var at: Instant?
  public var note: String?

  public init(visit: String, at: Instant?, note: String? = nil) {
    self.visit = visit
    self.at = at
    self.note = note
  }

  public init(from fields: inout FieldReader) {
    visit = fields.required("visit", .id, "The visit.")
    at = fields.optional("at", .humanTime, "When it happened; now where no time is given.")
    note = fields.optional(
      "note", .freeText, "With `visit.finish`: what was done, in words that the customer can keep.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("visit", .id, visit)
    fields.put("at", .time, at)
    fields.put("note", .freeText, note)
  }
}

/// What a report led to.
public struct VisitReceipt: WireForm {
  public static let formName = "visit_receipt"
  public static let formSummary = "The visit as it stands after a report, and who is told."
  public var visit: Visit
  public var notifications: [PunctualModel.Notification]

  init(visit: Visit, notifications: [PunctualModel.Notification]) {
    self.visit = visit
    self.notifications = notifications
  }

  public init(from fields: inout FieldReader) {
    visit = fields.required("visit", .form(Visit.self), "The visit as it stands now.")
    notifications = fields.required(
      "notifications", .list(.form(PunctualModel.Notification.self)), "Messages that this put in the outbox.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("visit", .form(Visit.self), visit)
    fields.put("notifications", .list(.form(PunctualModel.Notification.self)), notifications)
  }
}

/// A step of a visit's life that somebody reports.
public protocol VisitStep: UseCase where Input == VisitReport, Output == VisitReceipt {
  static var step: Step { get }
}

extension VisitStep {
  public static var name: String { "visit.\(step.rawValue)" }
  public static var writes: Bool { true }

  public static func run(_ input: VisitReport, in session: Session) throws -> VisitReceipt {
    let at = input.at ?? session.now
    guard at <= session.now + 300 else {
      throw Faults(
        .outOfRange, path: "/at", "That time has not come yet.",
        hint: "Report what has happened; `--now` states another present.")
    }
    if input.note != nil, step != .finish {
      throw Faults(
        .unknownField, path: "/note", "What was done is told when it is finished.",
        hint: "Give the note to `punctual visit finish`.")
    }
    return try session.commit { transaction in
      let event = try transaction.step(step, visit: input.visit, at: at, note: input.note)
      guard let visit = try transaction.writer.visit(input.visit) else { throw Transaction.noVisit(input.visit) }
      let state = try DayState.read(visit.date, from: transaction.writer, now: session.now)
      if step == .finish { try transaction.follow(visit, in: state) }
      let own = state.days.filter { $0.technician == visit.technician }
      let queued = try transaction.notify(
        visit.appointment, cause: event, prediction: state.predictions(own)[visit.id])
      return VisitReceipt(visit: visit, notifications: queued)
    }
  }
}

public enum DispatchVisit: VisitStep {
  public static let step = Step.dispatch
  public static let summary = "Hands a visit to its technician: the plan no longer moves it by itself."
}

public enum DepartVisit: VisitStep {
  public static let step = Step.depart
  public static let summary = "The technician has set out; the customer is told who comes and when."
}

public enum ArriveVisit: VisitStep {
  public static let step = Step.arrive
  public static let summary = "The technician is at the door."
}

public enum FinishVisit: VisitStep {
  public static let step = Step.finish
  public static let summary = "The work is done; the customer is thanked and asked later how it was."
}

public enum CancelVisit: VisitStep {
  public static let step = Step.cancel
  public static let summary = "The appointment is called off; its visits leave the plan."
}

public enum NoAccessVisit: VisitStep {
  public static let step = Step.noAccess
  public static let summary = "The technician was not let in."
}

public struct CancelAppointment: UseCase {
  public static let name = "appointment.cancel"
  public static let summary = "Calls an appointment off, on the plan or not; its visits leave the plan."
  public static let writes = true

  public static func run(_ input: RecordName<Appointment>, in session: Session) throws -> Appointment {
    try session.commit { transaction in
      let appointment = try Appointment.existing(input.id, in: transaction.writer)
      let visits = try transaction.writer.visits(ofAppointment: input.id)
      if let visit = visits.first(where: { $0.stage.after(.cancel) != nil }) {
        let event = try transaction.step(.cancel, visit: visit.id, at: session.now)
        try transaction.notify(input.id, cause: event)
      } else {
        guard let stage = appointment.stage.after(.cancel) else {
          throw Faults(
            .impossibleStep, path: "/id",
            "Appointment \(input.id) is \(appointment.stage.rawValue), so it cannot be cancelled.")
        }
        _ = try transaction.writer.setStage(input.id, stage)
        let event = try transaction.record(.cancelled, input.id)
        try transaction.notify(input.id, cause: event)
      }
      return try Appointment.existing(input.id, in: transaction.writer)
    }
  }
}
