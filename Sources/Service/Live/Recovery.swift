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
///
/// Windows that are kept free for customers who were asked have their room. Only where a promise is in danger still, what is
/// merely offered goes before what is promised.
struct Recovery {
  var state: DayState
  /// Visits that were moved earlier on the day.
  var settled: Set<String> = []
  /// What is predicted of the day as it stands, by visit id; where it is not given, it is asked for.
  var predictions: [String: VisitPrediction]?
  /// A promise is in danger from this chance of being late on; the live loop takes that of the day.
  var danger = NotificationRules.mostDanger
  /// The same for a customer whom nobody may write to: who cannot be told must not be let down.
  var silentDanger: Double { danger / 2 }
  /// A promise that is safe may not be brought above this chance.
  var safe = 0.15
  /// What each move must gain, in promises kept.
  var disturbance = 0.15
  var mostMoves = 6
  /// How many days in danger are looked at in one round, and how many visits are tried as partners of one.
  var mostDays = 8
  var mostPartners = 8
  /// How many places are tried for one visit.
  var mostPlaces = 12

  struct Move: Hashable, Sendable {
    var kind: RecoveryKind
    var visit: String
    /// The same as `to` for what had no place.
    var from: String
    var to: String
    /// The promises that it saves, the one that gains most first.
    var saved: [Saved]
    var plannedStart: Instant?

    /// Takes a further move of the same visit into this one.
    fileprivate mutating func go(on next: Move) {
      to = next.to
      if kind == .place { from = to } else { kind = from == to ? .reorder : .move }
      saved += next.saved.filter { new in !saved.contains { $0.visit == new.visit } }
    }
  }

  /// A promise that a move brings out of danger, or that gains most by it.
  struct Saved: Hashable, Sendable {
    var visit: String
    /// Chance of being late.
    var before: Double
    var after: Double
  }

  struct Outcome {
    var days: [TechnicianDay]
    var moves: [Move]
    /// Appointments that the plan had left out and that have a place now.
    var placed: Set<String> = []
    /// Windows that were kept free and have no room any more.
    var lost: [KeptFree] = []

    /// The moves as they are in the end. A visit that went from hand to hand has one, from who had it first to who has it
    /// last; a promise that several bear on goes from its first chance to its last.
    var netMoves: [Move] {
      let chances = Dictionary(grouping: moves.flatMap(\.saved), by: \.visit)
      let visits = days.flatMap(\.visits).keyed(by: \.id)
      var net: [Move] = []
      for move in moves {
        if let index = net.firstIndex(where: { $0.visit == move.visit }) {
          net[index].go(on: move)
        } else {
          net.append(move)
        }
      }
      for index in net.indices {
        net[index].plannedStart = visits[net[index].visit]?.planned.start
        for place in net[index].saved.indices {
          guard let all = chances[net[index].saved[place].visit], let first = all.first, let last = all.last else {
            continue
          }
          net[index].saved[place].before = first.before
          net[index].saved[place].after = last.after
        }
      }
      return net
    }
  }

