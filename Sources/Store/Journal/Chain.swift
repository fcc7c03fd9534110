internal import GRDB
import PunctualModel

/// The chain of hashes that makes a change of the journal's past show.
///
/// An entry's hash is the SHA-256 of the hash before it (64 hexadecimal digits; nothing before the first) and of the
/// entry's parts, each written as `LENGTH:BYTES,` with its length in bytes (a netstring), a missing one as `-,`: number,
/// time in seconds, actor, kind, subject, details as stored, number of the write's first entry; the first entry of a write
/// adds the seals of all that the write changed, in their order. A seal is the SHA-256 of a random salt and what it seals:
/// salt, record, key, before, after, written the same way.
enum Chain {
  static func seal(salt: String, record: String, key: String, before: String?, after: String?) -> String {
    SHA256.hex(of: text([salt, record, key, before, after]))
  }

  static func text(_ parts: [String?]) -> String {
    parts.map { part in part.map { "\($0.utf8.count):\($0)," } ?? "-," }.joined()
  }

  /// One entry as it is hashed.
  struct Link {
    var sequence: Int
    var act: Int?
    var hash: String?
    private var parts: [String?]

    static let columns = "sequence, act, hash, at, actor, kind, subject, details"

    init(_ row: inout Columns) throws {
      sequence = try row.int()
      act = row.intOrNil()
      hash = row.textOrNil()
      parts = ["\(sequence)", "\(try row.int())"]
      for _ in 0..<4 { parts.append(try row.text()) }
      parts.append(act.map { "\($0)" })
    }

    /// Reads the seals of its write, where it is the first entry of one.
    func hash(after previous: String, _ database: Database) throws -> String {
      var hash = SHA256.Running()
      hash.add((previous + Chain.text(parts)).utf8)
      if act == sequence { try Chain.eachSeal(of: sequence, database) { hash.add(Chain.text([$0]).utf8) } }
      return hash.hex()
    }
  }

  /// Gives each entry that has no hash yet its own.
  static func close(_ database: Database) throws {
    let open = try database.list(
      "SELECT \(Link.columns) FROM event WHERE hash IS NULL ORDER BY sequence", [], Link.init)
    guard let first = open.first else { return }
    var previous =
      try database.first("SELECT hash FROM event WHERE sequence = ?", [first.sequence - 1]) { try $0.text() } ?? ""
    for link in open {
      previous = try link.hash(after: previous, database)
      try database.run("UPDATE event SET hash = ? WHERE sequence = ?", [previous, link.sequence])
    }
  }

  /// Hands out the seals of what a write changed, in their order: a part at a time, since an import may change millions of
  /// rows.
  private static func eachSeal(of act: Int, _ database: Database, _ body: (String) -> Void) throws {
    var last = 0
    while true {
      let part = try database.list(
        "SELECT sequence, seal FROM change WHERE act = ? AND sequence > ? ORDER BY sequence LIMIT 1000", [act, last]
      ) { (sequence: try $0.int(), seal: try $0.text()) }
      for row in part { body(row.seal) }
      guard part.count == 1000, let end = part.last else { return }
      last = end.sequence
    }
  }
}

/// What verifying the journal found.
public struct ChainReport: Sendable, Hashable {
  /// How many entries there are.
  public var entries: Int
  /// How many changes of records are kept beside them, and how many of those were erased with their customer.
  public var changes: Int
  public var erased: Int
  /// The hash of the newest entry: whoever notes it down can tell later that nothing before it was changed.
  public var head: String
  /// What does not hold, a sentence each; empty where all does.
  public var problems: [String]
}

extension StoreReading {
  /// Computes the journal's chain anew, and compares.
  public func verifyJournal() throws -> ChainReport {
    var problems: [String] = []
    var previous = ""
    var (count, expected) = (0, 1)
    let sql = "SELECT \(Chain.Link.columns) FROM event ORDER BY sequence"
    for link in try database.list(sql, [], Chain.Link.init) {
      if link.sequence != expected {
        problems.append("entries \(expected) to \(link.sequence - 1) are missing")
      }
      let hash = try link.hash(after: previous, database)
      if link.hash == nil {
        problems.append("entry \(link.sequence) was not written by this program: it has no hash")
      } else if link.hash != hash {
        problems.append("entry \(link.sequence), one before it, or what it changed is not what was written")
      }
      // From what is stored, so that one altered entry is one problem.
      previous = link.hash ?? hash
      expected = link.sequence + 1
      count += 1
    }
    let (changes, erased) = try verifyChanges(&problems)
    return ChainReport(entries: count, changes: changes, erased: erased, head: previous, problems: problems)
  }

  /// Whether an entry has this hash: then the journal up to it is the one of which the hash was noted down.
  public func journalHolds(hash: String) throws -> Int? {
    try database.first("SELECT sequence FROM event WHERE hash = ?", [hash.lowercased()]) { try $0.int() }
  }

  private func verifyChanges(_ problems: inout [String]) throws -> (changes: Int, erased: Int) {
    var (changes, erased) = (0, 0)
    let sql = "SELECT act, record, key, customer, before, after, salt, seal FROM change ORDER BY sequence"
    let rows = try database.list(sql) { row in
      (
        act: try row.int(), record: try row.text(), key: try row.text(), customer: row.textOrNil(),
        before: row.textOrNil(), after: row.textOrNil(), salt: row.textOrNil(), seal: try row.text()
      )
    }
    let forgettings = try database.list("SELECT subject, details FROM event WHERE kind = 'customer-forgotten'") {
      (try $0.text(), try $0.json([String: String].self))
    }
    let forgotten = Set(forgettings.map(\.0))
    // Words of entries about something else, which a forgetting says that it erased.
    let words = Set(
      forgettings.flatMap { ($0.1[StoreWriter.erasedWords] ?? "").split(separator: " ").map { "[\($0)]" } })
    for row in rows {
      changes += 1
      if let salt = row.salt {
        let seal = Chain.seal(salt: salt, record: row.record, key: row.key, before: row.before, after: row.after)
        if seal != row.seal { problems.append("what entry \(row.act) changed of a \(row.record) was altered") }
      } else {
        erased += 1
        let isSaid = row.record == Event.words && words.contains(row.key)
        if !isSaid, !(row.customer.map(forgotten.contains) ?? false) {
          problems.append("what entry \(row.act) changed of a \(row.record) was erased, but no customer was forgotten")
        }
      }
    }
    return (changes, erased)
  }
}
