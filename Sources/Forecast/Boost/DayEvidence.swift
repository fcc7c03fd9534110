import PunctualModel

/// What the visits of a document tell, by now, of how the day is going.
///
/// Visits of the same local day are told from those of others. What a technician's own visits show is kept apart; of
/// others something is known only where they are in the document.
struct DayEvidence {
  private struct Groups {
    var all = Faded()
    var own: [String: Faded] = [:]
    var shared: [[String: Faded]]
  }

  private let columns: Columns
  private let now: Int
  private var days: [Int: Groups] = [:]

  /// `unplanned` tells how long work takes of which no length is planned.
  init(_ day: DayInProgress, _ columns: Columns, zone: Zone, unplanned: ResidualModel) {
    self.columns = columns
    now = PlannedStop.seconds(day.now)
    var clock = ZoneClock(zone)
    let empty = Groups(shared: columns.shared.map { _ in [:] })
    for route in day.routes {
      for record in route.visits {
        guard let began = known(record.actual.start), let planned = record.planned.start.map(PlannedStop.seconds)
        else { continue }
        let local = (planned + clock.offset(at: planned)).dividedDown(by: 86_400)
        var overrun: (seconds: Double, at: Int)?
        if let ended = known(record.actual.finish), ended >= began {
          let due = record.planned.finish.map(PlannedStop.seconds)
          let work = PlannedStop.work(from: planned, to: due, type: record.type, unplanned).seconds
          overrun = (Double(ended - began - work), ended)
        }
        let late = (seconds: Double(began - planned), at: began)
        add(late, overrun, of: record, technician: route.technician, to: &days[local, default: empty])
      }
    }
  }

  private func known(_ instant: Instant?) -> Int? {
    instant.map(PlannedStop.seconds).flatMap { $0 <= now ? $0 : nil }
  }

  private func add(
    _ late: (seconds: Double, at: Int), _ overrun: (seconds: Double, at: Int)?, of record: VisitRecord,
    technician: String, to groups: inout Groups
  ) {
    func add(to faded: inout Faded, fading: Double) {
      faded.starts.add(late.seconds, weight: Faded.weight(at: late.at, since: now, fading: fading))
      guard let overrun else { return }
      faded.overruns.add(overrun.seconds, weight: Faded.weight(at: overrun.at, since: now, fading: fading))
    }
    add(to: &groups.all, fading: Faded.fading)
    add(to: &groups.own[technician, default: Faded()], fading: Faded.ownFading)
    for (place, name) in columns.shared.enumerated() {
      guard let member = Columns.member(of: record, name) else { continue }
      add(to: &groups.shared[place][member, default: Faded()], fading: Faded.fading)
    }
  }

  /// What is known that bears on a visit of a local day.
  func situation(_ record: VisitRecord, technician: String, day: Int) -> Situation {
    var situation = Situation()
    if let groups = days[day] {
      situation.own = groups.own[technician] ?? Faded()
      if groups.own.count > (groups.own[technician] == nil ? 0 : 1) {
        situation.all = groups.all
        situation.shared = columns.shared.enumerated().map { place, name in
          Columns.member(of: record, name).flatMap { groups.shared[place][$0] } ?? Faded()
        }
      }
    }
    situation.numbers = columns.numbers(of: record)
    return situation
  }
}

/// What a document told of a day.
struct SeenDay {
  /// When it was told, in epoch seconds.
  var at: Int
  var evidence: DayEvidence
}

extension Columns {
  /// The member of a group that a visit is; nil where it is none.
  static func member(of record: VisitRecord, _ group: String) -> String? {
    switch group {
    case everybody: return ""
    case technician: return record.technician
    case "type": return record.type
    case "area": return record.area
    case "site": return record.site
    default:
      guard case .text(let text)? = record.attributes[String(group.dropFirst(attribute.count))] else { return nil }
      return text
    }
  }

  /// Its numeric attributes; of no visit, that they are not known.
  func numbers(of record: VisitRecord?) -> [Float] {
    numbers.map { name in
      if case .number(let number)? = record?.attributes[name] { Float(number) } else { Float.nan }
    }
  }
}

extension BoostedResidual {
  /// What the trees are asked of a visit in a situation.
  func row(_ situation: Situation, _ record: VisitRecord, after previous: VisitRecord?, technician: String) -> [Float] {
    var row: [Float] = []
    row.reserveCapacity(Situation.width(columns) + 1)
    situation.facts(columns, to: &row)
    for (place, group) in columns.groups.enumerated() {
      let member = group == Columns.technician ? technician : Columns.member(of: record, group)
      Habit.append(member.flatMap { habits[place][$0] }, to: &row)
    }
    for (place, group) in columns.groupsBefore.enumerated() {
      let member = previous.flatMap { Columns.member(of: $0, group) }
      Habit.append(member.flatMap { habits[columns.groups.count + place][$0] }, to: &row)
    }
    return row
  }
}
