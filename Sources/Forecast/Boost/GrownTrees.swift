/// The trees of an ensemble that is being grown, as rows of bins are led through them.
///
/// A row's values are brought up to date where they are needed: several trees at once, while the row is at hand. A tree is
/// not walked: of each column that it asks, the row's bin rules out some leaves, and the leftmost that is left is the row's.
///
/// Source: C. Lucchese and others, "QuickScorer" (2015).
struct GrownTrees {
  typealias Values = TreeEnsemble.Values
  /// A bit for each leaf of a tree, the leftmost the lowest.
  private typealias Leaves = UInt32

  static let mostLeaves = Leaves.bitWidth

  /// Of a tree as it grows.
  struct Node {
    /// The column that is asked; negative for a leaf.
    var column: Int32 = -1
    /// The largest bin that goes left.
    var bin: UInt8 = 0
    /// The left child, which the right one follows.
    var child = 0
    /// Of a leaf.
    var values = Values()
  }

  /// What the trees say of each row.
  struct Fitted {
    fileprivate(set) var values: [Values]
    /// How many trees each row's values hold.
    fileprivate var trees: [UInt16]

    init(_ base: Values, rows: Int) {
      values = [Values](repeating: base, count: rows)
      trees = [UInt16](repeating: 0, count: rows)
    }

    private init(_ values: [Values], _ trees: [UInt16]) { (self.values, self.trees) = (values, trees) }

    /// Some of the rows, side by side: many are fetched from far memory at once, which one by one would be waited for.
    subscript(rows: [Int32]) -> Fitted {
      get { Fitted(rows.map { values[Int($0)] }, rows.map { trees[Int($0)] }) }
      set {
        for (place, row) in rows.enumerated() {
          values[Int(row)] = newValue.values[place]
          trees[Int(row)] = newValue.trees[place]
        }
      }
    }
  }

  /// The columns that a tree asks, so many at a time that most ask as many.
  private struct Tree {
    /// The first of its ``columns`` and the one after its last.
    var from: Int
    var to: Int
    var firstLeaf: Int
  }

  /// Columns are asked in sets of so many, the last filled up with some that rule out nothing: how many a tree asks would
  /// be a branch that cannot be foreseen.
  private static let together = 8

  private var trees: [Tree] = []
  /// Tree by tree.
  private var columns: [Int32] = []
  /// For each of ``columns`` and each bin, the leaves that a row may be in.
  private var open: [Leaves] = []
  /// Tree by tree, from left to right.
  private var leaves: [Values] = []

  mutating func append(_ nodes: [Node]) {
    let first = columns.count
    let firstLeaf = leaves.count
    var places: [Int32: Int] = [:]
    /// Gives how many leaves there are, up to and with those under a node.
    func visit(_ node: Node, from leaf: Int) -> Int {
      guard node.column >= 0 else {
        leaves.append(node.values)
        return leaf + 1
      }
      let place = places[node.column] ?? ask(node.column)
      places[node.column] = place
      let middle = visit(nodes[node.child], from: leaf)
      let left = (Leaves(1) << Leaves(middle - leaf) - 1) << Leaves(leaf)
      for bin in Int(node.bin) + 1..<max(Int(node.bin) + 1, BinnedRows.mostBins) {
        open[place * BinnedRows.mostBins + bin] &= ~left
      }
      return visit(nodes[node.child + 1], from: middle)
    }
    _ = visit(nodes[0], from: 0)
    while !columns.count.isMultiple(of: Self.together) { ask(0) }
    trees.append(Tree(from: first, to: columns.count, firstLeaf: firstLeaf))
  }

  /// One more column, of which no bin rules out any leaf; gives its place.
  @discardableResult
  private mutating func ask(_ column: Int32) -> Int {
    columns.append(column)
    open += repeatElement(Leaves.max, count: BinnedRows.mostBins)
    return columns.count - 1
  }

  /// Adds to the rows' values what the trees say that they do not hold yet. `bins` are the rows', each `width` long.
  func add(to fitted: inout Fitted, _ bins: [UInt8], width: Int) {
    let last = trees.count
    trees.withUnsafeBufferPointer { trees in
      columns.withUnsafeBufferPointer { columns in
        open.withUnsafeBufferPointer { open in
          leaves.withUnsafeBufferPointer { leaves in
            bins.withUnsafeBufferPointer { bins in
              for row in fitted.values.indices {
                let first = row &* width
                var sum = fitted.values[row]
                for number in Int(fitted.trees[row])..<last {
                  let tree = trees[number]
                  var left = Leaves.max
                  var asked = tree.from
                  repeat {
                    for next in 0..<Self.together {
                      let bin = Int(bins[first &+ Int(columns[asked &+ next])])
                      left &= open[(asked &+ next) &* BinnedRows.mostBins &+ bin]
                    }
                    asked &+= Self.together
                  } while asked < tree.to
                  sum += leaves[tree.firstLeaf &+ left.trailingZeroBitCount]
                }
                fitted.values[row] = sum
                fitted.trees[row] = UInt16(last)
              }
            }
          }
        }
      }
    }
  }
}
