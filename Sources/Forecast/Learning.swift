import PunctualModel

/// A learned model, how many visits it rests on, and those that were set aside.
public struct LearnResult: Sendable {
  public var model: ForecastModel
  public var used: Int
  /// The records that contradict themselves or another, by their places in the history.
  public var setAside: [UnusedVisit]

  public init(model: ForecastModel, used: Int, setAside: [UnusedVisit]) {
    self.model = model
    self.used = used
    self.setAside = setAside
  }
}

/// A past visit that was not learned from, and why (`bad-record`).
public struct UnusedVisit: Sendable, Hashable {
  public var id: String
  public var fault: Fault

  public init(id: String, fault: Fault) {
    self.id = id
    self.fault = fault
  }
}

extension ForecastModel {
  /// Learns from past visits, in any order, read once.
  ///
  /// A record is set aside, with a fault that names it, where a stamp is missing (planned and actual start and finish
  /// are needed), its clocks run backwards, it took over 16 hours, its id came before, or its technician was at two
  /// visits at once (then neither is believed). `zone` is the clock by which travel differs by the hour.
  ///
  /// Some 400 bytes of memory a visit; time grows as n log n (a million visits: about 4 s).
  public static func learn(from records: some Sequence<VisitRecord>, zone: Zone = .utc) -> LearnResult {
    var learning = Learning(zone: zone)
    for record in records { learning.add(record) }
    return learning.result()
  }
}

/// Learns from past visits that come in one by one, so that a long history need not be held whole.
public struct Learning {
  private var history: History

  /// `zone` is the clock by which days and hours are told.
  public init(zone: Zone = .utc) { history = History(zone: zone) }

  /// `line` is where the record stands in its file, from 1; left out, its number.
  public mutating func add(_ record: VisitRecord, line: Int? = nil) { history.add(record, line: line) }

  /// The model of all that came in, as ``ForecastModel/learn(from:zone:)`` gives it.
  public consuming func result() -> LearnResult {
    var history = history
    return history.result()
  }
}

/// Past visits as they come in.
struct History {
  let zone: Zone
  var visits: [PastVisit] = []
  var unused: [UnusedVisit] = []
  private var ids: Set<UInt64> = []
  /// The ids of ``visits``, by ``PastVisit/row``.
  private var names = Texts()
  var technicians = Names()
  var types = Names()
  var areas = Names()
  var sites = Names()
  var attributes = AttributeColumns()
  var count = 0

  init(zone: Zone) { self.zone = zone }

  mutating func add(_ record: VisitRecord, line: Int? = nil) {
    let index = line.map { $0 - 1 } ?? count
    count += 1
    guard ids.insert(Self.hash(record.id)).inserted else {
      setAside(index, record.id, "came before: two records have this id")
      return
    }
    let planned: PastVisit.Stamps
    let actual: PastVisit.Stamps
    switch (RecordCheck.stamps(record.planned, "planned"), RecordCheck.stamps(record.actual, "actual")) {
    case (_, .failure(let complaint)), (.failure(let complaint), _):
      setAside(index, record.id, complaint.text)
      return
    case (.success(let ofPlan), .success(let ofDay)): (planned, actual) = (ofPlan, ofDay)
    }
    if let planned = record.planned.start, let actual = record.actual.start,
      let complaint = RecordCheck.strayed(planned: planned, actual: actual)
    {
      setAside(index, record.id, complaint.text)
      return
    }
    let waits = planned.arrive.map { $0 < planned.start } ?? false
    attributes.add(record.attributes, row: visits.count)
    names.append(record.id)
    visits.append(
      PastVisit(
        index: index, technician: technicians.index(record.technician), type: types.index(record.type),
        area: areas.index(record.area), site: sites.index(record.site), row: visits.count,
        notBefore: record.promised?.start.epochSeconds ?? (waits ? planned.start : nil),
        notAfter: record.promised?.end.epochSeconds, planned: planned,
        actual: actual))
  }

  func id(_ visit: PastVisit) -> String { names[Int(visit.row)] }

  private mutating func setAside(_ index: Int, _ id: String, _ complaint: String) {
    unused.append(UnusedVisit(id: id, fault: RecordCheck.fault(index, id, complaint)))
  }

  /// The records that learning sets aside, found without learning from the others.
  static func setAside(_ records: some Sequence<VisitRecord>, zone: Zone) -> [UnusedVisit] {
    var history = History(zone: zone)
    for record in records { history.add(record) }
    history.close()
    return history.unused
  }

