/// Learns a ``BoostedResidual``.
///
/// Weeks take turns: what is usual of a group, and the trees, are learned on the even weeks for the odd ones and the other
/// way round, so that what corrects the quantiles is learned from errors as large as those of visits yet to come.
struct BoostedFit {
  /// Visits below which trees learn little that shrunk effects do not know.
  static let fewest = 2000
  /// Visits in a group's habit that weigh as much as those of all.
  static let habitWeight = 30.0
  /// Up to so many cases, trees have fewer leaves.
  static let few = 20_000
  /// Up to so many, each tree sees all of them.
  static let many = 100_000
  /// Cases beyond so many say little more of what corrects the quantiles.
  static let enough = 40_000
  /// Residuals beyond so many widths do not shape the tails.
  static let farthest = 20.0

  /// The visits to learn from, each part in the same order.
  struct Cases {
    /// ``Situation/facts(_:to:)`` of each.
    var facts: [Float] = []
    /// Its members of the groups, as indices into their names; negative where it has none.
    var members: [Int32] = []
    var residuals: [Float] = []
    /// 0 or 1: by weeks.
    var turns: [Int] = []
    var weights: [Float] = []
    /// How much each says of what corrects the quantiles.
    var freshness: [Double] = []

    var count: Int { residuals.count }
    var indices: Range<Int> { 0..<count }
  }

  var columns: Columns
  /// The names of each group's members.
  var names: [[String]]
  var power: Double

  /// The model, and the quantiles that it would have given for `judged` cases without having learned from their weeks.
  func model(_ cases: Cases, judged: [Int]) -> (BoostedResidual, [[Double]])? {
    guard cases.count >= Self.fewest else { return nil }
    let target = cases.residuals
    let turns = (0..<2).map { turn in cases.indices.filter { cases.turns[$0] == turn }.map(Int32.init) }
    guard turns.allSatisfy({ $0.count >= Self.fewest / 4 }) else { return nil }
    let edges = Self.edges(target)
    let usual = turns.map { habits(cases, among: $0, edges) }

    let width = Situation.width(columns)
    let facts = Situation.facts(columns)
    var values: [Float] = []
    values.reserveCapacity(cases.count * width)
    for index in cases.indices {
      let known = usual[1 - cases.turns[index]]
      values += cases.facts[index * facts..<(index + 1) * facts]
      for group in names.indices {
        let member = Int(cases.members[index * names.count + group])
        Habit.append(member >= 0 ? known[group][member] : nil, to: &values)
      }
    }
    var growing = TreeGrowing(BinnedRows(values: values, columns: width))
    values = []
    growing.leaves = cases.count < Self.few ? 15 : 31
    growing.bag = cases.count < Self.many ? 1 : 3
    growing.fewest = min(50, max(10, Float(cases.count) / 1000))
    // What is told in the end has learned from all: nearer to what happens than what did not learn from a visit, and, the
    // fewer they were, farther from it than in those that it learned from.
    let share = 0.6 * Float(cases.count) / Float(cases.count + 20_000)
    let (trees, known) = growing.grow(target, rows: cases.indices.map(Int32.init), weights: cases.weights)
    var unseen = known
    for turn in 0..<2 {
      let (_, fitted) = growing.grow(target, rows: turns[turn], weights: cases.weights)
      for row in turns[1 - turn] { unseen[Int(row)] = fitted[Int(row)] }
    }
    var model = BoostedResidual(
      columns: columns, habits: [], power: power, trees: trees, corrections: [], samples: cases.count)
    let all = habits(cases, among: cases.indices.map(Int32.init), edges)
    model.habits = zip(names, all).map { names, habits in
      var named: [String: Habit] = [:]
      for (name, habit) in zip(names, habits) { if let habit { named[name] = habit } }
      return named
    }
    model.corrections = corrections(model, cases) { share * known[$0] + (1 - share) * unseen[$0] }
    return (model, judged.map { model.quantiles(unseen[$0], model.corrections) })
  }

  /// By how many widths each quantile is to move so that its share of the cases lies below it, those of late weighing most.
  private func corrections(
    _ model: BoostedResidual, _ cases: Cases, told: (Int) -> TreeEnsemble.Values
  ) -> [Double] {
    let looked = stride(from: 0, to: cases.count, by: max(1, cases.count / Self.enough)).map { index in
      let values = told(index)
      return (index: index, values: values, width: model.width(values))
    }
    return zip(ResidualModel.probabilities, BoostedResidual.between).map { probability, place in
      var missed = looked.map { index, values, width in
        let by = (Double(cases.residuals[index]) - BoostedResidual.value(values, place)) / width
        return Weighed(value: min(max(by, -Self.farthest), Self.farthest), weight: cases.freshness[index])
      }
      return Numerics.short(Self.quantile(&missed, min(max(probability, 0.001), 0.999)))
    }
  }

  /// Values far outside the bulk are drawn in to these before habits are taken.
  private static func edges(_ target: [Float]) -> ClosedRange<Float> {
    let ascending = target.sorted()
    return ascending[ascending.count / 50]...ascending[ascending.count - 1 - ascending.count / 50]
  }

  /// By group and member; nil for a member that was not seen.
  private func habits(_ cases: Cases, among rows: [Int32], _ edges: ClosedRange<Float>) -> [[Habit?]] {
    func value(_ index: Int) -> Double {
      Double(min(max(cases.residuals[index], edges.lowerBound), edges.upperBound))
    }
    let whole = rows.reduce(0.0) { $0 + value(Int($1)) } / Double(max(1, rows.count))
    let size = rows.reduce(0.0) { $0 + abs(value(Int($1)) - whole) } / Double(max(1, rows.count))
    return names.indices.map { group in
      var counts = [Double](repeating: 0, count: names[group].count)
      var sums = counts
      var sizes = counts
      for row in rows {
        let member = Int(cases.members[Int(row) * names.count + group])
        guard member >= 0 else { continue }
        counts[member] += 1
        sums[member] += value(Int(row)) - whole
      }
      let centres = counts.indices.map { whole + sums[$0] / (counts[$0] + Self.habitWeight) }
      for row in rows {
        let member = Int(cases.members[Int(row) * names.count + group])
        if member >= 0 { sizes[member] += abs(value(Int(row)) - centres[member]) - size }
      }
      return counts.indices.map { member in
        counts[member] == 0
          ? nil
          : Habit(
            centre: Float(Numerics.short(centres[member])),
            spread: Float(Numerics.short(size + sizes[member] / (counts[member] + Self.habitWeight))))
      }
    }
  }

  private struct Weighed {
    var value: Double
    var weight: Double
  }

  /// The value under which a share of the weight lies.
  private static func quantile(_ values: inout [Weighed], _ share: Double) -> Double {
    values.sort { $0.value < $1.value }
    let wanted = share * values.reduce(0) { $0 + $1.weight }
    var below = 0.0
    for index in values.indices {
      let middle = below + values[index].weight / 2
      guard middle < wanted else {
        guard index > 0 else { break }
        let step = (values[index - 1].weight + values[index].weight) / 2
        let rest = min(max((middle - wanted) / step, 0), 1)
        return values[index].value - rest * (values[index].value - values[index - 1].value)
      }
      below += values[index].weight
    }
    return (wanted <= (values.first?.weight ?? 0) / 2 ? values.first : values.last)?.value ?? 0
  }
}
