internal import GRDB
import PunctualModel

extension StoreReading {
  /// Nil where it was never set.
  public func setting(_ key: String) throws -> String? {
    try database.first("SELECT value FROM setting WHERE key = ?", [key]) { try $0.text() }
  }

  /// All settings by key, without the store's own (`store.…`).
  public func settings() throws -> [String: String] {
    let all = try database.list("SELECT key, value FROM setting WHERE key NOT LIKE 'store.%'") {
      (try $0.text(), try $0.text())
    }
    return Dictionary(uniqueKeysWithValues: all)
  }

  /// What a write with this key answered, and the hash of its request (``Store/hash(ofRequest:)``); nil where there was
  /// none. Where a customer of whom it spoke was forgotten, the hash is empty.
  public func storedAnswer(idempotencyKey: String) throws -> (requestHash: String, answer: String)? {
    try database.first("SELECT request_hash, answer FROM idempotency WHERE key = ?", [idempotencyKey]) {
      (requestHash: try $0.text(), answer: try $0.text())
    }
  }
}

extension Store {
  /// Under which the file keeps a random text that makes its digests of addresses unlike those of any other file.
  static let secretSetting = "store.secret"

  /// What is kept of a request, by which a repetition is known: SHA-256 in hexadecimal digits. The request itself may be
  /// personal.
  public static func hash(ofRequest request: String) -> String { SHA256.hex(of: request) }
}

extension StoreWriter {
  /// Sets a setting; nil removes it.
  public func setSetting(_ key: String, _ value: String?) throws {
    guard let value else {
      try database.run("DELETE FROM setting WHERE key = ?", [key])
      return
    }
    try database.run(
      "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
      [key, value])
  }

  /// Keeps the answer of a write, in the same transaction as its effect. Throws `.duplicateID` for a key that is there.
  public func rememberAnswer(idempotencyKey: String, requestHash: String, answer: String, at: Instant) throws {
    try database.run(
      "INSERT INTO idempotency (key, request_hash, answer, at) VALUES (?, ?, ?, ?)",
      [idempotencyKey, requestHash, answer, at.epochSeconds])
  }
}
