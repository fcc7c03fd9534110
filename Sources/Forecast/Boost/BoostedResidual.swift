import PunctualModel

/// A residual whose quantiles are learned by boosted trees from all that is known of a visit and of the day.
struct BoostedResidual: Sendable, Equatable, Codable {
  var columns: Columns
  /// By group: what is usual of each of its members.
  var habits: [[String: Habit]]
  /// The residual is in seconds ÷ planned seconds ^ power.
  var power: Double
  var trees: TreeEnsemble
  /// Added to the quantiles at ``ResidualModel/probabilities``, in widths of the visit's own 80 % interval: by what they
  /// missed in weeks from which their trees had not learned.
  var corrections: [Double]
  var samples: Int
  /// What was learned since, visit by visit: of all visits, and of those of one technician, type, area, site …, in the
  /// order of ``Columns/followed`` and by member. Empty where nothing was.
  var shifts: [[String: Shift]] = []

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

  func corrections(of record: VisitRecord) -> [Double] {
    guard !shifts.isEmpty else { return corrections }
    var sum = corrections
    for (place, group) in columns.followed.enumerated() {
      guard let shift = Columns.member(of: record, group).flatMap({ shifts[place][$0] }) else { continue }
      for index in sum.indices { sum[index] += shift.moved[index] }
    }
    return sum
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

  /// Of a group, so many members are followed; of more, those that were seen last.
  static let mostMembers = 200

  /// A visit of which the trees said these values came out at `residual`, known at `instant`: the quantiles of all, and
  /// of each group that it belongs to, move.
  mutating func follow(_ residual: Double, _ values: TreeEnsemble.Values, of record: VisitRecord, at instant: Int) {
    let sides = zip(ResidualModel.probabilities, quantiles(values, corrections(of: record))).map { probability, told in
      probability > 0 && probability < 1 ? probability - (residual < told ? 1 : 0) : 0
    }
    let followed = columns.followed
    if shifts.isEmpty { shifts = followed.map { _ in [:] } }
    for (place, group) in followed.enumerated() {
      guard let member = Columns.member(of: record, group) else { continue }
      if shifts[place][member] == nil, shifts[place].count >= Self.mostMembers,
        let oldest = shifts[place].min(by: { ($0.value.last, $0.key) < ($1.value.last, $1.key) })?.key
      {
        shifts[place][oldest] = nil
      }
      shifts[place][member, default: Shift()].move(sides, at: instant)
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
      && (shifts.isEmpty || shifts.count == columns.followed.count)
      && corrections.count == ResidualModel.probabilities.count && corrections.allSatisfy { abs($0) < 1e6 }
  }
}
