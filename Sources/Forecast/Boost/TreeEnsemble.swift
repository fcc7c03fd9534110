/// A sum of small regression trees whose leaves hold a number for each of ``levels``: quantiles from a row of numbers.
///
/// Nodes lie tree by tree, each tree's breadth first, so that children need no pointers in the stored form. A missing
/// number (NaN) goes to the left.
struct TreeEnsemble: Sendable, Equatable {
  /// A number for each level.
  typealias Values = SIMD16<Float>

  /// The probabilities of the quantiles: of all that is told, these are learned, and the rest lies between them.
  static let levels: [Double] = [
    0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.975, 0.99,
  ]

  private struct Node: Sendable, Equatable {
    /// The column that is asked; negative for a leaf.
    var column: Int32
    /// The left child, which the right one follows; of a leaf, its place among the leaves.
    var child: Int32
    /// The largest value that goes left.
    var value: Float
  }

  private var nodes: [Node] = []
  private var leaves: [Values] = []
  private var roots: [Int32] = []
  /// What all rows have in common.
  private(set) var base = Values()
  /// Leaves hold whole multiples of it, which keeps the stored form small.
  private(set) var unit: Float

  var isEmpty: Bool { roots.isEmpty }
  var trees: Int { roots.count }

  init(base: Values, unit: Float) {
    self.base = base
    self.unit = unit
  }

  /// Adds a tree given breadth first: for each node a column and the largest value that goes left, or a leaf.
  mutating func append(_ tree: [GrownNode]) {
    let root = nodes.count
    roots.append(Int32(root))
    var next = root + 1
    for node in tree {
      switch node {
      case .split(let column, let value):
        nodes.append(Node(column: Int32(column), child: Int32(next), value: value))
        next += 2
      case .leaf(let values):
        nodes.append(Node(column: -1, child: Int32(leaves.count), value: 0))
        leaves.append((values / unit).rounded(.toNearestOrEven) * unit)
      }
    }
  }

  enum GrownNode {
    case split(column: Int, value: Float)
    case leaf(Values)
  }

  func values(_ row: [Float]) -> Values {
    var sum = base
    nodes.withUnsafeBufferPointer { nodes in
      row.withUnsafeBufferPointer { row in
        for root in roots {
          var node = nodes[Int(root)]
          while node.column >= 0 {
            node = nodes[Int(node.child) + (row[Int(node.column)] > node.value ? 1 : 0)]
          }
          sum += leaves[Int(node.child)]
        }
      }
    }
    return sum
  }

  /// The largest column that is asked; nil where none is.
  var lastColumn: Int? { nodes.lazy.map { Int($0.column) }.filter { $0 >= 0 }.max() }
}

extension TreeEnsemble: Codable {
  private enum Key: String, CodingKey { case base, unit, sizes, columns, values, leaves }

  init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    let base = try box.decode([Float].self, forKey: .base)
    let unit = try box.decode(Float.self, forKey: .unit)
    let sizes = try box.decode([Int].self, forKey: .sizes)
    let columns = try box.decode([Int].self, forKey: .columns)
    let values = try box.decode([Float].self, forKey: .values)
    let leaves = try box.decode([Int32].self, forKey: .leaves)
    let count = Self.levels.count
    let splits = columns.count { $0 >= 0 }
    var isSound =
      base.count == count && (base + values + [unit]).allSatisfy(\.isFinite) && unit > 0
      && sizes.allSatisfy { $0 > 0 && $0 <= columns.count } && sizes.reduce(0, +) == columns.count
      && columns.allSatisfy { $0 < 1 << 20 } && values.count == splits
      && leaves.count == count * (columns.count - splits)
    self.init(base: isSound ? Values(base) : Values(), unit: isSound ? unit : 1)
    var (first, split, leaf) = (0, 0, 0)
    for size in sizes where isSound {
      let tree = columns[first..<first + size]
      isSound = size == 1 + 2 * tree.count { $0 >= 0 } && Self.isGrown(tree)
      guard isSound else { break }
      append(
        tree.map { column in
          if column >= 0 {
            split += 1
            return .split(column: column, value: values[split - 1])
          }
          leaf += count
          return .leaf(Values(leaves[leaf - count..<leaf].map(Float.init)) * unit)
        })
      first += size
    }
    guard isSound else {
      throw DecodingError.dataCorruptedError(forKey: .sizes, in: box, debugDescription: "the trees are damaged")
    }
  }

  /// Whether every node but the root is the child of one before it.
  private static func isGrown(_ columns: ArraySlice<Int>) -> Bool {
    var children = 1
    for (place, column) in columns.enumerated() {
      guard place < children else { return false }
      if column >= 0 { children += 2 }
    }
    return true
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(Self.levels.indices.map { base[$0] }, forKey: .base)
    try box.encode(unit, forKey: .unit)
    let ends = roots.dropFirst().map(Int.init) + (roots.isEmpty ? [] : [nodes.count])
    try box.encode(zip(roots, ends).map { $1 - Int($0) }, forKey: .sizes)
    try box.encode(nodes.map(\.column), forKey: .columns)
    try box.encode(nodes.filter { $0.column >= 0 }.map(\.value), forKey: .values)
    let whole = nodes.filter { $0.column < 0 }.flatMap { node in
      Self.levels.indices.map { Int32((leaves[Int(node.child)][$0] / unit).rounded()) }
    }
    try box.encode(whole, forKey: .leaves)
  }
}
