import PunctualModel

extension ForecastModel {
  /// Learns from one more finished visit, at the cost of that visit alone.
  ///
  /// What it gives is near to what learning again from all would: effects and spreads move as if they were drawn anew,
  /// but by no less than one visit in ``ResidualModel/memory`` counts, so that a technician who became slower, or a
  /// winter, is followed within some tens of visits. Trees stay as they are; their quantiles follow what comes.
  ///
  /// - Parameters:
  ///   - record: as a past visit, planned and actual.
  ///   - previous: the technician's visit before it on that day; nil where it was the first.
  ///   - day: the day's other visits, for what they tell of the day; nil leaves the trees' quantiles as they are.
  /// - Returns: nil, or why the record was set aside.
  @discardableResult
  public mutating func update(
    with record: VisitRecord, after previous: VisitRecord? = nil, in day: DayInProgress? = nil
  ) -> Fault? {
    var history = History(zone: zone)
    if let previous { history.add(previous) }
    let known = history.visits.count
    history.add(record)
    guard history.visits.count > known, let visit = history.visits.last else { return history.unused.last?.fault }
    let before = known > 0 ? history.visits[0] : nil
    if let before, before.technician == visit.technician,
      before.actual.finish - visit.actual.start > RecordCheck.overlapAllowed
    {
      return RecordCheck.fault(
        visit.index, record.id, "overlaps visit \(history.id(before)) of the same technician")
    }
    if let day, let values = follow(start: record, after: previous, in: day) {
      follow(workOf: record, told: values)
    }
    learn(visit, after: before, names: history)
    return nil
  }

  /// Moves what is shrunk: effects, centres and spreads.
  private mutating func learn(_ visit: PastVisit, after before: PastVisit?, names history: History) {
    var visit = visit
    visit.index = learnedFrom.visits
    var lessons = Lessons(zone: zone)
    lessons.read(visit, after: before)
    func update(
      _ model: inout ResidualModel, _ observations: [Observation], _ first: [String], _ second: [String] = []
    ) {
      for seen in observations {
        model.update(
          with: seen.value, seen.first >= 0 ? first[Int(seen.first)] : nil,
          seen.second >= 0 ? second[Int(seen.second)] : nil)
      }
    }
    let technicians = history.technicians.all
    let types = history.types.all
    update(&service, lessons.service, types, technicians)
    update(&unplanned, lessons.unplanned, types, technicians)
    update(&travel, lessons.travel, history.areas.all, lessons.hours.all)
    update(&firstDeparture, lessons.firstDeparture, technicians)
    update(&afterStop, lessons.afterStop, technicians)
    update(&beforeWork, lessons.beforeWork, types)
    if var starts {
      update(&starts, lessons.starts, technicians)
      self.starts = starts
    }
    learnedFrom.visits += 1
    learnedFrom.from = [learnedFrom.from, Instant(epochSeconds: visit.actual.start)].compactMap { $0 }.min()
    learnedFrom.to = [learnedFrom.to, Instant(epochSeconds: visit.actual.finish)].compactMap { $0 }.max()
  }

  /// Lets the quantiles of starts follow that a visit began, judged by what was known when the visit before was over.
  ///
  /// - Parameter seen: what documents told of the others at that time; where nothing is given, or it is of after the start, what
  ///   `day` still tells of it.
  /// - Returns: what the trees say of its work, by what was known as it began; nil where they judge no work.
  mutating func follow(
    start record: VisitRecord, after previous: VisitRecord?, in day: DayInProgress, seen: SeenDay? = nil
  ) -> TreeEnsemble.Values? {
    guard let columns, let planned = record.planned.start?.epochSeconds, let began = record.actual.start?.epochSeconds
    else { return nil }
    let model = ReadyModel(self)
    var route =
      day.routes.first { $0.visits.contains { $0.id == record.id } }
      ?? RouteInProgress(technician: record.technician, visits: [record])
    var index = route.visits.firstIndex { $0.id == record.id } ?? 0
    if let previous, index == 0 {
      route.visits.insert(previous, at: 0)
      index = 1
    }
    let known = route
    func forecast(at instant: Int, _ evidence: DayEvidence? = nil) -> RouteForecast {
      var day = day
      day.now = Instant(epochSeconds: instant)
      let evidence = evidence ?? DayEvidence(day, columns, zone: zone, unplanned: model.unplanned)
      return RouteForecast(model, day, known, evidence)
    }
    let free = previous?.actual.finish?.epochSeconds ?? planned
    guard free - began <= RecordCheck.overlapAllowed else { return nil }
    let due = max(planned, free)
    // As in learning: when the visit before is over, or else when the visit is due; and its own start is not known then.
    var judged =
      if let seen, let over = previous?.actual.finish?.epochSeconds, (over..<began).contains(seen.at) {
        forecast(at: seen.at, seen.evidence)
      } else {
        forecast(at: min(previous?.actual.finish?.epochSeconds ?? planned, began - 1))
      }
    if judged.isNext(index) {
      if var trees = start, previous?.actual.finish != nil {
        let values = trees.trees.values(judged.row(index, .start, trees))
        trees.follow(Double(began - due), values, of: record, at: began)
        start = trees
      }
    } else if var trees = first {
      let values = trees.trees.values(judged.row(index, .first, trees))
      trees.follow(Double(began - planned), values, of: record, at: began)
      first = trees
    }
    guard let work else { return nil }
    var working = forecast(at: began)
    return work.trees.values(working.row(index, .work, work))
  }

