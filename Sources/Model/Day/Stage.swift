/// Where an appointment stands in its life.
///
/// requested → booked → scheduled → dispatched → under way → on site → finished; from most of them also cancelled, missed
/// or no access. ``Stage/after(_:)`` is the whole machine: a step that it does not list is refused.
public enum Stage: String, CaseIterable, Sendable, Codable {
  /// Asked for, nothing promised.
  case requested
  /// A window is promised, no technician chosen.
  case booked
  /// Placed on a technician's day.
  case scheduled
  /// Handed to the technician: the plan no longer moves it by itself.
  case dispatched
  /// The technician is travelling to it.
  case underWay = "under-way"
  case onSite = "on-site"
  case finished
  case cancelled
  /// Nobody came within the promise, and nobody will on that day.
  case missed
  /// Somebody came and was not let in.
  case noAccess = "no-access"

  /// Whether nothing more can happen to it as it stands.
  public var isOver: Bool { self == .finished || self == .cancelled }

  /// Whether a plan may place it: it waits for a technician, or has one that may still change.
  public var isPlannable: Bool { self == .requested || self == .booked || self == .scheduled }

  /// Whether it is on a technician's day and has not begun.
  public var isWaiting: Bool { self == .scheduled || self == .dispatched }

  /// Whether a technician is on it now.
  public var isRunning: Bool { self == .underWay || self == .onSite }

  /// The stage that a step leads to; nil where the step is impossible.
  public func after(_ step: Step) -> Stage? {
    switch (self, step) {
    case (.requested, .book), (.missed, .book), (.noAccess, .book): .booked
    case (.requested, .schedule), (.booked, .schedule), (.scheduled, .schedule): .scheduled
    case (.scheduled, .unschedule), (.dispatched, .unschedule): .booked
    case (.scheduled, .dispatch): .dispatched
    case (.scheduled, .depart), (.dispatched, .depart): .underWay
    case (.underWay, .arrive): .onSite
    case (.onSite, .finish): .finished
    case (.requested, .cancel), (.booked, .cancel), (.scheduled, .cancel), (.dispatched, .cancel), (.underWay, .cancel),
      (.missed, .cancel), (.noAccess, .cancel):
      .cancelled
    case (.booked, .miss), (.scheduled, .miss), (.dispatched, .miss), (.underWay, .miss): .missed
    case (.underWay, .noAccess), (.onSite, .noAccess): .noAccess
    default: nil
    }
  }

  /// The steps that are possible from here.
  public var possibleSteps: [Step] { Step.allCases.filter { after($0) != nil } }
}

/// What can be done to an appointment.
public enum Step: String, CaseIterable, Sendable, Codable {
  case book, schedule, unschedule, dispatch, depart, arrive, finish, cancel, miss
  case noAccess = "no-access"
}
