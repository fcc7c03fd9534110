import PunctualModel

/// Finds the stated numbers that no solution can have, so that the rest of the checker can reckon without overflow.
struct SensibleSolution {
  private(set) var violations: [CheckViolation] = []
  /// The routes that state such a number; they are not followed.
  private(set) var broken: Set<Int> = []
  private(set) var summaryBroken = false

  /// A JSON number above it may have been rounded on its way.
  private static let allowed = 0...(1 << 53)

  init(_ solution: StatedSolution) {
    for (route, stated) in solution.routes.enumerated() {
      look(at: Self.numbers(stated.figures), route: route, step: nil)
      for (step, stated) in stated.steps.enumerated() {
        let numbers = [
          stated.arrival, stated.waiting, stated.setup, stated.service, stated.duration, stated.distance,
          stated.locationIndex, stated.violations, stated.late,
        ]
        look(at: numbers + (stated.load ?? []), route: route, step: step)
      }
    }
    if let summary = solution.summary { look(at: Self.numbers(summary), route: nil, step: nil) }
  }

  private static func numbers(_ figures: StatedFigures) -> [Int?] {
    let single = [
      figures.cost, figures.duration, figures.distance, figures.setup, figures.service, figures.waiting,
      figures.priority, figures.latenessCost, figures.overtime, figures.worstLate,
    ]
    return single + (figures.delivery ?? []) + (figures.pickup ?? [])
  }

  private mutating func look(at numbers: [Int?], route: Int?, step: Int?) {
    for number in numbers {
      guard let number, !Self.allowed.contains(number) else { continue }
      let message = "A stated figure is \(number), and none can be negative or above 2⁵³."
      violations.append(CheckViolation(.outOfRange, route: route, step: step, message))
      if let route { broken.insert(route) } else { summaryBroken = true }
    }
  }
}
