import PunctualModel

extension RoutingJob {
  /// Seconds that service from `start` to `finish` is late after the preferred window, or the due date.
  func late(start: Int, finish: Int) -> Int {
    max(preferred.map { start - $0.window.end } ?? 0, due.map { finish - $0.by } ?? 0, 0)
  }

  /// When the customer expects the job to have started, at the latest.
  fileprivate var promise: Int? { preferred?.window.end ?? windows.last?.end }
}

/// The second layer of a route, without the worst lateness.
struct LatenessCost {
  /// To the nearest unit, halves up.
  let rounded: Int
  /// 1 where the normal distribution is in it, which programs may reckon a little differently.
  let tolerance: Int

  init(_ problem: RoutingProblem, _ visits: [Visit]) {
    var money = Money()
    for visit in visits {
      guard let job = visit.job.map({ problem.jobs[$0] }) else { continue }
      if let preferred = job.preferred {
        money.add(preferred.earlyPerHour, hours: max(preferred.window.start - visit.start, 0))
        money.add(preferred.latePerHour, hours: max(visit.start - preferred.window.end, 0))
      }
      if let due = job.due { money.add(due.latePerHour, hours: max(visit.finish - due.by, 0)) }
    }
    if problem.objective.expectedLatePerHour == 0 {
      (rounded, tolerance) = (money.rounded, 0)
    } else {
      let hours = Self.expectedSeconds(problem, visits) / 3600
      rounded = wholeNumber(money.value + hours * Double(problem.objective.expectedLatePerHour))
      tolerance = 1
    }
  }

  /// Expected lateness of a route's jobs, as `RoutingSpread` defines it.
  static func expectedSeconds(_ problem: RoutingProblem, _ visits: [Visit]) -> Double {
    let spread = problem.spread
    var delay = Delay()
    var sum = 0.0
    var onTheWay: [Visit] = []
    for visit in visits {
      if visit.kind == .break {
        onTheWay.append(visit)
        continue
      }
      delay.add(deviation: spread.travel * Double(visit.travel))
      for pause in onTheWay { delay.absorb(waiting: pause.waiting) }
      onTheWay = []
      guard let job = visit.job.map({ problem.jobs[$0] }) else { continue }
      delay.absorb(waiting: visit.waiting)
      if let promise = job.promise { sum += delay.expected(beyond: Double(promise - visit.start)) }
      delay.add(deviation: job.spread.map(Double.init) ?? spread.work * Double(visit.work))
    }
    return sum
  }
}
