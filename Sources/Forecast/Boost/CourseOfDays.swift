import PunctualModel

/// Past days gone through again, instant by instant: what was known of each visit when its start, or its work, could
/// have been judged, and what came of it.
struct CourseOfDays {
  /// What is judged: the start of a visit that waits for none before, of one that does, and the work of any.
  enum Question { case first, start, work }

  /// More visits than these are thinned out evenly: enough for the trees, and it bounds time and memory.
  static let most = 200_000
  /// Of so many visits one is judged as if nothing was known of other technicians.
  static let alone: UInt32 = 6
  /// A finish counts as the one before a start up to a planned gap of 8 hours.
  static let longestGap = 8 * 3600
  /// Visits lose half their weight in 400 days.
  static let halfLife = 400 * 86_400.0
  /// What corrects the quantiles loses half its weight in 60 days: how far off the trees are is what the seasons change first.
  static let freshness = 60 * 86_400.0

  let visits: [PastVisit]
  let columns: Columns
  /// By group, then visit.
  let members: [[Int32]]
  let names: [[String]]
  /// By number, then visit.
  let numbers: [[Float]]
  /// The local day of each visit's planned start, and the seconds since it began.
  let days: [Int]
  let times: [Int]

  /// The visit before, of the same technician, whose finish a start waits for; negative where there is none.
  let before: [Int32]
  /// How many visits the technician had before on the day.
  let positions: [Int32]

  init(
    _ visits: [PastVisit], zone: Zone, members: [(name: String, members: [Int32], names: [String])],
    numbers: [(name: String, values: [Float])]
  ) {
    self.visits = visits
    columns = Columns(
      groups: members.map(\.name),
      shared: members.filter { $0.name != Columns.technician && $0.names.count > 1 }.prefix(6).map(\.name),
      numbers: numbers.map(\.name))
    self.members = members.map(\.members)
    names = members.map(\.names)
    self.numbers = numbers.map(\.values)
    var clock = ZoneClock(zone)
    var days: [Int] = []
    var times: [Int] = []
    var before: [Int32] = []
    var positions: [Int32] = []
    for (index, visit) in visits.enumerated() {
      let local = visit.planned.start + clock.offset(at: visit.planned.start)
      let day = local.dividedDown(by: 86_400)
      days.append(day)
      times.append(local - day * 86_400)
      let isNext = index > 0 && visits[index - 1].technician == visit.technician
      let gap = isNext ? visit.planned.start - visits[index - 1].planned.finish : 0
      before.append(isNext && (-3600...Self.longestGap).contains(gap) ? Int32(index - 1) : -1)
      positions.append(isNext && days[index - 1] == day ? positions[index - 1] + 1 : 0)
    }
    (self.days, self.times, self.before, self.positions) = (days, times, before, positions)
  }

  /// The earliest that a visit can be expected to start: as planned, or when the one before is over.
  func due(_ index: Int) -> Int {
    let previous = before[index]
    return previous < 0
      ? visits[index].planned.start : max(visits[index].planned.start, visits[Int(previous)].actual.finish)
  }

  /// The time that its work was expected to take.
  func planned(_ index: Int) -> Int { Int(visits[index].work) }

  /// By which power of the planned time the distances from it grow, 0 to 1.
  func power() -> Double {
    var sums = (n: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0)
    for index in stride(from: 0, to: visits.count, by: max(1, visits.count / 50_000)) {
      let x = Numerics.log(max(60, Double(planned(index))))
      let actual = visits[index].actual
      let y = Numerics.log(Double(abs(actual.finish - actual.start - planned(index))) + 30)
      sums = (sums.n + 1, sums.x + x, sums.y + y, sums.xx + x * x, sums.xy + x * y)
    }
    let variance = sums.n * sums.xx - sums.x * sums.x
    guard variance > 1e-3 * sums.n * sums.n else { return 0 }
    return Numerics.short(min(max((sums.n * sums.xy - sums.x * sums.y) / variance, 0), 1))
  }

  /// What is asked for a question. Where a visit waits for the one before, that one tells something, too.
  func columns(_ question: Question) -> Columns {
    var columns = columns
    columns.before = question == .start
    return columns
  }

  /// The names of the members of each group that is asked.
  func names(_ columns: Columns) -> [[String]] { names + names.suffix(columns.groupsBefore.count) }

