import PunctualModel

/// The times at which jobs (or breaks) may start: for each a list of windows in order, both ends included.
///
/// A start function of any number of windows never decreases, so one earliest time on the way forward and one latest time
/// on the way back say all there is to know about a route, however many windows its jobs have.
struct Windows: ~Copyable, Sendable {
  private let offset: Flat<Int32>
  private let opens: Flat<Int>
  private let closes: Flat<Int>
  /// By item: the first moment and the last one at which it may start.
  let firstOpen: Flat<Int>
  let lastClose: Flat<Int>

  init(_ lists: [[RoutingWindow]]) {
    let filled = lists.map { $0.isEmpty ? [RoutingWindow(0, horizon)] : $0 }
    var offsets: [Int32] = [0]
    for list in filled { offsets.append(offsets[offsets.count - 1] + Int32(list.count)) }
    offset = Flat(offsets)
    opens = Flat(filled.flatMap { $0.map(\.start) })
    closes = Flat(filled.flatMap { $0.map(\.end) })
    firstOpen = Flat(filled.map { $0[0].start })
    lastClose = Flat(filled.map { $0[$0.count - 1].end })
  }

  /// The first allowed start at `time` or later; `never` where none is left.
  @inline(__always)
  func start(_ item: Int, from time: Int) -> Int { view.start(item, from: time) }

  /// The same as plain pointers.
  var view: WindowsView {
    WindowsView(
      offset: UnsafePointer(offset.base), opens: UnsafePointer(opens.base), closes: UnsafePointer(closes.base),
      lastClose: UnsafePointer(lastClose.base))
  }

  /// The last allowed start at `time` or earlier; `-never` where there is none.
  @inline(__always)
  func start(_ item: Int, upTo time: Int) -> Int {
    if time < firstOpen[item] { return -never }
    var window = Int(offset[item + 1]) - 1
    while time < opens[window] { window -= 1 }
    return min(time, closes[window])
  }
}

/// Windows as plain pointers, for inner loops: no reference counts. Valid as long as the windows it was taken from.
struct WindowsView: BitwiseCopyable {
  let offset: UnsafePointer<Int32>
  let opens: UnsafePointer<Int>
  let closes: UnsafePointer<Int>
  let lastClose: UnsafePointer<Int>

  /// The first allowed start at `time` or later; `never` where none is left.
  @inline(__always)
  func start(_ item: Int, from time: Int) -> Int {
    if time > lastClose[item] { return never }
    var window = Int(offset[item])
    while time > closes[window] { window += 1 }
    return max(time, opens[window])
  }

  /// The end of the window that a start lies in.
  @inline(__always)
  func end(_ item: Int, at start: Int) -> Int {
    var window = Int(offset[item])
    while start > closes[window] { window += 1 }
    return closes[window]
  }
}