  /// Lets the quantiles of work follow what a finished visit took, of which the trees had told these values.
  mutating func follow(workOf record: VisitRecord, told values: TreeEnsemble.Values) {
    guard var trees = work, let began = record.actual.start, let ended = record.actual.finish,
      let from = record.planned.start?.epochSeconds
    else { return }
    let planned = Double(
      PlannedStop.work(from: from, to: record.planned.finish?.epochSeconds, type: record.type, unplanned).seconds)
    let longer = Double(ended - began) - planned
    trees.follow(longer / trees.unit(planned: planned), values, of: record, at: ended.epochSeconds)
    work = trees
  }
}

extension ResidualModel {
  /// The least weight of one visit is one in so many.
  static let memory = 40.0
  /// The same for what all groups share.
  static let longMemory = 400.0
  private static let tenth = probabilities.firstIndex(of: 0.1) ?? 0
  private static let nineTenths = probabilities.firstIndex(of: 0.9) ?? 0

  /// How far one visit moves the logarithms of the widths.
  static let stretching = 0.03
  /// How much one visit counts among the last that tell whether a group has changed.
  static let drifting = 0.125
  /// A mean of the last visits so many spreads off has a change behind it: by chance it is there once in 500 visits.
  static let clearDrift = 0.8
  /// So many spreads off, a visit says no more of a change: where tails are heavy, two of them must not look like one.
  static let farthestDrifting = 2.0
  /// A group with fewer visits moves fast anyway.
  static let established = 20
  /// A group that has changed moves by so much of what a visit is off.
  static let leap = 0.2
  /// No visit counts as farther off, in spreads.
  static let farthest = 4.0

  /// Moves the centre, the effects and the spreads by one residual, and the widths so that in the long run four in five
  /// lie within the intervals that are told (I. Gibbs and E. Candès, "Adaptive conformal inference under distribution
  /// shift", 2021).
  ///
  /// Where the last visits of a group all lie to one side, it has changed: then its effect alone moves, and fast, and no
  /// width learns from the jump (after D. Trigg and A. Leach, "Exponential smoothing with an adaptive response rate",
  /// 1967).
  mutating func update(with value: Double, _ firstName: String?, _ secondName: String?) {
    let expected = residual(firstName, secondName)
    let scale = max(expected.spread, 1e-9)
    let standard = min(max((value - expected.centre) / scale, -Self.farthest), Self.farthest)
    let one = firstName.flatMap { drifted(first[$0], standard) }
    let two = secondName.flatMap { drifted(second[$0], standard) }
    if let firstName, one != nil { first[firstName] = one }
    if let secondName, two != nil { second[secondName] = two }
    let changed = [one, two].map { group in
      guard let group, group.samples >= Self.established else { return false }
      return group.drift * standard > Self.clearDrift * abs(standard)
    }
    let distance = standard * scale
    if changed[0], let firstName { first[firstName]?.effect += Numerics.short(Self.leap * distance) }
    if changed[1], let secondName { second[secondName]?.effect += Numerics.short(Self.leap * distance) }
    samples += 1
    guard !changed.contains(true) else {
      if let firstName { first[firstName]?.samples += 1 }
      if let secondName { second[secondName]?.samples += 1 }
      if let firstName, let secondName { both[firstName]?[secondName]?.samples += 1 }
      return
    }
    settle(expected, standard, distance, firstName, secondName)
  }

  /// The group with one more visit's side; nil where it is not known yet.
  private func drifted(_ group: Group?, _ standard: Double) -> Group? {
    guard var group else { return nil }
    let bounded = min(max(standard, -Self.farthestDrifting), Self.farthestDrifting)
    group.drift = Numerics.short(group.drift + Self.drifting * (bounded - group.drift))
    return group
  }

  /// As if all were drawn anew with one more visit.
  private mutating func settle(
    _ expected: Residual, _ standard: Double, _ distance: Double, _ firstName: String?, _ secondName: String?
  ) {
    let isOutside = standard < expected.shape[Self.tenth] || standard > expected.shape[Self.nineTenths]
    let stretching = Self.stretching * ((isOutside ? 1 : 0) - 0.2)
    func stretched(_ stretch: Double) -> Double { Numerics.short(min(max(0.99 * stretch + stretching, -1), 1)) }
    let square = distance * distance
    func learned(_ group: Group?, variance: Double, above: Double) -> Group {
      var group = group ?? Group(samples: 0, effect: 0, spread: above)
      let noise = group.spread * group.spread
      let doubt = min(noise / max(variance, 0.01 * noise, 1e-9), 100)
      let count = min(Double(group.samples), Self.memory)
      group.effect = Numerics.short(group.effect + distance / (count + doubt + 1))
      let weight = count + ResidualFit.spreadWeight
      group.spread = Numerics.short(((weight * noise + square) / (weight + 1)).squareRoot())
      group.stretch = stretched(group.stretch)
      group.samples += 1
      return group
    }
    let count = min(Double(samples - 1), Self.longMemory) + ResidualFit.priorWeight
    centre = Numerics.short(centre + distance / (count + 1))
    let above = firstName.flatMap { first[$0]?.spread } ?? spread
    spread = Numerics.short(((count * spread * spread + square) / (count + 1)).squareRoot())
    if let firstName { first[firstName] = learned(first[firstName], variance: firstVariance, above: spread) }
    if let secondName { second[secondName] = learned(second[secondName], variance: secondVariance, above: spread) }
    if let firstName, let secondName {
      both[firstName, default: [:]][secondName] = learned(
        both[firstName]?[secondName], variance: bothVariance, above: above)
      both[firstName]?[secondName]?.stretch = 0
    }
  }
}
