import PunctualModel

/// What holds for a whole view.
struct Walk {
  let kind: Kind
  let route: Int
  /// When the route may start.
  let opens: Int
  /// How many jobs it has.
  let jobs: Int
  /// Whether it needs to fetch something at all.
  var fetches: Bool
  /// Whether, from here on, it must have fetched it.
  var mustHaveFetched = false
}

/// A leg under way.
private struct Leg {
  var clock: Int
  /// Seconds of the matrix still to drive, and seconds driven.
  var left: Int
  var driven = 0
  /// Breaks taken on it.
  var breaks = 0
}

extension Routes {
  /// The label at a route's start.
  func begin(_ walk: Walk, _ slots: UnsafeMutablePointer<CourseLabel>) {
    for slot in 0..<slotsPerNode { slots[slot].clock = never }
    slots[0] = CourseLabel(clock: walk.opens, start: walk.opens)
    if view.mayStartLater && walk.kind.factors == 0 { slots[0].spare = horizon }
  }

  /// All ways from one node's labels to the next node. False where there is none.
  func advance(
    _ walk: Walk, from a: Int, _ slots: UnsafeMutablePointer<CourseLabel>, to node: Int,
    _ out: UnsafeMutablePointer<CourseLabel>
  ) -> Bool {
    let kind = walk.kind
    let place = self.place[a]
    for slot in 0..<slotsPerNode { out[slot].clock = never }
    let target = self.place[node]
    // An open start or end is no stop that a depot could lie behind or before.
    let hasRoads = !(a >= view.jobs && kind.hasOpenStart) && !(node >= view.jobs && kind.hasOpenEnd)
    for slot in 0..<slotsPerNode where slots[slot].clock < never {
      var label = slots[slot]
      label.parent = Int32(slot)
      label.depot = -1
      let state = slot / labelsPerState
      let (taken, fetched) = (state % view.states, state / view.states)
      if !(walk.mustHaveFetched && fetched == 0) {
        ride(walk, label, after: a, from: place, to: target, taken: taken, waitsFrom: 0) { there, leg in
          arrive(walk, there, node, leg, from: place, taken: taken + leg.breaks, fetched: fetched, out)
        }
      }
      guard walk.fetches && fetched == 0 && hasRoads else { continue }
      let fetching = tables.course.fetching
      for depot in 0..<fetching.depotPlace.count {
        let stop = fetching.depotPlace[depot]
        ride(walk, label, after: a, from: place, to: stop, taken: taken, waitsFrom: 0) { there, leg in
          var there = there
          there.clock = leg.clock + fetching.depotSeconds[depot]
          there.work += fetching.depotSeconds[depot]
          there.cost += kind.perTaskSecond * fetching.depotSeconds[depot]
          (there.depot, there.breaksBeforeDepot) = (Int32(depot), Int32(leg.breaks))
          let before = taken + leg.breaks
          ride(walk, there, after: a, from: stop, to: target, taken: before, waitsFrom: view.states) { here, leg in
            arrive(walk, here, node, leg, from: stop, taken: before + leg.breaks, fetched: 1, out)
          }
        }
      }
    }
    for slot in 0..<slotsPerNode where out[slot].clock < never { return true }
    return false
  }

  /// A leg, with no break on it, with the next one, with the next two, and so on; each is handed on on arrival.
  @inline(__always)
  private func ride(
    _ walk: Walk, _ label: CourseLabel, after a: Int, from place: Int32, to target: Int32, taken: Int, waitsFrom: Int,
    _ arrived: (CourseLabel, Leg) -> Void
  ) {
    let kind = walk.kind
    let seconds = kind.baseSeconds(place, target)
    if seconds == unreachable { return }
    let metres = kind.distance(place, target)
    var leg = Leg(clock: label.clock, left: Int(seconds))
    while true {
      var there = leg
      there.clock = arrival(kind, from: leg.clock, left: leg.left)
      there.driven += there.clock - leg.clock
      var result = label
      result.travel += there.driven
      result.metres += metres
      result.cost +=
        kind.paysByMatrix ? kind.cost(place, target) : kind.perMoney * there.driven + kind.perMetre * metres
      if view.expectedLateRate > 0 {
        let deviation = view.travelSpread * Double(there.driven)
        result.delay.variance += deviation * deviation
        for index in 0..<leg.breaks { result.delay.absorb(labels.waits[waitsFrom + index]) }
      }
      if view.waitingRate > 0 {
        for index in 0..<leg.breaks {
          result.wait(
            labels.waits[waitsFrom + index], rate: view.waitingRate,
            spareAfter: labels.spares[waitsFrom + index])
        }
      }
      if result.travel <= kind.maxTravel && result.metres <= kind.maxDistance { arrived(result, there) }
      if taken + leg.breaks == kind.breaks { return }
      let pause = kind.firstBreak + taken + leg.breaks
      if kind.hasLoadedBreak && !isAllowed(pause, after: a) { return }
      let begin = view.breakWindows.start(pause, from: leg.clock)
      if begin == never { return }
      let done = driven(kind, from: leg.clock, to: begin, left: leg.left)
      let drove = min(arrival(kind, from: leg.clock, left: leg.left), begin) - leg.clock
      labels.waits[waitsFrom + leg.breaks] = begin - leg.clock - drove
      labels.spares[waitsFrom + leg.breaks] = view.breakWindows.end(pause, at: begin) - begin
      leg.driven += drove
      leg.left -= done
      leg.clock = begin + view.breakSeconds[pause]
      leg.breaks += 1
    }
  }

