/// What is known of a visit when it is judged: the numbers that trees ask, in a fixed order.
struct Situation {
  /// The plain ones, in this order; NaN where unknown. Times in seconds.
  enum Plain: Int, CaseIterable {
    case plannedWork
    /// From the planned start: to the start, where work is judged; to when the technician is free, where starts are.
    case lateness
    /// From the planned finish of the visit before to the planned start.
    case gap
    case previousLateness
    case previousOverrun
    case previousWork
    case timeOfDay
    case weekday
    case plannedTrip
    /// From the planned start to the end of the promise.
    case promise
    /// How long before it is due the visit is judged.
    case lead
    case position
  }

  var plain = [Float](repeating: .nan, count: Plain.allCases.count)
  /// How the technician's own day is going, and by how much its weights are to be scaled.
  var own = Faded()
  var ownScale = 1.0
  /// The same of all technicians; nil where nothing is known of others.
  var all: Faded?
  var shared: [Faded] = []
  var scale = 1.0
  /// Those of the visit, then those of the visit before.
  var numbers: [Float] = []

  subscript(plain: Plain) -> Float {
    get { self.plain[plain.rawValue] }
    set { self.plain[plain.rawValue] = newValue }
  }

  /// How many numbers a situation has.
  static func facts(_ columns: Columns) -> Int {
    Plain.allCases.count + 2 + 6 + 2 * columns.shared.count + (columns.before ? 2 : 1) * columns.numbers.count
  }

  /// How many numbers a row has: those of the situation, then two for each group.
  static func width(_ columns: Columns) -> Int {
    facts(columns) + 2 * (columns.groups.count + columns.groupsBefore.count)
  }

  /// Appends the situation's numbers.
  func facts(_ columns: Columns, to row: inout [Float]) {
    row += plain
    row.append(own.starts.mean(ownScale))
    row.append(own.overruns.mean(ownScale))
    if let all {
      row.append(all.starts.mean(scale))
      row.append(all.starts.meanSize(scale))
      row.append(all.overruns.mean(scale))
      row.append(all.overruns.meanSize(scale))
      row.append(Float(all.starts.weight * scale))
      row.append(Float(all.overruns.weight * scale))
      for faded in shared {
        row.append(faded.starts.mean(scale))
        row.append(faded.overruns.mean(scale))
      }
    } else {
      row += repeatElement(.nan, count: 6 + 2 * columns.shared.count)
    }
    row += numbers
  }
}

/// How the residuals of one group usually lie, drawn to those of all by how few they are.
struct Habit: Sendable, Equatable, Codable {
  var centre: Float
  var spread: Float

  init(centre: Float, spread: Float) {
    self.centre = centre
    self.spread = spread
  }

  init(from decoder: any Decoder) throws {
    var box = try decoder.unkeyedContainer()
    centre = try box.decode(Float.self)
    spread = try box.decode(Float.self)
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.unkeyedContainer()
    try box.encode(centre)
    try box.encode(spread)
  }

  /// Appends what is usual of a group; of one that is not known, that it is not.
  static func append(_ habit: Habit?, to row: inout [Float]) {
    row.append(habit?.centre ?? .nan)
    row.append(habit?.spread ?? .nan)
  }
}

/// Which of a visit's groups and numbers a learned model looks at.
struct Columns: Sendable, Equatable, Codable {
  /// `technician`, `type`, `area`, `site` and names of text attributes, as `attributes.name`.
  var groups: [String] = []
  /// Those whose visits of today are watched.
  var shared: [String] = []
  /// Names of numeric attributes.
  var numbers: [String] = []
  /// Whether the same is asked of the visit before.
  var before = false

  /// The groups that are asked of the visit before.
  var groupsBefore: ArraySlice<String> { before ? groups.drop { $0 == Self.technician } : [] }

  /// The groups whose quantiles move with each visit that is finished.
  var followed: [String] { [Self.everybody, Self.technician] + shared }

  /// The group that all visits belong to.
  static let everybody = ""
  static let technician = "technician"
  static let attribute = "attributes."

  init(groups: [String] = [], shared: [String] = [], numbers: [String] = []) {
    (self.groups, self.shared, self.numbers) = (groups, shared, numbers)
  }

  init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: CodingKeys.self)
    groups = try box.decode([String].self, forKey: .groups)
    shared = try box.decode([String].self, forKey: .shared)
    numbers = try box.decode([String].self, forKey: .numbers)
    before = try box.decodeIfPresent(Bool.self, forKey: .before) ?? false
  }
}
