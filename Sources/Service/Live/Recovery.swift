import PunctualEngine
import PunctualModel

/// Looks for changes of the running day that keep promises which it would break as it stands, before a customer has to be
/// told.
///
/// Tried first is one move: a visit out of an endangered day, put elsewhere, with whoever can take it or with the same
/// technician at another time; and a place for promised work that the plan leaves out. Where that saves nothing, two
/// moves are tried at once: two visits change hands, or one makes room for another by going on to a third technician. The
/// engine lists the places, the forecast judges each day that would change.
///
/// Disturbance is bounded: each visit that moves must be worth it, no more than ``mostMoves`` move in a step, one that was
/// moved before stays unless its own promise is in danger, and nobody's safe promise is put at risk.
struct Recovery {
  var state: DayState
  /// Visits that were moved earlier on the day.
  var settled: Set<String> = []
  /// A promise is in danger from this chance of being late on. It is never above the chance from which a customer is told,
  /// so that there is something to be done before there is something to be said.
  var danger = 0.35
  /// A promise that is safe may not be brought above this chance.
  var safe = 0.15
  /// What each move must gain, in promises kept.
  var disturbance = 0.15
  var mostMoves = 6
  /// How many days in danger are looked at in one round, and how many visits are tried as partners of one.
  var mostDays = 8
  var mostPartners = 8

  struct Move: Hashable, Sendable {
    var kind: RecoveryKind
    var visit: String
    /// The same as `to` for what had no place.
    var from: String
    var to: String
    /// The visit whose promise it saves, itself or one after it.
    var saves: String
    /// Chance of being late of `saves`, before and after.
    var before: Double
    var after: Double
    var plannedStart: Instant?
  }

  struct Outcome {
    var days: [TechnicianDay]
    var moves: [Move]
    /// Appointments that the plan had left out and that have a place now.
    var placed: Set<String> = []
  }

  func recover() -> Outcome {
    var search = RecoverySearch(recovery: self)
    search.place()
    search.run()
    return search.outcome
  }
}

/// How a promise was saved.
enum RecoveryKind: String, CaseIterable, Sendable {
  /// To another technician.
  case move
  /// To another technician, who had no visit in that area.
  case borrow
  /// The same technician, in another order or at another time.
  case reorder
  /// Two technicians exchange visits.
  case swap
  /// One visit makes room for another and goes on to a third technician.
  case chain
  /// Work that the plan had left out.
  case place
}

/// One search: the days as they would be by now, and what was moved.
struct RecoverySearch {
  let recovery: Recovery
  var days: [TechnicianDay]
  var predictions: [String: VisitPrediction]
  private(set) var outcome: Recovery.Outcome
  private var ground: RestOfDay?

  var state: DayState { recovery.state }

  init(recovery: Recovery) {
    self.recovery = recovery
    days = recovery.state.days
    predictions = recovery.state.predictions(days)
    outcome = Recovery.Outcome(days: days, moves: [])
  }

  /// A change of one or several days.
  struct Candidate {
    var moves: [Recovery.Move]
    var days: [TechnicianDay]
    var gain: Double
    var cost: Int

    func isBetter(than other: Candidate?) -> Bool {
      guard let other else { return true }
      return (gain, -cost) > (other.gain, -other.cost)
    }
  }

  mutating func run() {
    // Days for which nothing was found; a change that touches one gives it another look.
    var given: Set<String> = []
    while outcome.moves.count < recovery.mostMoves {
      let worst = endangeredDays().filter { !given.contains($0.technician) }.prefix(recovery.mostDays)
      if worst.isEmpty { break }
      let rest = restOfDay()
      let room = recovery.mostMoves - outcome.moves.count
      guard let best = bestMove(of: Array(worst), rest) ?? (room > 1 ? bestPair(of: Array(worst), rest) : nil) else {
        given.formUnion(worst.map(\.technician))
        continue
      }
      given.subtract(adopt(best))
    }
  }

