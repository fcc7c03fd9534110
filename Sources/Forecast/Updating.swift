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
    guard history.visits.count > known, var visit = history.visits.last else { return history.unused.last?.fault }
    let before = known > 0 ? history.visits[0] : nil
    if let before, before.technician == visit.technician,
      before.actual.finish - visit.actual.start > RecordCheck.overlapAllowed
    {
      return RecordCheck.fault(
        visit.index, record.id, "overlaps visit \(history.id(before)) of the same technician")
    }
    visit.index = learnedFrom.visits
    if let day { track(visit, record, in: day) }
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
    return nil
  }

  /// Lets the trees' quantiles follow what came of a visit, judged by what was known when it began.
  private mutating func track(_ visit: PastVisit, _ record: VisitRecord, in day: DayInProgress) {
    guard let columns, let route = day.routes.first(where: { $0.visits.contains { $0.id == record.id } })
    else { return }
    var day = day
    let model = ReadyModel(self)
    func judged(at instant: Int, _ read: (inout RouteForecast, Int) -> Void) {
      day.now = Instant(epochSeconds: instant)
      var forecast = RouteForecast(
        model, day, route, DayEvidence(day, columns, zone: zone), scratch: [])
      guard let index = route.visits.firstIndex(where: { $0.id == record.id }) else { return }
      read(&forecast, index)
    }
    if var trees = work, visit.planned.finish > visit.planned.start {
      judged(at: visit.actual.start) { forecast, index in
        let row = forecast.row(index, .work, trees)
        let planned = Double(visit.planned.finish - visit.planned.start)
        let longer = Double(visit.actual.finish - visit.actual.start) - planned
        trees.track(longer / trees.unit(planned: planned), row, of: record)
      }
      work = trees
    }
    let index = route.visits.firstIndex { $0.id == record.id } ?? 0
    let free = index > 0 ? route.visits[index - 1].actual.finish?.epochSeconds : nil
    let due = max(visit.planned.start, free ?? visit.planned.start)
    judged(at: min(due, visit.actual.start)) { forecast, index in
      if forecast.isNext(index) {
        guard let row = start.map({ forecast.row(index, .start, $0) }) else { return }
        start?.track(Double(visit.actual.start - due), row, of: record)
      } else {
        guard let row = first.map({ forecast.row(index, .first, $0) }) else { return }
        first?.track(Double(visit.actual.start - visit.planned.start), row, of: record)
      }
    }
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

  /// Moves the centre, the effects and the spreads by one residual, and the widths so that in the long run four in five
  /// lie within the intervals that are told (I. Gibbs and E. Candès, "Adaptive conformal inference under distribution
  /// shift", 2021).
  mutating func update(with value: Double, _ firstName: String?, _ secondName: String?) {
    let expected = residual(firstName, secondName)
    let standard = (value - expected.centre) / max(expected.spread, 1e-9)
    let isOutside = standard < expected.shape[Self.tenth] || standard > expected.shape[Self.nineTenths]
    let stretching = Self.stretching * ((isOutside ? 1 : 0) - 0.2)
    func stretched(_ stretch: Double) -> Double { Numerics.short(min(max(0.99 * stretch + stretching, -1), 1)) }
    let distance = min(max(value - expected.centre, -4 * expected.spread), 4 * expected.spread)
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
    let count = min(Double(samples), Self.longMemory) + ResidualFit.priorWeight
    centre = Numerics.short(centre + distance / (count + 1))
    let above = firstName.flatMap { first[$0]?.spread } ?? spread
    spread = Numerics.short(((count * spread * spread + square) / (count + 1)).squareRoot())
    samples += 1
    if let firstName { first[firstName] = learned(first[firstName], variance: firstVariance, above: spread) }
    if let secondName { second[secondName] = learned(second[secondName], variance: secondVariance, above: spread) }
    if let firstName, let secondName {
      both[firstName, default: [:]][secondName] = learned(
        both[firstName]?[secondName], variance: bothVariance, above: above)
      both[firstName]?[secondName]?.stretch = 0
    }
  }
}
