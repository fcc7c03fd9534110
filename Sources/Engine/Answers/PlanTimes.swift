import PunctualModel

/// The best times of steps whose order is given. First the least sum of seconds outside the windows, then the earliest
/// finish, then the latest start, then everything as soon as it can be.
///
/// Exact. Steps are tied by waits only ("not before so long after the one before"), so that in a best answer every step
/// stands, by way of steps without any waiting between, at a fixed distance from one whose start is at the edge of a
/// window, or half way between two. Those moments are few; dynamic programming over them finds the best.
struct PlanTimes {
  struct Step {
    var windows: [RoutingWindow] = []
    /// Not before; and what is later than `latest` is worse than any time outside windows.
    var soonest = 0
    var latest: Int?
    /// Seconds from the start until free to leave.
    var work = 0
    /// Seconds of travel from the last place; a break has none of its own.
    var travel = 0
    var isBreak = false
    /// The start can only be too early, the end only too late.
    var edge = Edge.none
  }

  enum Edge { case none, start, end }

  /// What has been lost up to a step.
  struct Loss: Comparable {
    var missed = 0
    var outside = 0
    /// Start of the route.
    var start = 0

    static func < (left: Self, right: Self) -> Bool {
      (left.missed, left.outside, right.start) < (right.missed, right.outside, left.start)
    }
  }

  private let steps: [Step]
  /// By step: the moments to choose from, in order.
  private var moments: [[Int]] = []
  /// By step that is no break, and moment.
  private var losses: [[Loss?]]
  private var before: [[Int]]

  /// The starts of all steps; the first is the route's start, the last its end.
  static func best(_ steps: [Step]) -> [Int] {
    var times = PlanTimes(steps)
    return times.solved()
  }

  private init(_ steps: [Step]) {
    self.steps = steps
    losses = steps.map { _ in [] }
    before = steps.map { _ in [] }
    moments = Moments.all(steps)
  }

  private mutating func solved() -> [Int] {
    losses[0] = moments[0].map { time in
      loss(0, time).map { Loss(missed: $0.missed, outside: $0.outside, start: time) }
    }
    let places = steps.indices.filter { !steps[$0].isBreak }
    for (from, to) in zip(places, places.dropFirst()) { advance(from, to) }

    let last = steps.count - 1
    let end = moments[last].indices.filter { losses[last][$0] != nil }.min { left, right in
      guard let a = losses[last][left], let b = losses[last][right] else { return false }
      return (a.missed, a.outside, moments[last][left], -a.start) < (
        b.missed, b.outside, moments[last][right], -b.start
      )
    }
    var starts = [Int](repeating: 0, count: steps.count)
    guard var chosen = end else { return starts }
    starts[last] = moments[last][chosen]
    for (from, to) in zip(places, places.dropFirst()).reversed() {
      chosen = before[to][chosen]
      starts[from] = moments[from][chosen]
      for (pause, time) in breaks(from, to, after: starts[from], before: starts[to]) { starts[pause] = time }
    }
    return starts
  }

  /// What a step's start at a moment loses by itself; nil where it may not start then.
  private func loss(_ step: Int, _ time: Int) -> Loss? {
    let asked = steps[step]
    if time < asked.soonest { return nil }
    return Loss(missed: max(0, time - (asked.latest ?? time)), outside: PlanTimes.outside(asked, time))
  }

  /// Seconds outside the windows, to the nearest one.
  static func outside(_ step: Step, _ time: Int) -> Int {
    switch step.edge {
    case .start: max(0, (step.windows.first?.start ?? time) - time)
    case .end: max(0, time - (step.windows.last?.end ?? time))
    case .none: step.windows.map { max($0.start - time, time - $0.end, 0) }.min() ?? 0
    }
  }

  private func sum(_ left: Loss, _ right: Loss) -> Loss {
    Loss(missed: left.missed + right.missed, outside: left.outside + right.outside, start: left.start)
  }

  /// From one place's moments to the next one's, with the breaks between.
  private mutating func advance(_ from: Int, _ to: Int) {
    var best = [Loss?](repeating: nil, count: moments[to].count)
    var origin = [Int](repeating: -1, count: moments[to].count)
    func offer(_ loss: Loss, _ index: Int, by previous: Int) {
      if best[index].map({ loss < $0 }) ?? true { (best[index], origin[index]) = (loss, previous) }
    }
    let least = steps[from].work + steps[to].travel + (from + 1..<to).reduce(0) { $0 + steps[$1].work }
    if to == from + 1 {
      var at = 0
      var cheapest: (loss: Loss, index: Int)?
      for (index, time) in moments[to].enumerated() {
        while at < moments[from].count && moments[from][at] + least <= time {
          if let loss = losses[from][at], cheapest.map({ loss < $0.loss }) ?? true { cheapest = (loss, at) }
          at += 1
        }
        if let cheapest { offer(cheapest.loss, index, by: cheapest.index) }
      }
    } else {
      for (previous, time) in moments[from].enumerated() {
        guard let loss = losses[from][previous] else { continue }
        let chain = BreakChain(self, from, to, after: time)
        for (index, arrival) in moments[to].enumerated() where arrival >= time + least {
          if let pauses = chain.loss(by: arrival) { offer(sum(loss, pauses), index, by: previous) }
        }
      }
    }
    losses[to] = moments[to].indices.map { index in
      guard let reached = best[index], let own = loss(to, moments[to][index]) else { return nil }
      return sum(reached, own)
    }
    before[to] = origin
  }

