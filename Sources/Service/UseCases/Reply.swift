import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

import struct PunctualModel.Notification

/// Something that came back from a customer or a technician.
public struct IncomingReply: WireForm {
  public static let formName = "incoming_reply"
  public static let formSummary = "Something that came back from a customer or a technician."
  public var from: String
  public var text: String
  public var messageID: String?

  public init(from: String, text: String, messageID: String? = nil) {
    self.from = from
    self.text = text
    self.messageID = messageID
  }

  public init(from fields: inout FieldReader) {
    from = fields.required("from", .text(1...254), "The sender's e-mail address or phone number.")
    text = fields.required(
      "text", .text(0...(FreeText.mostBytes)), "What was written; \(FreeText.mostKept) characters of it are kept.")
    messageID = fields.optional(
      "message_id", .id, "The provider's id of it: the same one again gives the first answer and changes nothing.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .text, from)
    fields.put("text", .text, text)
    fields.put("message_id", .id, messageID)
  }
}

/// What a reply was read as, and what became of it.
public struct ReplyReport: WireForm {
  public static let formName = "reply_report"
  public static let formSummary = "What a reply was read as, and what became of it."
  public var reply: Reply
  /// Whether it was delivered before.
  public var isRepeated: Bool
  public var notifications: [Notification]

  init(reply: Reply, isRepeated: Bool = false, notifications: [Notification] = []) {
    (self.reply, self.isRepeated, self.notifications) = (reply, isRepeated, notifications)
  }

  public init(from fields: inout FieldReader) {
    reply = fields.required("reply", .form(Reply.self), "As it is kept, with its meaning and what was done.")
    isRepeated = fields.defaulted("is_repeated", .boolean, false, "Whether it was delivered before; nothing was done.")
    notifications = fields.required(
      "notifications", .list(.form(Notification.self)), "Messages that this put in the outbox.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("reply", .form(Reply.self), reply)
    if isRepeated { fields.put("is_repeated", .boolean, isRepeated) }
    fields.put("notifications", .list(.form(Notification.self)), notifications)
  }
}

public struct TakeReply: UseCase {
  public static let name = "notify.reply"
  public static let summary =
    "Reads what came back: books a choice, opts out, takes a score down, or hands it to a person."
  public static let writes = true

  public static func run(_ input: IncomingReply, in session: Session) throws -> ReplyReport {
    let address = Sender.address(input.from)
    let channel = Sender.channel(address)
    return try session.commit { transaction in
      let writer = transaction.writer
      if let id = input.messageID, let known = try writer.reply(channel: channel, providerID: id) {
        return ReplyReport(reply: known, isRepeated: true)
      }
      let sender = try Sender(address, channel, writer, now: session.now)
      let read = ReplyReader.read(input.text, sender.context)
      let stored = try writer.insert(
        Reply(
          providerID: input.messageID, customer: sender.customer, address: address, channel: channel, text: input.text,
          receivedAt: session.now, about: sender.about?.sequence, meaning: read.meaning))
      guard var reply = stored else {
        throw Faults(.conflict, path: "/message_id", "This reply has just been taken down.")
      }
      var answer = Answer(transaction: transaction, sender: sender, reply: reply)
      try answer.act(on: read)
      reply.meaning = answer.reply.meaning
      reply.outcome = answer.reply.outcome
      return ReplyReport(reply: try writer.update(reply), notifications: answer.queued)
    }
  }
}

/// Who wrote, and what it can be about.
struct Sender {
  let address: String
  let channel: ContactChannel
  /// The customer, by what was said there last; nil where the address is nobody's.
  var customer: String?
  /// The last message to the address that a reply can be about.
  var about: Notification?
  /// The appointment that it is most likely about.
  var appointment: String?
  /// Codes that were offered to the customer, with the latest window that each stands for.
  var codes: [Int: Hold] = [:]
  var context = ReplyContext()

  /// `+423 555 01 42` is `+4235550142`.
  static func address(_ text: String) -> String {
    let trimmed = text.filter { !$0.isWhitespace }
    guard !trimmed.contains("@") else { return trimmed.lowercased() }
    return trimmed.filter { !"-()/.".contains($0) }
  }

  static func channel(_ address: String) -> ContactChannel { address.contains("@") ? .email : .sms }

