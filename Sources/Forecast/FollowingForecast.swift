import PunctualModel

/// Predicts one document after the other, and learns from each visit that a document tells to have begun or ended.
///
/// The model that was learned stays as it is; what follows is a copy. Each visit is learned from once, before the document
/// that tells of it is predicted. Documents belong in the order of their times: one that is earlier than what was learned
/// from is predicted by the model as it was at first, and following begins anew.
public struct FollowingForecast: Sendable {
  /// What was seen of a visit.
  private struct Seen: Sendable {
    var at: Int
    /// What the trees said of its work as it began.
    var told: TreeEnsemble.Values?
    var isOver = false
  }

  /// Visits are remembered for two days, in seconds.
  private static let memory = 2 * 86_400

  private let first: ForecastModel
  private var model: ForecastModel
  private var seen: [String: Seen] = [:]
  /// The last visit of each technician that is over.
  private var last: [String: VisitRecord] = [:]
  /// By technician, what was known of the day as the last finish was told: each start that waits for it is judged by that.
  private var days: [String: SeenDay] = [:]
  /// The latest instant that something was learned of.
  private var learned = Int.min
  private var swept = Int.min

  /// With nil, from the priors that ``ForecastModel`` states.
  public init(model: ForecastModel?) {
    first = model ?? ForecastModel()
    self.model = first
  }

  /// One prediction for each visit, route by route, in order.
  public mutating func predict(_ document: SoundDay) -> [VisitPrediction] {
    let now = PlannedStop.seconds(document.day.now)
    if now < learned { self = FollowingForecast(model: first) }
    sweep(now)
    let seen = model.columns.map { columns in
      SeenDay(
        at: now, evidence: DayEvidence(document.day, columns, zone: model.zone, unplanned: model.unplanned))
    }
    for event in events(document, now) { learn(from: event, document.day, seen) }
    return Forecaster(model: model).predict(document.day)
  }

  private struct Event {
    var at: Int
    var route: Int
    var place: Int
    var isFinish: Bool
  }

  /// Starts and finishes that are not learned from yet, in order of time.
  private func events(_ document: SoundDay, _ now: Int) -> [Event] {
    var events: [Event] = []
    for (number, route) in document.day.routes.enumerated() {
      for (place, visit) in route.visits.enumerated() where !document.doubted.contains(visit.id) {
        let known = seen[visit.id]
        guard known?.isOver != true else { continue }
        if known == nil, let start = visit.actual.start.map(PlannedStop.seconds), start <= now {
          events.append(Event(at: start, route: number, place: place, isFinish: false))
        }
        if let finish = visit.actual.finish.map(PlannedStop.seconds), finish <= now {
          events.append(Event(at: finish, route: number, place: place, isFinish: true))
        }
      }
    }
    return events.sorted {
      ($0.at, $0.isFinish ? 1 : 0, $0.route, $0.place) < ($1.at, $1.isFinish ? 1 : 0, $1.route, $1.place)
    }
  }

  private mutating func learn(from event: Event, _ day: DayInProgress, _ now: SeenDay?) {
    let visits = day.routes[event.route].visits
    let visit = visits[event.place]
    let previous =
      event.place > 0 ? visits[event.place - 1] : last[visit.technician].flatMap { $0.id == visit.id ? nil : $0 }
    learned = max(learned, event.at)
    guard event.isFinish else {
      seen[visit.id] = Seen(
        at: event.at, told: model.follow(start: visit, after: previous, in: day, seen: days[visit.technician]))
      return
    }
    // What contradicts itself is not learned from.
    if model.update(with: visit, after: previous) == nil, let told = seen[visit.id]?.told {
      model.follow(workOf: visit, told: told)
    }
    seen[visit.id] = Seen(at: event.at, isOver: true)
    last[visit.technician] = visit
    days[visit.technician] = now
  }

  /// Forgets, once a day, what no later document will tell of.
  private mutating func sweep(_ now: Int) {
    guard swept == Int.min || now - swept > 86_400 else { return }
    swept = now
    seen = seen.filter { $0.value.at > now - Self.memory }
    last = last.filter { ($0.value.actual.finish.map(PlannedStop.seconds) ?? 0) > now - Self.memory }
    days = days.filter { $0.value.at > now - Self.memory }
  }
}
