import PunctualModel

/// Reads files of records: a JSON document, NDJSON, or CSV.
public struct ImportReader: Sendable {
  private let context: WireContext
  private let kind: RecordKind?
  private let format: RecordFormat?
  private let spool: RecordSpool?

  /// - Parameters:
  ///   - context: the zone and language of customers who state none; an organisation in the file takes their place.
  ///   - kind: what the records are, where they do not say.
  ///   - format: the form of the file; nil goes by the file's name, then by its first bytes.
  ///   - spool: takes the records that are more than memory should hold, of all files that are read.
  public init(
    context: WireContext, as kind: RecordKind? = nil, format: RecordFormat? = nil, spool: RecordSpool? = nil
  ) {
    self.spool = spool
    self.context = context
    self.kind = kind
    self.format = format
  }

  /// Reads all that a file descriptor holds: NDJSON line by line, all else as a whole. Throws where that is not possible
  /// (`not-permitted`, `too-large`); all that is wrong with the content is among the faults of the result.
  public func read(descriptor: Int32, name: String = "") throws(Faults) -> ImportedRecords {
    var start: [UInt8] = []
    var known = format ?? RecordFormat(fileName: name)
    if known == nil {
      // As much as it takes to tell.
      var buffer = [UInt8](repeating: 0, count: 64 << 10)
      var isWhole = false
      while !isWhole, start.count <= LineReader.usualLimit, !Self.isTelling(start) {
        let count = try readSome(descriptor, into: &buffer)
        isWhole = count == 0
        start += buffer[..<count]
      }
      // A first line beyond the limit is one long document, or a line too long with others after it.
      if !Self.isTelling(start) { return read(try readAll(descriptor: descriptor, after: start), name: name) }
      known = Self.guess(start)
    }
    guard known == .ndjson else { return read(try readAll(descriptor: descriptor, after: start), as: known ?? .json) }
    return finished(readLines(LineReader(descriptor: descriptor, after: start)))
  }

  /// Reads a file's bytes.
  public func read(_ bytes: [UInt8], name: String = "") -> ImportedRecords {
    read(bytes, as: format ?? RecordFormat(fileName: name) ?? Self.guess(bytes))
  }

  private func read(_ bytes: [UInt8], as format: RecordFormat) -> ImportedRecords {
    if format == .ndjson { return finished(readLines(LineReader(bytes: bytes))) }
    var result = finished(format == .csv ? CSVRecords(context: context, kind: kind).read(bytes) : readDocument(bytes))
    if let spool { result.refuse(earlierIn: spool) }
    return result
  }

  private func finished(_ read: ImportedRecords) -> ImportedRecords {
    var result = read
    result.refuseRepeatedIDs()
    result.sortFaults()
    return result
  }

  /// One past visit from its line.
  public static func visit(_ bytes: [UInt8], line: Int, context: WireContext) throws(Faults) -> VisitRecord {
    try record(bytes, line: line, context: context)
  }

  /// One record from its line.
  static func record<Record: WireForm>(_ bytes: [UInt8], line: Int, context: WireContext) throws(Faults) -> Record {
    let root = try JSONDocument.parse(bytes, line: line).root
    return try Form.read(
      .form(Record.self), from: root, context: context, path: "", line: line, passingOver: "kind")
  }

