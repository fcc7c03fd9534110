import PunctualModel

extension NotificationRules {
  /// From this chance of being broken on a promise is in danger: the live loop looks for a better plan, and the board, a
  /// technician's day, ``ShowLate`` and the figures of a simulated month count it.
  ///
  /// It is the least chance from which customers are told of a delay, and 0.35 at most, so that there is something to be
  /// done before there is something to be said.
  var danger: Double {
    let told = rules.filter { $0.kind == .runningLate && $0.enabled }.compactMap(\.trigger.chance)
    return min(told.min() ?? 1, Self.mostDanger)
  }

  static var mostDanger: Double { 0.35 }
}
