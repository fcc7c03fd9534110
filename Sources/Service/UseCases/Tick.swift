import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

import struct PunctualModel.Notification

/// How a step of the live loop goes.
public struct TickRequest: WireForm {
  public static let formName = "tick_request"
  public static let formSummary = "How one step of the live loop goes."
  public var recover: Bool
  public var deliver: Bool

  public init(recover: Bool = true, deliver: Bool = true) {
    self.recover = recover
    self.deliver = deliver
  }

  public init(from fields: inout FieldReader) {
    recover = fields.defaulted("recover", .boolean, true, "Whether visits may be moved to keep promises.")
    deliver = fields.defaulted("deliver", .boolean, true, "Whether due messages are delivered at once.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("recover", .boolean, recover)
    fields.put("deliver", .boolean, deliver)
  }
}

/// What a step of the live loop found and did.
public struct TickReport: WireForm {
  public static let formName = "tick_report"
  public static let formSummary = "What one step of the live loop found and did."
  public var now: Instant
  /// Before anything was moved.
  public var endangered: [LateVisit]
  public var moves: [RecoveryMove]
  /// Promises of the day that nobody is planned for, after what could be moved was moved.
  public var leftOut: [UnplacedAppointment]
  public var queued: [Notification]
  public var sent: Int
  public var failed: Int
  public var dropped: Int
  /// Nil where the workspace travels by straight line.
  public var travel: TravelUsed?

  init(
    now: Instant, endangered: [LateVisit], moves: [RecoveryMove], leftOut: [UnplacedAppointment],
    queued: [Notification]
  ) {
    self.now = now
    self.endangered = endangered
    self.moves = moves
    self.leftOut = leftOut
    self.queued = queued
    (sent, failed, dropped) = (0, 0, 0)
  }

  public init(from fields: inout FieldReader) {
    now = fields.required("now", .time, "The time of the step.")
    endangered = fields.required(
      "endangered", .list(.form(LateVisit.self)),
      "Promises in danger before anything was moved: late with the least chance from which customers are told, or more."
    )
    moves = fields.required("moves", .list(.form(RecoveryMove.self)), "What was moved to keep them.")
    leftOut = fields.defaulted(
      "left_out", .list(.form(UnplacedAppointment.self)), [], "Promises of the day that nobody is planned for.")
    queued = fields.required("queued", .list(.form(Notification.self)), "Messages put in the outbox.")
    sent = fields.required("sent", .integer, "Messages that a channel accepted.")
    failed = fields.required("failed", .integer, "Messages that a channel refused; most are tried again.")
    dropped = fields.required("dropped", .integer, "Messages that were no longer true.")
    travel = fields.optional("travel", .form(TravelUsed.self), "Where travel times come from, with a routing server.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("now", .time, now)
    fields.put("endangered", .list(.form(LateVisit.self)), endangered)
    fields.put("moves", .list(.form(RecoveryMove.self)), moves)
    fields.put("left_out", .list(.form(UnplacedAppointment.self)), leftOut)
    fields.put("queued", .list(.form(Notification.self)), queued)
    fields.put("sent", .integer, sent)
    fields.put("failed", .integer, failed)
    fields.put("dropped", .integer, dropped)
    fields.put("travel", .form(TravelUsed.self), travel)
  }
}

/// A visit that changed hands to keep a promise.
public struct RecoveryMove: WireForm {
  public static let formName = "recovery_move"
  public static let formSummary = "A visit that changed hands to keep a promise."
  public var visit: String
  public var customerName: String
  public var from: String
  public var to: String
  public var fromName: String
  public var toName: String
  /// How: move, borrow, reorder, swap, chain or place.
  public var how: String
  /// The visit whose promise it saves.
  public var saves: String
  public var before: Double
  public var after: Double
  public var start: Instant?

