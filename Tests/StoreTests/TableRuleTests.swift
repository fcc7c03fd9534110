import GRDB
import PunctualModel
import Testing

@testable import PunctualStore

/// Whoever adds a table or a column declares it in `Sources/Store/Journal/TableRule.swift`.
@Suite("What is declared of every table")
struct TableRuleTests {
  private struct Column {
    var table: String
    var name: String
    var type: String
    var key: Int
  }

  private func columns() throws -> [Column] {
    let queue = try DatabaseQueue()
    try Schema.current.migrate(queue)
    return try queue.read { database in
      try database.list(
        """
        SELECT m.name, c.name, c.type, c.pk FROM sqlite_master AS m, pragma_table_info(m.name) AS c
        WHERE m.type = 'table' ORDER BY 1, 2
        """
      ) { Column(table: try $0.text(), name: try $0.text(), type: try $0.text(), key: try $0.int()) }
    }
  }

  @Test("every column of text or bytes is declared, as personal or as plain, and nothing else is")
  func texts() throws {
    let columns = try columns().filter { !TableRule.ofLibraries.contains($0.table) }
    for column in columns where column.type == "TEXT" || column.type == "BLOB" {
      let rule = TableRule.all[column.table]
      let isDeclared = rule.map { $0.plain.contains(column.name) || $0.personal[column.name] != nil } ?? false
      #expect(isDeclared, "\(column.table).\(column.name) is not declared personal or plain in TableRule")
    }
    for rule in TableRule.all.values {
      let names = Set(columns.filter { $0.table == rule.name }.map(\.name))
      let declared = rule.plain.union(rule.personal.keys).union(rule.customer.map { [$0] } ?? [])
      #expect(declared.subtracting(names).isEmpty, "\(rule.name) has no such column: \(declared.subtracting(names))")
      #expect(rule.plain.isDisjoint(with: rule.personal.keys))
      #expect(rule.isRevised == false || names.contains("revision"))
      #expect(rule.personal.isEmpty || rule.condition != nil, "\(rule.name) does not say whose its rows are")
    }
  }

  @Test("a journaled table has a key and no column of bytes")
  func journaled() throws {
    let columns = try columns()
    for rule in TableRule.all.values where rule.isJournaled {
      let own = columns.filter { $0.table == rule.name }
      #expect(own.contains { $0.key > 0 }, "\(rule.name) has no key")
      #expect(own.allSatisfy { $0.type != "BLOB" }, "\(rule.name) has bytes")
    }
  }
}
