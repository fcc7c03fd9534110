/// Learns a ``BoostedResidual``.
///
/// Weeks take turns: what is usual of a group, and the location, is learned on the even weeks for the odd ones and the
/// other way round, so that the scale and the shapes are learned from distances as large as those of visits yet to come.
struct BoostedFit {
  /// Visits below which trees learn little that shrunk effects do not know.
  static let fewest = 2000
  /// Visits in a group's habit that weigh as much as those of all.
  static let habitWeight = 30.0
  /// Visits in a shape that weigh as much as the shape of all.
  static let shapeWeight = 300.0
  /// From so many cases on, trees have more leaves and see fewer of the rows.
  static let many = 100_000
  /// Residuals beyond so many times the scale do not shape the tails.
  static let farthest = 60.0

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
    /// How much each says of the shapes.
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
    let weights = cases.weights
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
    let first = BinnedRows(values: values, columns: width)
    var growing = TreeGrowing(first)
    if cases.count < Self.many { (growing.leaves, growing.bag) = (15, 2) }
    growing.leastWeight = min(50, max(10, Float(cases.count) / 1000))
    let knee = max(Self.typicalDistance(target), 1e-6)
    var ensembles: [TreeEnsemble] = []
    var located = [Float](repeating: 0, count: cases.count)
    for turn in 0..<2 {
      let (ensemble, fitted) = growing.grow(
        target, rows: turns[turn], weights: weights, loss: .absolute(knee: 0.5 * knee))
      ensembles.append(ensemble)
      // What is told in the end is the mean of both: nearer to what happens than the one that did not learn from a
      // visit, and, the fewer they were, farther from it than the one that did.
      let share = 0.5 * Float(cases.count) / Float(cases.count + 20_000)
      for row in turns[turn] { located[Int(row)] += share * fitted[Int(row)] }
      for row in turns[1 - turn] { located[Int(row)] += (1 - share) * fitted[Int(row)] }
    }
    let distances = zip(target, located).map { $0 - $1 }
    let least = max(0.2 * Self.typicalDistance(distances), 1e-6)
    var wide: [Float] = []
    wide.reserveCapacity(cases.count * (width + 1))
    for index in cases.indices {
      wide += values[index * width..<(index + 1) * width]
      wide.append(located[index])
    }
    values = []
    var scaling = TreeGrowing(BinnedRows(values: wide, columns: width + 1))
    wide = []
    (scaling.leaves, scaling.bag) = (growing.leaves, growing.bag)
    scaling.trees = 70
    scaling.leastWeight = growing.leastWeight
    let logs = distances.map { Float(Numerics.log(Double(abs($0) + least))) }
    let (scale, widths) = scaling.grow(
      logs, rows: cases.indices.map(Int32.init), weights: weights, loss: .square)

    var model = BoostedResidual(
      columns: columns, habits: [], power: power, location: TreeEnsemble.mean(ensembles[0], ensembles[1]),
      scale: scale, locationEdges: [], scaleEdges: [], shapes: [], samples: cases.count)
    let all = habits(cases, among: cases.indices.map(Int32.init), edges)
    model.habits = zip(names, all).map { names, habits in
      var named: [String: Habit] = [:]
      for (name, habit) in zip(names, habits) { if let habit { named[name] = habit } }
      return named
    }
    let scales = widths.map { Numerics.exp(Double($0)) }
    model.locationEdges = Self.parts(located.map(Double.init), 8)
    model.scaleEdges = Self.parts(scales, 6)
    shape(&model, located, scales, distances, cases.freshness)
    let answers = judged.map { index in
      let (place, scale) = (Double(located[index]), scales[index])
      return model.shapes[model.cell(place, scale)].map { place + scale * $0 }
    }
    return (model, answers)
  }

  /// Values far outside the bulk are drawn in to these before habits are taken.
  private static func edges(_ target: [Float]) -> ClosedRange<Float> {
    let ascending = target.sorted()
    return ascending[ascending.count / 50]...ascending[ascending.count - 1 - ascending.count / 50]
  }

  private static func typicalDistance(_ target: [Float]) -> Float {
    var sample = stride(from: 0, to: target.count, by: max(1, target.count / 20_000)).map { target[$0] }
    sample.sort()
    let middle = sample[sample.count / 2]
    let distances = sample.map { abs($0 - middle) }.sorted()
    return distances[distances.count / 2]
  }

  private static func parts(_ values: [Double], _ parts: Int) -> [Double] {
    var sample = stride(from: 0, to: values.count, by: max(1, values.count / 20_000)).map { values[$0] }
    sample.sort()
    return (1..<parts).map { Numerics.short(sample[sample.count * $0 / parts]) }
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

  /// The shapes of all and of each cell.
  private func shape(
    _ model: inout BoostedResidual, _ located: [Float], _ scales: [Double], _ distances: [Float], _ freshness: [Double]
  ) {
    let cells = (model.locationEdges.count + 1) * (model.scaleEdges.count + 1)
    var all: [Weighed] = []
    all.reserveCapacity(located.count)
    var own = [[Weighed]](repeating: [], count: cells)
    for index in located.indices {
      let value = min(max(Double(distances[index]) / scales[index], -Self.farthest), Self.farthest)
      let weighed = Weighed(value: value, weight: freshness[index])
      all.append(weighed)
      own[model.cell(Double(located[index]), scales[index])].append(weighed)
    }
    let whole = Self.quantiles(&all).values
    model.shapes = own.indices.map { cell in
      guard !own[cell].isEmpty else { return whole.map(Numerics.short) }
      let (values, count) = Self.quantiles(&own[cell])
      return zip(values, whole).map {
        Numerics.short((count * $0 + Self.shapeWeight * $1) / (count + Self.shapeWeight))
      }
    }
  }

  private struct Weighed {
    var value: Double
    var weight: Double
  }

  /// Quantiles at ``ResidualModel/probabilities``, the ends for the outermost thousandths, and how many values of full
  /// weight they are worth.
  private static func quantiles(_ values: inout [Weighed]) -> (values: [Double], count: Double) {
    values.sort { $0.value < $1.value }
    var total = 0.0
    var squares = 0.0
    for item in values {
      total += item.weight
      squares += item.weight * item.weight
    }
    var below = 0.0
    var index = 0
    let quantiles = ResidualModel.probabilities.map { p in
      let wanted = min(max(p, 0.001), 0.999) * total
      while index < values.count - 1, below + values[index].weight / 2 < wanted {
        below += values[index].weight
        index += 1
      }
      guard index > 0 else { return values[0].value }
      let (low, high) = (values[index - 1], values[index])
      let from = below - low.weight / 2
      let share = min(max((wanted - from) / ((low.weight + high.weight) / 2), 0), 1)
      return low.value + share * (high.value - low.value)
    }
    return (quantiles, squares > 0 ? total * total / squares : 0)
  }
}