  func recover() -> Outcome {
    var search = RecoverySearch(recovery: self)
    search.run()
    if search.giveUpKept() { search.run() }
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
  private var ground: RecoveryGround?
  /// Windows that are kept free and have room.
  private var kept: [KeptFree]
  /// Whether these are to keep it.
  private var heedsKept = true

  var state: DayState { recovery.state }

  init(recovery: Recovery) {
    self.recovery = recovery
    days = recovery.state.days
    predictions = recovery.predictions ?? recovery.state.predictions(days)
    outcome = Recovery.Outcome(days: days, moves: [])
    // A plan that is being made has them among its visits already.
    let placed = Set(days.flatMap(\.visits).map(\.appointment))
    kept = recovery.state.kept.filter { !placed.contains($0.appointment.id) }
    kept = withRoom(days)
  }

  /// Those of the windows kept free that have room beside these days.
  private func withRoom(_ days: [TechnicianDay]) -> [KeptFree] {
    guard !kept.isEmpty else { return [] }
    var state = state
    state.plan?.days = days
    state.kept = kept
    let placed = Set(SlotSearch(state).basis.flatMap(\.visits).map(\.appointment))
    return kept.filter { placed.contains($0.appointment.id) }
  }

  /// Whether a change takes the room of a window that is kept free.
  func takesKept(_ candidate: Candidate) -> Bool {
    heedsKept && !kept.isEmpty && withRoom(candidate.days).count < kept.count
  }

  /// Where a promise is in danger still, what is only offered is heeded no more. False where there is no reason to.
  mutating func giveUpKept() -> Bool {
    heedsKept = false
    return !kept.isEmpty && (!endangeredDays().isEmpty || hasUnplaced)
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
    place()
    // Days for which nothing was found; a change that touches one gives it another look.
    var given: Set<String> = []
    while outcome.moves.count < recovery.mostMoves {
      let worst = endangeredDays().filter { !given.contains($0.technician) }.prefix(recovery.mostDays)
      if worst.isEmpty { break }
      let rest = standing()
      let room = recovery.mostMoves - outcome.moves.count
      guard let best = bestMove(of: Array(worst), rest) ?? (room > 1 ? bestPair(of: Array(worst), rest) : nil) else {
        given.formUnion(worst.map(\.technician))
        continue
      }
      given.subtract(adopt(best))
    }
  }

  /// The days as they are now, made ready to be asked.
  private mutating func standing() -> RecoveryGround {
    if let ground { return ground }
    let rest = RecoveryGround(RestOfDay(state, days))
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
    let before = kept
    kept = withRoom(days)
    outcome.lost += before.filter { !kept.contains($0) }
    return touched.map(\.technician)
  }

  mutating func notePlaced(_ appointment: String) { outcome.placed.insert(appointment) }

  func isPlaced(_ appointment: String) -> Bool { outcome.placed.contains(appointment) }

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
      visit.stage == .scheduled && risk(visit.id) >= danger(visit)
        && state.appointments[visit.appointment]?.promise != nil
    }
  }

  private func bestMove(of endangered: [TechnicianDay], _ ground: RecoveryGround) -> Candidate? {
    let problem = ground.rest.problem
    var best: Candidate?
    for visit in endangered.flatMap(movableVisits) {
      guard let job = ground.number(of: visit) else { continue }
      for place in ground.places(for: job, most: recovery.mostPlaces) {
        guard let candidate = single(visit, place, problem), candidate.isBetter(than: best), !takesKept(candidate)
        else { continue }
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

  /// From which chance of being late on a visit's promise is in danger.
  func danger(_ visit: Visit) -> Double {
    state.reach(of: visit.appointment) == .writing ? recovery.danger : recovery.silentDanger
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

/// The days as they are in a search, made ready to be asked where a visit could go.
struct RecoveryGround {
  let rest: RestOfDay
  private let plan: StandingPlan

  init(_ rest: RestOfDay) {
    self.rest = rest
    plan = StandingPlan(rest.problem.routing, routes: rest.routes)
  }

  /// The number of a visit's job; nil where it is not for moving.
  func number(of visit: Visit) -> Int? { rest.problem.jobs.firstIndex { $0.visit == visit.id } }

  /// The cheapest places of a job, wherever it is now.
  func places(for job: Int, most: Int) -> [Insertion] {
    plan.places(for: job).prefix(most).compactMap { plan.insertion(of: job, at: $0) }
  }

  /// Where a job goes on another's vehicle while that other is away, and then the other: each of the other's cheapest places
  /// elsewhere.
  func exchanges(_ job: Int, for other: Int, on host: Int, most: Int) -> (place: Insertion, onward: [Insertion])? {
    var routes = rest.routes
    for vehicle in routes.indices { routes[vehicle].removeAll { $0 == job || $0 == other } }
    let apart = StandingPlan(plan, routes: routes)
    guard let best = apart.bestPlace(for: job, on: host), let place = apart.insertion(of: job, at: best) else {
      return nil
    }
    routes[host].insert(job, at: place.position)
    let changed = StandingPlan(plan, routes: routes)
    let onward = changed.places(for: other).filter { $0.vehicle != host }.prefix(most)
    return (place, onward.compactMap { changed.insertion(of: other, at: $0) })
  }
}