  /// Puts the visits in order of technician and time, and removes those that happened at once.
  private mutating func close() {
    visits.sort { ($0.technician, $0.actual.start, $0.index) < ($1.technician, $1.actual.start, $1.index) }
    let clashes = RecordCheck.overlaps(visits)
    for (place, other) in clashes {
      setAside(visits[place].index, id(visits[place]), "overlaps visit \(id(visits[other])) of the same technician")
    }
    unused.sort { ($0.fault.line ?? 0) < ($1.fault.line ?? 0) }
    if !clashes.isEmpty { visits = visits.indices.filter { clashes[$0] == nil }.map { visits[$0] } }
  }

  mutating func result() -> LearnResult {
    close()
    let unplanned = unplanned()
    for place in visits.indices where !visits[place].isPlanned {
      let type = visits[place].type
      visits[place].expect(work: unplanned.usualWork(type >= 0 ? types.all[Int(type)] : nil))
    }
    var learned = Lessons(zone: zone)
    for (place, visit) in visits.enumerated() {
      let before = place > 0 && visits[place - 1].technician == visit.technician ? visits[place - 1] : nil
      learned.read(visit, after: before)
    }
    var model = learned.model(technicians, types, areas, visits)
    model.unplanned = unplanned
    boost(&model)
    return LearnResult(model: model, used: visits.count, setAside: unused)
  }

  /// How long work takes where no length is planned: as where none was, or, where there are few of these, as all does.
  private func unplanned() -> ResidualModel {
    let without = visits.indices.filter { !visits[$0].isPlanned }
    let seen =
      without.count >= Self.fewestUnplanned
      ? without : Array(stride(from: 0, to: visits.count, by: max(1, visits.count / Self.enoughLengths)))
    return ResidualFit(firstNames: types.all, secondNames: technicians.all, prior: ForecastModel().unplanned)
      .model(seen.map { Lessons.length(visits[$0]) })
  }

  /// With fewer visits of which no length was planned, all tell what is usual, or so many of them, evenly taken.
  private static let fewestUnplanned = 100
  private static let enoughLengths = 50_000

  /// Adds what trees learn beyond the shrunk effects.
  private func boost(_ model: inout ForecastModel) {
    guard visits.count >= BoostedFit.fewest else { return }
    let lessons = BoostedLessons(course: course())
    let known = model
    let leastGain = model.starts == nil ? BoostedLessons.leastGainOverPace : BoostedLessons.leastGain
    model.work = lessons.model(.work, leastGain: leastGain) { visit in
      let residual = (visit.isPlanned ? known.service : known.unplanned).residual(
        visit.type >= 0 ? types.all[Int(visit.type)] : nil, technicians.all[Int(visit.technician)])
      let unit = Double(visit.isPlanned ? Int(visit.work) : PlannedStop.usualWork)
      return residual.shape.map {
        Numerics.exp(min(max(residual.centre + residual.spread * $0, -5), 5)) * unit - Double(visit.work)
      }
    }
    guard let starts = model.starts else { return }
    func usual(_ visit: PastVisit) -> [Double] {
      let residual = starts.residual(technicians.all[Int(visit.technician)], nil)
      return residual.shape.map { residual.centre + residual.spread * $0 }
    }
    model.first = lessons.model(.first, usual: usual)
    model.start = lessons.model(.start, usual: usual)
  }

  /// The visits with all that trees may ask of them.
  func course() -> CourseOfDays {
    var members = [
      ("technician", visits.map(\.technician), technicians.all), ("type", visits.map(\.type), types.all),
      ("area", visits.map(\.area), areas.all), ("site", visits.map(\.site), sites.all),
    ]
    for column in attributes.texts.sorted(by: { ($0.names.all.count, $0.name) < ($1.names.all.count, $1.name) }) {
      members.append(
        (
          Columns.attribute + column.name,
          visits.map { $0.row < column.values.count ? column.values[Int($0.row)] : -1 }, column.names.all
        ))
    }
    return CourseOfDays(
      visits, zone: zone,
      members: members.filter { $0.0 == "technician" || (2...max(2, visits.count / 5)).contains($0.2.count) },
      numbers: attributes.numbers.sorted { $0.name < $1.name }.map { column in
        (column.name, visits.map { $0.row < column.values.count ? column.values[Int($0.row)] : .nan })
      })
  }

