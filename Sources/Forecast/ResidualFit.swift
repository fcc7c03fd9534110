/// One residual with its groups, as indices into tables of names; negative where the visit has none.
struct Observation {
  var value: Double
  var first: Int32
  var second: Int32 = -1
}

/// Learns a ``ResidualModel``.
///
/// Centres are found by three sweeps over both groupings, each effect shrunk by n / (n + k), where k = variance within
/// groups ÷ variance among them is estimated by the method of moments (Bühlmann and Straub's credibility). Spreads are
/// shrunk with k = ``spreadWeight``, shapes with ``shapeWeight``, everything towards the prior with ``priorWeight``.
/// Values far outside the bulk are drawn in to its edge before centres and spreads are taken.
struct ResidualFit {
  static let priorWeight = 20.0
  static let spreadWeight = 30.0
  static let shapeWeight = 400.0
  /// Visits that a first group needs for a shape of its own.
  static let fewestForShape = 200
  /// Residuals beyond so many standard deviations do not shape the tails.
  static let farthest = 10.0

  let firstNames: [String]
  let secondNames: [String]
  let prior: ResidualModel

  /// The cell of two groups: what is summed of it once, so that the sweeps need not read the visits again.
  private struct Cell {
    var first: Int
    var second: Int
    var count = 0.0
    var sum = 0.0
    var squares = 0.0
  }

  /// What is summed of a group during a sweep.
  private struct Total {
    var count = 0.0
    var sum = 0.0

    mutating func add(_ cell: Cell, less: Double) {
      count += cell.count
      sum += cell.sum - cell.count * less
    }
  }

  func model(_ observations: [Observation]) -> ResidualModel {
    guard !observations.isEmpty else { return prior }
    let edges = Self.edges(observations.map(\.value).sorted())
    let (cells, cellOf) = cells(observations, edges)
    let count = Double(observations.count)

    var model = prior
    model.samples = observations.count
    model.centre = cells.reduce(Self.priorWeight * prior.centre) { $0 + $1.sum } / (count + Self.priorWeight)

    var noise = 0.0
    for cell in cells { noise += cell.squares - cell.sum * cell.sum / cell.count }
    noise =
      (max(0, noise) + Self.priorWeight * prior.spread * prior.spread)
      / (max(0, count - Double(cells.count)) + Self.priorWeight)

    var first = [Double](repeating: 0, count: firstNames.count)
    var second = [Double](repeating: 0, count: secondNames.count)
    var firstTotals = [Total](repeating: Total(), count: firstNames.count)
    var secondTotals = [Total](repeating: Total(), count: secondNames.count)
    for _ in 0..<3 {
      firstTotals = [Total](repeating: Total(), count: firstNames.count)
      for cell in cells where cell.first >= 0 {
        firstTotals[cell.first].add(cell, less: model.centre + (cell.second >= 0 ? second[cell.second] : 0))
      }
      model.firstVariance = Self.variance(firstTotals, noise: noise)
      first = firstTotals.map { Self.effect($0, noise: noise, variance: model.firstVariance) }
      secondTotals = [Total](repeating: Total(), count: secondNames.count)
      for cell in cells where cell.second >= 0 {
        secondTotals[cell.second].add(cell, less: model.centre + (cell.first >= 0 ? first[cell.first] : 0))
      }
      model.secondVariance = Self.variance(secondTotals, noise: noise)
      second = secondTotals.map { Self.effect($0, noise: noise, variance: model.secondVariance) }
    }
    var pairTotals = [Total](repeating: Total(), count: cells.count)
    for (index, cell) in cells.enumerated() where cell.first >= 0 && cell.second >= 0 {
      pairTotals[index].add(cell, less: model.centre + first[cell.first] + second[cell.second])
    }
    model.bothVariance = Self.variance(pairTotals, noise: noise)
    let pair = pairTotals.map { Self.effect($0, noise: noise, variance: model.bothVariance) }

    let centres = cells.indices.map { index in
      let cell = cells[index]
      return model.centre + (cell.first >= 0 ? first[cell.first] : 0) + (cell.second >= 0 ? second[cell.second] : 0)
        + pair[index]
    }
    let alone = cells.indices.map { index in
      let cell = cells[index]
      return (cell.first >= 0 ? Self.alone(firstTotals[cell.first], noise, model.firstVariance) : 1)
        * (cell.second >= 0 ? Self.alone(secondTotals[cell.second], noise, model.secondVariance) : 1)
        * Self.alone(pairTotals[index], noise, model.bothVariance)
    }
    spreads(&model, cells, centres, alone, [first, second, pair])
    shapes(&model, observations, cells, cellOf, centres, alone)
    return Self.shortened(model)
  }

