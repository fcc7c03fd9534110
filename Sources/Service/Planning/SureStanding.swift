import PunctualModel
import PunctualWire

/// The promises that are kept by a plan with their tier's chance or more.
///
/// Customers reckon with what they were promised, and another plan is not to make it unsure.
struct SureStanding {
  private let state: DayState
  /// By appointment, the chance of each.
  private let chances: [String: Double]

  init(_ days: [TechnicianDay], _ state: DayState) {
    self.state = state
    chances = Self.chances(days, state).filter { id, chance in
      state.appointments[id].map { chance >= state.tier(of: $0).promiseChance } ?? false
    }
  }

  /// Those that other days would keep with less than their tier's chance. What they leave out is not among them: that is a
  /// matter of its own.
  func loweredBy(_ days: [TechnicianDay]) -> [LoweredPromise] {
    guard !chances.isEmpty else { return [] }
    let after = Self.chances(days, state)
    return chances.sorted { $0.key < $1.key }.compactMap { id, before in
      guard let appointment = state.appointments[id], let now = after[id] else { return nil }
      let least = state.tier(of: appointment).promiseChance
      return now < least ? LoweredPromise(appointment: id, before: before, after: now, leastChance: least) : nil
    }
  }

  /// The chance of each promise that is still to be kept: of a crew, the least.
  private static func chances(_ days: [TechnicianDay], _ state: DayState) -> [String: Double] {
    let open = days.flatMap(\.visits).filter { visit in
      visit.actual.arrive == nil && state.appointments[visit.appointment]?.promise != nil
    }
    guard !open.isEmpty else { return [:] }
    let predictions = state.predictions(days)
    return Dictionary(
      open.compactMap { visit in predictions[visit.id].map { (visit.appointment, 1 - $0.late.probability) } },
      uniquingKeysWith: min)
  }
}

/// A promise that was sure, and that a new plan keeps with less than its tier's chance.
public struct LoweredPromise: WireForm, Hashable {
  public static let formName = "lowered_promise"
  public static let formSummary = "A promise that was sure, and that a new plan keeps with less than its tier's chance."
  public var appointment: String
  public var before: Double
  public var after: Double
  public var leastChance: Double

  init(appointment: String, before: Double, after: Double, leastChance: Double) {
    self.appointment = appointment
    self.before = before
    self.after = after
    self.leastChance = leastChance
  }

  public init(from fields: inout FieldReader) {
    appointment = fields.required("appointment", .id, "Whose.")
    before = fields.required("before", .number(0...1), "The chance of keeping it by the plan before.")
    after = fields.required("after", .number(0...1), "And by this one.")
    leastChance = fields.required("least_chance", .number(0...1), "What the customer's tier is owed.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("before", .number(0...1), before)
    fields.put("after", .number(0...1), after)
    fields.put("least_chance", .number(0...1), leastChance)
  }
}
