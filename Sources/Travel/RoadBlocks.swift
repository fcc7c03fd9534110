import PunctualModel

/// A part of a matrix: travel from some places to some places, by index.
struct RoadBlock: Hashable, Sendable {
  var rows: [Int]
  var columns: [Int]

  var pairs: Int { rows.count * columns.count }
}

extension RoadBlock {
  /// Blocks that together hold every unknown pair of a matrix, in few requests and with few pairs that are known already.
  ///
  /// Rows that lack the same columns go together: of places that are new, all rows are whole and all others lack the new
  /// columns, which makes two blocks. Rows that lack nearly the same are joined while that adds at most half as much again.
  static func missing(in matrix: TravelMatrix) -> [RoadBlock] {
    let size = matrix.size
    var byColumns: [[Int]: [Int]] = [:]
    for row in 0..<size {
      var columns = (0..<size).filter { matrix.durations[row * size + $0] == TravelMatrix.unknown }
      guard !columns.isEmpty else { continue }
      if columns.count == size - 1 { columns = Array(0..<size) }
      byColumns[columns, default: []].append(row)
    }
    let exact = byColumns.map { RoadBlock(rows: $1, columns: $0) }
      .sorted { ($1.columns.count, $0.rows[0]) < ($0.columns.count, $1.rows[0]) }
    guard exact.count <= 64 else {
      // Holes all over: one block of all that lacks something is asked faster than it is cut up.
      return [RoadBlock(rows: exact.flatMap(\.rows).sorted(), columns: Set(exact.flatMap(\.columns)).sorted())]
    }
    return exact.reduce(into: []) { blocks, next in
      for index in blocks.indices {
        let joined = blocks[index].joined(next)
        guard Double(joined.pairs) <= 1.5 * Double(blocks[index].pairs + next.pairs) else { continue }
        blocks[index] = joined
        return
      }
      blocks.append(next)
    }
  }

  private func joined(_ other: RoadBlock) -> RoadBlock {
    let mine = Set(columns)
    return RoadBlock(rows: rows + other.rows, columns: columns + other.columns.filter { !mine.contains($0) })
  }

  /// Parts that a server with this table limit takes: at most its square of pairs each. A long thin block stays whole.
  func parts(limit: Int) -> [RoadBlock] {
    let high = min(rows.count, limit)
    let wide = max(1, min(columns.count, limit * limit / max(1, high), max(limit, 1000)))
    return stride(from: 0, to: rows.count, by: max(1, high)).flatMap { top in
      stride(from: 0, to: columns.count, by: wide).compactMap { left in
        let part = RoadBlock(
          rows: Array(rows[top..<min(top + high, rows.count)]),
          columns: Array(columns[left..<min(left + wide, columns.count)]))
        // From a place to itself is no question.
        return part.rows.count == 1 && part.rows == part.columns ? nil : part
      }
    }
  }
}