  /// The values to which farther ones are drawn in: four robust standard deviations from the median, or the outermost
  /// hundredth of the data where that is farther.
  private static func edges(_ ascending: [Double]) -> ClosedRange<Double> {
    let middle = Numerics.quantile(ascending, 0.5)
    let deviation = (Numerics.quantile(ascending, 0.75) - Numerics.quantile(ascending, 0.25)) / 1.349
    let low = min(middle - 4 * deviation, Numerics.quantile(ascending, 0.01))
    let high = max(middle + 4 * deviation, Numerics.quantile(ascending, 0.99))
    return low...high
  }

  /// The cells in order of their groups (an order that is the same in every run), and each observation's cell.
  private func cells(_ observations: [Observation], _ edges: ClosedRange<Double>) -> ([Cell], [Int32]) {
    var cells: [Cell] = []
    var known: [Int64: Int32] = [:]
    let cellOf = observations.map { observation in
      let key = Int64(observation.first) << 32 | Int64(UInt32(bitPattern: observation.second))
      let index =
        known[key]
        ?? {
          cells.append(Cell(first: Int(observation.first), second: Int(observation.second)))
          known[key] = Int32(cells.count - 1)
          return Int32(cells.count - 1)
        }()
      let value = min(max(observation.value, edges.lowerBound), edges.upperBound)
      cells[Int(index)].count += 1
      cells[Int(index)].sum += value
      cells[Int(index)].squares += value * value
      return index
    }
    return (cells, cellOf)
  }

  /// Variance of the groups' true effects: that of their means, less what noise alone gives (method of moments).
  private static func variance(_ totals: [Total], noise: Double) -> Double {
    var groups = 0.0
    var count = 0.0
    var sum = 0.0
    var squaredCounts = 0.0
    for total in totals where total.count > 0 {
      groups += 1
      count += total.count
      sum += total.sum
      squaredCounts += total.count * total.count
    }
    guard groups >= 2 else { return 0 }
    let mean = sum / count
    var among = 0.0
    for total in totals where total.count > 0 {
      let distance = total.sum / total.count - mean
      among += total.count * distance * distance
    }
    return max(0, (among - (groups - 1) * noise) / (count - squaredCounts / count))
  }

  private static func effect(_ total: Total, noise: Double, variance: Double) -> Double {
    guard variance > 0, total.count > 0 else { return 0 }
    return total.sum / (total.count + noise / variance)
  }

  /// By what factor a visit lies farther from the effect that the group's other visits give than from that of all of them.
  private static func alone(_ total: Total, _ noise: Double, _ variance: Double) -> Double {
    guard variance > 0, total.count > 0 else { return 1 }
    let weight = total.count + max(noise / variance, 0.01)
    return weight / (weight - 1)
  }

