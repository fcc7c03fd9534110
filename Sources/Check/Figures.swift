import PunctualModel

/// A route's or a solution's figures as the problem implies them, and how far a statement of them may be off.
///
/// Travel is kept as a fraction: with a speed factor, programs round it differently.
struct Figures {
  var cost = 0.0
  var duration = 0.0
  /// Nil where no distances are known.
  var distance: Int?
  var setup = 0
  var service = 0
  var waiting = 0
  var priority = 0
  var delivery: [Int] = []
  var pickup: [Int] = []
  /// The second layer of the objective, without the worst lateness.
  var latenessCost = 0
  /// Seconds after the shift.
  var overtime = 0
  /// Seconds that the latest job is late.
  var worstLate = 0
  var latenessTolerance = 0
  var costTolerance = 0.0
  var durationTolerance = 0.0

  mutating func add(_ other: Figures) {
    cost += other.cost
    duration += other.duration
    if let distance = other.distance { self.distance = (self.distance ?? 0) + distance }
    setup += other.setup
    service += other.service
    waiting += other.waiting
    priority += other.priority
    delivery = sum(delivery, other.delivery)
    pickup = sum(pickup, other.pickup)
    latenessCost = min(latenessCost + other.latenessCost, 1 << 62)
    overtime += other.overtime
    worstLate = max(worstLate, other.worstLate)
    latenessTolerance += other.latenessTolerance
    costTolerance += other.costTolerance
    durationTolerance += other.durationTolerance
  }

  /// The stated figures that these contradict, as code and sentence.
  func contradictions(in stated: StatedFigures, whose: String) -> [(code: CheckCode, message: String)] {
    var found: [(code: CheckCode, message: String)] = []
    func compare(_ name: String, _ stated: Int?, _ value: Double?, tolerance: Double = 0, code: CheckCode = .figure) {
      guard let stated, let value, abs(Double(stated) - value) > tolerance else { return }
      found.append((code, "\(whose) states a \(name) of \(stated), but it is \(number(value))."))
    }
    compare("cost", stated.cost, cost, tolerance: costTolerance, code: .cost)
    compare(
      "lateness cost", stated.latenessCost, Double(latenessCost), tolerance: Double(latenessTolerance),
      code: .latenessCost)
    compare("travel time", stated.duration, duration, tolerance: durationTolerance)
    compare("distance", stated.distance, distance.map(Double.init))
    compare("setup time", stated.setup, Double(setup))
    compare("service time", stated.service, Double(service))
    compare("waiting time", stated.waiting, Double(waiting))
    compare("priority", stated.priority, Double(priority))
    compare("overtime", stated.overtime, Double(overtime))
    compare("worst lateness", stated.worstLate, Double(worstLate))
    for (name, stated, value) in [("delivery", stated.delivery, delivery), ("pickup", stated.pickup, pickup)] {
      guard let stated, !sameAmounts(stated, value) else { continue }
      found.append((.figure, "\(whose) states a \(name) of \(list(stated)), but it is \(list(value))."))
    }
    return found
  }
}

/// Sums by dimension; a dimension that one of them lacks counts as 0 there.
func sum(_ left: [Int], _ right: [Int]) -> [Int] {
  (0..<max(left.count, right.count)).map { dimension in
    (dimension < left.count ? left[dimension] : 0) + (dimension < right.count ? right[dimension] : 0)
  }
}

/// Whether both are the same in every dimension; one that is not given is 0.
func sameAmounts(_ left: [Int], _ right: [Int]) -> Bool {
  sum(left, right.map(-)).allSatisfy { $0 == 0 }
}

/// A number as a sentence shows it: whole where it is, else with two decimals.
func number(_ value: Double) -> String {
  let hundredths = (value * 100).rounded()
  guard abs(hundredths) < 1e17 else { return "\(value)" }
  let whole = Int(hundredths)
  guard whole % 100 != 0 else { return "\(whole / 100)" }
  let sign = whole < 0 ? "-" : ""
  let fraction = abs(whole % 100)
  return "\(sign)\(abs(whole) / 100).\(fraction < 10 ? "0" : "")\(fraction)"
}

/// Amounts as a sentence shows them.
func list(_ amounts: [some BinaryInteger]) -> String {
  "[" + amounts.map { String($0) }.joined(separator: ", ") + "]"
}

/// A number from 0 to 2⁵³ as an integer, for the recomputed summary.
func wholeNumber(_ value: Double) -> Int {
  Int(min(max(value.rounded(), 0), 9_007_199_254_740_992))
}
