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
    // A task does not expire with the message that brought it.
    lasting.expiresAt = max(message.expiresAt, journey.appointment.promise?.window.end ?? message.expiresAt)
    guard reasonToDrop(lasting, journey) == nil else { return false }
    switch message.kind {
    case .jeopardy: return Recipient(.customer, technician: nil, rule: nil, journey) == nil
    case .unreached: return journey.isAwaited || journey.appointment.stage == .missed
    default: return false
    }
  }
}
