import PunctualModel

/// What became of a promise whose time has come: the one reading of it for reports, the record and the simulation.
///
/// Somebody must be there before the promise ends, and of a crew everybody; who comes early and waits has kept it. A
/// customer who does not open is not the firm's lateness: the arrival counts.
enum PromiseOutcome: Hashable, Sendable {
  case kept(Instant)
  /// When somebody was there, and by how many seconds too late.
  case late(Instant, Int)
  /// Nobody came, or not everybody; with the end of the promise.
  case missed(Instant)

  /// Nil where nothing is promised, or where somebody may still come.
  init?(_ appointment: Appointment, _ visits: [Visit]) {
    guard let promise = appointment.promise?.window else { return nil }
    let there = visits.compactMap { $0.actual.arrive.map { max($0, promise.start) } }
    guard there.count >= appointment.crew, let last = there.max() else {
      guard appointment.stage == .missed else { return nil }
      self = .missed(promise.end)
      return
    }
    self = last <= promise.end ? .kept(last) : .late(last, last - promise.end)
  }

  var isKept: Bool {
    if case .kept = self { return true }
    return false
  }

  /// When somebody was there.
  var at: Instant? {
    switch self {
    case .kept(let at), .late(let at, _): at
    case .missed: nil
    }
  }
}