  /// Arrival at a node: the moments at which it may make sense to start there become labels.
  @inline(__always)
  private func arrive(
    _ walk: Walk, _ label: CourseLabel, _ node: Int, _ leg: Leg, from place: Int32, taken: Int, fetched: Int,
    _ out: UnsafeMutablePointer<CourseLabel>
  ) {
    let kind = walk.kind
    let state = taken + fetched * view.states
    if node >= view.jobs {
      guard taken == kind.breaks, leg.clock <= kind.closes else { return }
      var label = label
      (label.clock, label.start) = (leg.clock, leg.clock)
      label.cost += kind.overtimeRate * max(0, leg.clock - kind.shiftEnd)
      if isSynchronising { label.cost = 0 }
      keep(label, in: out, state: state)
      return
    }
    let work = self.work(kind, node, from: place)
    var (soonest, latest) = (leg.clock, never)
    var label = label
    if view.isInGroup(node) {
      let bounds = bounds(node, on: walk.route, work: work)
      (soonest, latest) = (max(soonest, bounds.least), bounds.most)
      for index in view.links(of: node) {
        let link = view.links[index]
        if link.isFirst { continue }
        guard let moment = label.close(link.relation) else { continue }
        soonest = max(soonest, moment + link.least)
        latest = min(latest, link.most >= never || partnersWait || isSynchronising ? never : moment + link.most)
      }
    }
    var start = view.windows.start(node, from: soonest)
    if start > latest { return }
    begin(walk, label, node, leg, start, work: work, taken, state, out)
    if isSynchronising { return }
    // Waiting can be worth it: for the preferred window, for the planned start.
    let preferred = view.earlyRate[node] > 0 ? view.preferredStart[node] : 0
    if start < preferred {
      let later = view.windows.start(node, from: preferred)
      if later <= latest { begin(walk, label, node, leg, later, work: work, taken, state, out) }
    }
    if view.movedRate > 0, view.plannedStart[node] > start {
      start = view.windows.start(node, from: view.plannedStart[node])
      if start <= latest { begin(walk, label, node, leg, start, work: work, taken, state, out) }
    }
  }

  /// The work at a node, started at a moment.
  @inline(__always)
  private func begin(
    _ walk: Walk, _ label: CourseLabel, _ node: Int, _ leg: Leg, _ start: Int, work: Int, _ taken: Int, _ state: Int,
    _ out: UnsafeMutablePointer<CourseLabel>
  ) {
    let kind = walk.kind
    let finish = start + work
    if taken < kind.breaks && finish > view.breakWindows.lastClose[kind.firstBreak + taken] { return }
    if finish > kind.closes { return }
    var label = label
    let startsBefore = label.lateness
    (label.clock, label.start) = (finish, start)
    label.work += work
    label.cost += kind.perTaskSecond * work + view.laterStartRate * (start - kind.opens)
    if view.movedRate > 0, view.plannedStart[node] >= 0 {
      label.cost += view.movedRate * abs(start - view.plannedStart[node])
    }
    let late = max(0, start - view.preferredEnd[node])
    let overdue = max(0, finish - view.dueBy[node])
    label.lateness +=
      view.earlyRate[node] * max(0, view.preferredStart[node] - start) + view.lateRate[node] * late
      + view.dueRate[node] * overdue
    label.worst = max(label.worst, late, overdue)
    if view.waitingRate > 0 {
      let spare = view.spareAfterStart(node, start, finish, closes: view.windows.end(node, at: start))
      label.wait(start - leg.clock, rate: view.waitingRate, spareAfter: spare)
    }
    if view.expectedLateRate > 0 {
      label.delay.absorb(start - leg.clock)
      if view.promiseEnd[node] < never {
        let expected = label.delay.expected(beyond: view.promiseEnd[node] - start)
        label.lateness += Int(Double(view.expectedLateRate) * expected + 0.5)
      }
      let share = view.workSpread * Double(work)
      label.delay.variance += view.workVariance[node] >= 0 ? view.workVariance[node] : share * share
    }
    if view.isInGroup(node) {
      for index in view.links(of: node) {
        let link = view.links[index]
        guard link.isFirst, !link.isShipment, !link.needsDifferent,
          Int(routeOf[Int(link.other)]) == walk.route || routeOf[Int(link.other)] < 0
        else { continue }
        // Its partner comes later on this route, or nowhere yet.
        if !label.open(link.relation, at: link.fromFinish ? finish : start), Int(routeOf[Int(link.other)]) == walk.route
        {
          return
        }
      }
    }
    // Then only sooner starts are better.
    if isSynchronising { (label.cost, label.lateness) = (0, startsBefore + start) }
    keep(label, in: out, state: state)
  }

  /// The best label at a route's end: its index (-1 without any) and its cost with what only a whole route costs.
  func bestEnd(_ walk: Walk, _ slots: UnsafeMutablePointer<CourseLabel>) -> (index: Int, cost: Int) {
    let kind = walk.kind
    var best = (index: -1, cost: never, value: never)
    for slot in 0..<slotsPerNode where slots[slot].clock < never {
      let label = slots[slot]
      let state = slot / labelsPerState
      if walk.mustHaveFetched && state / view.states == 0 { continue }
      let hours = label.work + label.travel
      var cost = label.cost + kind.fixed
      cost += view.unfairHours * (hours * hours + 2 * kind.pastWork * hours) / 720
      cost += view.unfairJobs * (walk.jobs * walk.jobs + 2 * kind.pastJobs * walk.jobs) * Cost.scale
      let value = isSynchronising ? label.lateness : weighed(cost, label.lateness)
      let isSooner = best.index >= 0 && value == best.value && label.clock < slots[best.index].clock
      if value < best.value || isSooner { best = (slot, cost, value) }
    }
    return (best.index, best.cost)
  }
}
