import PunctualModel

/// When customers are told of what, as data: every threshold that ``Notifier`` decides by, with defaults that suit most
/// firms.
///
/// Minutes are whole; chances are 0 to 1. ``check()`` refuses values that contradict one another.
public struct NotificationPolicy: Hashable, Sendable, Codable {
  /// A reminder goes out the day before the promise at this time of the recipient's day. Default 09:00.
  public var reminderTime: LocalTime
  /// The reminder of an appointment that was promised after that time goes out this long before the promise starts.
  /// Default 120.
  public var reminderMinutesBefore: Int
  /// Running late is told when P(late) reaches this. Default 0.5.
  public var lateEnter: Double
  /// Running late is also told when the median start is more than this past the promise's end. Default 15.
  public var lateMedianMinutes: Int
  /// The all clear is told when P(late) has fallen to this. Well below ``lateEnter``, so that a chance which wavers
  /// around it causes no flurry. Default 0.2.
  public var lateLeave: Double
  /// Lateness is told at most this long before the promise ends: what is further away is too uncertain to alarm
  /// anybody. Default 180.
  public var lateHorizonMinutes: Int
  /// From this chance on lateness is as good as certain, and ``sureHorizonMinutes`` counts. Default 0.9.
  public var lateSure: Double
  /// As ``lateHorizonMinutes``, for lateness that is as good as certain. Default 480.
  public var sureHorizonMinutes: Int
  /// Who was told a time is told again when the median start has moved this far from it. Default 15.
  public var movedMinutes: Int
  /// How often a moved time is told for one visit. Default 2.
  public var movedLimit: Int
  /// A visit counts as missed this long past the promise's end (or past the time that was told, where that is later)
  /// with nobody on site and none under way. Default 30.
  public var missedAfterMinutes: Int
  /// The follow-up with its survey goes out this long after the work is done. Default 120.
  public var followUpAfterMinutes: Int
  /// When messages that can wait do wait; nil where they never do. Default 21:00 to 08:00 of the recipient's day.
  public var quietHours: QuietHours?
  /// Most messages for one visit. The confirmation and the apology for a missed visit are not counted. Default 6.
  public var messageLimit: Int
  /// How long a message is worth sending.
  public var lifetimes: Lifetimes

  public init(
    reminderTime: LocalTime? = nil, reminderMinutesBefore: Int = 120,
    lateEnter: Double = 0.5, lateMedianMinutes: Int = 15, lateLeave: Double = 0.2, lateHorizonMinutes: Int = 180,
    lateSure: Double = 0.9, sureHorizonMinutes: Int = 480,
    movedMinutes: Int = 15, movedLimit: Int = 2, missedAfterMinutes: Int = 30, followUpAfterMinutes: Int = 120,
    quietHours: QuietHours? = .usual, messageLimit: Int = 6, lifetimes: Lifetimes = Lifetimes()
  ) {
    self.reminderTime = reminderTime ?? nineOClock
    self.reminderMinutesBefore = reminderMinutesBefore
    self.lateEnter = lateEnter
    self.lateMedianMinutes = lateMedianMinutes
    self.lateLeave = lateLeave
    self.lateHorizonMinutes = lateHorizonMinutes
    self.lateSure = lateSure
    self.sureHorizonMinutes = sureHorizonMinutes
    self.movedMinutes = movedMinutes
    self.movedLimit = movedLimit
    self.missedAfterMinutes = missedAfterMinutes
    self.followUpAfterMinutes = followUpAfterMinutes
    self.quietHours = quietHours
    self.messageLimit = messageLimit
    self.lifetimes = lifetimes
  }

  /// Throws all values that are out of range or contradict one another, as `outOfRange`.
  public func check() throws(Faults) {
    var faults: [Fault] = []
    for (name, chance) in [("late_enter", lateEnter), ("late_leave", lateLeave), ("late_sure", lateSure)]
    where !(0...1).contains(chance) {
      faults.append(Fault(.outOfRange, path: "/\(name)", "A chance lies between 0 and 1, not at \(chance)."))
    }
    if lateLeave >= lateEnter {
      faults.append(
        Fault(
          .outOfRange, path: "/late_leave", "The all clear must need a lower chance than running late does.",
          hint: "Leave a wide gap, such as 0.2 and 0.5."))
    }
    let amounts = [
      ("reminder_minutes_before", reminderMinutesBefore), ("late_median_minutes", lateMedianMinutes),
      ("late_horizon_minutes", lateHorizonMinutes), ("sure_horizon_minutes", sureHorizonMinutes),
      ("moved_limit", movedLimit),
      ("missed_after_minutes", missedAfterMinutes), ("follow_up_after_minutes", followUpAfterMinutes),
      ("message_limit", messageLimit),
    ]
    for (name, amount) in amounts where amount < 0 {
      faults.append(Fault(.outOfRange, path: "/\(name)", "It cannot be negative."))
    }
    let positive =
      [("moved_minutes", movedMinutes)]
      + NotificationKind.allCases.map { ("lifetimes/\($0.rawValue)", lifetimes.minutes($0)) }
    for (name, amount) in positive where amount < 1 {
      faults.append(Fault(.outOfRange, path: "/\(name)", "It must be at least one minute."))
    }
    if !faults.isEmpty { throw Faults(faults) }
  }

  /// Whether a message of this kind may wait for the end of the quiet hours. What cannot wait is urgent.
  public static func isShiftable(_ kind: NotificationKind) -> Bool {
    switch kind {
    case .confirmation, .reminder, .followUp: true
    case .onMyWay, .runningLate, .allClear, .missed: false
    }
  }
}

/// For how many minutes each kind of message is worth sending, counted from when it is due. A confirmation also ends
/// with the promised window, a reminder when that starts.
public struct Lifetimes: Hashable, Sendable, Codable {
  /// Counted from when the promise was made. Default two days.
  public var confirmation: Int
  /// Default one day.
  public var reminder: Int
  /// Default one hour.
  public var onMyWay: Int
  /// Default one hour.
  public var runningLate: Int
  /// Default one hour.
  public var allClear: Int
  /// Default one day.
  public var missed: Int
  /// Default two days.
  public var followUp: Int

  public init(
    confirmation: Int = 2880, reminder: Int = 1440, onMyWay: Int = 60, runningLate: Int = 60, allClear: Int = 60,
    missed: Int = 1440, followUp: Int = 2880
  ) {
    self.confirmation = confirmation
    self.reminder = reminder
    self.onMyWay = onMyWay
    self.runningLate = runningLate
    self.allClear = allClear
    self.missed = missed
    self.followUp = followUp
  }

  public func minutes(_ kind: NotificationKind) -> Int {
    switch kind {
    case .confirmation: confirmation
    case .reminder: reminder
    case .onMyWay: onMyWay
    case .runningLate: runningLate
    case .allClear: allClear
    case .missed: missed
    case .followUp: followUp
    }
  }

  func seconds(_ kind: NotificationKind) -> Int { minutes(kind) * 60 }
}

// Within the day, so the unwrapping cannot fail.
private let nineOClock = LocalTime(minutes: 9 * 60)!
