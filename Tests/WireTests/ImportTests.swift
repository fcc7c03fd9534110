import PunctualModel
import PunctualWire
import Testing

@Suite("Import and export")
struct ImportTests {
  private let reader = ImportReader(context: vaduz)

  private func read(_ text: String, as kind: RecordKind? = nil, name: String = "") -> ImportedRecords {
    ImportReader(context: vaduz, as: kind).read(Array(text.utf8), name: name)
  }

  @Test("a document is read, and every export of it reads back as it was")
  func roundTrip() throws {
    let document = read(SampleRecords.document)
    #expect(document.faults == [])
    let records = try SampleRecords.records()
    #expect(document.records == records)
    #expect(document.customers.map(\.path) == ["/customers/0"])
    let json = reader.read(Export.json(records, context: vaduz))
    #expect(json.faults == [])
    #expect(json.records == records)
    let lines = reader.read(Export.ndjson(records, context: vaduz))
    #expect(lines.faults == [])
    #expect(lines.records == records)
    #expect(lines.visits.map(\.line) == [5])
    #expect(reader.read(Export.json(RecordSet(), context: vaduz)).records == RecordSet())
  }

  @Test("the organisation's zone and language hold for customers who state none")
  func organisationFirst() {
    let text =
      #"{"customers":[{"id":"c","name":"N"}],"organisation":{"name":"F","zone":"America/New_York","language":"de"}}"#
    let customer = read(text).records.customers.first
    #expect(customer?.zone.name == "America/New_York")
    #expect(customer?.language == .german)
  }

  @Test("records say their kind, show it by their fields, or take the caller's")
  func kinds() {
    #expect(read(#"{"kind":"customer","id":"c","name":"N"}"#).customers.count == 1)
    #expect(read(#"[{"kind":"customer","id":"c","name":"N"},{"id":"v","planned":{}}]"#).visits.count == 1)
    #expect(read(#"{"id":"c","name":"N"}"#, as: .customer).customers.count == 1)
    #expect(places(read(#"{"id":"c","name":"N"}"#).faults) == ["missing-field /kind"])
    #expect(places(read(#"[{"kind":"plumber"}]"#).faults) == ["out-of-range /0/kind"])
    #expect(places(read("[1]").faults) == ["wrong-type /0"])
    #expect(places(read("3", name: "x.json").faults) == ["wrong-type "])
  }

  @Test("a document's faults carry the path from its root, and the good records are kept")
  func documentFaults() {
    let result = read(
      #"{"technicians":{},"custmers":[],"customers":[{"id":"c1","name":"N"},{"id":"c2"},{"id":"c1","name":"M"}]}"#)
    #expect(
      places(result.faults) == [
        "wrong-type /technicians", "unknown-field /custmers", "missing-field /customers/1/name",
        "duplicate-id /customers/2/id",
      ])
    #expect(result.records.customers.map(\.name) == ["N"])
  }

  @Test("lines are read one by one: a bad one is named and the rest is kept")
  func lines() {
    let long = #"{"kind":"customer","id":"l","name":""# + String(repeating: "x", count: 10_000_000) + "\"}"
    let text = [
      #"{"kind":"customer","id":"c1","name":"N"}"#, "", "{", long, #"{"kind":"customer","id":"c2","name":7}"#,
      #"{"kind":"customer","id":"c1","name":"again"}"#, #"{"kind":"customer","id":"c3","name":"last"}"#,
    ].joined(separator: "\r\n")
    for name in ["", "records.ndjson"] {
      let result = read(text, name: name)
      #expect(
        result.faults.map { "\($0.line ?? 0) \($0.code.rawValue) \($0.path)" } == [
          "3 not-json ", "4 too-large ", "5 wrong-type /name", "6 duplicate-id /id",
        ])
      #expect(result.records.customers.map(\.id) == ["c1", "c3"])
    }
  }

  @Test("ids may not repeat across files either")
  func across() {
    var first = read(#"[{"kind":"customer","id":"c","name":"N"}]"#)
    first.append(read(#"[{"kind":"customer","id":"c","name":"M"},{"kind":"customer","id":"d","name":"O"}]"#))
    #expect(first.records.customers.map(\.name) == ["N", "O"])
    #expect(places(first.faults) == ["duplicate-id /0/id"])
  }

  @Test(
    "what is no file of records is refused", arguments: ["", "  \n", "{\"a\":", "\u{0}\u{1}", "hello", "{\"kind\":1}"])
  func noFile(_ text: String) {
    let result = read(text)
    #expect(!result.faults.isEmpty)
    #expect(result.records == RecordSet())
  }

  @Test("15,000 past visits are read and written in linear time")
  func many() throws {
    let records = RecordSet(
      visits: (0..<15_000).map { index in
        VisitRecord(
          id: "v\(index)", technician: "t\(index % 14)", type: "boiler-service",
          planned: VisitTimes(start: monday8 + index * 60), actual: VisitTimes(start: monday8 + index * 61))
      })
    let bytes = Export.json(records, context: vaduz)
    let result = reader.read(bytes)
    #expect(result.faults == [])
    #expect(result.records == records)
  }

  @Test("lines are told from a document, even where the first is broken")
  func guessing() {
    let good = #"{"kind":"customer","id":"c","name":"N"}"#
    let broken = read("{\"kind\":}\n" + good + "\n")
    #expect(broken.faults.map { "\($0.line ?? 0) \($0.code.rawValue)" } == ["1 not-json"])
    #expect(broken.customers.map(\.line) == [2])
    #expect(read(good + "\nrubbish").faults.map(\.line) == [2])
    #expect(read("{\n\"customers\": [{\"id\":\"c\",\n\"name\":\"N\"}]\n}\n").customers.count == 1)
    #expect(read("[" + good + "\n]").customers.count == 1)
  }
}
