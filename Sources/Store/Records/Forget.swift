internal import GRDB
import PunctualModel

/// How much was erased of a customer.
public struct ForgetCounts: Sendable, Hashable {
  public var contacts: Int
  public var sites: Int
  public var appointments: Int
  /// Messages that lost their words and their address.
  public var messages: Int
  /// Of them, those that waited and are not sent any more.
  public var dropped: Int
  /// Answers of earlier writes that were kept for repetition and spoke of the customer.
  public var answers: Int
  /// Complaints, comments and replies that lost their words.
  public var texts: Int

  public init(
    contacts: Int, sites: Int, appointments: Int, messages: Int, dropped: Int, answers: Int, texts: Int = 0
  ) {
    self.contacts = contacts
    self.sites = sites
    self.appointments = appointments
    self.messages = messages
    self.dropped = dropped
    self.answers = answers
    self.texts = texts
  }
}

extension StoreWriter {
  /// What stands where a customer's name was.
  public static var erasedName: String { "erased" }

  /// Erases what tells who a customer is, and keeps what statistics need.
  ///
  /// Erased: name, notes, contacts; addresses and access of the sites, their coordinates to about a kilometre; titles and
  /// notes of the appointments; address, subject, body and errors of the messages, what providers said of them, and those
  /// that wait are dropped; words of complaints and their answers, comments of surveys, words and addresses of replies;
  /// kept travel from and to the sites; answers kept for repeated requests that speak of the customer (they become
  /// `null`). Kept: ids, causes, scores, stages, times, areas, past visits. Once the write is done, the file is rewritten,
  /// so that no old page keeps the words.
  ///
  /// A repetition changes nothing more. Throws `.notFound`.
  @discardableResult
  public func forget(_ id: String) throws -> ForgetCounts {
    guard let customer = try customer(id) else { throw Customer.notFound(id) }
    let answers = try forgetAnswers(about: customer)
    let dropped = try database.run(
      """
      UPDATE notification SET state = 'dropped', next_attempt_at = NULL
      WHERE customer = ? AND state IN ('queued', 'leased')
      """, [id])
    let messages = try database.run(
      """
      UPDATE notification SET address = '', subject = '', body = '', html = NULL, calendar = NULL, last_error = NULL
      WHERE customer = ?
      """, [id])
    try database.run(
      """
      UPDATE attempt SET error = NULL, receipt = NULL, report_detail = NULL
      WHERE notification IN (SELECT sequence FROM notification WHERE customer = ?)
      """, [id])
    let appointments = try database.run(
      "UPDATE appointment SET title = type, notes = NULL, revision = revision + 1 WHERE customer = ?", [id])
    let texts = try forgetTexts(of: customer)
    var erased = customer
    erased.name = Self.erasedName
    erased.notes = nil
    erased.contacts = []
    erased.revision += 1
    try save(erased)
    try forgetTravel(customer.sites.compactMap { MapPoint($0.place.coordinate) })
    let sites = try database.run(
      """
      UPDATE site SET address = '', access = NULL, longitude = round(longitude, 2), latitude = round(latitude, 2)
      WHERE customer = ?
      """, [id])
    try setSetting(Store.tracesSetting, "1")
    session.afterwards.eraseTraces = true
    return ForgetCounts(
      contacts: customer.contacts.count, sites: sites, appointments: appointments, messages: messages,
      dropped: dropped, answers: answers, texts: texts)
  }

  /// What the customer said, and what was said about it. Replies from the customer's addresses count, too, where nobody
  /// found out whose they are.
  private func forgetTexts(of customer: Customer) throws -> Int {
    let complaints = try database.run(
      """
      UPDATE complaint SET text = '', answer = iif(answer IS NULL, NULL, ''), revision = revision + 1
      WHERE customer = ? AND (text <> '' OR answer <> '')
      """, [customer.id])
    let comments = try database.run(
      "UPDATE survey_answer SET comment = NULL WHERE customer = ? AND comment IS NOT NULL", [customer.id])
    let replies = try database.run(
      """
      UPDATE reply SET address = '', text = '', outcome = iif(outcome IS NULL, NULL, '')
      WHERE address <> '' AND (customer = ? OR address IN (SELECT value FROM json_each(?)))
      """, [customer.id, try StoredJSON.text(customer.contacts.map(\.address))])
    return complaints + comments + replies
  }

  /// An answer that names the customer, one of the appointments, or an address is emptied; its key still stands, so the
  /// request is not done twice.
  private func forgetAnswers(about customer: Customer) throws -> Int {
    let appointments = try appointments(AppointmentFilter(customer: customer.id)).map(\.id)
    let words =
      [customer.id, customer.name] + customer.contacts.map(\.address) + customer.sites.map(\.place.address)
      + appointments
    return try database.run(
      """
      UPDATE idempotency SET answer = 'null'
      WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE value <> '' AND instr(idempotency.answer, value) > 0)
      """, [try StoredJSON.text(words)])
  }
}

extension Store {
  /// Set while old pages of the file may still hold what was erased.
  static let tracesSetting = "store.traces"

  /// Rewrites the file and empties its write-ahead log, so that nothing erased can be read from the disk's file. A write
  /// that forgets a customer does this by itself, unless another process holds the file just then: ``health()`` tells.
  ///
  /// - Throws: `.busy`.
  public func eraseTraces() throws {
    try translating {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "VACUUM")
        _ = try database.checkpoint(.truncate)
        try database.run("DELETE FROM setting WHERE key = ?", [Self.tracesSetting])
      }
    }
  }
}