  /// By Fowler, Noll and Vo (FNV-1a), so that a million ids need no strings kept: two that clash come once in 10⁷
  /// such histories.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

/// What single visits show, collected over all of them.
struct Lessons {
  /// Departures more than four hours off the plan tell of a plan that was remade.
  static let farthestDelay = 4 * 3600
  /// Up to this planned gap between a finish and the next departure, there is no pause in it.
  static let shortGap = 15 * 60
  /// Free and with no reason to wait, a technician who leaves so much later took a pause; but not longer than that.
  static let pauses = 15 * 60...2 * 3600
  /// Done so much before the planned departure, a technician can be seen to wait for it, or not to. Of one who was early by
  /// less nobody can tell what the delay is counted from.
  static let clearlyEarly = 15 * 60
  /// So many visits' weight has what is taken for granted of waits and pauses before anything is seen of them.
  static let doubt = 2.0
  /// A pause is seen from where a technician was done no earlier than so much before the planned departure.
  static let nearlyDue = 5 * 60

  let zone: Zone
  var clock: ZoneClock
  var service: [Observation] = []
  /// Of visits without a planned length.
  var unplanned: [Observation] = []
  var travel: [Observation] = []
  var firstDeparture: [Observation] = []
  var afterStop: [Observation] = []
  var beforeWork: [Observation] = []
  /// Seconds from when a visit was due, the one before over, to its start; by technician.
  var starts: [Observation] = []
  /// Visits of which it is known when the technician left and came.
  var trips = 0
  var early = (waited: 0, all: 0)
  /// Seconds from a finish to leaving, where nothing but a pause can explain a long one, and in how many visits one could.
  var taken: [Double] = []
  var chances = 0
  /// The technician and day of each entry of `service`.
  var days: [Int64] = []
  var hours = Names()

  init(zone: Zone) {
    self.zone = zone
    clock = ZoneClock(zone)
  }

  mutating func read(_ visit: PastVisit, after before: PastVisit?) {
    let planned = visit.planned
    let actual = visit.actual
    let offset = clock.offset(at: planned.start)
    let day = (planned.start + offset).dividedDown(by: 86_400)
    if visit.isPlanned {
      let took = max(1, Double(actual.finish - actual.start))
      service.append(
        Observation(value: Numerics.log(took / Double(visit.work)), first: visit.type, second: visit.technician))
      days.append(Int64(visit.technician) << 32 | Int64(UInt32(truncatingIfNeeded: day)))
    } else {
      unplanned.append(Self.length(visit))
    }
    if let arrived = actual.arrive {
      let could = max(arrived, visit.notBefore ?? arrived)
      add(actual.start - could, visit.type, to: &beforeWork, from: 0)
    }
    let previous = before.flatMap { other in
      (-3600...CourseOfDays.longestGap).contains(planned.start - other.planned.finish) ? other : nil
    }
    starts.append(
      Observation(
        value: Double(actual.start - max(planned.start, previous?.actual.finish ?? planned.start)),
        first: visit.technician))
    if actual.depart != nil, actual.arrive != nil { trips += 1 }
    guard let left = actual.depart else { return }
    if let plannedLeave = planned.depart, let plannedArrive = planned.arrive, let arrived = actual.arrive,
      plannedArrive > plannedLeave || arrived > left
    {
      let ratio =
        (Double(arrived - left) + ForecastModel.travelOffset)
        / (Double(plannedArrive - plannedLeave) + ForecastModel.travelOffset)
      let hour = ForecastModel.hourBand(plannedLeave, offset: offset)
      travel.append(Observation(value: Numerics.log(ratio), first: visit.area, second: hours.index(hour)))
    }
    guard let plannedLeave = planned.depart else { return }
    guard let before, (before.planned.start + clock.offset(at: before.planned.start)).dividedDown(by: 86_400) == day
    else {
      add(left - plannedLeave, visit.technician, to: &firstDeparture, from: -Self.farthestDelay)
      return
    }
    let done = before.actual.finish
    let gap = plannedLeave - before.planned.finish
    let trip = planned.arrive.map { $0 - plannedLeave } ?? 0
    // Nobody sets out to stand before a closed window.
    let could = max(done, min(plannedLeave, visit.notBefore.map { $0 - trip } ?? done))
    guard left >= done, gap >= 0 else { return }
    if gap <= Self.shortGap {
      let isClear = plannedLeave - could >= Self.clearlyEarly
      let waited = left - could > plannedLeave - left
      if isClear {
        early.all += 1
        if waited { early.waited += 1 }
      }
      guard isClear || could >= plannedLeave else { return }
      add(left - (isClear && waited ? plannedLeave : could), visit.technician, to: &afterStop, from: 0)
    } else if gap >= ForecastModel.longGap, done >= plannedLeave - Self.nearlyDue, could <= done {
      chances += 1
      if Self.pauses.contains(left - done) { taken.append(Double(left - done)) }
    }
  }

