import PunctualModel

/// A residual whose quantiles are learned by boosted trees from all that is known of a visit and of the day.
struct BoostedResidual: Sendable, Equatable, Codable {
  var columns: Columns
  /// By group: what is usual of each of its members.
  var habits: [[String: Habit]]
  /// The residual is in seconds ÷ planned seconds ^ power.
  var power: Double
  var trees: TreeEnsemble
  /// Added to the quantiles at ``ResidualModel/probabilities``, in widths of the visit's own 80 % interval: first by what
  /// they missed in weeks from which their trees had not learned, then moved by each visit that is finished.
  var corrections: [Double]
  var samples: Int
  /// The same for visits of one type, area, site …, in the order of ``Columns/shared`` and by member: only what was
  /// learned since, visit by visit.
  var shifts: [[String: [Double]]] = []

  /// Quantiles of the residual at ``ResidualModel/probabilities``, for a visit and its row of the model's columns.
  func quantiles(_ row: [Float], of record: VisitRecord) -> [Double] {
    quantiles(trees.values(row), corrections(of: record))
  }

  /// From the trees' values.
  func quantiles(_ values: TreeEnsemble.Values, _ corrections: [Double]) -> [Double] {
    let width = width(values)
    var highest = -Double.infinity
    return zip(Self.between, corrections).map { place, correction in
      let value = Self.value(values, place) + correction * width
      highest = max(highest, value)
      return highest
    }
  }

  private func corrections(of record: VisitRecord) -> [Double] {
    zip(columns.shared, shifts).reduce(corrections) { sum, group in
      guard let shift = Columns.member(of: record, group.0).flatMap({ group.1[$0] }) else { return sum }
      return zip(sum, shift).map { $0 + $1 }
    }
  }

  /// Of the interval from the 10 % to the 90 % quantile; at least a hundredth of what it usually is.
  func width(_ values: TreeEnsemble.Values) -> Double {
    let usual = trees.base[Self.nineTenths] - trees.base[Self.tenth]
    return Double(max(values[Self.nineTenths] - values[Self.tenth], 0.01 * usual, 1e-3))
  }

  static let tenth = 3
  static let nineTenths = 12

  /// Where a probability lies among the trees' levels: after which one, and how far on to the next.
  struct Place: Sendable {
    var level: Int
    var share: Float
  }

  /// Those of ``ResidualModel/probabilities``.
  static let between = ResidualModel.probabilities.map { probability in
    let levels = TreeEnsemble.levels
    guard probability > levels[0] else { return Place(level: 0, share: 0) }
    let level = min(levels.lastIndex { $0 <= probability } ?? 0, levels.count - 2)
    let share = (probability - levels[level]) / (levels[level + 1] - levels[level])
    return Place(level: level, share: Float(min(share, 1)))
  }

  static func value(_ values: TreeEnsemble.Values, _ place: Place) -> Double {
    Double(values[place.level] + place.share * (values[place.level + 1] - values[place.level]))
  }

  /// How far one visit moves the quantiles, in widths: those of all visits, and those of each of its groups.
  static let step = 0.003
  /// Of a group, so many members are followed: where there are more, few visits tell of each.
  static let mostMembers = 500

  /// A visit came out at `residual`: each quantile moves so that in the long run its share lies below it (I. Gibbs and
  /// E. Candès, "Adaptive conformal inference under distribution shift", 2021), for all and group by group.
  mutating func track(_ residual: Double, _ row: [Float], of record: VisitRecord) {
    let moves = zip(ResidualModel.probabilities, quantiles(row, of: record)).map { probability, told in
      probability > 0 && probability < 1 ? Self.step * (probability - (residual < told ? 1 : 0)) : 0
    }
    func moved(_ corrections: [Double]) -> [Double] {
      zip(corrections, moves).map { Numerics.short(min(max($0 + $1, -BoostedFit.farthest), BoostedFit.farthest)) }
    }
    corrections = moved(corrections)
    if shifts.isEmpty { shifts = columns.shared.map { _ in [:] } }
    for (place, group) in columns.shared.enumerated() {
      guard let member = Columns.member(of: record, group) else { continue }
      let known = shifts[place][member]
      guard known != nil || shifts[place].count < Self.mostMembers else { continue }
      shifts[place][member] = moved(known ?? moves.map { _ in 0 })
    }
  }

  /// What planned seconds a residual of 1 stands for.
  func unit(planned: Double) -> Double {
    power == 0 ? 1 : Numerics.exp(power * Numerics.log(max(60, planned)))
  }

  /// Whether its parts fit together, whatever file it came from.
  var isSound: Bool {
    habits.count == columns.groups.count + columns.groupsBefore.count && (0...1).contains(power)
      && columns.shared.allSatisfy(columns.groups.contains)
      && (trees.lastColumn ?? 0) < Situation.width(columns) && samples >= 0
      && shifts.count <= columns.shared.count
      && ([corrections] + shifts.flatMap(\.values)).allSatisfy {
        $0.count == ResidualModel.probabilities.count && $0.allSatisfy { abs($0) < 1e6 }
      }
  }
}
