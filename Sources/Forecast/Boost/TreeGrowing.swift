/// Grows a ``TreeEnsemble`` by gradient boosting over histograms: all quantiles at once, each tree one for all.
///
/// A split is chosen by what it tells of three quantiles; each leaf then moves every quantile towards where it lies among
/// the leaf's rows.
///
/// Sources: J. Friedman, "Greedy function approximation: a gradient boosting machine" (2001), and "Stochastic gradient
/// boosting" (2002) for the bags; G. Ke and others, "LightGBM" (2017), for histograms whose larger half comes by
/// subtraction and for growing the best leaf first; R. Koenker and G. Bassett, "Regression quantiles" (1978).
struct TreeGrowing {
  typealias Values = TreeEnsemble.Values
  /// The gradients of three quantiles, and the number of rows.
  private typealias Sums = SIMD4<Float>

  var trees = 140
  var leaves = 31
  var rate: Float = 0.1
  /// The fewest rows in a leaf.
  var fewest: Float = 20
  /// Of how many rows of full weight each tree sees one, by turns that a row's number decides.
  var bag = 3
  /// Rows of a leaf beyond these say little more of where its quantiles lie.
  static let enough = 600

  let data: BinnedRows
  private let columns: Int

  init(_ data: BinnedRows) {
    self.data = data
    columns = data.columns
  }

  private struct Leaf {
    var node: Int
    var rows: Range<Int>
    var histogram: [Sums]
    var sums: Sums
    var split: Split?
  }

  private struct Split {
    var gain: Float
    var column: Int
    var bin: UInt8
  }

  private struct Node {
    var column: Int32 = -1
    var bin: UInt8 = 0
    var child = 0
    var values = Values()
  }

  /// The places among the levels of the quantiles that decide where to split: 20 %, 50 %, 80 %.
  private static let deciding = [4, 7, 10]

  /// Learns `target` from those `rows` of the data; gives the ensemble and its values for every row of the data.
  ///
  /// A row's weight, 0 to 1, is how often a tree sees it.
  func grow(_ target: [Float], rows: [Int32], weights: [Float]) -> (TreeEnsemble, fitted: [Values]) {
    var sample = stride(from: 0, to: rows.count, by: max(1, rows.count / 20_000)).map { target[Int(rows[$0])] }
    sample.sort()
    func quantile(_ level: Double) -> Float {
      sample.isEmpty ? 0 : sample[min(Int(level * Double(sample.count)), sample.count - 1)]
    }
    var base = Values()
    for (place, level) in TreeEnsemble.levels.enumerated() { base[place] = quantile(level) }
    var ensemble = TreeEnsemble(
      base: base, unit: max(base[BoostedResidual.nineTenths] - base[BoostedResidual.tenth], 1e-3) / 20_000)
    var fitted = [Values](repeating: base, count: data.count)
    var gradients = [Sums](repeating: Sums(), count: data.count)
    var used: [Int32] = []
    for turn in 0..<trees {
      used.removeAll(keepingCapacity: true)
      for row in rows {
        let index = Int(row)
        let share = Self.mixed(UInt32(row), UInt32(turn)) >> 8
        guard Float(share) * Float(bag) < weights[index] * Float(1 << 24) else { continue }
        let rest = target[index]
        let told = fitted[index]
        func slope(_ lane: Int) -> Float {
          let level = Self.deciding[lane]
          return Float(TreeEnsemble.levels[level]) - (rest < told[level] ? 1 : 0)
        }
        gradients[index] =
          Sums(slope(0), slope(1), slope(2), 1)
        used.append(row)
      }
      guard used.count > 1 else { break }
      let nodes = tree(&used, gradients, target, fitted)
      guard nodes.count > 1 else { continue }
      ensemble.append(breadthFirst(nodes))
      add(nodes, to: &fitted)
    }
    return (ensemble, fitted)
  }

  /// Spreads two numbers over all 32 bits.
  static func mixed(_ one: UInt32, _ other: UInt32) -> UInt32 {
    var x = one &* 0x9E37_79B1 ^ (other &+ 1) &* 0x85EB_CA77
    x = (x ^ (x >> 15)) &* 0x2C1B_3C6D
    x = (x ^ (x >> 12)) &* 0x297A_2D39
    return x ^ (x >> 15)
  }

  // MARK: - One tree

  private func tree(_ rows: inout [Int32], _ gradients: [Sums], _ target: [Float], _ fitted: [Values]) -> [Node] {
    var nodes = [Node()]
    let whole = histogram(rows[...], gradients)
    var open = [leaf(0, 0..<rows.count, whole)]
    var spare = rows
    while open.count < leaves {
      guard let best = open.indices.filter({ open[$0].split != nil }).max(by: { gain(open[$0]) < gain(open[$1]) }),
        let split = open[best].split
      else { break }
      let parent = open[best]
      let middle = partition(&rows, &spare, parent.rows, split)
      let left = parent.rows.lowerBound..<middle
      let right = middle..<parent.rows.upperBound
      let child = nodes.count
      nodes[parent.node].column = Int32(split.column)
      nodes[parent.node].bin = split.bin
      nodes[parent.node].child = child
      nodes += [Node(), Node()]
      let smaller = histogram(rows[left.count <= right.count ? left : right], gradients)
      var larger = parent.histogram
      for index in larger.indices { larger[index] -= smaller[index] }
      let isLeftSmaller = left.count <= right.count
      open[best] = leaf(child, left, isLeftSmaller ? smaller : larger)
      open.append(leaf(child + 1, right, isLeftSmaller ? larger : smaller))
    }
    guard nodes.count > 1 else { return nodes }
    var rests: [Float] = []
    for leaf in open { nodes[leaf.node].values = values(rows[leaf.rows], target, fitted, &rests) }
    return nodes
  }

