import Foundation
import PunctualModel
import PunctualStore

public struct ShowTrouble: UseCase {
  public static let name = "report.trouble"
  public static let summary =
    "What goes wrong again and again: sites, kinds of work, pairings with technicians, parts, beside what is expected."
  public static let writes = false

  public static func run(_ input: Period, in session: Session) throws -> TroubleReport {
    let days = input.days(today: session.today, weeks: 26)
    return try session.read { reader in
      let cases = try TroubleCase.read(days, in: reader, zone: session.zone)
      let labels = TroubleLabels(customers: try reader.customers(), technicians: try reader.technicians())
      return TroubleSearch(cases: cases, middle: middle(days, session.zone), labels: labels).report(days)
    }
  }

  private static func middle(_ days: ClosedRange<LocalDate>, _ zone: Zone) -> Instant {
    let span = days.span(zone)
    return span.start + span.seconds / 2
  }
}

/// A visit with what went wrong with it.
struct TroubleCase {
  var visit: ServedVisit
  var trouble: Set<TroubleKind>

  static func read(_ days: ClosedRange<LocalDate>, in reader: StoreReader, zone: Zone) throws -> [TroubleCase] {
    let span = days.span(zone)
    let again = 30 * 86_400
    let visits = try ServedVisit.read(
      TimeWindow(start: span.start - again, end: span.end), in: reader, zone: zone)
    let complained = Set(try reader.complaints().filter { $0.cause != .missed }.compactMap(\.appointment))
    let poor = Set(try reader.surveyAnswers().filter { $0.score <= SurveyAnswer.poor }.map(\.appointment))
    var lastDone: [String: Instant] = [:]
    var cases: [TroubleCase] = []
    for visit in visits {
      var trouble: Set<TroubleKind> = []
      if case .late? = visit.outcome { trouble.insert(.late) }
      if case .missed? = visit.outcome { trouble.insert(.missed) }
      if visit.stage == .noAccess { trouble.insert(.noAccess) }
      if visit.overran { trouble.insert(.overrun) }
      if let id = visit.appointment, complained.contains(id) { trouble.insert(.complaint) }
      if let id = visit.appointment, poor.contains(id) { trouble.insert(.poorSurvey) }
      let work = "\(visit.site ?? "")\u{0}\(visit.type ?? "")"
      if visit.tookPlace, visit.site != nil, let before = lastDone[work], visit.at - before <= again {
        trouble.insert(.again)
      }
      if visit.stage == .finished { lastDone[work] = visit.at }
      if span.contains(visit.at) { cases.append(TroubleCase(visit: visit, trouble: trouble)) }
    }
    return cases
  }
}

extension ServedVisit {
  /// Whether the work took half as long again as stated, and 20 minutes more at least.
  fileprivate var overran: Bool {
    guard let planned = plannedSeconds, let start = actual.start, let finish = actual.finish, stage == .finished else {
      return false
    }
    return Double(finish - start) >= Double(planned) * 1.5 && finish - start >= planned + 1200
  }
}

/// Words for what stands out.
struct TroubleLabels {
  private var sites: [String: String] = [:]
  private var technicians: [String: String] = [:]

  init(customers: [Customer], technicians: [Technician]) {
    for customer in customers {
      for site in customer.sites { sites[site.id] = "\(customer.name), \(site.place.address)" }
    }
    self.technicians = Dictionary(technicians.map { ($0.id, $0.name) }, uniquingKeysWith: { $1 })
  }

  func of(_ group: TroubleSearch.Group) -> String {
    switch group.subject {
    case .site: sites[group.name] ?? group.name
    case .pairing: "\(technicians[group.name] ?? group.name) at \(group.type ?? "")"
    case .type, .part: group.name
    }
  }
}

/// Finds the groups in which a kind of trouble is more frequent than chance would have it.
///
/// What is expected of a group is the sum over its visits of the rate of their kind of work elsewhere, itself shrunk
/// towards the rate of all work (as if 20 visits at that rate had been seen): so a technician is not blamed for doing
/// what is late with everybody, nor a site for needing repairs. Of a kind of work, the rate of all other work is expected.
/// The count is compared by the tail of the Poisson distribution; as many groups are looked at, the procedure of Benjamini
/// and Hochberg (1995) bounds the share of false ones among those shown to a tenth. Three incidents are the least.
struct TroubleSearch {
  let cases: [TroubleCase]
  /// The middle of the period, for the trend.
  let middle: Instant
  let labels: TroubleLabels

  static let least = 3
  static let falseShare = 0.1
  /// Visits at the general rate that a kind's own rate is mixed with.
  static let prior = 20.0
  /// Incidents as expected that a ratio is mixed with.
  static let ratioPrior = 2.0
  /// A trend is named where a split as uneven would come by chance in less than one in ten.
  static let trendChance = 0.1

  struct Group: Hashable {
    var subject: TroubleSubject
    var name: String
    var type: String?
  }

  func report(_ days: ClosedRange<LocalDate>) -> TroubleReport {
    var groups: [Group: [Int]] = [:]
    for (index, item) in cases.enumerated() {
      for group in Self.groups(of: item.visit) { groups[group, default: []].append(index) }
    }
    var found: [Trouble] = []
    var tested = 0
    var counts: [String: Int] = [:]
    for kind in TroubleKind.allCases {
      let rates = Rates(cases, kind)
      guard rates.total > 0 else { continue }
      counts[kind.rawValue] = rates.total
      for (group, members) in groups where members.count < cases.count {
        // What is said of a site's repeats is said of its kinds of work as well; a kind of work repeats everywhere.
        if kind == .again && group.subject == .type { continue }
        tested += 1
        if let trouble = trouble(kind, group, members, rates) { found.append(trouble) }
      }
    }
    let shown = Self.sure(found, tested: tested)
    return TroubleReport(days: days, visits: cases.count, counts: counts, tested: tested, items: shown)
  }

