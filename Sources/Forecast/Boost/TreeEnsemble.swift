/// A sum of small regression trees: a number from a row of numbers.
///
/// Nodes lie tree by tree, each tree's breadth first, so that children need no pointers in the stored form. A missing
/// number (NaN) goes to the left.
struct TreeEnsemble: Sendable, Equatable {
  private struct Node: Sendable, Equatable {
    /// The column that is asked; negative for a leaf.
    var column: Int32
    /// The left child; the right one follows it.
    var child: Int32
    /// The largest value that goes left; a leaf's value.
    var value: Float
  }

  private var nodes: [Node] = []
  private var roots: [Int32] = []
  /// What all rows have in common.
  var base: Float = 0

  var isEmpty: Bool { roots.isEmpty }
  var trees: Int { roots.count }

  init() {}

  /// Adds a tree given breadth first: a column (negative for a leaf) and a value for each node.
  mutating func append(_ tree: some Sequence<(column: Int32, value: Float)>) {
    let root = nodes.count
    roots.append(Int32(root))
    for node in tree { nodes.append(Node(column: node.column, child: 0, value: node.value)) }
    var next = root + 1
    for index in root..<nodes.count where nodes[index].column >= 0 {
      nodes[index].child = Int32(next)
      next += 2
    }
  }

  /// The mean of two ensembles.
  static func mean(_ one: TreeEnsemble, _ other: TreeEnsemble) -> TreeEnsemble {
    var sum = TreeEnsemble()
    sum.base = (one.base + other.base) / 2
    for part in [one, other] {
      let first = Int32(sum.nodes.count)
      sum.roots += part.roots.map { $0 + first }
      sum.nodes += part.nodes.map {
        $0.column < 0
          ? Node(column: $0.column, child: 0, value: $0.value / 2)
          : Node(column: $0.column, child: $0.child + first, value: $0.value)
      }
    }
    return sum
  }

  func value(_ row: [Float]) -> Double {
    var sum = Double(base)
    nodes.withUnsafeBufferPointer { nodes in
      row.withUnsafeBufferPointer { row in
        for root in roots {
          var node = nodes[Int(root)]
          while node.column >= 0 {
            node = nodes[Int(node.child) + (row[Int(node.column)] > node.value ? 1 : 0)]
          }
          sum += Double(node.value)
        }
      }
    }
    return sum
  }

  /// The largest column that is asked; nil where none is.
  var lastColumn: Int? { nodes.lazy.map { Int($0.column) }.filter { $0 >= 0 }.max() }
}

extension TreeEnsemble: Codable {
  private enum Key: String, CodingKey { case base, sizes, columns, values }

  init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    let base = try box.decode(Float.self, forKey: .base)
    let sizes = try box.decode([Int].self, forKey: .sizes)
    let columns = try box.decode([Int32].self, forKey: .columns)
    let values = try box.decode([Float].self, forKey: .values)
    var sound =
      base.isFinite && columns.count == values.count && sizes.allSatisfy { $0 > 0 && $0 <= columns.count }
      && sizes.reduce(0, +) == columns.count && values.allSatisfy(\.isFinite)
    self.init()
    self.base = base
    var first = 0
    for size in sizes where sound {
      let tree = first..<first + size
      sound = size == 1 + 2 * columns[tree].count { $0 >= 0 } && Self.isGrown(columns[tree])
      if sound { append(tree.lazy.map { (columns[$0], values[$0]) }) }
      first += size
    }
    guard sound else {
      throw DecodingError.dataCorruptedError(forKey: .sizes, in: box, debugDescription: "the trees are damaged")
    }
  }

  /// Whether every node but the root is the child of one before it.
  private static func isGrown(_ columns: ArraySlice<Int32>) -> Bool {
    var children = 1
    for (place, column) in columns.enumerated() {
      guard place < children else { return false }
      if column >= 0 { children += 2 }
    }
    return true
  }

  func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    try box.encode(base, forKey: .base)
    let ends = roots.dropFirst().map(Int.init) + (roots.isEmpty ? [] : [nodes.count])
    try box.encode(zip(roots, ends).map { $1 - Int($0) }, forKey: .sizes)
    try box.encode(nodes.map(\.column), forKey: .columns)
    try box.encode(nodes.map(\.value), forKey: .values)
  }
}
