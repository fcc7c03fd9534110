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
    /// Of the places in ``Sample/order``.
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

  /// The rows that one tree sees, side by side in memory.
  private struct Sample {
    /// Row by row.
    var bins: [UInt8]
    var target: [Float]
    var fitted: GrownTrees.Fitted
    /// Places of rows, those of each leaf side by side.
    var order: [Int32]
    /// Room for half of a partition.
    var spare: [Int32]
    var gradients: [Sums] = []
  }

  /// The places among the levels of the quantiles that decide where to split: 20 %, 50 %, 80 %.
  private static let deciding = [4, 7, 10]

  /// Learns `target` from those `rows` of the data; gives the ensemble and its values for every row of the data.
  ///
  /// A row's weight, 0 to 1, is how often a tree sees it.
  func grow(_ target: [Float], rows: [Int32], weights: [Float]) -> (TreeEnsemble, fitted: [Values]) {
    var ascending = stride(from: 0, to: rows.count, by: max(1, rows.count / 20_000)).map { target[Int(rows[$0])] }
    ascending.sort()
    func quantile(_ level: Double) -> Float {
      ascending.isEmpty ? 0 : ascending[min(Int(level * Double(ascending.count)), ascending.count - 1)]
    }
    var base = Values()
    for (place, level) in TreeEnsemble.levels.enumerated() { base[place] = quantile(level) }
    var ensemble = TreeEnsemble(
      base: base, unit: max(base[BoostedResidual.nineTenths] - base[BoostedResidual.tenth], 1e-3) / 20_000)
    var grown = GrownTrees()
    var fitted = GrownTrees.Fitted(base, rows: data.count)
    let chances = rows.map { weights[Int($0)] * Float(1 << 24) }
    for turn in 0..<trees {
      let chosen = draw(rows, chances, turn)
      guard chosen.count > 1 else { break }
      var sample = sample(chosen, target, fitted)
      grown.add(to: &sample.fitted, sample.bins, width: columns)
      fitted[chosen] = sample.fitted
      let nodes = tree(&sample)
      guard nodes.count > 1 else { continue }
      ensemble.append(breadthFirst(nodes))
      grown.append(nodes)
    }
    grown.add(to: &fitted, data.bins, width: columns)
    return (ensemble, fitted.values)
  }

  /// Chooses the rows that a tree sees, in their order.
  private func draw(_ rows: [Int32], _ chances: [Float], _ turn: Int) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: rows.count) { chosen, count in
      guard let chosen = chosen.baseAddress else { return }
      for place in rows.indices {
        // Written whether it is chosen or not: which it is nobody can foresee, least of all the processor.
        (chosen + count).initialize(to: rows[place])
        let share = Self.mixed(UInt32(rows[place]), UInt32(turn)) >> 8
        count += Float(share) * Float(bag) < chances[place] ? 1 : 0
      }
    }
  }

  private func sample(_ rows: [Int32], _ target: [Float], _ fitted: GrownTrees.Fitted) -> Sample {
    let bins = [UInt8](unsafeUninitializedCapacity: rows.count * columns) { bins, count in
      count = rows.count * columns
      data.bins.withUnsafeBufferPointer { all in
        guard let from = all.baseAddress, let to = bins.baseAddress else { return }
        for (place, row) in rows.enumerated() {
          (to + place &* columns).initialize(from: from + Int(row) &* columns, count: columns)
        }
      }
    }
    let order = rows.indices.map(Int32.init)
    return Sample(
      bins: bins, target: rows.map { target[Int($0)] }, fitted: fitted[rows], order: order, spare: order)
  }

  /// Spreads two numbers over all 32 bits.
  static func mixed(_ one: UInt32, _ other: UInt32) -> UInt32 {
    var x = one &* 0x9E37_79B1 ^ (other &+ 1) &* 0x85EB_CA77
    x = (x ^ (x >> 15)) &* 0x2C1B_3C6D
    x = (x ^ (x >> 12)) &* 0x297A_2D39
    return x ^ (x >> 15)
  }

  // MARK: - One tree

  private func tree(_ sample: inout Sample) -> [GrownTrees.Node] {
    sample.gradients = gradients(sample)
    var nodes = [GrownTrees.Node()]
    var open = [leaf(0, 0..<sample.order.count, histogram(sample, 0..<sample.order.count))]
    while open.count < min(leaves, GrownTrees.mostLeaves) {
      guard let best = open.indices.filter({ open[$0].split != nil }).max(by: { gain(open[$0]) < gain(open[$1]) }),
        let split = open[best].split
      else { break }
      let parent = open[best]
      let middle = partition(&sample, parent.rows, split)
      let left = parent.rows.lowerBound..<middle
      let right = middle..<parent.rows.upperBound
      let child = nodes.count
      nodes[parent.node].column = Int32(split.column)
      nodes[parent.node].bin = split.bin
      nodes[parent.node].child = child
      nodes += [GrownTrees.Node(), GrownTrees.Node()]
      let isLeftSmaller = left.count <= right.count
      let smaller = histogram(sample, isLeftSmaller ? left : right)
      let larger = zip(parent.histogram, smaller).map { $0 - $1 }
      open[best] = leaf(child, left, isLeftSmaller ? smaller : larger)
      open.append(leaf(child + 1, right, isLeftSmaller ? larger : smaller))
    }
    guard nodes.count > 1 else { return nodes }
    var rests = LeafRests()
    for leaf in open { nodes[leaf.node].values = values(leaf.rows, sample, &rests) }
    return nodes
  }

  /// On which side of three quantiles the rows lie, as it is told so far.
  private func gradients(_ sample: Sample) -> [Sums] {
    let slopes = Self.deciding.map { (place: $0, level: Float(TreeEnsemble.levels[$0])) }
    let (low, middle, high) = (slopes[0], slopes[1], slopes[2])
    return sample.target.indices.map { row in
      let actual = sample.target[row]
      let told = sample.fitted.values[row]
      return Sums(
        low.level - (actual < told[low.place] ? 1 : 0), middle.level - (actual < told[middle.place] ? 1 : 0),
        high.level - (actual < told[high.place] ? 1 : 0), 1)
    }
  }

  /// By how much a leaf moves each quantile. Ends of which few rows tell move less.
  private func values(_ leaf: Range<Int>, _ sample: Sample, _ rests: inout LeafRests) -> Values {
    var values = Values()
    let step = (leaf.count + Self.enough - 1) / Self.enough
    guard step > 0 else { return values }
    rests.removeAll()
    for place in stride(from: leaf.lowerBound, to: leaf.upperBound, by: step) {
      let row = Int(sample.order[place])
      rests.append(Values(repeating: sample.target[row]) - sample.fitted.values[row])
    }
    for (place, level) in TreeEnsemble.levels.enumerated() {
      let beyond = Float(min(level, 1 - level)) * Float(leaf.count)
      values[place] = rate * beyond / (beyond + 2) * rests.quantile(place, level)
    }
    return values
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
  private func histogram(_ sample: Sample, _ leaf: Range<Int>) -> [Sums] {
    let columns = columns
    var sums = [Sums](repeating: Sums(), count: columns * BinnedRows.mostBins)
    sums.withUnsafeMutableBufferPointer { sums in
      sample.bins.withUnsafeBufferPointer { bins in
        sample.gradients.withUnsafeBufferPointer { gradients in
          sample.order.withUnsafeBufferPointer { order in
            for place in leaf {
              let row = Int(order[place])
              let gradient = gradients[row]
              let first = row &* columns
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
  private func partition(_ sample: inout Sample, _ leaf: Range<Int>, _ split: Split) -> Int {
    let columns = columns
    var left = leaf.lowerBound
    sample.order.withUnsafeMutableBufferPointer { order in
      sample.spare.withUnsafeMutableBufferPointer { spare in
        sample.bins.withUnsafeBufferPointer { bins in
          var right = 0
          for place in leaf {
            let row = order[place]
            let isLeft = bins[Int(row) &* columns &+ split.column] <= split.bin
            // Written to both sides: only where the next one goes is decided.
            order[left] = row
            spare[right] = row
            left &+= isLeft ? 1 : 0
            right &+= isLeft ? 0 : 1
          }
          for place in 0..<right { order[left &+ place] = spare[place] }
        }
      }
    }
    return left
  }

  private func breadthFirst(_ nodes: [GrownTrees.Node]) -> [TreeEnsemble.GrownNode] {
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
}