  /// The cases for one question, and the visit of each.
  func cases(_ question: Question, power: Double) -> (BoostedFit.Cases, visits: [Int]) {
    var cases = BoostedFit.Cases()
    let asked = visits.indices.filter { isAsked(question, $0) }
    let share = UInt32(min(1, Double(Self.most) / Double(max(1, asked.count))) * 65_536)
    let chosen = asked.filter { TreeGrowing.mixed(UInt32(truncatingIfNeeded: $0), 7) & 0xFFFF < share }
    let early = chosen.map { head($0) }
    let instants = zip(chosen, early).map { index, early in
      let actual = visits[index].actual
      if question == .work { return actual.start - early }
      let over = before[index] >= 0 ? visits[Int(before[index])].actual.finish : due(index)
      // Its own start is what is asked for.
      return min(over, actual.start - 1) - early
    }
    let last = visits.map(\.actual.finish).max() ?? 0
    let first = visits.map(\.actual.finish).min() ?? 0
    let block = min(7, max(1, (last - first) / 864_000))

    var state = State(self)
    let order = chosen.indices.sorted { (instants[$0], $0) < (instants[$1], $1) }
    let events = events()
    var next = 0
    let columns = self.columns(question)
    let facts = Situation.facts(columns)
    cases.facts = [Float](repeating: .nan, count: chosen.count * facts)
    var row: [Float] = []
    for place in order {
      let index = chosen[place]
      while next < events.count, instant(events[next]) <= instants[place] {
        state.see(events[next], of: self)
        next += 1
      }
      var situation = state.situation(index, at: instants[place], of: self)
      if isAlone(index) { situation.all = nil }
      let expected = question == .work ? visits[index].actual.start : due(index)
      describe(&situation, index, question, lead: max(0, expected - instants[place]))
      row.removeAll(keepingCapacity: true)
      situation.facts(columns, to: &row)
      for column in row.indices { cases.facts[place * facts + column] = row[column] }
    }
    cases.members.reserveCapacity(chosen.count * members.count)
    for (place, index) in chosen.enumerated() {
      for group in members { cases.members.append(group[index]) }
      for group in members.suffix(columns.groupsBefore.count) {
        cases.members.append(before[index] >= 0 ? group[Int(before[index])] : -1)
      }
      let actual = visits[index].actual
      if question == .work {
        let unit = power == 0 ? 1 : Numerics.exp(power * Numerics.log(max(60, Double(planned(index)))))
        cases.residuals.append(Float(Double(actual.finish - actual.start - planned(index)) / unit))
      } else {
        cases.residuals.append(Float(actual.start - due(index)))
      }
      cases.turns.append((days[index].dividedDown(by: block)) & 1)
      let age = Double(last - actual.finish)
      let isUsual = early[place] == 0 && !isAlone(index)
      cases.freshness.append((isUsual ? 1 : 0.2) * Numerics.exp(-0.693 * age / Self.freshness))
      cases.weights.append(Float((isUsual ? 1 : 0.5) * Numerics.exp(-0.693 * age / Self.halfLife)))
    }
    return (cases, chosen)
  }

  private func isAsked(_ question: Question, _ index: Int) -> Bool {
    switch question {
    case .first: before[index] < 0
    case .start: before[index] >= 0
    case .work: true
    }
  }

  /// Two in three visits are judged as soon as the step before is over, the others up to six hours earlier.
  private func head(_ index: Int) -> Int {
    let spread = TreeGrowing.mixed(UInt32(truncatingIfNeeded: index), 5)
    return spread % 3 > 0 ? 0 : Int(spread / 3 % 21_600)
  }

  private func isAlone(_ index: Int) -> Bool {
    TreeGrowing.mixed(UInt32(truncatingIfNeeded: index), 11) % Self.alone == 0
  }

