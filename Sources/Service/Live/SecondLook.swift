import PunctualModel
import PunctualNotify
import PunctualStore
import Synchronization

import struct PunctualModel.Notification

/// Looks at a message of the outbox again when its time has come: what was true when it was decided may not be any more.
struct SecondLook: Sendable {
  let notifier: Notifier
  private let forecasts = Forecasts()

  /// What was predicted of a day, by appointment, kept while it is fresh: after a gateway was away many messages ask at once.
  private final class Forecasts: Sendable {
    let days = Mutex<[LocalDate: (at: Instant, worst: [String: VisitPrediction])]>([:])
  }

  enum Verdict: Sendable {
    /// With all that is known of what it is about; nil where that is gone.
    case leaves(Journey?)
    /// With the reason.
    case drops(String)
    /// It is held back by the recipient's quiet hours until then.
    case waits(until: Instant)
  }

  /// A message that was decided so many seconds ago is compared with what is predicted by now.
  private static let fresh = 60

  func verdict(on message: Notification, from reader: some StoreReading, now: Instant) throws -> Verdict {
    var journey = try Journey.read(of: message, from: reader, now: now)
    if journey != nil, notifier.dependsOnForecast(message), message.createdAt + Self.fresh <= now {
      journey?.prediction = try prediction(message, reader, now)
    }
    guard let journey else {
      let isForCustomer = message.audience == .customer
      if isForCustomer { return .drops("The appointment is gone.") }
      return now > message.expiresAt ? .drops("It expired.") : .leaves(nil)
    }
    if let reason = notifier.reasonToDrop(message, journey) { return .drops(reason) }
    if message.audience == .customer {
      let open = notifier.earliestDelivery(of: message.kind, at: now, to: journey.customer)
      // What would be worth nothing by then, a customer had better get now; the rules have let it leave.
      if open > now, open <= message.expiresAt { return .waits(until: open) }
    }
    return .leaves(journey)
  }

  /// Of the appointment's visits on the day that they are planned for, the worst.
  private func prediction(
    _ message: Notification, _ reader: some StoreReading, _ now: Instant
  ) throws -> VisitPrediction? {
    guard let appointment = message.appointment,
      let date = try reader.visits(ofAppointment: appointment).first(where: { $0.stage != .cancelled })?.date
    else { return nil }
    if let known = forecasts.days.withLock({ $0[date] }), abs(now - known.at) < Self.fresh {
      return known.worst[appointment]
    }
    let worst = try DayState.read(date, from: reader, now: now).worstPredictions()
    forecasts.days.withLock { $0[date] = (now, worst) }
    return worst[appointment]
  }
}
