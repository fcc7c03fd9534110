/// Grows a ``TreeEnsemble`` by gradient boosting over histograms.
///
/// Sources: J. Friedman, "Greedy function approximation: a gradient boosting machine" (2001), and "Stochastic gradient
/// boosting" (2002) for the bags; G. Ke and others, "LightGBM" (2017), for histograms whose larger half comes by
/// subtraction and for growing the best leaf first; P. Huber, "Robust estimation of a location parameter" (1964).
struct TreeGrowing {
  enum Loss {
    /// Squared distance.
    case square
    /// Absolute distance, rounded off within `knee`: what lies far off pulls no harder than what lies near.
    case absolute(knee: Float)
  }

  var trees = 140
  var leaves = 31
  var rate: Float = 0.1
  /// The least weight of rows in a leaf.
  var leastWeight: Float = 20
  /// Of how many rows each tree sees one, by turns that a row's number decides.
  var bag = 3

  let data: BinnedRows
  private let columns: Int

  init(_ data: BinnedRows) {
    self.data = data
    columns = data.columns
  }

  private struct Leaf {
    var node: Int
    var rows: Range<Int>
    var histogram: [Float]
    var gradient: Float
    var weight: Float
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
    var value: Float = 0
  }

  /// Learns `target` from those `rows` of the data; gives the ensemble and its value for every row of the data.
  func grow(_ target: [Float], rows: [Int32], weights: [Float], loss: Loss) -> (TreeEnsemble, fitted: [Float]) {
    var ensemble = TreeEnsemble()
    var sample = stride(from: 0, to: rows.count, by: max(1, rows.count / 20_000)).map { target[Int(rows[$0])] }
    sample.sort()
    ensemble.base = sample.isEmpty ? 0 : sample[sample.count / 2]
    var fitted = [Float](repeating: ensemble.base, count: data.count)
    var gradients = [Float](repeating: 0, count: data.count)
    var curvatures = gradients
    var used: [Int32] = []
    for turn in 0..<trees {
      used.removeAll(keepingCapacity: true)
      for row in rows {
        guard bag == 1 || Self.mixed(UInt32(row), UInt32(turn)) % UInt32(bag) == 0 else { continue }
        let index = Int(row)
        let rest = target[index] - fitted[index]
        var weight = weights[index]
        if case .absolute(let knee) = loss { weight /= (1 + (rest / knee) * (rest / knee)).squareRoot() }
        gradients[index] = weight * rest
        curvatures[index] = weight
        used.append(row)
      }
      guard used.count > 1 else { break }
      let nodes = tree(&used, gradients, curvatures)
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

  private func tree(_ rows: inout [Int32], _ gradients: [Float], _ curvatures: [Float]) -> [Node] {
    var nodes = [Node()]
    let whole = histogram(rows[...], gradients, curvatures)
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
      let smaller = histogram(rows[left.count <= right.count ? left : right], gradients, curvatures)
      var larger = parent.histogram
      for index in larger.indices { larger[index] -= smaller[index] }
      let isLeftSmaller = left.count <= right.count
      open[best] = leaf(child, left, isLeftSmaller ? smaller : larger)
      open.append(leaf(child + 1, right, isLeftSmaller ? larger : smaller))
    }
    for leaf in open where leaf.weight > 0 { nodes[leaf.node].value = rate * leaf.gradient / (leaf.weight + 1) }
    return nodes
  }

  private func gain(_ leaf: Leaf) -> Float { leaf.split?.gain ?? 0 }

  private func leaf(_ node: Int, _ rows: Range<Int>, _ histogram: [Float]) -> Leaf {
    var gradient: Float = 0
    var weight: Float = 0
    for bin in 0..<BinnedRows.mostBins {
      gradient += histogram[2 * bin]
      weight += histogram[2 * bin + 1]
    }
    var leaf = Leaf(node: node, rows: rows, histogram: histogram, gradient: gradient, weight: weight)
    leaf.split = split(leaf)
    return leaf
  }

  /// Sums of gradients and weights by column and bin.
  private func histogram(_ rows: ArraySlice<Int32>, _ gradients: [Float], _ curvatures: [Float]) -> [Float] {
    let width = 2 * BinnedRows.mostBins
    var sums = [Float](repeating: 0, count: columns * width)
    sums.withUnsafeMutableBufferPointer { sums in
      data.bins.withUnsafeBufferPointer { bins in
        gradients.withUnsafeBufferPointer { gradients in
          curvatures.withUnsafeBufferPointer { curvatures in
            rows.withUnsafeBufferPointer { rows in
              for row in rows {
                let index = Int(row)
                let gradient = gradients[index]
                let weight = curvatures[index]
                let first = index &* columns
                for column in 0..<columns {
                  let place = column &* width &+ 2 &* Int(bins[first &+ column])
                  sums[place] += gradient
                  sums[place &+ 1] += weight
                }
              }
            }
          }
        }
      }
    }
    return sums
  }

  private func split(_ leaf: Leaf) -> Split? {
    guard leaf.weight >= 2 * leastWeight else { return nil }
    let whole = leaf.gradient * leaf.gradient / (leaf.weight + 1)
    var best: Split?
    leaf.histogram.withUnsafeBufferPointer { sums in
      for column in 0..<columns {
        var gradient: Float = 0
        var weight: Float = 0
        let first = column * 2 * BinnedRows.mostBins
        for bin in 0..<data.edges[column].count + 1 {
          gradient += sums[first + 2 * bin]
          weight += sums[first + 2 * bin + 1]
          let otherWeight = leaf.weight - weight
          guard weight >= leastWeight else { continue }
          guard otherWeight >= leastWeight else { break }
          let other = leaf.gradient - gradient
          let gain = gradient * gradient / (weight + 1) + other * other / (otherWeight + 1) - whole
          if gain > (best?.gain ?? 1e-6 * (1 + whole)) { best = Split(gain: gain, column: column, bin: UInt8(bin)) }
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

  private func breadthFirst(_ nodes: [Node]) -> [(column: Int32, value: Float)] {
    var queue = [0]
    var index = 0
    while index < queue.count {
      let node = nodes[queue[index]]
      if node.column >= 0 { queue += [node.child, node.child + 1] }
      index += 1
    }
    return queue.map { place in
      let node = nodes[place]
      guard node.column >= 0 else { return (-1, node.value) }
      // Bin 0 is what is missing: only it goes left.
      let edge = node.bin > 0 ? data.edges[Int(node.column)][Int(node.bin) - 1] : -.greatestFiniteMagnitude
      return (node.column, edge)
    }
  }

  private func add(_ nodes: [Node], to fitted: inout [Float]) {
    nodes.withUnsafeBufferPointer { nodes in
      data.bins.withUnsafeBufferPointer { bins in
        for row in fitted.indices {
          let first = row &* columns
          var node = nodes[0]
          while node.column >= 0 {
            node = nodes[node.child &+ (bins[first &+ Int(node.column)] > node.bin ? 1 : 0)]
          }
          fitted[row] += node.value
        }
      }
    }
  }
}