  public init(from fields: inout FieldReader) {
    visit = fields.required("visit", .id, "The visit that was moved.")
    customerName = fields.required("customer_name", .text, "For whom.")
    from = fields.required("from", .id, "Who had it.")
    to = fields.required("to", .id, "Who has it now.")
    fromName = fields.required("from_name", .text, "The name of who had it.")
    toName = fields.required("to_name", .text, "The name of who has it now.")
    how = fields.defaulted(
      "how", .text(1...20), RecoveryKind.move.rawValue,
      "move: to somebody else; borrow: to somebody with no visit in that area; reorder: the same technician at another "
        + "time; swap: two exchange visits; chain: one makes room and goes on to a third; place: it had been left out.")
    saves = fields.required("saves", .id, "The visit whose promise it saves.")
    before = fields.required("before", .number(0...1), "That visit's chance of being late before.")
    after = fields.required("after", .number(0...1), "And after.")
    start = fields.optional("start", .time, "When the moved visit is planned to start now.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("visit", .id, visit)
    fields.put("customer_name", .text, customerName)
    fields.put("from", .id, from)
    fields.put("to", .id, to)
    fields.put("from_name", .text, fromName)
    fields.put("to_name", .text, toName)
    fields.put("how", .text, how)
    fields.put("saves", .id, saves)
    fields.put("before", .number(0...1), before)
    fields.put("after", .number(0...1), after)
    fields.put("start", .time, start)
  }

  init(_ move: Recovery.Move, _ state: DayState) {
    visit = move.visit
    let appointment = state.days.flatMap(\.visits).first { $0.id == move.visit }.flatMap {
      state.appointments[$0.appointment]
    }
    customerName = appointment.flatMap { state.customers[$0.customer]?.name } ?? ""
    from = move.from
    to = move.to
    fromName = state.technicians[move.from]?.name ?? move.from
    toName = state.technicians[move.to]?.name ?? move.to
    how = move.kind.rawValue
    saves = move.saved[0].visit
    before = move.saved[0].before
    after = move.saved[0].after
    start = move.plannedStart
  }
}

public struct Tick: UseCase {
  public static let name = "tick"
  public static let summary = "One idempotent step of the live loop: predict, recover, tell, deliver."
  public static let writes = true

  public static func run(_ input: TickRequest, in session: Session) async throws -> TickReport {
    let roads = try await recoveryRoads(input, session)
    var report = try session.commit(
      reading: { try TickBasis.read(session.today, from: $0, now: session.now, roads: roads.book[session.today]) },
      deciding: { $0.decision(recovers: roads.recovers) },
      { transaction, decision in try transaction.tick(decision) })
    report.travel = roads.used
    guard input.deliver, !session.dryRun else { return report }
    let tally = try await Delivery(session).run()
    report.sent = tally.sent.count
    report.failed = tally.failed.count
    report.dropped = tally.dropped.count
    return report
  }
}

/// What a step is decided on.
private struct TickBasis {
  var state: DayState
  /// Visits that were moved earlier on the day.
  var moved: Set<String>

  static func read(_ date: LocalDate, from reader: some StoreReading, now: Instant, roads: Roads?) throws -> TickBasis {
    let state = try DayState.read(date, from: reader, now: now, roads: roads)
    let morning = state.organisation.zone.day(date).start
    return TickBasis(state: state, moved: try reader.subjects(of: .moved, since: morning))
  }