  init(_ address: String, _ channel: ContactChannel, _ reader: some StoreReading, now: Instant) throws {
    self.address = address
    self.channel = channel
    let told = try reader.notifications(to: address, limit: 30).filter { $0.state == .sent || $0.state == .leased }
    let customers = try reader.customers(at: address)
    about = told.first
    customer = told.first { $0.audience == .customer }?.customer ?? customers.first
    appointment = told.first?.appointment
    if appointment == nil, let customer {
      appointment = try reader.appointments(AppointmentFilter(customer: customer)).last?.id
    }
    if let last = told.first, last.audience == .technician, last.kind == .dayChanged {
      context.isAcknowledged = true
      return
    }
    let mine = told.filter { $0.audience == .customer }
    for id in Set(mine.compactMap(\.appointment)).sorted() {
      for hold in try reader.holds(of: id) where hold.madeAt >= now - Hold.answerable {
        // Of two windows under one code the one that is still kept counts, else the one that was offered later.
        if let known = codes[hold.code], known.isLive(at: now) || known.madeAt > hold.madeAt { continue }
        codes[hold.code] = hold
      }
    }
    context.codes = Set(codes.keys)
    // The last message that asks for a number decides what a number is.
    let asking = mine.first { message in
      message.kind == .followUp
        || codes.values.contains { $0.appointment == message.appointment && $0.madeAt == message.createdAt }
    }
    if let asking, asking.kind == .followUp, now <= asking.createdAt + 30 * 86_400 {
      context.isSurvey = true
      appointment = asking.appointment
    }
  }
}

/// What is done about one reply.
private struct Answer {
  let transaction: Transaction
  let sender: Sender
  var reply: Reply
  var queued: [Notification] = []

  private var writer: StoreWriter { transaction.writer }

  private mutating func done(_ outcome: String) { reply.outcome = outcome }

  mutating func act(on read: ReadReply) throws {
    try transaction.record(
      .replyReceived, sender.customer ?? "unknown",
      ["reply": "\(reply.sequence)", "meaning": reply.meaning.word.rawValue])
    switch read {
    case .optOut: try optOut()
    case .optIn:
      try writer.optIn(sender.channel, sender.address)
      try transaction.record(.optedIn, sender.customer ?? "unknown", ["channel": sender.channel.rawValue])
      done("Messages go to this address again.")
    case .choice(let code): try choose(code)
    case .survey(let score, let comment): try takeSurvey(score, comment)
    case .otherTime: try offer("The customer asked for another time")
    case .acknowledged:
      try transaction.record(
        .acknowledged, sender.about?.technician ?? "unknown", ["key": sender.about?.key ?? ""])
      done("The technician has seen it.")
    case .courtesy: done("A word of thanks or assent; nothing to do.")
    case .complaint: try complain()
    case .callMe: try handOver("a call", "Rückruf")
    case .unknownChoice: try handOver("a number that was not offered", "eine Nummer, die es nicht gibt")
    case .signsOnly: try handOver("", "")
    case .freeText: try handOver("", "")
    }
  }

  private mutating func optOut() throws {
    let dropped = try writer.optOut(sender.channel, sender.address, at: transaction.now)
    try transaction.record(.optedOut, sender.customer ?? "unknown", ["channel": sender.channel.rawValue])
    for key in dropped {
      let about = try writer.notification(key: key)?.about ?? key
      try transaction.record(.notificationDropped, about, ["key": key, "detail": "opted out"])
    }
    done("Nothing goes to this address any more; \(dropped.count) waiting dropped.")
  }

  private mutating func choose(_ code: Int) throws {
    if let hold = sender.codes[code], hold.state == .taken, let booked = try promised(hold) {
      // Said twice, by an impatient finger or a network that delivers twice.
      let start = transaction.zone.local(hold.window.start)
      return done("\(booked) is booked for \(start.date) \(transaction.zone.clock(hold.window.start)) already.")
    }
    guard let hold = sender.codes[code], hold.isLive(at: transaction.now) else {
      return try offer("The chosen time is no longer kept free")
    }
    do {
      let (appointment, event) = try transaction.take(hold)
      queued += try transaction.notify(appointment.id, cause: event)
      let start = transaction.zone.local(hold.window.start)
      done("Booked \(appointment.id) for \(start.date) \(transaction.zone.clock(hold.window.start)).")
    } catch let faults as Faults
      where faults.all.contains(where: { $0.code == .slotTaken || $0.code == .impossibleStep })
    {
      guard faults.all[0].code == .slotTaken else { return try handOver("another time", "eine andere Zeit") }
      try offer("The chosen time is taken")
    }
  }

  /// The appointment of the customer that has a window that was chosen before.
  private func promised(_ hold: Hold) throws -> String? {
    guard let customer = try writer.appointment(hold.appointment)?.customer else { return nil }
    return try writer.appointments(AppointmentFilter(customer: customer)).first {
      $0.promise?.window == hold.window && [.booked, .scheduled, .dispatched, .underWay].contains($0.stage)
    }?.id
  }

  private func keys(of appointment: String) throws -> Set<String> {
    Set(try writer.notifications(NotificationFilter(appointment: appointment)).map(\.key))
  }

  /// New windows to choose from; where there are none, a person's turn.
  private mutating func offer(_ why: String) throws {
    guard let appointment = sender.codes.values.max(by: { $0.madeAt < $1.madeAt })?.appointment ?? sender.appointment
    else { return try handOver("another time", "eine andere Zeit") }
    try writer.releaseHolds(of: appointment)
    queued += try transaction.notify(appointment, cause: nil, choicesAsked: true)
    guard queued.contains(where: { $0.kind == .reschedule }),
      try !writer.holds(liveAt: transaction.now, appointment: appointment).isEmpty
    else { return try handOver("another time", "eine andere Zeit") }
    done("\(why); other times were offered.")
  }

