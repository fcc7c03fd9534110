import PunctualModel

/// Reads a table of records. A row is turned into the record's JSON form and read as such, so that a table is checked by the
/// same rules as everything else; faults name the line and the column.
struct CSVRecords {
  let context: WireContext
  let kind: RecordKind?

  func read(_ bytes: [UInt8]) -> ImportedRecords {
    var parser = CSVParser(bytes)
    var rows: CSVRowReader?
    do throws(Faults) {
      guard let header = try parser.next() else {
        throw Faults(.notCSV, line: 1, "The file is empty.", hint: "Its first line names the columns.")
      }
      rows = CSVRowReader(table: try table(header), header: header.cells.map(Self.columnName), context: context)
      while let row = try parser.next() { rows?.read(row) }
    } catch {
      // The rows before one that is no CSV have been looked at, so that all faults show at once.
      var result = rows?.result ?? ImportedRecords()
      result.note(error.all)
      return result
    }
    return rows?.result ?? ImportedRecords()
  }

  /// The table that the header is of, all its columns known.
  private func table(_ header: CSVRow) throws(Faults) -> CSVTable {
    let names = header.cells.map(Self.columnName)
    let table: CSVTable = if let kind { try named(kind) } else { try bestTable(names, line: header.line) }
    var faults: [Fault] = []
    var seen: Set<String> = []
    for name in names {
      if table.column(name) == nil {
        let known = table.columns.map(\.name)
        let near = nearest(to: name, among: known).map { "Did you mean `\($0)`?" }
        faults.append(
          Fault(
            .unknownField, path: "/" + JSONPointer.escape(name), line: header.line,
            "There is no column `\(shortened(name))` in a table of \(table.kind.plural).",
            hint: near ?? "The columns are \(known.joined(separator: ", "))."))
      } else if !seen.insert(name).inserted {
        faults.append(
          Fault(.notCSV, path: "/" + name, line: header.line, "The column `\(name)` stands twice in the header."))
      }
    }
    guard faults.isEmpty else { throw Faults(faults) }
    return table
  }

  private func named(_ kind: RecordKind) throws(Faults) -> CSVTable {
    guard let table = CSVTable.all.first(where: { $0.kind == kind }) else {
      throw Faults(.unsupported, "There is no table of the \(kind.rawValue).", hint: "Give it as JSON.")
    }
    return table
  }

  /// The table with most columns of the header.
  private func bestTable(_ names: [String], line: Int) throws(Faults) -> CSVTable {
    let scored = CSVTable.all.map { table in (table, score: names.count { table.column($0) != nil }) }
    let best = scored.map(\.score).max() ?? 0
    let candidates = scored.filter { $0.score == best }.map(\.0)
    guard best > 1 || names.count == 1 && best == 1, candidates.count == 1 else {
      throw Faults(
        .notCSV, line: line, "The header does not tell what the rows are: \(shortened(names.joined(separator: ", "))).",
        hint: "Name the columns as export does, or say what they are (technician, customer, appointment, visit).")
    }
    return candidates[0]
  }

  /// `Max visits` and `max_visits` are the same column.
  private static func columnName(_ cell: String) -> String {
    String(cell.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
  }
}

/// Turns rows into records.
private struct CSVRowReader {
  let table: CSVTable
  /// The table's columns that the header has, with their places in a row. In the table's order, as a longitude must be
  /// put before its latitude.
  private let columns: [(column: CSVColumn, cell: Int)]
  private let width: Int
  let context: WireContext
  var result = ImportedRecords()
  /// Customers by id, as their sites come row by row.
  private var places: [String: Int] = [:]

  init(table: CSVTable, header: [String], context: WireContext) {
    self.table = table
    self.context = context
    width = header.count
    columns = table.columns.compactMap { column in header.firstIndex(of: column.name).map { (column, $0) } }
  }

  mutating func read(_ row: CSVRow) {
    guard row.cells.count <= width else {
      let message = "The row has \(row.cells.count) cells, the header \(width)."
      return result.note(.notCSV, line: row.line, message, hint: "Put cells that hold a separator in double quotes.")
    }
    var json = JSON.object([])
    for (column, cell) in columns where cell < row.cells.count && !row.cells[cell].isEmpty {
      json.insert(column.cell.read(CSVGuard.bare(row.cells[cell])), at: column.place[...])
    }
    do throws(Faults) {
      switch table.kind {
      case .technician:
        json["home"]?.dropHalfLocation()
        result.technicians.append(Imported(try record(json, row), line: row.line))
      case .customer: try readCustomer(json, row)
      case .appointment: result.appointments.append(Imported(try record(json, row), line: row.line))
      case .visit: result.visits.append(Imported(try record(json, row), line: row.line))
      case .organisation: break
      }
    } catch {
      result.note(
        error.all.map { fault in
          var fault = fault
          fault.path = table.columnPath(fault.path)
          return fault
        })
    }
  }

  private func record<T: WireForm>(_ json: JSON, _ row: CSVRow) throws(Faults) -> T {
    let document = try JSONDocument.parse(json.bytes(), line: row.line)
    return try Form.read(T.self, from: document.root, context: context, line: row.line)
  }

  /// A row names a customer and one of its sites.
  private mutating func readCustomer(_ json: JSON, _ row: CSVRow) throws(Faults) {
    let customerJSON = JSON.object((json.members ?? []).filter { $0.key != "site" })
    var siteJSON = json["site"]
    siteJSON?.dropHalfLocation()
    let known = json["id"]?.string.flatMap { places[$0] }

    var faults: [Fault] = []
    var site: Site?
    if let siteJSON {
      do throws(Faults) { site = try record(siteJSON, row) } catch {
        faults += error.all.map { fault in
          var fault = fault
          fault.path = "/site" + fault.path
          return fault
        }
      }
    }
    var customer: Customer?
    if let known {
      // What the row leaves out is as it was; what it states must be the same.
      let written = Form.write(result.customers[known].record, context: context)
      for member in customerJSON.members ?? [] where written[member.key] != member.value {
        faults.append(
          Fault(
            .duplicateID, path: "/" + member.key, line: row.line,
            "The customer stands on line \(result.customers[known].line ?? 0) with another `\(member.key)`.",
            hint: "Leave the customer's own columns empty in all rows but the first."))
      }
    } else {
      do throws(Faults) { customer = try record(customerJSON, row) } catch { faults += error.all }
    }
    guard faults.isEmpty else { throw Faults(faults) }

    if let customer {
      places[customer.id] = result.customers.count
      result.customers.append(Imported(customer, line: row.line))
    }
    guard let site, let index = known ?? (customer == nil ? nil : result.customers.count - 1) else { return }
    guard result.customers[index].record.site(site.id) == nil else {
      throw Faults(.duplicateID, path: "/site/id", line: row.line, "The customer has a site `\(site.id)` already.")
    }
    result.customers[index].record.sites.append(site)
  }
}

extension JSON {
  /// Takes out a location that has only one of its two numbers, so that the form says it is missing.
  fileprivate mutating func dropHalfLocation() {
    if self["location"]?.elements?.count == 1 { self["location"] = nil }
  }
}