  func decision(recovers: Bool) -> TickDecision {
    guard recovers, let plan = state.plan else {
      return TickDecision(state: state, predictions: state.predictions())
    }
    let (state, freed) = state.withoutAbsent()
    var decision = TickDecision(state: state, before: plan, freed: freed, predictions: state.predictions())
    var recovery = Recovery(state: state, settled: moved, predictions: decision.predictions)
    recovery.danger = state.danger
    decision.outcome = recovery.recover()
    return decision
  }
}

/// What a step found, and what it is to do.
struct TickDecision {
  /// The day before anything is changed, without the visits of technicians who are away.
  var state: DayState
  /// The plan with these.
  var before: Plan?
  /// What they were to do, which nobody is to do now unless a place is found.
  var freed: [Visit] = []
  /// Of that day, by visit id.
  var predictions: [String: VisitPrediction]
  /// Nil where nothing may be moved.
  var outcome: Recovery.Outcome?
}

extension Tick {
  /// The roads of today, where visits may be moved. Customers are told what is to be told whether a routing server answers
  /// or not: without one, nothing is moved.
  private static func recoveryRoads(
    _ input: TickRequest, _ session: Session
  ) async throws -> (book: RoadBook, recovers: Bool, used: TravelUsed?) {
    guard input.recover else { return (.none, false, nil) }
    do {
      let book = try await session.roads(on: [session.today])
      return (book, true, book.used)
    } catch let faults as Faults where faults.all.allSatisfy({ $0.code == .routerUnavailable }) {
      return (.none, false, TravelUsed(note: "nothing was moved, as travel is not known: \(faults.all[0].message)"))
    }
  }
}

extension Transaction {
  /// Takes what was decided, closes what was missed, and tells whoever must be told.
  func tick(_ decision: TickDecision) throws -> TickReport {
    let today = decision.state.date
    let waiting = Set(try writer.notifications(NotificationFilter(states: [.queued])).map(\.key))
    let endangered = LateReport(DayBoard(decision.state, predictions: decision.predictions)).visits
    let moves = decision.outcome?.netMoves ?? []
    let isChanged = !moves.isEmpty || !decision.freed.isEmpty
    if let outcome = decision.outcome, isChanged { try adopt(outcome, moves, decision) }
    let isClosed = try closeMissed(today)
    var (state, predictions) = (decision.state, Optional(decision.predictions))
    func readAnew() throws { (state, predictions) = (try DayState.read(today, from: writer, now: now), nil) }
    if isClosed || isChanged { try readAnew() }
    if try giveUpUnplaced(state) { try readAnew() }
    try keepPredictions(state)
    try tellAll(state, moves: moves, predictions: predictions)
    // Those that closing, giving up and changing days brought with them, too.
    let queued = try writer.notifications(NotificationFilter(states: [.queued])).filter { !waiting.contains($0.key) }
    return TickReport(
      now: now, endangered: endangered, moves: moves.map { RecoveryMove($0, state) },
      leftOut: state.leftOut.compactMap { UnplacedAppointment($0, state) }.filter { $0.promise != nil }, queued: queued)
  }

  private func adopt(_ outcome: Recovery.Outcome, _ moves: [Recovery.Move], _ decision: TickDecision) throws {
    guard var plan = decision.state.plan else { return }
    // What was cancelled is not in the outcome's days and keeps its row.
    let cancelled = plan.days.flatMap(\.visits).filter { $0.stage == .cancelled }
    plan.revision += 1
    plan.madeAt = now
    plan.days = outcome.days.map { day in
      var day = day
      day.visits += cancelled.filter { $0.technician == day.technician }
      return day
    }
    plan.unplaced.removeAll { outcome.placed.contains($0.appointment) }
    try writer.save(plan)
    for visit in decision.freed {
      try record(.unscheduled, visit.id, ["from": visit.technician, "reason": "away"])
      if let stage = decision.state.appointments[visit.appointment]?.stage {
        try writer.setStage(visit.appointment, stage)
      }
    }
    for appointment in outcome.placed.sorted() { try writer.setStage(appointment, .scheduled) }
    try tellChangedDays(decision.before, plan)
    var recovered: Set<String> = []
    for move in moves {
      if move.kind == .place {
        try record(.scheduled, move.visit, ["to": move.to])
      } else {
        try record(.moved, move.visit, ["from": move.from, "to": move.to, "how": move.kind.rawValue])
      }
      // Two moves at once save the same promises.
      for saved in move.saved where recovered.insert(saved.visit).inserted {
        try record(
          .recovered, saved.visit,
          ["by": move.visit, "before": Event.text(chance: saved.before), "after": Event.text(chance: saved.after)])
      }
    }
    // Whoever chooses one of these is offered others.
    for kept in outcome.lost { try writer.close(hold: kept.hold.id, as: .released) }
  }

