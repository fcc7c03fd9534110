import PunctualModel

/// Writes files of records, in forms that ``ImportReader`` reads back as they were.
public enum Export {
  /// One document, a record a line, so that two exports compare well.
  public static func json(_ records: RecordSet, context: WireContext) -> [UInt8] {
    var bytes = Array("{".utf8)
    var isFirst = true
    func begin(_ kind: RecordKind, _ bytes: inout [UInt8]) {
      bytes += Array("\(isFirst ? "" : ",")\n\"\(kind.plural)\": ".utf8)
      isFirst = false
    }
    if let organisation = records.organisation {
      begin(.organisation, &bytes)
      bytes += Form.write(organisation, context: context).bytes()
    }
    for kind in RecordKind.allCases where kind != .organisation {
      begin(kind, &bytes)
      bytes += Array("[".utf8)
      for (index, record) in lines(records, kind, context).enumerated() {
        bytes += Array(index == 0 ? "\n".utf8 : ",\n".utf8)
        bytes += record.bytes()
      }
      bytes += Array("]".utf8)
    }
    return bytes + Array("\n}\n".utf8)
  }

  /// One record a line, each with its `kind`.
  public static func ndjson(_ records: RecordSet, context: WireContext) -> [UInt8] {
    var bytes: [UInt8] = []
    for kind in RecordKind.allCases {
      for record in lines(records, kind, context) {
        let members = [JSON.Member("kind", .string(kind.rawValue))] + (record.members ?? [])
        bytes += JSON.object(members).bytes()
        bytes.append(0x0A)
      }
    }
    return bytes
  }

  /// A table of one kind, with a header. Throws `unsupported` for the organisation, which has no table.
  public static func csv(
    _ records: RecordSet, _ kind: RecordKind, context: WireContext, style: CSVStyle = CSVStyle()
  ) throws(Faults) -> [UInt8] {
    guard let table = CSVTable.all.first(where: { $0.kind == kind }) else {
      throw Faults(.unsupported, "There is no table of the \(kind.rawValue).", hint: "Export it as JSON.")
    }
    var writer = CSVWriter(style)
    writer.write(table.columns.map(\.name))
    for record in lines(records, kind, context) {
      for row in rows(record, kind) {
        writer.write(
          table.columns.map { column in row.value(at: column.place[...]).map { column.cell.write($0, style) } ?? "" })
      }
    }
    return writer.bytes
  }

  private static func lines(_ records: RecordSet, _ kind: RecordKind, _ context: WireContext) -> [JSON] {
    switch kind {
    case .organisation: records.organisation.map { [Form.write($0, context: context)] } ?? []
    case .technician: records.technicians.map { Form.write($0, context: context) }
    case .customer: records.customers.map { Form.write($0, context: context) }
    case .appointment: records.appointments.map { Form.write($0, context: context) }
    case .visit: records.visits.map { Form.write($0, context: context) }
    }
  }

  /// A customer takes a row a site, and states itself in the first.
  private static func rows(_ record: JSON, _ kind: RecordKind) -> [JSON] {
    guard kind == .customer, let sites = record["sites"]?.elements, !sites.isEmpty else { return [record] }
    return sites.enumerated().map { index, site in
      let own = (record.members ?? []).filter { index == 0 || $0.key == "id" }
      return .object(own + [.init("site", site)])
    }
  }
}
