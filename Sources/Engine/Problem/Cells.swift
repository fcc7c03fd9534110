/// The cells of a matrix, never written once they are there: an array of the problem's itself where nothing has to change.
///
/// Safe to share between threads: nothing of it changes.
final class Cells: @unchecked Sendable {
  let count: Int
  /// Leads into `values`.
  let base: UnsafePointer<Int32>
  private let values: [Int32]

  /// Shares the array's memory. An array of plain numbers lies in one piece, stays where it is while it is held here, and is
  /// not changed in place as long as it is shared.
  init(_ values: [Int32]) {
    count = values.count
    self.values = values.isEmpty ? [0] : values
    base = self.values.withUnsafeBufferPointer { $0.baseAddress.unsafelyUnwrapped }
  }

  /// New cells, all 0 before `fill`.
  convenience init(_ count: Int, _ fill: (UnsafeMutableBufferPointer<Int32>) -> Void) {
    self.init(
      [Int32](unsafeUninitializedCapacity: count) { block, filled in
        block.initialize(repeating: 0)
        fill(block)
        filled = count
      })
  }

  @inline(__always) subscript(_ cell: Int) -> Int32 { base[cell] }
}
