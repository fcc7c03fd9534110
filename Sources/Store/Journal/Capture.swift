internal import GRDB
import PunctualModel

/// Notes what rows were before a write, so that the journal can tell what became of them.
///
/// Triggers of the connection alone (`TEMP`) keep the first state of each row that a transaction touches; they are made
/// from the tables as they are, so that no migration has to know of them. What a row became is read at the transaction's
/// end. Nothing of this is in the file.
struct Capture: Sendable {
  /// A table whose rows are noted.
  struct Table: Sendable {
    var name: String
    var columns: [(name: String, isReal: Bool)] = []
    var key: [String] = []

    /// A row as a JSON object, in SQL. Numbers with a fraction are texts of 17 digits, from which they come back exactly.
    func image(_ row: String) -> String {
      let parts = columns.map { column in
        let value = "\(row).\"\(column.name)\""
        return "'\(column.name)', "
          + (column.isReal ? "iif(\(value) IS NULL, NULL, printf('%!.17g', \(value)))" : value)
      }
      return "json_object(\(parts.joined(separator: ", ")))"
    }

    /// The key of a row as a JSON array, in SQL.
    func key(_ row: String) -> String {
      "json_array(\(key.map { "\(row).\"\($0)\"" }.joined(separator: ", ")))"
    }

    /// The row of a key that is given as JSON, in SQL.
    var isKey: String {
      key.indices.map { "\"\(name)\".\"\(key[$0])\" = json_extract(?1, '$[\($0)]')" }.joined(separator: " AND ")
    }
  }

  /// By name.
  var tables: [String: Table]

  /// The journaled tables of a file.
  init(_ database: Database) throws {
    var tables: [String: Table] = [:]
    let sql = """
      SELECT m.name, c.name, c.type, c.pk FROM main.sqlite_master AS m, pragma_table_info(m.name, 'main') AS c
      WHERE m.type = 'table' ORDER BY m.name, c.cid
      """
    var keys: [String: [(place: Int, name: String)]] = [:]
    let columns = try database.list(sql) { (try $0.text(), try $0.text(), try $0.text(), try $0.int()) }
    for (table, column, type, place) in columns where TableRule.all[table]?.isJournaled == true {
      tables[table, default: Table(name: table)].columns.append((column, type == "REAL"))
      if place > 0 { keys[table, default: []].append((place, column)) }
    }
    for (table, key) in keys { tables[table]?.key = key.sorted { $0.place < $1.place }.map(\.name) }
    self.tables = tables
  }

  /// Begins to note, on this connection.
  func install(_ database: Database) throws {
    var sql = """
      CREATE TEMP TABLE row_before (record TEXT NOT NULL, key TEXT NOT NULL, image TEXT, UNIQUE (record, key));
      """
    for table in tables.values.sorted(by: { $0.name < $1.name }) {
      for (event, row) in [("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")] {
        // The store's own settings are no record.
        let rest = table.name == "setting" ? "WHEN \(row).key NOT LIKE 'store.%'" : ""
        sql += """

          CREATE TEMP TRIGGER \(table.name)_\(event.lowercased())_noted AFTER \(event) ON main."\(table.name)" \(rest)
          BEGIN
            INSERT INTO row_before (record, key, image)
            SELECT '\(table.name)', \(table.key(row)), \(event == "INSERT" ? "NULL" : table.image(row))
            WHERE NOT EXISTS (SELECT 1 FROM row_before WHERE record = '\(table.name)' AND key = \(table.key(row)));
          END;
          """
      }
    }
    try database.execute(sql: sql)
  }

  /// One row that differs from what it was.
  struct Difference {
    var table: Table
    var key: String
    var before: String?
    var after: String?
  }

  /// Hands out what the transaction has changed so far, in the order in which it first touched it: a part at a time, so that
  /// a large import's rows are not held all at once.
  func differences(_ database: Database, _ body: (Difference) throws -> Void) throws {
    var last = 0
    while true {
      let noted = try database.list(
        "SELECT rowid, record, key, image FROM temp.row_before WHERE rowid > ? ORDER BY rowid LIMIT 1000", [last]
      ) { (row: try $0.int(), record: try $0.text(), key: try $0.text(), before: $0.textOrNil()) }
      guard let end = noted.last else { return }
      last = end.row
      for row in noted {
        guard let table = tables[row.record] else { continue }
        let after = try current(table, key: row.key, database)
        if row.before != after { try body(Difference(table: table, key: row.key, before: row.before, after: after)) }
      }
    }
  }

  /// A row as it is now; nil where there is none of that key.
  func current(_ table: Table, key: String, _ database: Database) throws -> String? {
    let sql = "SELECT \(table.image("\"\(table.name)\"")) FROM main.\"\(table.name)\" WHERE \(table.isKey)"
    return try database.first(sql, [key]) { try $0.text() }
  }

  /// Forgets what was noted: of all rows, or of those that a condition of SQL names.
  func discard(_ database: Database, where condition: String = "true", _ arguments: [String] = []) throws {
    try database.run("DELETE FROM temp.row_before WHERE \(condition)", arguments)
  }
}
