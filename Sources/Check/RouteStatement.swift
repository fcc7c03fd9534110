import PunctualModel

/// What the steps state of work, load, place and travel.
extension RouteReplay {
  /// At the start and the end nothing is done and nothing is waited for.
  mutating func stands(_ stated: StatedStep) {
    compare(stated, .waiting, stated.waiting, 0)
    compare(stated, .setup, stated.setup, 0)
    compare(stated, .service, stated.service, 0)
  }

  mutating func compare(_ stated: StatedStep, _ code: CheckCode, _ value: Int?, _ due: Int) {
    // What is not stated counts as 0, as VROOM's own form has it for older versions.
    guard (value ?? 0) != due else { return }
    report(code, "\(name(stated)) states a \(code.rawValue) of \(value ?? 0), but it is \(due).")
  }

  /// Load, place and travel after a step.
  mutating func checkStated(_ stated: StatedStep, firstPlace: Int) {
    checkCapacity(of: load, "after step \(step ?? 0)")
    if let count = stated.violations, count > 0 {
      report(.statedViolation, "\(name(stated)) states \(count == 1 ? "a violation" : "\(count) violations") itself.")
    }
    if let claim = stated.load, !sameAmounts(claim, load) {
      report(.load, "\(name(stated)) states a load of \(list(claim)), but it is \(list(load)).")
    }
    if let claim = stated.duration {
      let travelled = figures.duration + Double(driven)
      if abs(Double(claim) - travelled) > figures.durationTolerance {
        report(.figure, "\(name(stated)) states \(claim) of travel, but it is \(number(travelled)).")
      }
    }
    guard stated.kind != .break else { return }
    if let claim = stated.locationIndex, let here = row(of: place ?? firstPlace), claim != here {
      report(.location, "\(name(stated)) states location \(claim), but it is \(here).")
    }
    if let claim = stated.distance, let metres = figures.distance, claim != metres {
      report(.figure, "\(name(stated)) states \(claim) of distance, but it is \(metres).")
    }
  }

  /// The location's index as the input gives it; nil where it gave none.
  private func row(of location: Int) -> Int? {
    index.problem.locations.indices.contains(location) ? index.problem.locations[location].index : nil
  }

  mutating func checkCapacity(of load: [Int], _ moment: String) {
    guard !vehicle.capacity.isEmpty, exceeds(load, vehicle.capacity) else { return }
    report(.capacity, "The load \(moment) is \(list(load)), above the capacity of \(list(vehicle.capacity)).")
  }

  func exceeds(_ load: [Int], _ limit: [Int]) -> Bool {
    load.indices.contains { load[$0] > ($0 < limit.count ? limit[$0] : 0) }
  }

  func name(_ stated: StatedStep) -> String {
    let kind =
      switch stated.kind {
      case .job: "Job"
      case .pickup: "Pickup"
      case .delivery: "Delivery"
      case .depot: "Depot"
      case .break: "Break"
      case .start: "The start"
      case .end: "The end"
      }
    guard let id = stated.id, stated.kind != .start, stated.kind != .end else { return kind }
    return "\(kind) \(id)"
  }
}