  /// A brace or a bracket starts JSON. It is NDJSON where its first line closes with a brace and the next opens with one,
  /// even if that first line is no JSON, or where something follows a first line that is complete.
  private static func guess(_ bytes: [UInt8]) -> RecordFormat {
    let text = content(bytes)
    // What says nothing has no lines: a program that found no records to pipe is not at fault.
    guard let first = text.first else { return .ndjson }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return .csv }
    let line = text.prefix { $0 != 0x0A }
    guard let next = text[line.endIndex...].first(where: { !isBlank($0) }),
      line.last(where: { !isBlank($0) }) == UInt8(ascii: "}")
    else { return .json }
    let isComplete = { line.count <= LineReader.usualLimit && (try? JSONDocument.parse(Array(line))) != nil }
    return first == UInt8(ascii: "{") && (next == first || isComplete()) ? .ndjson : .json
  }

  /// Whether the start of a file is enough to guess by: it is no brace, or something stands in a second line.
  private static func isTelling(_ bytes: [UInt8]) -> Bool {
    let text = content(bytes)
    guard let first = text.first else { return false }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return true }
    return text.firstIndex(of: 0x0A).map { text[$0...].contains { !isBlank($0) } } ?? false
  }

  /// Without a byte order mark and what is blank before the content.
  private static func content(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes[(bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)...].drop(while: isBlank)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }

  // MARK: Documents

  private func readDocument(_ bytes: [UInt8]) -> ImportedRecords {
    var collector = RecordCollector(context: context, kind: kind)
    do throws(Faults) {
      let root = try JSONDocument.parse(bytes, limits: .document).root
      switch root.kind {
      case .array:
        for (index, node) in root.elements.enumerated() { collector.add(node, path: "/\(index)") }
      case .object where RecordKind.allCases.contains { root[$0.plural] != nil } || root.count == 0:
        readSections(root, &collector)
      default: collector.add(root, path: "")
      }
    } catch {
      collector.result.note(error.all)
    }
    return collector.result
  }

  private func readSections(_ root: JSONNode, _ collector: inout RecordCollector) {
    if let node = root[RecordKind.organisation.plural] {
      collector.add(node, .organisation, path: "/" + RecordKind.organisation.plural)
    }
    for (key, node) in root.members where key != RecordKind.organisation.plural {
      let path = "/" + JSONPointer.escape(key)
      guard let kind = RecordKind.allCases.first(where: { $0.plural == key }) else {
        let near = nearest(to: key, among: RecordKind.allCases.map(\.plural))
        collector.result.note(
          .unknownField, path: path, "There is no section `\(shortened(key))` in a document of records.",
          hint: near.map { "Did you mean `\($0)`?" })
        continue
      }
      guard node.kind == .array else {
        collector.result.note(
          .wrongType, path: path, "Expected an array of \(key), but found \(node.described).")
        continue
      }
      for (index, node) in node.elements.enumerated() { collector.add(node, kind, path: "\(path)/\(index)") }
    }
  }

  // MARK: Lines

  private func readLines(_ reader: consuming LineReader) -> ImportedRecords {
    var collector = RecordCollector(context: context, kind: kind)
    var lines = reader
    do throws(Faults) {
      while let line = try lines.next() {
        if line.isBlank { continue }
        if let fault = line.fault {
          collector.result.note([fault])
          continue
        }
        do throws(Faults) {
          let root = try JSONDocument.parse(line.bytes, line: line.number).root
          collector.add(root, path: "", line: line.number)
          if let spool { try collector.result.putAway(line, in: spool, collector.context) }
        } catch {
          collector.result.note(error.all)
        }
      }
    } catch {
      collector.result.note(error.all)
    }
    return collector.result
  }
}

/// Sorts JSON records by their kind and keeps their faults.
struct RecordCollector {
  private(set) var context: WireContext
  let kind: RecordKind?
  var result = ImportedRecords()

  init(context: WireContext, kind: RecordKind?) {
    self.context = context
    self.kind = kind
  }

  /// Adds a record that says its kind, or shows it by its fields.
  mutating func add(_ node: JSONNode, path: String, line: Int? = nil) {
    if let stated = node["kind"] {
      if let kind = stated.string().flatMap(RecordKind.init) { return add(node, kind, path: path, line: line) }
      let kinds = RecordKind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
      result.note(
        .outOfRange, path: path + "/kind", line: line,
        "Found \(stated.described) where a kind of record is expected.",
        hint: "The kinds are \(kinds).")
    } else if node.kind == .object, let kind = kind ?? Self.kind(of: node) {
      add(node, kind, path: path, line: line)
    } else if node.kind == .object {
      result.note(
        .missingField, path: path + "/kind", line: line, "The record does not say what it is.",
        hint: #"Add "kind": "technician" (or customer, appointment, visit, organisation)."#)
    } else {
      result.note(
        .wrongType, path: path, line: line, "Expected a record (an object), but found \(node.described).")
    }
  }

  /// Adds a record of a known kind.
  mutating func add(_ node: JSONNode, _ kind: RecordKind, path: String, line: Int? = nil) {
    do throws(Faults) {
      switch kind {
      case .organisation:
        let organisation = try read(Organisation.self, node, path, line)
        context.zone = organisation.zone
        context.language = organisation.language
        var one = ImportedRecords()
        one.organisation = Imported(organisation, line: line, path: path)
        if result.organisation == nil { result.organisation = one.organisation } else { result.append(one) }
      case .technician:
        result.technicians.append(Imported(try read(Technician.self, node, path, line), line: line, path: path))
      case .customer:
        result.customers.append(Imported(try read(Customer.self, node, path, line), line: line, path: path))
      case .appointment:
        result.appointments.append(Imported(try read(Appointment.self, node, path, line), line: line, path: path))
      case .visit: result.visits.append(Imported(try read(VisitRecord.self, node, path, line), line: line, path: path))
      }
    } catch {
      result.note(error.all)
    }
  }

  private func read<T: WireForm>(_: T.Type, _ node: JSONNode, _ path: String, _ line: Int?) throws(Faults) -> T {
    try Form.read(.form(T.self), from: node, context: context, path: path, line: line, passingOver: "kind")
  }

  /// What only one kind of record has.
  private static func kind(of node: JSONNode) -> RecordKind? {
    let signs: [(RecordKind, [String])] = [
      (.technician, ["home", "shifts"]), (.customer, ["sites", "contacts"]), (.appointment, ["windows", "customer"]),
      (.visit, ["planned", "actual"]), (.organisation, ["tiers", "opening_hours"]),
    ]
    return signs.first { sign in sign.1.contains { node[$0] != nil } }?.0
  }
}