  /// The time on site, where the plan is not asked.
  static func length(_ visit: PastVisit) -> Observation {
    let took = max(1, Double(visit.actual.finish - visit.actual.start))
    return Observation(
      value: Numerics.log(took / Double(PlannedStop.usualWork)), first: visit.type, second: visit.technician)
  }

  private func add(_ seconds: Int, _ group: Int32, to list: inout [Observation], from least: Int) {
    guard seconds <= Self.farthestDelay, seconds >= -Self.farthestDelay else { return }
    list.append(Observation(value: Double(max(seconds, least)), first: group))
  }

  func model(_ technicians: Names, _ types: Names, _ areas: Names, _ visits: [PastVisit]) -> ForecastModel {
    func fit(_ prior: ResidualModel, _ first: Names, _ second: Names, _ observations: [Observation]) -> ResidualModel {
      ResidualFit(firstNames: first.all, secondNames: second.all, prior: prior).model(observations)
    }
    var model = ForecastModel()
    model.zone = zone
    model.service = fit(model.service, types, technicians, service)
    model.travel = fit(model.travel, areas, hours, travel)
    model.firstDeparture = fit(model.firstDeparture, technicians, Names(), firstDeparture)
    model.afterStop = fit(model.afterStop, technicians, Names(), afterStop)
    model.beforeWork = fit(model.beforeWork, types, Names(), beforeWork)
    if 2 * trips < visits.count {
      model.starts = fit(ResidualModel(priorSpread: 300), technicians, Names(), starts)
    }
    model.waitsForPlan = Numerics.short((Self.doubt + Double(early.waited)) / (Self.doubt + Double(early.all)))
    model.pauseShare = Numerics.short(Double(taken.count) / (Self.doubt + Double(chances)))
    if !taken.isEmpty {
      let usual = Numerics.quantile(taken.sorted(), 0.5) - model.afterStop.median
      model.pauseSeconds = min(max(Int(usual), 0), Self.pauses.upperBound)
    }
    model.pace = Numerics.short(pace(model, technicians, types))
    model.learnedFrom = LearnedFrom(
      visits: visits.count, from: visits.map(\.actual.start).min().map { Instant(epochSeconds: $0) },
      to: visits.map(\.actual.finish).max().map { Instant(epochSeconds: $0) })
    return model
  }

  /// The standard deviation that visits of a technician's day share: the mean product of two residuals of one day,
  /// drawn to the prior by the number of pairs, and at most 0.7 of the whole spread.
  private func pace(_ model: ForecastModel, _ technicians: Names, _ types: Names) -> Double {
    var products = 0.0
    var pairs = 0.0
    var sum = 0.0
    var squares = 0.0
    var count = 0.0
    func close() {
      products += sum * sum - squares
      pairs += count * (count - 1)
      (sum, squares, count) = (0, 0, 0)
    }
    for (index, observation) in service.enumerated() {
      if index > 0, days[index] != days[index - 1] { close() }
      let expected = model.service.residual(
        observation.first >= 0 ? types.all[Int(observation.first)] : nil, technicians.all[Int(observation.second)])
      let bound = 3 * expected.spread
      let residual = min(max(observation.value - expected.centre, -bound), bound)
      sum += residual
      squares += residual * residual
      count += 1
    }
    close()
    let prior = ForecastModel().pace
    let weight = 200.0
    let variance = max(0, (products + weight * prior * prior) / (pairs + weight))
    return min(variance.squareRoot(), 0.7 * model.service.spread)
  }
}

/// A zone's offset, remembered from one hour to the next: looking it up costs more than all else that a visit needs.
struct ZoneClock {
  private let zone: Zone
  private var hour = Int.min
  private var known = 0

  init(_ zone: Zone) { self.zone = zone }

  mutating func offset(at epochSeconds: Int) -> Int {
    let asked = epochSeconds.dividedDown(by: 900)
    if asked != hour {
      hour = asked
      known = zone.offset(at: Instant(epochSeconds: epochSeconds))
    }
    return known
  }
}

extension Int {
  /// Division rounded towards minus infinity; `divisor` is positive.
  func dividedDown(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