  private func describe(_ situation: inout Situation, _ index: Int, _ question: Question, lead: Int) {
    let visit = visits[index]
    situation[.plannedWork] = visit.isPlanned ? Float(planned(index)) : .nan
    situation[.timeOfDay] = Float(times[index])
    situation[.weekday] = Float((days[index] % 7 + 7) % 7)
    situation[.lead] = Float(lead)
    situation[.position] = Float(positions[index])
    if let depart = visit.planned.depart, let arrive = visit.planned.arrive {
      situation[.plannedTrip] = Float(arrive - depart)
    }
    if let end = visit.notAfter { situation[.promise] = Float(end - visit.planned.start) }
    if question == .work { situation[.lateness] = Float(visit.actual.start - visit.planned.start) }
    if before[index] >= 0 {
      let previous = visits[Int(before[index])]
      if question == .start { situation[.lateness] = Float(previous.actual.finish - visit.planned.start) }
      situation[.gap] = Float(visit.planned.start - previous.planned.finish)
      situation[.previousLateness] = Float(previous.actual.finish - previous.planned.finish)
      let took = previous.actual.finish - previous.actual.start
      situation[.previousOverrun] = Float(took - planned(Int(before[index])))
      situation[.previousWork] = Float(planned(Int(before[index])))
    }
    situation.numbers = numbers.map { $0[index] }
    guard columns(question).before else { return }
    situation.numbers += numbers.map { before[index] >= 0 ? $0[Int(before[index])] : .nan }
  }

  /// Starts (even) and finishes (odd), two for each visit, in order of time.
  private func events() -> [Int32] {
    var events = (0..<Int32(2 * visits.count)).map { $0 }
    let instants = events.map(instant)
    events.sort { (instants[Int($0)], $0) < (instants[Int($1)], $1) }
    return events
  }

  private func instant(_ event: Int32) -> Int {
    let actual = visits[Int(event >> 1)].actual
    return event & 1 == 0 ? actual.start : actual.finish
  }

  /// How the days are going, group by group.
  private struct State {
    private var all = Cell()
    private var own: [Cell]
    private var groups: [[Cell]]
    private let places: [Int]
    private let technician: Int

    struct Cell {
      var day = Int.min
      var faded = Faded()

      mutating func add(_ seconds: Double, isStart: Bool, day: Int, weight: Double) {
        if day > self.day {
          self.day = day
          faded = Faded()
        }
        guard day == self.day else { return }
        if isStart { faded.starts.add(seconds, weight: weight) } else { faded.overruns.add(seconds, weight: weight) }
      }

      func on(_ day: Int) -> Faded { day == self.day ? faded : Faded() }
    }

    init(_ days: CourseOfDays) {
      places = days.columns.shared.compactMap { days.columns.groups.firstIndex(of: $0) }
      groups = places.map { [Cell](repeating: Cell(), count: days.names[$0].count) }
      technician = days.columns.groups.firstIndex(of: Columns.technician) ?? 0
      own = [Cell](repeating: Cell(), count: days.names[technician].count)
    }

    mutating func see(_ event: Int32, of days: CourseOfDays) {
      let index = Int(event >> 1)
      let visit = days.visits[index]
      let day = days.days[index]
      let isStart = event & 1 == 0
      let instant = isStart ? visit.actual.start : visit.actual.finish
      let seconds = Double(
        isStart
          ? visit.actual.start - visit.planned.start
          : visit.actual.finish - visit.actual.start - days.planned(index))
      let origin = day * 86_400
      let weight = Faded.weight(at: instant, since: origin, fading: Faded.fading)
      all.add(seconds, isStart: isStart, day: day, weight: weight)
      for (place, group) in places.enumerated() {
        let member = days.members[group][index]
        if member >= 0 { groups[place][Int(member)].add(seconds, isStart: isStart, day: day, weight: weight) }
      }
      let ownWeight = Faded.weight(at: instant, since: origin, fading: Faded.ownFading)
      own[Int(days.members[technician][index])].add(seconds, isStart: isStart, day: day, weight: ownWeight)
    }

    func situation(_ index: Int, at instant: Int, of days: CourseOfDays) -> Situation {
      var situation = Situation()
      let day = days.days[index]
      let origin = day * 86_400
      situation.scale = 1 / Faded.weight(at: instant, since: origin, fading: Faded.fading)
      situation.ownScale = 1 / Faded.weight(at: instant, since: origin, fading: Faded.ownFading)
      situation.all = all.on(day)
      situation.own = own[Int(days.members[technician][index])].on(day)
      situation.shared = places.enumerated().map { place, group in
        let member = days.members[group][index]
        return member >= 0 ? groups[place][Int(member)].on(day) : Faded()
      }
      return situation
    }
  }
}
