internal import GRDB
import PunctualModel

extension StoreReading {
  /// Replies in the order in which they came: all, or those of one customer. With a limit, the newest of them.
  public func replies(customer: String? = nil, limit: Int? = nil) throws -> [Reply] {
    try replies("WHERE customer IS coalesce(?, customer) ORDER BY sequence DESC LIMIT ?", [customer, limit ?? -1])
      .reversed()
  }

  /// Nil where there is none of that number.
  public func reply(sequence: Int) throws -> Reply? {
    try replies("WHERE sequence = ?", [sequence]).first
  }

  /// The reply that a provider knows by that id on a channel; nil where it has not come yet.
  public func reply(channel: ContactChannel, providerID: String) throws -> Reply? {
    try replies("WHERE channel = ? AND provider_id = ?", [channel.rawValue, providerID]).first
  }

  private func replies(_ rest: String, _ arguments: [(any DatabaseValueConvertible)?]) throws -> [Reply] {
    let sql = """
      SELECT sequence, provider_id, customer, address, channel, text, received_at, about, meaning, number, outcome
      FROM reply \(rest)
      """
    return try database.list(sql, arguments) { row in
      var reply = Reply(
        sequence: try row.int(), providerID: row.textOrNil(), customer: row.textOrNil(), address: try row.text(),
        channel: try row.choice(ContactChannel.self), text: try row.text(), receivedAt: try row.instant(),
        about: row.intOrNil())
      let word = try row.choice(ReplyWord.self)
      guard let meaning = ReplyMeaning(word, row.intOrNil()) else { throw Columns.damaged }
      reply.meaning = meaning
      reply.outcome = row.textOrNil()
      return reply
    }
  }
}

extension StoreWriter {
  /// Adds a reply, and returns it with its number; nil, and nothing done, where its provider has delivered it before.
  /// Throws `.unknownReference` for its customer or message, or `.tooLarge` (see ``FreeText``).
  @discardableResult
  public func insert(_ reply: Reply) throws -> Reply? {
    if let id = reply.providerID, try self.reply(channel: reply.channel, providerID: id) != nil { return nil }
    var reply = reply
    reply.sequence = try database.number("SELECT coalesce(max(sequence), 0) + 1 FROM reply")
    return try save(reply)
  }

  /// Changes what a reply was taken for and what became of it, and returns it as stored. Throws `.notFound`.
  @discardableResult
  public func update(_ reply: Reply) throws -> Reply {
    guard try self.reply(sequence: reply.sequence) != nil else {
      throw Faults(.notFound, "There is no reply \(reply.sequence).")
    }
    return try save(reply)
  }

  private func save(_ reply: Reply) throws -> Reply {
    var faults: [Fault] = []
    if let customer = reply.customer, let fault = try missing("customer", customer, path: "/customer") {
      faults.append(fault)
    }
    if let about = reply.about, try notification(sequence: about) == nil {
      faults.append(Fault(.unknownReference, path: "/about", "There is no message \(about)."))
    }
    if !faults.isEmpty { throw Faults(faults) }
    var reply = reply
    reply.text = try FreeText.kept(reply.text)
    reply.outcome = try reply.outcome.map { outcome in try FreeText.kept(outcome, path: "/outcome") }
    try database.run(
      """
      INSERT INTO reply (sequence, provider_id, customer, address, channel, text, received_at, about, meaning, number,
        outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (sequence) DO UPDATE SET customer = excluded.customer, about = excluded.about,
        meaning = excluded.meaning, number = excluded.number, outcome = excluded.outcome
      """,
      [
        reply.sequence, reply.providerID, reply.customer, reply.address, reply.channel.rawValue, reply.text,
        reply.receivedAt.epochSeconds, reply.about, reply.meaning.word.rawValue, reply.meaning.number, reply.outcome,
      ])
    return reply
  }
}