  /// Whoever was promised a visit today or on a day before and will not get it: the shift is over and nobody came.
  ///
  /// - Returns: whether there was anybody.
  private func closeMissed(_ today: LocalDate) throws -> Bool {
    var isAnybody = false
    for date in [today.adding(days: -1), today] where try mayBeMissed(on: date) {
      let state = try DayState.read(date, from: writer, now: now)
      for visit in state.days.flatMap(\.visits) where visit.stage.after(.miss) != nil && visit.actual.arrive == nil {
        guard let shift = state.technicians[visit.technician]?.shift(on: date) else { continue }
        let promise = state.appointments[visit.appointment]?.promise?.window.end
        let shiftEnd = zone.instant(date, shift.end)
        guard now >= max(shiftEnd + 3600, (promise ?? shiftEnd) + 1800) else { continue }
        let event = try step(.miss, visit: visit.id, at: now)
        try notify(visit.appointment, cause: event)
        isAnybody = true
      }
    }
    return isAnybody
  }

  /// Whether somebody's shift of a day is over with a visit that nobody has come to; asked before all else of the day is
  /// read.
  private func mayBeMissed(on date: LocalDate) throws -> Bool {
    let open = try writer.visits(on: date).filter { $0.stage.after(.miss) != nil && $0.actual.arrive == nil }
    return try Set(open.map(\.technician)).contains { id in
      guard let shift = try writer.technician(id)?.shift(on: date) else { return false }
      return now >= zone.instant(date, shift.end) + 3600
    }
  }

  /// Promised work of the day that nobody has room for is given up, so that its customer hears of it early enough to make
  /// other plans: half an hour after it lost its place, in which the office may find one, but not in the customer's quiet
  /// hours unless the time to tell by is near.
  ///
  /// - Returns: whether anything was given up.
  private func giveUpUnplaced(_ state: DayState) throws -> Bool {
    var changed = false
    for left in state.leftOut {
      guard let appointment = state.appointments[left.appointment], appointment.stage == .booked,
        let promise = appointment.promise?.window
      else { continue }
      let last = promise.end - state.tier(of: appointment).toldAheadMinutes * 60 - Self.noticeSeconds
      guard try now >= min(last, hopelessFrom(appointment, state) ?? last) else { continue }
      try writer.setStage(appointment.id, .missed)
      let event = try record(.missed, appointment.id, ["reason": "no-place"])
      try complainOfMissed(appointment, at: now)
      try notify(appointment.id, cause: event)
      changed = true
    }
    return changed
  }

  /// When to stop looking for a place: some time after the plan was made that has none, or whoever had it went away. Nil for
  /// what no plan has looked at yet.
  private func hopelessFrom(_ appointment: Appointment, _ state: DayState) throws -> Instant? {
    guard state.plan?.unplaced.contains(where: { $0.appointment == appointment.id }) == true,
      let customer = state.customers[appointment.customer]
    else { return nil }
    let lost =
      try writer.events(subject: state.date.description).filter { $0.kind == .planned }
      + writer.events(subject: appointment.id).filter { $0.kind == .unscheduled }
    guard let since = lost.map(\.at).max() else { return nil }
    let over = max(since + Self.hopeSeconds, state.organisation.zone.day(state.date).start)
    return notifier.rules.quietHours?.firstOpen(from: over, in: customer.zone) ?? over
  }

  /// How much earlier than the tier states a customer is told that nobody will come, where a place was hoped for until then.
  private static var noticeSeconds: Int { 15 * 60 }
  /// How long a place is hoped for.
  private static var hopeSeconds: Int { 30 * 60 }

  /// Asks, for each appointment that somebody may want to hear of now, what is to be said.
  ///
  /// - Parameter predictions: by visit id; the forecast's where none are given.
  func tellAll(
    _ today: DayState, moves: [Recovery.Move], predictions: [String: VisitPrediction]? = nil
  ) throws {
    let worst = today.worstPredictions(predictions)
    let tomorrow = try DayState.read(today.date.adding(days: 1), from: writer, now: now)
    let near = Set(today.appointments.keys).union(tomorrow.appointments.keys)
    let ground = JourneyGround(today, [tomorrow], optOuts: try writer.optOuts())
    for id in near.sorted() {
      let move = moves.last { $0.saved.contains { $0.visit == id } }
      try notify(
        id, cause: nil, prediction: worst[id],
        recovery: move.map { "visit \($0.visit) moved from \($0.from) to \($0.to)" }, on: ground)
    }
  }
}
