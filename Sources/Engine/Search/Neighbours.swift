/// For each job the jobs nearest to it (itself first), by travel there and back; ties by index.
final class Neighbours: Sendable {
  /// Enough for a ruin to find as many routes as it wants to cut.
  static let most = 256

  let each: Int
  let list: Flat<Int32>
  let near: Near

  /// Ends early, with lists of no use, when the search is to stop.
  init(_ tables: Tables, _ options: SolveOptions = SolveOptions()) {
    each = min(tables.jobs, Neighbours.most)
    list = Neighbours.nearest(tables, each) { options.shouldStop() || options.isCancelled() }
    near = Near(tables, nearest: list, each: each, options.isCancelled)
  }

  private static func nearest(_ tables: Tables, _ each: Int, _ shouldStop: () -> Bool) -> Flat<Int32> {
    let jobs = tables.jobs
    let list = Flat(jobs * each, filledWith: Int32(0))
    guard jobs > 0, tables.routes > 0 else { return list }
    let kind = tables.kinds[0]
    var keys = [UInt64](repeating: 0, count: jobs)
    for job in 0..<jobs {
      if job & 63 == 0 && shouldStop() { return list }
      let row = Int(tables.place[job]) * kind.size
      for other in 0..<jobs {
        let column = row + Int(tables.place[other])
        let both = other == job ? 0 : UInt64(1) + UInt64(max(0, kind.from[column])) + UInt64(max(0, kind.into[column]))
        keys[other] = both << 31 | UInt64(other)
      }
      keys.withUnsafeMutableBufferPointer { Neighbours.selectLeast(each, of: $0) }
      for index in 0..<each { list[job * each + index] = Int32(truncatingIfNeeded: keys[index] & 0x7FFF_FFFF) }
    }
    return list
  }

  /// Moves the least `wanted` keys to the front, in order.
  private static func selectLeast(_ wanted: Int, of keys: UnsafeMutableBufferPointer<UInt64>) {
    var (low, high) = (0, keys.count - 1)
    while low < high && wanted < keys.count {
      let pivot = keys[low + (high - low) / 2]
      var (left, right) = (low, high)
      while left <= right {
        while keys[left] < pivot { left += 1 }
        while keys[right] > pivot { right -= 1 }
        if left <= right {
          keys.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if wanted - 1 <= right {
        high = right
      } else if wanted - 1 >= left {
        low = left
      } else {
        break
      }
    }
    var front = UnsafeMutableBufferPointer(rebasing: keys[..<wanted])
    front.sort()
  }
}
