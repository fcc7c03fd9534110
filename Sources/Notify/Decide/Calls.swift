import PunctualModel

extension Notifier {
  /// Whether a message to the office asks for a call to the customer, and is still true: a delay of somebody to whom nobody
  /// may write, or words that no channel could deliver.
  ///
  /// - Parameter journey: of this moment, with its prediction.
  public func asksForCall(_ message: Notification, _ journey: Journey) -> Bool {
    guard message.audience == .dispatcher, message.state == .sent || journey.now <= message.expiresAt else {
      return false
    }
    var lasting = message
    // A task does not expire with the message that brought it: whoever waits beyond the promised time waits for a word too.
    let isWaiting = journey.isAwaited || journey.appointment.stage == .missed
    if isWaiting { lasting.expiresAt = max(message.expiresAt, journey.now) }
    guard reasonToDrop(lasting, journey) == nil else { return false }
    switch message.kind {
    case .jeopardy: return Recipient(.customer, technician: nil, rule: nil, journey) == nil
    case .unreached: return isWaiting
    default: return false
    }
  }
}