  /// Standard deviations of all, of each group and of each cell, each drawn to the level above; fills in the groups.
  private func spreads(
    _ model: inout ResidualModel, _ cells: [Cell], _ centres: [Double], _ alone: [Double], _ effects: [[Double]]
  ) {
    var all = Total()
    var first = [Total](repeating: Total(), count: firstNames.count)
    var second = [Total](repeating: Total(), count: secondNames.count)
    var pair = [Total](repeating: Total(), count: cells.count)
    for (index, cell) in cells.enumerated() {
      let centre = centres[index]
      let squares =
        alone[index] * alone[index] * max(0, cell.squares - 2 * centre * cell.sum + centre * centre * cell.count)
      pair[index] = Total(count: cell.count, sum: squares)
      all.count += cell.count
      all.sum += squares
      if cell.first >= 0 {
        first[cell.first].count += cell.count
        first[cell.first].sum += squares
      }
      if cell.second >= 0 {
        second[cell.second].count += cell.count
        second[cell.second].sum += squares
      }
    }
    func shrunk(_ total: Total, towards above: Double, weight: Double) -> Double {
      ((total.sum + weight * above * above) / (total.count + weight)).squareRoot()
    }
    model.spread = shrunk(all, towards: prior.spread, weight: Self.priorWeight)
    for (index, name) in firstNames.enumerated() where first[index].count > 0 {
      model.first[name] = ResidualModel.Group(
        samples: Int(first[index].count), effect: effects[0][index],
        spread: shrunk(first[index], towards: model.spread, weight: Self.spreadWeight))
    }
    for (index, name) in secondNames.enumerated() where second[index].count > 0 {
      model.second[name] = ResidualModel.Group(
        samples: Int(second[index].count), effect: effects[1][index],
        spread: shrunk(second[index], towards: model.spread, weight: Self.spreadWeight))
    }
    for (index, cell) in cells.enumerated() where cell.first >= 0 && cell.second >= 0 {
      let name = firstNames[cell.first]
      let above = model.first[name]?.spread ?? model.spread
      model.both[name, default: [:]][secondNames[cell.second]] = ResidualModel.Group(
        samples: Int(cell.count), effect: effects[2][index],
        spread: shrunk(pair[index], towards: above, weight: Self.spreadWeight))
    }
  }

  /// The shape of all residuals, and of those first groups that have enough, each drawn to the level above.
  private func shapes(
    _ model: inout ResidualModel, _ observations: [Observation], _ cells: [Cell], _ cellOf: [Int32],
    _ centres: [Double], _ alone: [Double]
  ) {
    // As the group's other visits would have told it.
    let spreads = cells.map { cell in
      model.residual(
        cell.first >= 0 ? firstNames[cell.first] : nil, cell.second >= 0 ? secondNames[cell.second] : nil, without: 1
      ).spread
    }
    var all: [Double] = []
    all.reserveCapacity(observations.count)
    var own = [[Double]](repeating: [], count: firstNames.count)
    for (observation, cell) in zip(observations, cellOf) {
      let spread = spreads[Int(cell)]
      let standard = spread > 0 ? alone[Int(cell)] * (observation.value - centres[Int(cell)]) / spread : 0
      let value = min(max(standard, -Self.farthest), Self.farthest)
      all.append(value)
      if observation.first >= 0 { own[Int(observation.first)].append(value) }
    }
    model.shape = Self.shape(&all, towards: prior.shape, weight: Self.priorWeight)
    for (index, name) in firstNames.enumerated() where own[index].count >= Self.fewestForShape {
      model.shapes[name] = Self.shape(&own[index], towards: model.shape, weight: Self.shapeWeight)
    }
  }

  /// Quantiles of the values averaged with those of the level above. The ends stand for the outermost two thousandths.
  private static func shape(_ values: inout [Double], towards above: [Double], weight: Double) -> [Double] {
    values.sort()
    let count = Double(values.count)
    return zip(ResidualModel.probabilities, above).map { p, level in
      let inner = min(max(p, 0.001), 0.999)
      return (count * Numerics.quantile(values, inner) + weight * level) / (count + weight)
    }
  }

  private static func shortened(_ model: ResidualModel) -> ResidualModel {
    func short(_ group: ResidualModel.Group) -> ResidualModel.Group {
      ResidualModel.Group(
        samples: group.samples, effect: Numerics.short(group.effect), spread: Numerics.short(group.spread))
    }
    var rounded = model
    rounded.centre = Numerics.short(model.centre)
    rounded.spread = Numerics.short(model.spread)
    rounded.shape = model.shape.map(Numerics.short)
    rounded.firstVariance = Numerics.short(model.firstVariance)
    rounded.secondVariance = Numerics.short(model.secondVariance)
    rounded.bothVariance = Numerics.short(model.bothVariance)
    rounded.first = model.first.mapValues(short)
    rounded.second = model.second.mapValues(short)
    rounded.both = model.both.mapValues { $0.mapValues(short) }
    rounded.shapes = model.shapes.mapValues { $0.map(Numerics.short) }
    return rounded
  }
}
