import PunctualModel
import PunctualStore

/// What became of the promises of one policy, counted day by day.
public struct SimulationTally: Sendable {
  /// Promises whose day has come; those whose customer did not open count by the arrival.
  public var promises = 0
  public var kept = 0
  /// Of those broken, the ones for which nobody came at all on the day.
  public var missed = 0
  /// Promises broken whose customer was told half an hour before the promise ended or earlier, and not told otherwise
  /// after.
  public var toldInTime = 0
  /// The same by the time that the customer's tier states.
  public var toldByStandard = 0
  /// Promises broken whose customer was told at all before the promise ended.
  public var toldBefore = 0
  /// Of those told in time, the ones who were told by telephone.
  public var toldByCall = 0
  /// Promises broken whose customer may be written to, and those whose customer may be written to or called.
  public var brokenConsenting = 0
  public var brokenReachable = 0
  /// Calls to customers, those that nobody answered included.
  public var calls = 0
  /// Messages to the office.
  public var officeMessages = 0
  /// Promises kept though the customer was told of a delay.
  public var falseAlarms = 0
  /// Customers who were told of a delay.
  public var alarms = 0
  /// Messages sent beyond confirmations, and by kind.
  public var messages = 0
  public var messagesByKind: [String: Int] = [:]
  /// Visits that were moved to keep a promise.
  public var moves = 0
  public var lateSeconds = 0
  /// Appointments whose promise was kept, and those whose customers were told of a delay.
  var keptIDs: Set<String> = []
  var alarmedIDs: Set<String> = []
  var promisedIDs: Set<String> = []
  /// Those that the live loop saw in danger at any step, or that were broken.
  var endangeredIDs: Set<String> = []
  /// Of the endangered, those that a move took out of danger and that were kept, without a word to the customer of any delay.
  var recoveredIDs: Set<String> = []

  init() {}

  /// The least lead of a warning, in seconds.
  static let lead = 30 * 60

  mutating func count(
    _ date: LocalDate, _ appointments: [Appointment], endangered: Set<String>, in reader: StoreReader
  ) throws {
    let organisation = try reader.organisation()
    let danger = try StoredRules.rules(reader).danger
    let customers = try reader.customers().keyed(by: \.id)
    let visits = Dictionary(grouping: try reader.visits(on: date), by: \.appointment)
    let sent = Dictionary(
      grouping: try reader.notifications(NotificationFilter(states: [.sent])), by: \.appointment)
    let called = Dictionary(grouping: try reader.calls(), by: \.appointment)
    let span = organisation.zone.day(date)
    let events = try reader.events().filter { span.contains($0.at) }
    let saved = Set(events.filter { $0.kind == .recovered && Self.endsDanger($0, danger) }.map(\.subject))
    moves += events.count { $0.kind == .moved && $0.details["how"] != nil }
    for planned in appointments {
      guard let appointment = try reader.appointment(planned.id), let promise = appointment.promise?.window else {
        continue
      }
      let all = sent[appointment.id] ?? []
      let messages = all.filter { $0.audience == .customer }
      officeMessages += all.count { $0.audience == .dispatcher }
      let own = visits[appointment.id] ?? []
      let ids = Set(own.map(\.id) + [appointment.id])
      promises += 1
      promisedIDs.insert(appointment.id)
      self.messages += messages.count { $0.kind != .confirmation }
      for message in messages { messagesByKind[message.kind.rawValue, default: 0] += 1 }
      // The day is over: where nobody has come, nobody will.
      let outcome = PromiseOutcome(appointment, own) ?? .missed(promise.end)
      let calls = called[appointment.id] ?? []
      self.calls += calls.count
      let warning = DelayWarning(messages, calls, promiseEnd: promise.end)
      if warning.wasGiven {
        alarms += 1
        alarmedIDs.insert(appointment.id)
      }
      if !outcome.isKept || !ids.isDisjoint(with: endangered) { endangeredIDs.insert(appointment.id) }
      if outcome.isKept, !warning.wasGiven, !ids.isDisjoint(with: saved.intersection(endangered)) {
        recoveredIDs.insert(appointment.id)
      }
      guard !outcome.isKept else {
        kept += 1
        keptIDs.insert(appointment.id)
        if warning.wasGiven { falseAlarms += 1 }
        continue
      }
      if case .late(_, let seconds) = outcome { lateSeconds += seconds } else { missed += 1 }
      let customer = customers[appointment.customer]
      let limit = promise.end - Self.lead
      let consents = customer?.contacts.contains(where: \.consent) ?? false
      if consents { brokenConsenting += 1 }
      if consents || customer?.phones.isEmpty == false { brokenReachable += 1 }
      guard let told = warning.standingSince else { continue }
      if told <= promise.end { toldBefore += 1 }
      if told <= limit {
        toldInTime += 1
        if warning.isByCall { toldByCall += 1 }
      }
      let standard = organisation.tier(customer?.tier ?? "").toldAheadMinutes * 60
      if told <= promise.end - standard { toldByStandard += 1 }
    }
  }

  /// Whether a move took a promise from danger to below it.
  private static func endsDanger(_ event: Event, _ danger: Double) -> Bool {
    guard let before = event.chance("before"), let after = event.chance("after") else { return false }
    return before >= danger && after < danger
  }
}