  private func breaks(_ from: Int, _ to: Int, after start: Int, before arrival: Int) -> [(Int, Int)] {
    to == from + 1 ? [] : BreakChain(self, from, to, after: start).times(by: arrival)
  }

  /// The breaks of one leg, given when the place before it is started.
  private struct BreakChain {
    private let times: PlanTimes
    private let from: Int
    private let to: Int
    /// By break and moment: the least loss up to it, over that moment and all sooner ones, and which one it is.
    private var best: [[(loss: Loss, index: Int)?]] = []

    init(_ times: PlanTimes, _ from: Int, _ to: Int, after start: Int) {
      (self.times, self.from, self.to) = (times, from, to)
      for pause in from + 1..<to {
        var row: [(loss: Loss, index: Int)?] = []
        for (index, time) in times.moments[pause].enumerated() {
          var kept = row.last ?? nil
          if let own = times.loss(pause, time), let sofar = reach(pause, time, start) {
            let loss = times.sum(sofar, own)
            if kept.map({ loss < $0.loss }) ?? true { kept = (loss, index) }
          }
          row.append(kept)
        }
        best.append(row)
      }
    }

    /// The least loss of the breaks before one that starts at a moment.
    private func reach(_ pause: Int, _ time: Int, _ start: Int) -> Loss? {
      pause == from + 1
        ? (time >= start + times.steps[from].work ? Loss() : nil) : last(pause - 1, by: time)?.loss
    }

    /// The best moment of a break that ends by a time.
    private func last(_ pause: Int, by time: Int) -> (loss: Loss, index: Int)? {
      let moments = times.moments[pause]
      let end = time - times.steps[pause].work
      var (low, high) = (0, moments.count)
      while low < high {
        let middle = (low + high) / 2
        if moments[middle] <= end { low = middle + 1 } else { high = middle }
      }
      return low == 0 ? nil : best[pause - from - 1][low - 1]
    }

    func loss(by arrival: Int) -> Loss? { last(to - 1, by: arrival)?.loss }

    func times(by arrival: Int) -> [(Int, Int)] {
      var limit = arrival
      var result: [(Int, Int)] = []
      for pause in (from + 1..<to).reversed() {
        guard let found = last(pause, by: limit) else { return result }
        limit = times.moments[pause][found.index]
        result.append((pause, limit))
      }
      return result
    }
  }
}

/// The moments at which steps may start in a best answer.
private struct Moments {
  private struct Arc {
    var from: Int
    var to: Int
    /// The least time from one step's start to the other's.
    var least: Int
  }

  private let steps: [PlanTimes.Step]
  /// In order of the later step. A leg with breaks has one from break to break and one from place to place.
  private var arcs: [Arc] = []
  /// By step: the moments that its own windows ask for.
  private let own: [Set<Int>]

  static func all(_ steps: [PlanTimes.Step]) -> [[Int]] { Moments(steps).all() }

  private init(_ steps: [PlanTimes.Step]) {
    self.steps = steps
    own = steps.map { step in
      // Half way between two windows the nearer one changes.
      let halves = zip(step.windows, step.windows.dropFirst()).map { ($0.end + $1.start) / 2 }
      return Set(
        step.windows.flatMap { [$0.start, $0.end] } + halves + halves.map { $0 + 1 }
          + [step.soonest, step.latest].compactMap(\.self))
    }
    var (place, pauses) = (0, 0)
    for to in steps.indices.dropFirst() {
      let isDirect = place == to - 1
      let travel = isDirect && !steps[to].isBreak ? steps[to].travel : 0
      arcs.append(Arc(from: to - 1, to: to, least: steps[to - 1].work + travel))
      if steps[to].isBreak {
        pauses += steps[to].work
      } else {
        if !isDirect { arcs.append(Arc(from: place, to: to, least: steps[place].work + steps[to].travel + pauses)) }
        (place, pauses) = (to, 0)
      }
    }
  }

  private func all() -> [[Int]] {
    var (right, left) = (own, own)
    for arc in arcs {
      right[arc.to].formUnion(right[arc.from].map { $0 + arc.least })
      // From a break back to the place before it and on from there.
      for pause in arc.from + 1..<arc.to {
        right[arc.to].formUnion(own[pause].map { $0 + arc.least - lead(arc, pause) })
      }
    }
    for arc in arcs.reversed() {
      left[arc.from].formUnion(left[arc.to].map { $0 - arc.least })
      for pause in arc.from + 1..<arc.to {
        left[arc.from].formUnion(own[pause].map { $0 + rest(arc, pause) - arc.least })
      }
    }
    var both = zip(right, left).map { $0.union($1) }
    // A break can stand at a distance from the place after it that is not the one from the place before it.
    for arc in arcs where steps[arc.to].isBreak { both[arc.to].formUnion(both[arc.from].map { $0 + arc.least }) }
    for arc in arcs.reversed() where steps[arc.from].isBreak {
      both[arc.from].formUnion(both[arc.to].map { $0 - arc.least })
    }
    return both.map { $0.filter { $0 >= 0 }.sorted() }
  }

  /// The least time from the place before a leg to a break on it.
  private func lead(_ leg: Arc, _ pause: Int) -> Int { (leg.from..<pause).reduce(0) { $0 + steps[$1].work } }

  /// The least time from a break to the place after its leg.
  private func rest(_ leg: Arc, _ pause: Int) -> Int { (pause..<leg.to).reduce(0) { $0 + steps[$1].work } }
}