  private static func groups(of visit: ServedVisit) -> [Group] {
    var groups = visit.parts.sorted().map { Group(subject: .part, name: $0) }
    if let site = visit.site { groups.append(Group(subject: .site, name: site)) }
    guard let type = visit.type else { return groups }
    groups.append(Group(subject: .type, name: type))
    if !visit.technician.isEmpty { groups.append(Group(subject: .pairing, name: visit.technician, type: type)) }
    return groups
  }

  private func trouble(_ kind: TroubleKind, _ group: Group, _ members: [Int], _ rates: Rates) -> Trouble? {
    let hits = members.filter { cases[$0].trouble.contains(kind) }
    guard hits.count >= Self.least else { return nil }
    let expected = rates.expected(of: members, hits: hits.count, in: cases, group)
    guard expected > 0, Double(hits.count) > expected else { return nil }
    let late = hits.count { cases[$0].visit.at >= middle }
    let lateShare = Double(members.count { cases[$0].visit.at >= middle }) / Double(members.count)
    return Trouble(
      kind: kind, subject: group.subject, name: group.name, type: group.type, label: labels.of(group),
      visits: members.count, count: hits.count, expected: expected,
      ratio: (Double(hits.count) + Self.ratioPrior) / (expected + Self.ratioPrior),
      chance: Chance.poisson(atLeast: hits.count, mean: expected),
      trend: Self.trend(late: late, of: hits.count, share: lateShare),
      examples: hits.suffix(5).reversed().map { cases[$0].visit.id })
  }

  private static func trend(late: Int, of count: Int, share: Double) -> TroubleTrend {
    if Chance.binomial(atLeast: late, of: count, share) < trendChance { return .rising }
    return Chance.binomial(atLeast: count - late, of: count, 1 - share) < trendChance ? .falling : .steady
  }

  /// Benjamini and Hochberg: all up to the last whose chance is below its rank's part of the bound.
  private static func sure(_ found: [Trouble], tested: Int) -> [Trouble] {
    let sorted = found.sorted {
      ($0.chance, $0.subject.rawValue, $0.name, $0.type ?? "", $0.kind.rawValue)
        < ($1.chance, $1.subject.rawValue, $1.name, $1.type ?? "", $1.kind.rawValue)
    }
    let last = sorted.indices.last { rank in
      sorted[rank].chance <= falseShare * Double(rank + 1) / Double(max(1, tested))
    }
    return last.map { Array(sorted[...$0]) } ?? []
  }

  /// How frequent one kind of trouble is, overall and by kind of work.
  private struct Rates {
    var total = 0
    private var visits = 0
    private var byType: [String: (visits: Int, hits: Int)] = [:]

    init(_ cases: [TroubleCase], _ kind: TroubleKind) {
      for item in cases {
        let hit = item.trouble.contains(kind) ? 1 : 0
        visits += 1
        total += hit
        let type = item.visit.type ?? ""
        let old = byType[type] ?? (0, 0)
        byType[type] = (old.visits + 1, old.hits + hit)
      }
    }

    /// What would be expected of these visits, were they as all others.
    func expected(of members: [Int], hits: Int, in cases: [TroubleCase], _ group: Group) -> Double {
      let others = visits - members.count
      let general = Double(total - hits) / Double(max(1, others))
      guard group.subject != .type else { return general * Double(members.count) }
      let own = Dictionary(grouping: members) { cases[$0].visit.type ?? "" }
      return own.reduce(0) { sum, part in
        let all = byType[part.key] ?? (0, 0)
        let away = part.value.count
        // The group's own incidents are spread over its kinds of work by how many visits it has of each.
        let ownHits = Double(hits) * Double(away) / Double(members.count)
        let rate =
          (max(0, Double(all.hits) - ownHits) + TroubleSearch.prior * general)
          / (Double(all.visits - away) + TroubleSearch.prior)
        return sum + rate * Double(away)
      }
    }
  }
}

/// Tails of the distributions of counts.
enum Chance {
  /// P(X ≥ count) of a Poisson distribution.
  static func poisson(atLeast count: Int, mean: Double) -> Double {
    guard count > 0 else { return 1 }
    guard mean > 0 else { return 0 }
    // The tail itself is summed, not what is left of 1, so that small chances keep their digits.
    var term = exp(-mean + Double(count) * log(mean) - lgamma(Double(count) + 1))
    var sum = 0.0
    var next = count
    while term > sum * 1e-12 || Double(next) < mean {
      sum += term
      next += 1
      term *= mean / Double(next)
    }
    return min(1, sum)
  }

  /// P(X ≥ count) of a binomial distribution.
  static func binomial(atLeast count: Int, of trials: Int, _ share: Double) -> Double {
    guard count > 0 else { return 1 }
    guard share > 0 else { return 0 }
    guard share < 1 else { return 1 }
    return min(
      1,
      (count...max(count, trials)).reduce(0) { sum, hits in
        guard hits <= trials else { return sum }
        let ways = lgamma(Double(trials) + 1) - lgamma(Double(hits) + 1) - lgamma(Double(trials - hits) + 1)
        return sum + exp(ways + Double(hits) * log(share) + Double(trials - hits) * log(1 - share))
      })
  }
}
