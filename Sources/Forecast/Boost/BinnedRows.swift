/// A table of numbers with each column cut into few bins, as trees are grown from.
///
/// Bin 0 holds what is missing (NaN); the others lie between edges that share the values evenly among them.
struct BinnedRows {
  static let mostBins = 64

  let columns: Int
  /// By column: ascending; a value lies in the bin 1 + the number of edges below it.
  let edges: [[Float]]
  /// Row by row.
  private(set) var bins: [UInt8]

  var count: Int { columns > 0 ? bins.count / columns : 0 }

  /// `values` row by row. Edges are taken from at most some 50,000 rows, evenly spread.
  init(values: [Float], columns: Int) {
    self.columns = columns
    let rows = columns > 0 ? values.count / columns : 0
    let stride = max(1, rows / 50_000)
    edges = (0..<columns).map { column in
      var sample: [Float] = []
      for row in Swift.stride(from: 0, to: rows, by: stride) {
        let value = values[row * columns + column]
        if value.isFinite { sample.append(value) }
      }
      return Self.edges(&sample)
    }
    bins = [UInt8](repeating: 0, count: rows * columns)
    for row in 0..<rows {
      for column in 0..<columns {
        let place = row * columns + column
        bins[place] = Self.bin(values[place], edges[column])
      }
    }
  }

  private static func edges(_ sample: inout [Float]) -> [Float] {
    guard !sample.isEmpty else { return [] }
    sample.sort()
    var edges: [Float] = []
    for cut in 1...(mostBins - 2) {
      let value = sample[(sample.count - 1) * cut / (mostBins - 1)]
      if value < sample[sample.count - 1], edges.last.map({ $0 < value }) ?? true { edges.append(value) }
    }
    return edges
  }

  static func bin(_ value: Float, _ edges: [Float]) -> UInt8 {
    guard !value.isNaN else { return 0 }
    var low = 0
    var high = edges.count
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] < value { low = middle + 1 } else { high = middle }
    }
    return UInt8(low + 1)
  }
}
