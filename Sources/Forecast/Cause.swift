/// What makes a visit start later than planned: seconds by cause, gathered along a route.
///
/// Where a wait or a gap in the plan swallows lateness, what was gathered shrinks with it.
struct CauseLedger {
  enum Cause: Hashable {
    case leftLate(visit: String, first: Bool)
    case notLeft(visit: String, overdue: Int)
    case notBegun(visit: String, overdue: Int)
    case slowTrip(visit: String)
    case stillTravelling(visit: String, over: Int)
    case slowStart(visit: String)
    case overran(visit: String)
    case stillRunning(visit: String, over: Int)
    case slowDay
    case usualWork(type: String?)
    case usualTravel
    case usualLeaving
    case usualStart
  }

  /// A cause of fewer seconds is not worth a word.
  static let worthSaying = 120.0

  private struct Entry {
    var cause: Cause
    /// What it lost when it happened: what is told.
    var lost: Double
    /// What of it is still felt: what decides which cause is the main one.
    var felt: Double
  }

  private var entries: [Entry] = []

  /// Books seconds gained (negative) or lost against the plan.
  mutating func add(_ cause: Cause, _ seconds: Double) {
    if let known = entries.firstIndex(where: { $0.cause == cause }) {
      entries[known].lost += seconds
      entries[known].felt += seconds
    } else {
      entries.append(Entry(cause: cause, lost: seconds, felt: seconds))
    }
  }

  /// A visit starts `lateness` seconds after plan on average: more than that cannot have come through to it.
  mutating func settle(lateness: Double) {
    guard lateness > 60 else {
      entries.removeAll(keepingCapacity: true)
      return
    }
    let lost = entries.reduce(0) { $0 + max(0, $1.felt) }
    guard lost > lateness else { return }
    for index in entries.indices { entries[index].felt *= lateness / lost }
  }

  /// The main cause as a sentence, the first of equals; nil where nothing stands out.
  func sentence() -> String? {
    var main = Entry(cause: .usualTravel, lost: 0, felt: 0)
    for entry in entries where entry.felt >= Self.worthSaying && entry.felt > main.felt { main = entry }
    guard main.felt > 0 else { return nil }
    let minutes = Self.minutes(Int(main.lost))
    switch main.cause {
    case .leftLate(_, first: true): return "left \(minutes) late"
    case .leftLate(let visit, first: false): return "left for \(visit) \(minutes) late"
    case .notLeft(let visit, let overdue): return "has not left for \(visit), \(Self.minutes(overdue)) after plan"
    case .notBegun(let visit, let overdue): return "\(visit) has not begun, \(Self.minutes(overdue)) after it could"
    case .slowTrip(let visit): return "the trip to \(visit) took \(minutes) longer than planned"
    case .stillTravelling(let visit, let over): return "still on the way to \(visit), \(Self.minutes(over)) over plan"
    case .slowStart(let visit): return "work at \(visit) began \(minutes) after it could"
    case .overran(let visit): return "\(visit) ran over by \(minutes)"
    case .stillRunning(let visit, let over): return "\(visit) is still running, \(Self.minutes(over)) over plan"
    case .slowDay: return "visits are taking longer than usual today"
    case .usualWork(let type?): return "\(type) visits usually take longer than planned"
    case .usualWork(nil): return "visits usually take longer than planned"
    case .usualTravel: return "trips usually take longer than planned"
    case .usualLeaving: return "usually leaves later than planned"
    case .usualStart: return "visits like this one begin later than planned on such a day"
    }
  }

  /// Why a visit is at risk although nothing delays it: the plan leaves little room. Nil where it leaves ten minutes.
  static func tightness(start: Int, deadline: Int) -> String? {
    switch deadline - start {
    case ..<0: "planned \(minutes(start - deadline)) after the promise ends"
    case ..<600: "planned only \(minutes(deadline - start)) before the promise ends"
    default: nil
    }
  }

  private static func minutes(_ seconds: Int) -> String { "\((max(0, seconds) + 30) / 60) min" }
}
