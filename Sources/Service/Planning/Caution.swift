import PunctualForecast
import PunctualModel

/// How much room a plan leaves for what usually goes wrong.
///
/// The engine plans with exact times; the world does not keep them. A cautious plan reckons with the time that visits of a
/// kind take in truth, and aims for the first part of each promise. It may place less, so the planner makes several plans and
/// lets the forecast choose (see ``Planner``).
struct Caution: Hashable {
  /// Work is planned as long as it stays within with this probability; nil plans the stated durations.
  var work: Double?
  /// The share of a promise (of two hours at most) that stays free at its end.
  var margin: Double
  /// What an hour of expected lateness costs, in seconds of travel, by the spread of times learned from the past (the
  /// engine's `RoutingSpread`); 0 leaves it out.
  var latePerHour = 0

  /// Durations as stated, promises used to their last minute.
  static let none = Caution(work: nil, margin: 0)

  /// What the planner tries for a day of so many visits.
  ///
  /// Expected lateness is part of the cost: an hour of it weighs as much as ten, or twenty, hours of travel. Quick looks
  /// and large days keep a part of each promise free instead, because the search is slower with expectations.
  static func ladder(effort: Int, visits: Int) -> [Caution] {
    let usual = Caution(work: 0.6, margin: 0.3)
    if effort <= 1 { return [usual, .none] }
    if visits > 250 { return [Caution(work: 0.75, margin: 0.4), usual, Caution(work: 0.5, margin: 0.15), .none] }
    return [
      Caution(work: 0.5, margin: 0, latePerHour: 10 * 3600),
      Caution(work: 0.5, margin: 0.1, latePerHour: 20 * 3600), .none,
    ]
  }

  /// The window that the engine may use of a promised one.
  func aim(_ window: TimeWindow) -> TimeWindow {
    let room = Int(Double(min(window.seconds, 7200)) * margin)
    return TimeWindow(start: window.start, end: max(window.start, window.end - room))
  }

  /// The window that the engine may use of one in which a request may be done: its first part, so that a window which is sure
  /// enough can be promised around its start.
  func aimOfRequest(_ window: TimeWindow) -> TimeWindow {
    guard self != .none else { return window }
    return TimeWindow(start: window.start, end: window.end - min(window.seconds, 7200) / 2)
  }

  /// What the time on site depends on.
  struct Work: Hashable {
    var type: String
    /// As stated.
    var seconds: Int
    var crew: Int

    init(_ appointment: Appointment) {
      (type, seconds, crew) = (appointment.type, appointment.durationSeconds, appointment.crew)
    }
  }

  /// Seconds that the engine reckons with for work done by a technician.
  func seconds(_ work: Work, _ technician: Technician, _ model: ForecastModel?) -> Int {
    let stated = technician.seconds(work.seconds)
    // A crew meets at an agreed time, with people who are free for as long as was stated.
    guard let within = self.work, let model, work.crew == 1 else { return stated }
    let ratio = model.workRatio(type: work.type, technician: technician.id, probability: within)
    return max(stated, Int((Double(stated) * ratio / 60).rounded()) * 60)
  }

  /// How far the time on site of an appointment strays from what the engine reckons with, in seconds: the standard
  /// deviation of visits of its kind.
  func deviation(_ appointment: Appointment, _ state: DayState) -> Int {
    guard let model = state.model else { return 0 }
    func ratio(_ probability: Double) -> Double {
      model.workRatio(type: appointment.type, technician: nil, probability: probability)
    }
    return Int(Double(appointment.durationSeconds) * (ratio(0.85) - ratio(0.15)) / 2.07)
  }
}