  private mutating func takeSurvey(_ score: Int, _ comment: String?) throws {
    guard let id = sender.appointment, let appointment = try writer.appointment(id) else {
      return try handOver("", "")
    }
    try writer.put(
      SurveyAnswer(
        appointment: id, customer: appointment.customer, score: score, comment: comment, at: transaction.now))
    let event = try transaction.record(.surveyAnswered, id, ["score": "\(score)"])
    queued += try transaction.notify(id, cause: event)
    done("A survey of \(score) was taken down.")
  }

  private mutating func complain() throws {
    guard let id = sender.customer, let customer = try writer.customer(id) else { return try handOver("", "") }
    let appointment = try sender.appointment.flatMap { try writer.appointment($0) }
    let before = try sender.appointment.map(keys) ?? []
    let complaint = try transaction.openComplaint(
      of: customer, about: appointment, .other, reply.text, at: transaction.now)
    if let appointment {
      queued += try writer.notifications(NotificationFilter(appointment: appointment.id)).filter {
        !before.contains($0.key)
      }
    }
    try handOver("a complaint", "eine Beschwerde")
    done("Complaint \(complaint.id) was opened, and the office told.")
  }

  /// A person's turn: the office is told, and the reply stands open until somebody has seen to it.
  private mutating func handOver(_ english: String, _ german: String) throws {
    guard let id = sender.appointment,
      let journey = try Journey.read(id, from: writer, now: transaction.now, prediction: nil)
    else { return }
    let wants = journey.organisation.language == .german ? german : english
    guard let message = try transaction.notifier.needsPerson(journey, words: reply.text, wants: wants) else { return }
    if try transaction.queue(message) { queued.append(message) }
  }
}

extension ReadReply {
  /// As it is kept.
  var meaning: ReplyMeaning {
    switch self {
    case .optOut: .optOut
    case .optIn: .optIn
    case .callMe: .callMe
    case .choice(let code): .choice(code)
    case .survey(let score, _): .survey(score)
    case .unknownChoice, .acknowledged, .courtesy, .otherTime, .signsOnly, .complaint, .freeText: .freeText
    }
  }
}

/// Which replies.
public struct ReplyQuery: WireForm {
  public static let formName = "reply_query"
  public static let formSummary = "Which replies."
  public var customer: String?
  public var open: Bool

  public init(customer: String? = nil, open: Bool = false) {
    (self.customer, self.open) = (customer, open)
  }

  public init(from fields: inout FieldReader) {
    customer = fields.optional("customer", .id, "Only those of this customer.")
    open = fields.defaulted("open", .boolean, false, "Only those that wait for a person.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("customer", .id, customer)
    fields.put("open", .boolean, open)
  }
}

/// Replies.
public struct ReplyList: WireForm {
  public static let formName = "reply_list"
  public static let formSummary = "What came back, in the order in which it came."
  public var items: [Reply]

  init(_ items: [Reply]) { self.items = items }

  public init(from fields: inout FieldReader) {
    items = fields.required("items", .list(.form(Reply.self)), "The replies.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("items", .list(.form(Reply.self)), items)
  }
}

public struct ShowReplies: UseCase {
  public static let name = "notify.replies"
  public static let summary = "What came back, and what still waits for a person."
  public static let writes = false

  public static func run(_ input: ReplyQuery, in session: Session) throws -> ReplyList {
    ReplyList(
      try session.read { try $0.replies(customer: input.customer).filter { !input.open || $0.outcome == nil } })
  }
}

/// That somebody has seen to a reply.
public struct ReplyOutcome: WireForm {
  public static let formName = "reply_outcome"
  public static let formSummary = "What somebody did about a reply."
  public var reply: Int
  public var outcome: String

  public init(reply: Int, outcome: String) {
    (self.reply, self.outcome) = (reply, outcome)
  }

  public init(from fields: inout FieldReader) {
    reply = fields.required("reply", .integer(1...Int(Int32.max)), "Its number.")
    outcome = fields.required("outcome", .text(1...1000), "What was done, in a sentence.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("reply", .integer, reply)
    fields.put("outcome", .text, outcome)
  }
}

public struct SettleReply: UseCase {
  public static let name = "notify.reply.done"
  public static let summary = "Takes down what a person did about a reply, so that it no longer waits."
  public static let writes = true

  public static func run(_ input: ReplyOutcome, in session: Session) throws -> Reply {
    try session.commit { transaction in
      guard var reply = try transaction.writer.reply(sequence: input.reply) else {
        throw Faults(
          .notFound, path: "/reply", "There is no reply \(input.reply).", hint: "`punctual notify replies` lists them.")
      }
      reply.outcome = input.outcome
      try transaction.record(.replySettled, reply.customer ?? "unknown", ["reply": "\(reply.sequence)"])
      return try transaction.writer.update(reply)
    }
  }
}
