import PunctualModel
import PunctualStore
import PunctualWire

import struct PunctualModel.Notification

/// Other times for an appointment, kept free for its customer to choose from.
public struct Proposal: WireForm {
  public static let formName = "proposal"
  public static let formSummary = "Other times for an appointment, kept free for its customer to choose from."
  public var appointment: String
  public var customerName: String
  /// Empty where the next days have none that is sure enough.
  public var windows: [ProposedWindow]
  /// The message that offers them; empty where nobody may write to the customer.
  public var notifications: [Notification]
  /// A number to call.
  public var phone: String?

  init(_ appointment: Appointment, _ customer: Customer?, _ windows: [ProposedWindow], _ notifications: [Notification])
  {
    self.appointment = appointment.id
    customerName = customer?.name ?? ""
    self.windows = windows
    self.notifications = notifications
    phone = customer?.contacts.first { $0.channel == .sms }?.address
  }

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "The appointment.")
    customerName = fields.required("customer_name", .text, "For whom.")
    windows = fields.required(
      "windows", .list(.form(ProposedWindow.self)), "What is kept free; empty where nothing is sure enough.")
    notifications = fields.required(
      "notifications", .list(.form(Notification.self)), "The message with them; none where nobody may write.")
    phone = fields.optional("phone", .text, "A number to call.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("customer_name", .text, customerName)
    fields.put("windows", .list(.form(ProposedWindow.self)), windows)
    fields.put("notifications", .list(.form(Notification.self)), notifications)
    fields.put("phone", .text, phone)
  }
}

/// A window that is kept free under a code.
public struct ProposedWindow: WireForm {
  public static let formName = "proposed_window"
  public static let formSummary = "A window that is kept free under a code."
  public var code: Int
  public var window: TimeWindow
  public var technician: String
  public var until: Instant

  init(_ hold: Hold) {
    (code, window, technician, until) = (hold.code, hold.window, hold.technician, hold.until)
  }

  public init(from fields: inout FieldReader) {
    code = fields.required("code", .integer, "What the customer answers, or the office takes.")
    window = fields.required("window", .window, "What would be promised.")
    technician = fields.required("technician", .id, "Who would come.")
    until = fields.required("until", .time, "Kept free until then.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("code", .integer, code)
    fields.put("window", .window, window)
    fields.put("technician", .id, technician)
    fields.put("until", .time, until)
  }
}

public struct ProposeWindows: UseCase {
  public static let name = "offer.propose"
  public static let summary =
    "Keeps other times free for an appointment and offers them to its customer, who chooses one by its code."
  public static let writes = true

  /// How many times are kept free for a customer who is called.
  private static let forCalling = 3

  public static func run(_ input: RecordName<Appointment>, in session: Session) throws -> Proposal {
    try session.commit { transaction in
      let writer = transaction.writer
      let appointment = try Appointment.existing(input.id, in: writer)
      guard [.requested, .booked, .scheduled, .dispatched, .missed, .noAccess].contains(appointment.stage) else {
        throw Faults(
          .impossibleStep, path: "/id",
          "Appointment \(appointment.id) is \(appointment.stage.rawValue), so there is no other time to agree on.")
      }
      try writer.releaseHolds(of: appointment.id)
      try transaction.record(.proposed, appointment.id)
      let queued = try transaction.notify(appointment.id, cause: nil, choicesAsked: true)
        .filter { $0.kind == .reschedule }
      let holds =
        queued.isEmpty
        ? try transaction.keepFree(forCalling, for: appointment)
        : try writer.holds(liveAt: session.now, appointment: appointment.id)
      return Proposal(
        appointment, try writer.customer(appointment.customer), holds.map(ProposedWindow.init), queued)
    }
  }
}

/// A window that was kept free and is chosen.
public struct ProposalChoice: WireForm {
  public static let formName = "proposal_choice"
  public static let formSummary = "A window that was kept free and is chosen."
  public var appointment: String
  public var code: Int

  public init(appointment: String, code: Int) { (self.appointment, self.code) = (appointment, code) }

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "The appointment.")
    code = fields.required("code", .integer(1...1000), "The code of the window.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("code", .integer, code)
  }
}

public struct TakeProposal: UseCase {
  public static let name = "offer.take"
  public static let summary = "Books a time that was kept free, for a customer who chose it on the phone."
  public static let writes = true

  public static func run(_ input: ProposalChoice, in session: Session) throws -> Booking {
    try session.commit { transaction in
      let writer = transaction.writer
      let asked = try Appointment.existing(input.appointment, in: writer)
      let holds = try writer.holds(liveAt: session.now, appointment: asked.id)
      guard let hold = holds.first(where: { $0.code == input.code }) else {
        let codes = holds.map { "\($0.code)" }.joined(separator: ", ")
        throw Faults(
          .notFound, path: "/code", "No time is kept free under \(input.code) for \(asked.id).",
          hint: codes.isEmpty
            ? "`punctual propose \(asked.id)` keeps some free." : "There are: \(codes).")
      }
      let (appointment, event) = try transaction.take(hold)
      let queued = try transaction.notify(appointment.id, cause: event)
      let visit = try writer.visit(appointment.id)
      let tier = try writer.organisation().tier(try writer.customer(appointment.customer)?.tier ?? "")
      return Booking(
        appointment: appointment, technician: visit?.technician, start: visit?.planned.start,
        chance: appointment.promise?.chance ?? 1, leastChance: tier.promiseChance, notifications: queued)
    }
  }
}
