import PunctualModel
import PunctualWire

/// What came of a simulated stretch of time, policy by policy.
public struct SimulationReport: WireForm {
  public static let formName = "simulation_report"
  public static let formSummary = "What came of a simulated stretch of time, policy by policy."
  public var from: LocalDate
  public var to: LocalDate
  public var seed: UInt64
  public var workingDays: Int
  public var policies: [SimulatedOutcome] = []

  init(from: LocalDate, to: LocalDate, seed: UInt64, workingDays: Int) {
    self.from = from
    self.to = to
    self.seed = seed
    self.workingDays = workingDays
  }

  /// Tallies as they come in; the figures that compare two of them are made here.
  var outcomes: [(policy: SimulatedPolicy, tally: SimulationTally)] = [] {
    didSet {
      let silent = outcomes.first { $0.policy == .silent }?.tally
      policies = outcomes.map { SimulatedOutcome($0.policy, $0.tally, silent: silent) }
    }
  }

  public init(from fields: inout FieldReader) {
    from = fields.required("from", .date, "The first day.")
    to = fields.required("to", .date, "The last day.")
    seed = fields.required("seed", .unsigned64, "The same seed gives the same course.")
    workingDays = fields.required("working_days", .integer, "Days on which somebody worked.")
    policies = fields.required("policies", .list(.form(SimulatedOutcome.self)), "What came of each policy.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("seed", .unsigned64, seed)
    fields.put("working_days", .integer, workingDays)
    fields.put("policies", .list(.form(SimulatedOutcome.self)), policies)
  }
}

/// What came of one policy.
public struct SimulatedOutcome: WireForm {
  public static let formName = "simulated_outcome"
  public static let formSummary = "What came of one policy of telling customers."
  public var policy: String
  public var promises: Int
  public var kept: Int
  public var missed: Int
  public var meanLateSeconds: Int
  public var toldInTime: Int
  public var toldByStandard: Int
  public var toldBefore: Int
  public var toldByCall: Int
  public var brokenConsenting: Int
  public var brokenReachable: Int
  public var calls: Int
  public var officeMessages: Int
  public var alarms: Int
  public var falseAlarms: Int
  public var messages: Int
  public var messagesByKind: [String: Int]
  public var endangered: Int
  public var recovered: Int
  public var moves: Int
  /// Promises that were broken where nobody did anything, and those of them kept here without a word of delay.
  public var brokenIfSilent: Int?
  public var savedQuietly: Int?
  public var newlyBroken: Int?

  init(_ policy: SimulatedPolicy, _ tally: SimulationTally, silent: SimulationTally?) {
    self.policy = policy.rawValue
    promises = tally.promises
    kept = tally.kept
    missed = tally.missed
    let late = tally.promises - tally.kept - tally.missed
    meanLateSeconds = late == 0 ? 0 : tally.lateSeconds / late
    toldInTime = tally.toldInTime
    toldByStandard = tally.toldByStandard
    toldBefore = tally.toldBefore
    toldByCall = tally.toldByCall
    brokenConsenting = tally.brokenConsenting
    brokenReachable = tally.brokenReachable
    calls = tally.calls
    officeMessages = tally.officeMessages
    alarms = tally.alarms
    falseAlarms = tally.falseAlarms
    messages = tally.messages
    messagesByKind = tally.messagesByKind
    moves = tally.moves
    let broken = silent.map { $0.promisedIDs.subtracting($0.keptIDs) } ?? []
    endangered = tally.endangeredIDs.union(broken).count
    recovered = tally.recoveredIDs.count
    guard let silent, policy != .silent else { return }
    brokenIfSilent = broken.count
    savedQuietly = broken.intersection(tally.keptIDs).subtracting(tally.alarmedIDs).count
    newlyBroken = silent.keptIDs.subtracting(tally.keptIDs).count
  }

  public init(from fields: inout FieldReader) {
    policy = fields.required("policy", .text, "silent, schedule or punctual.")
    promises = fields.required("promises", .integer, "Promises whose day came.")
    kept = fields.required("kept", .integer, "Those kept: somebody came before the promise ended.")
    missed = fields.required("missed", .integer, "Those for which nobody came on the day.")
    meanLateSeconds = fields.required("mean_late_seconds", .integer, "How late those were that came late, on average.")
    toldInTime = fields.required(
      "told_in_time", .integer,
      "Broken promises whose customer was told 30 min before the promise ended, or earlier, in writing or by telephone."
    )
    toldByStandard = fields.required(
      "told_by_standard", .integer, "Broken promises whose customer was told as early as the tier states.")
    toldBefore = fields.required(
      "told_before", .integer, "Broken promises whose customer was told before the promise ended.")
    toldByCall = fields.required(
      "told_by_call", .integer, "Of those told in time, the ones who were told by telephone.")
    brokenConsenting = fields.required(
      "broken_consenting", .integer, "Broken promises of customers who consent to be told at some address.")
    brokenReachable = fields.required(
      "broken_reachable", .integer, "Those of them and of customers whose telephone number is known.")
    calls = fields.required("calls", .integer, "Calls to customers, those that nobody answered included.")
    officeMessages = fields.required("office_messages", .integer, "Messages to the office about visits.")
    alarms = fields.required("alarms", .integer, "Customers who were told of a delay.")
    falseAlarms = fields.required("false_alarms", .integer, "Of them, those whose promise was kept after all.")
    messages = fields.required("messages", .integer, "Messages sent, confirmations apart.")
    messagesByKind = fields.required("messages_by_kind", .map(.integer), "Messages sent, by kind.")
    endangered = fields.required(
      "endangered", .integer,
      "Promises that the live loop saw in danger at any step, that were broken, or that are where nobody acts.")
    recovered = fields.required(
      "recovered", .integer,
      "Of them, those that a move took out of danger and that were kept, without a word of delay to the customer.")
    moves = fields.required("moves", .integer, "Visits that were moved.")
    brokenIfSilent = fields.optional(
      "broken_if_silent", .integer, "Promises broken in the same course where nobody did anything.")
    savedQuietly = fields.optional(
      "saved_quietly", .integer, "Of them, those kept here, without a word of delay to the customer.")
    newlyBroken = fields.optional(
      "newly_broken", .integer, "Promises broken here that were kept where nobody did anything.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("policy", .text, policy)
    fields.put("promises", .integer, promises)
    fields.put("kept", .integer, kept)
    fields.put("missed", .integer, missed)
    fields.put("mean_late_seconds", .integer, meanLateSeconds)
    fields.put("told_in_time", .integer, toldInTime)
    fields.put("told_by_standard", .integer, toldByStandard)
    fields.put("told_before", .integer, toldBefore)
    fields.put("told_by_call", .integer, toldByCall)
    fields.put("broken_consenting", .integer, brokenConsenting)
    fields.put("broken_reachable", .integer, brokenReachable)
    fields.put("calls", .integer, calls)
    fields.put("office_messages", .integer, officeMessages)
    fields.put("alarms", .integer, alarms)
    fields.put("false_alarms", .integer, falseAlarms)
    fields.put("messages", .integer, messages)
    fields.put("messages_by_kind", .map(.integer), messagesByKind)
    fields.put("endangered", .integer, endangered)
    fields.put("recovered", .integer, recovered)
    fields.put("moves", .integer, moves)
    fields.put("broken_if_silent", .integer, brokenIfSilent)
    fields.put("saved_quietly", .integer, savedQuietly)
    fields.put("newly_broken", .integer, newlyBroken)
  }
}
