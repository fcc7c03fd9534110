import Foundation
import PunctualForecast
import PunctualModel
import PunctualNotify
import PunctualService
import PunctualTravel
import PunctualWire

/// The program's entry: the package manager names it so, and libFuzzer's driver takes over from here.
@_cdecl("fuzz_main")
public func fuzzMain(_ count: CInt, _ arguments: OpaquePointer?) -> CInt {
  var count = count
  var arguments = arguments
  return runDriver(&count, &arguments, fuzzOne)
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutablePointer<OpaquePointer?>,
  _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// What libFuzzer calls with each input that it makes up. The first byte chooses the decoder, the rest is read by it:
/// it may be refused, it may never bring the reader down, hang it or fill the memory.
private func fuzzOne(_ start: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: size))
  guard let first = bytes.first else { return 0 }
  decoders[Int(first) % decoders.count](Array(bytes.dropFirst()))
  return 0
}

/// Each decoder of bytes from outside. The seeds in `scripts/fuzz.sh` go by their order: add new ones at the end.
private let decoders: [@Sendable ([UInt8]) -> Void] = [
  { refusable($0) { try JSONDocument.parse($0).root.value().bytes() } },
  { lines($0) },
  { imported($0, .json) },
  { imported($0, .ndjson) },
  { imported($0, .csv) },
  { refusable($0) { try VROOMProblem.read(JSONDocument.parse($0).root) } },
  { refusable($0) { try VROOMSolution.readStated(JSONDocument.parse($0).root) } },
  { refusable($0) { try named($0) } },
  { refusable($0) { try Form.read(DayInProgress.self, from: JSONDocument.parse($0).root, context: context) } },
  { refusable($0) { try RFC3339.parse(String(decoding: $0, as: UTF8.self)) } },
  { refusable($0) { try HumanTime.parse(String(decoding: $0, as: UTF8.self), context) } },
  { refusable($0) { try InstanceFile.problem($0, format: .solomon).bytes() } },
  { refusable($0) { try InstanceFile.problem($0, format: .vrplib).bytes() } },
  { refusable($0) { try GeoJSON.solution(JSONDocument.parse($0).root).bytes() } },
  { reply($0) },
  { refusable($0) { try Form.read(NotificationRules.self, from: JSONDocument.parse($0).root, context: context) } },
  { refusable($0) { try template($0) } },
  { refusable($0) { try OSRMRouter.table(from: $0, rows: 2, columns: 2) } },
  { _ = Polyline.decode(String(decoding: $0, as: UTF8.self)) },
  { refusable($0) { try ImportReader.visit($0, line: 1, context: context) } },
  { _ = try? JSONDecoder().decode(ForecastModel.self, from: Data($0)) },
  { refusable($0) { try HumanTime.date(String(decoding: $0, as: UTF8.self), context) } },
  { refusable($0) { try RouterAddresses([String(decoding: $0, as: UTF8.self)], path: "") } },
  { parameters($0) },
  { refusable($0) { try Form.read(Channels.self, from: JSONDocument.parse($0).root, context: context) } },
  { refusable($0) { try Form.read(TravelSettings.self, from: JSONDocument.parse($0).root, context: context) } },
]

private let context = WireContext(zone: Zone("Europe/Vaduz") ?? .utc, now: Instant(epochSeconds: 1_795_430_400))

/// Reads it; what is refused must say why.
private func refusable<Value>(_ bytes: [UInt8], _ read: ([UInt8]) throws -> Value) {
  do {
    _ = try read(bytes)
  } catch let faults as Faults {
    precondition(faults.all.allSatisfy { !$0.message.isEmpty }, "a refusal without a word")
  } catch {
    preconditionFailure("another error than faults: \(error)")
  }
}

private func lines(_ bytes: [UInt8]) {
  var reader = LineReader(bytes: bytes, limit: 1024)
  var number = 0
  while let line = try? reader.next() {
    number += 1
    precondition(line.number == number && line.bytes.count <= 1024 && !line.bytes.contains(0x0A))
  }
}

private func imported(_ bytes: [UInt8], _ format: RecordFormat) {
  let records = ImportReader(context: context, format: format).read(bytes)
  precondition(records.faults.allSatisfy { !$0.message.isEmpty })
}

/// The parameters of a method of `rpc`; the first byte says of which.
private func parameters(_ bytes: [UInt8]) {
  guard let first = bytes.first else { return }
  let method = Catalogue.all[Int(first) % Catalogue.all.count]
  refusable(Array(bytes.dropFirst())) { try method.check(JSONDocument.parse($0).root, context) }
}

/// What a customer wrote, to a survey and to a choice of windows.
private func reply(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  _ = ReplyReader.read(text, ReplyContext(isSurvey: true))
  _ = ReplyReader.read(text, ReplyContext(codes: [1, 2]))
}

/// A firm's own words for a message: the first line is the subject.
private func template(_ bytes: [UInt8]) throws {
  let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false)
    .map { String(decoding: $0, as: UTF8.self) }
  let text = TemplateText(subject: parts[0], body: parts.last ?? "")
  try Templates.shipped.replacing([TemplateName(.reminder, .email, .english): text]).check()
}

/// A problem with names, whose answer's names are read back.
private func named(_ bytes: [UInt8]) throws {
  let (_, names) = try NamedProblem.read(JSONDocument.parse(bytes).root)
  let answer: JSON = [
    "code": 0, "unassigned": [["id": 1, "type": "job"]],
    "routes": [["vehicle": 1, "steps": [["type": "job", "id": 1, "arrival": 60]]]],
  ]
  let written = NamedSolution.write(answer, names)
  _ = try NamedSolution.readStated(JSONDocument.parse(written.bytes()).root, names)
}
