import PunctualModel

/// The times of a route's visit as the forecast uses them: planned ones filled in where they are missing, and only what
/// is known by now.
struct PlannedStop {
  /// Travel where neither planned departure nor arrival tells it: 20 min. Work where no length is planned, before anything is
  /// learned of it: 45 min.
  static let usualTravel = 20 * 60
  static let usualWork = 45 * 60
  /// No trip or visit is planned longer: 16 hours.
  static let longest = 16 * 3600

  var depart: Int
  var arrive: Int
  var start: Int
  var finish: Int
  /// Work does not begin before: the start of the promised window, or the planned start where the plan itself waits.
  var notBefore: Int?
  /// The time that the work is expected to take: as planned, or, where nothing is, what is usual.
  var work: Int
  var isPlanned: Bool
  /// The last start that keeps the promise; nil where there is neither promise nor plan.
  var deadline: Int?
  var actual: Known

  /// What has happened by now, in epoch seconds.
  struct Known {
    var depart: Int?
    var arrive: Int?
    var start: Int?
    var finish: Int?

    var any: Bool { depart != nil || arrive != nil || start != nil || finish != nil }
    var earliest: Int? { depart ?? arrive ?? start ?? finish }
  }

  var travel: Int { min(max(0, arrive - depart), Self.longest) }

  /// `previousFinish` is the planned one of the stop before; nil for the first.
  init(_ record: VisitRecord, previousFinish: Int?, now: Int, unplanned: ResidualModel) {
    let planned = record.planned
    let promised = record.promised
    let departs = planned.depart.map(Self.seconds)
    let arrives = planned.arrive.map(Self.seconds)
    let starts = planned.start.map(Self.seconds)
    let finishes = planned.finish.map(Self.seconds)

    let anchor = arrives ?? starts ?? promised.map { Self.seconds($0.start) }
    let leave: Int =
      if let departs {
        departs
      } else if let previousFinish, let anchor, (0...Self.longest).contains(anchor - previousFinish) {
        // With an arrival the trip fills the gap; without one, a long gap is a wait, not a trip.
        arrives != nil && anchor - previousFinish <= 5400
          ? previousFinish : max(previousFinish, anchor - Self.usualTravel)
      } else if let anchor {
        max(anchor - Self.usualTravel, previousFinish ?? Int.min)
      } else {
        previousFinish ?? finishes.map { $0 - Self.usualWork - Self.usualTravel } ?? now
      }
    depart = leave
    arrive = max(leave, arrives ?? min(starts ?? .max, leave + Self.usualTravel))
    start = max(arrive, starts ?? arrive)
    (work, isPlanned) = Self.work(from: start, to: finishes, type: record.type, unplanned)
    finish = max(start, finishes ?? start + work)
    deadline = promised.map { Self.seconds($0.end) } ?? starts
    notBefore = promised.map { Self.seconds($0.start) } ?? (start > arrive ? start : nil)

    func known(_ instant: Instant?) -> Int? {
      instant.map(Self.seconds).flatMap { $0 <= now ? $0 : nil }
    }
    let happened = record.actual
    actual = Known(
      depart: known(happened.depart), arrive: known(happened.arrive), start: known(happened.start),
      finish: known(happened.finish))
  }

  /// The time on site that a plan gives, and whether it gives any; else what is usual of the type.
  static func work(
    from start: Int, to finish: Int?, type: String?, _ unplanned: ResidualModel
  ) -> (seconds: Int, isPlanned: Bool) {
    if let finish, finish > start { return (min(finish - start, longest), true) }
    return (unplanned.usualWork(type), false)
  }

  /// Epoch seconds, kept within about ±3,000 years so that sums cannot overflow.
  static func seconds(_ instant: Instant) -> Int {
    min(max(instant.epochSeconds, -RecordCheck.farthest), RecordCheck.farthest)
  }
}

/// The stops of a route, with planned times that never run backwards from one to the next.
func plannedStops(_ route: RouteInProgress, now: Int, unplanned: ResidualModel) -> [PlannedStop] {
  var stops: [PlannedStop] = []
  stops.reserveCapacity(route.visits.count)
  for record in route.visits {
    stops.append(PlannedStop(record, previousFinish: stops.last?.finish, now: now, unplanned: unplanned))
  }
  return stops
}

extension ResidualModel {
  /// The median in seconds, of a model of lengths that nobody planned.
  func usualWork(_ type: String?) -> Int {
    let residual = residual(type, nil)
    let middle = residual.centre + residual.spread * residual.shape[residual.shape.count / 2]
    return max(60, Int(Double(PlannedStop.usualWork) * Numerics.exp(min(max(middle, -5), 3))))
  }
}