  mutating func restOfDay() -> RestOfDay {
    if let ground { return ground }
    let rest = RestOfDay(state, days)
    ground = rest
    return rest
  }

  /// Makes a change. Gives the technicians whose days it touches.
  @discardableResult
  mutating func adopt(_ candidate: Candidate) -> [String] {
    let touched = zip(candidate.days, days).filter { $0.0 != $0.1 }.map(\.0)
    days = candidate.days
    predictions.merge(state.predictions(touched)) { $1 }
    ground = nil
    outcome.days = days
    outcome.moves += candidate.moves
    return touched.map(\.technician)
  }

  mutating func notePlaced(_ appointment: String) { outcome.placed.insert(appointment) }

  /// The days that break promises, by how many are expected to be broken.
  private func endangeredDays() -> [TechnicianDay] {
    days.filter { endangered(in: $0) != nil }
      .map { day in (day, day.visits.reduce(0) { $0 + risk($1.id) }) }
      .sorted { ($1.1, $0.0.technician) < ($0.1, $1.0.technician) }
      .map(\.0)
  }

  /// The last visit of a day whose promise is in danger.
  func endangered(in day: TechnicianDay) -> Visit? {
    day.visits.last { visit in
      visit.stage == .scheduled && risk(visit.id) >= recovery.danger
        && state.appointments[visit.appointment]?.promise != nil
    }
  }

  private func bestMove(of endangered: [TechnicianDay], _ rest: RestOfDay) -> Candidate? {
    let problem = rest.problem
    var best: Candidate?
    for visit in endangered.flatMap(movableVisits) {
      guard let job = problem.jobs.firstIndex(where: { $0.visit == visit.id }) else { continue }
      var without = rest.routes
      for vehicle in without.indices { without[vehicle].removeAll { $0 == job } }
      for place in Engine.insertions(problem.routing, routes: without, job: job).prefix(10) {
        guard let candidate = single(visit, place, problem), candidate.isBetter(than: best) else { continue }
        best = candidate
      }
    }
    return best
  }

  /// The visits of a day that may be moved to save the promise in danger: it, and those before it.
  private func movableVisits(_ day: TechnicianDay) -> [Visit] {
    guard let endangered = endangered(in: day) else { return [] }
    return day.visits.filter { $0.position <= endangered.position && mayMove($0) }
  }

  /// Whether a visit may be moved: nobody is on the way to it or was handed it, nothing pins it, no crew comes together
  /// there, and it was not moved already unless its own promise is in danger.
  func mayMove(_ visit: Visit) -> Bool {
    guard visit.stage == .scheduled, let appointment = state.appointments[visit.appointment], appointment.crew == 1,
      appointment.pin == nil
    else { return false }
    return !recovery.settled.contains(visit.id) || risk(visit.id) >= recovery.danger
  }

  func risk(_ visit: String) -> Double {
    predictions[visit]?.late.probability ?? 0
  }

  private func single(_ visit: Visit, _ place: Insertion, _ problem: DayProblem) -> Candidate? {
    let receiver = problem.technicians[place.vehicle]
    guard let from = days.firstIndex(where: { $0.technician == visit.technician }),
      let to = days.firstIndex(where: { $0.technician == receiver })
    else { return nil }
    var changed = days
    if from != to { changed[from] = changed[from].without(visit, state) }
    changed[to] = changed[to].retimed(problem.timed(place.route), adding: visit, state)
    let kind = from == to ? RecoveryKind.reorder : borrows(visit, days[to]) ? .borrow : .move
    return judge(changed, moved: [(kind, visit, receiver)], cost: place.addedCost)
  }

  /// Whether a technician has no visit in the area of this one.
  private func borrows(_ visit: Visit, _ day: TechnicianDay) -> Bool {
    func area(_ visit: Visit) -> String? {
      state.appointments[visit.appointment].flatMap(state.site)?.area
    }
    return !day.visits.contains { area($0) == area(visit) }
  }
}