  /// By how much a leaf moves each quantile. Ends of which few rows tell move less.
  private func values(
    _ rows: ArraySlice<Int32>, _ target: [Float], _ fitted: [Values], _ rests: inout [Float]
  ) -> Values {
    var values = Values()
    let step = (rows.count + Self.enough - 1) / Self.enough
    guard step > 0 else { return values }
    for (place, level) in TreeEnsemble.levels.enumerated() {
      rests.removeAll(keepingCapacity: true)
      for at in stride(from: rows.startIndex, to: rows.endIndex, by: step) {
        let index = Int(rows[at])
        rests.append(target[index] - fitted[index][place])
      }
      let beyond = Float(min(level, 1 - level)) * Float(rows.count)
      let wanted = min(Int(level * Double(rests.count)), rests.count - 1)
      values[place] = rate * beyond / (beyond + 2) * Self.select(&rests, wanted)
    }
    return values
  }

  /// The value that would stand at a place if they were sorted (C. Hoare, "Find", 1961).
  private static func select(_ values: inout [Float], _ place: Int) -> Float {
    values.withUnsafeMutableBufferPointer { values in
      var low = 0
      var high = values.count - 1
      while low < high {
        let pivot = values[(low + high) / 2]
        var left = low
        var right = high
        while left <= right {
          while values[left] < pivot { left += 1 }
          while values[right] > pivot { right -= 1 }
          if left <= right {
            values.swapAt(left, right)
            left += 1
            right -= 1
          }
        }
        if place <= right { high = right } else if place >= left { low = left } else { break }
      }
      return values[place]
    }
  }

  private func gain(_ leaf: Leaf) -> Float { leaf.split?.gain ?? 0 }

  private func leaf(_ node: Int, _ rows: Range<Int>, _ histogram: [Sums]) -> Leaf {
    var sums = Sums()
    for bin in 0..<BinnedRows.mostBins { sums += histogram[bin] }
    var leaf = Leaf(node: node, rows: rows, histogram: histogram, sums: sums)
    leaf.split = split(leaf)
    return leaf
  }

  /// Sums of gradients and rows by column and bin.
  private func histogram(_ rows: ArraySlice<Int32>, _ gradients: [Sums]) -> [Sums] {
    var sums = [Sums](repeating: Sums(), count: columns * BinnedRows.mostBins)
    sums.withUnsafeMutableBufferPointer { sums in
      data.bins.withUnsafeBufferPointer { bins in
        gradients.withUnsafeBufferPointer { gradients in
          rows.withUnsafeBufferPointer { rows in
            for row in rows {
              let gradient = gradients[Int(row)]
              let first = Int(row) &* columns
              for column in 0..<columns {
                sums[column &* BinnedRows.mostBins &+ Int(bins[first &+ column])] += gradient
              }
            }
          }
        }
      }
    }
    return sums
  }

  private static func worth(_ sums: Sums) -> Float {
    (sums.x * sums.x + sums.y * sums.y + sums.z * sums.z) / (sums.w + 1)
  }

  private func split(_ leaf: Leaf) -> Split? {
    guard leaf.sums.w >= 2 * fewest else { return nil }
    let whole = Self.worth(leaf.sums)
    var best: Split?
    var most = 1e-6 * (1 + whole)
    leaf.histogram.withUnsafeBufferPointer { histogram in
      for column in 0..<columns {
        var left = Sums()
        let first = column * BinnedRows.mostBins
        for bin in 0..<data.edges[column].count + 1 {
          left += histogram[first + bin]
          let right = leaf.sums - left
          guard left.w >= fewest else { continue }
          guard right.w >= fewest else { break }
          let gain = Self.worth(left) + Self.worth(right) - whole
          if gain > most {
            most = gain
            best = Split(gain: gain, column: column, bin: UInt8(bin))
          }
        }
      }
    }
    return best
  }

  /// Puts the rows of a leaf that go left before the others, in their order; gives where the others begin.
  private func partition(_ rows: inout [Int32], _ spare: inout [Int32], _ range: Range<Int>, _ split: Split) -> Int {
    var left = range.lowerBound
    var right = 0
    for index in range {
      let row = rows[index]
      if data.bins[Int(row) * columns + split.column] <= split.bin {
        rows[left] = row
        left += 1
      } else {
        spare[right] = row
        right += 1
      }
    }
    for index in 0..<right { rows[left + index] = spare[index] }
    return left
  }

  private func breadthFirst(_ nodes: [Node]) -> [TreeEnsemble.GrownNode] {
    var queue = [0]
    var index = 0
    while index < queue.count {
      let node = nodes[queue[index]]
      if node.column >= 0 { queue += [node.child, node.child + 1] }
      index += 1
    }
    return queue.map { place in
      let node = nodes[place]
      guard node.column >= 0 else { return .leaf(node.values) }
      // Bin 0 is what is missing: only it goes left.
      let edge = node.bin > 0 ? data.edges[Int(node.column)][Int(node.bin) - 1] : -.greatestFiniteMagnitude
      return .split(column: Int(node.column), value: edge)
    }
  }

  private func add(_ nodes: [Node], to fitted: inout [Values]) {
    nodes.withUnsafeBufferPointer { nodes in
      data.bins.withUnsafeBufferPointer { bins in
        fitted.withUnsafeMutableBufferPointer { fitted in
          for row in fitted.indices {
            let first = row &* columns
            var at = 0
            while nodes[at].column >= 0 {
              at = nodes[at].child &+ (bins[first &+ Int(nodes[at].column)] > nodes[at].bin ? 1 : 0)
            }
            fitted[row] += nodes[at].values
          }
        }
      }
    }
  }
}
