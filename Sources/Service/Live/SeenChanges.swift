import PunctualModel
import PunctualStore
import PunctualWire

extension StoreReading {
  /// Technicians who were told that a day has changed and have not said yet that they have seen it, with when they were told.
  func unseenChanges(on date: LocalDate) throws -> [String: Instant] {
    let told = try notifications(NotificationFilter(kinds: [.dayChanged], limit: 500)).filter {
      [.queued, .leased, .sent].contains($0.state) && $0.key.contains("/\(date)/")
    }
    let latest = Dictionary(
      told.compactMap { message in message.technician.map { ($0, message.createdAt) } }, uniquingKeysWith: max)
    return try latest.filter { technician, at in
      try !events(subject: technician).contains { $0.kind == .acknowledged && $0.at >= at }
    }
  }
}

extension DayBoard {
  /// With who has not seen that the day has changed.
  func withUnseen(_ reader: some StoreReading) throws -> DayBoard {
    let unseen = try reader.unseenChanges(on: date)
    var board = self
    for index in board.rows.indices { board.rows[index].changedAt = unseen[board.rows[index].technician] }
    return board
  }
}

public struct AcknowledgeDay: UseCase {
  public static let name = "mine.seen"
  public static let summary = "Takes down that a technician has seen the changes of a day."
  public static let writes = true

  public static func run(_ input: MyDayRequest, in session: Session) throws -> MyDay {
    try session.commit { transaction in
      let date = input.date ?? session.today
      let state = try DayState.read(date, from: transaction.writer, now: session.now)
      let technician = try state.technician(named: input.technician)
      if try transaction.writer.unseenChanges(on: date)[technician.id] != nil {
        try transaction.record(.acknowledged, technician.id, ["day": date.description])
      }
      return try MyDay(of: technician, DayBoard(state).withUnseen(transaction.writer))
    }
  }
}
