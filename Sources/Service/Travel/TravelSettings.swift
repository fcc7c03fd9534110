import PunctualModel
import PunctualStore
import PunctualTravel
import PunctualWire

/// What is done where the routing server does not answer and the travel is not kept.
public enum TravelFallback: String, CaseIterable, Sendable {
  /// Nothing is planned on guesses.
  case refuse
  /// The straight line takes its place, calibrated by what is known of the area.
  case estimate
}

/// How a workspace finds travel times.
public struct TravelSettings: WireForm, Hashable {
  public static let formName = "travel_settings"
  public static let formSummary = "How a workspace finds travel times."

  /// `osrm=http://…` for technicians of the profile `car`, `osrm:bike=http://…` for others; none: by straight line.
  public var routers: [String] = []
  public var fallback: TravelFallback = .refuse
  /// The longest that one request may take.
  public var timeoutSeconds = 10
  /// The longest that planning waits for all of them.
  public var totalSeconds = 60
  public var parallel = 4
  /// The server's `--max-table-size`; nil finds out.
  public var tableLimit: Int?

  public init() {}

  public init(from fields: inout FieldReader) {
    routers = fields.defaulted(
      "routers", .list(.text(1...2000), 0...20), [],
      "osrm=http://HOST:PORT for technicians who go by car, osrm:PROFILE=http://HOST:PORT for others; none: by straight "
        + "line.")
    fallback = fields.defaulted(
      "fallback", .choice(TravelFallback.self), .refuse, "What is done where the server does not answer.")
    timeoutSeconds = fields.defaulted(
      "timeout_seconds", .integer(1...600), 10, "The longest that one request may take.")
    totalSeconds = fields.defaulted("total_seconds", .integer(1...3600), 60, "The longest that all of them may take.")
    parallel = fields.defaulted("parallel", .integer(1...32), 4, "Most requests at a time.")
    tableLimit = fields.optional(
      "table_limit", .integer(2...100_000), "The server's --max-table-size; it is found out where none is given.")
    guard fields.isSound("routers") else { return }
    do throws(Faults) {
      _ = try RouterAddresses(routers, path: "routers")
    } catch {
      for fault in error.all { fields.fail(fault.code, "routers", fault.message, hint: fault.hint) }
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("routers", .list(.text), routers)
    fields.put("fallback", .choice(TravelFallback.self), fallback)
    fields.put("timeout_seconds", .integer, timeoutSeconds)
    fields.put("total_seconds", .integer, totalSeconds)
    fields.put("parallel", .integer, parallel)
    fields.put("table_limit", .integer, tableLimit)
  }

  static let key = "travel"

  static func stored(in reader: some StoreReading) throws -> TravelSettings {
    guard let text = try reader.setting(key) else { return TravelSettings() }
    return try Form.read(
      TravelSettings.self, from: JSONDocument.parse(Array(text.utf8)).root, context: WireContext(), allowUnknown: true)
  }

  func store(in writer: StoreWriter) throws {
    try writer.setSetting(Self.key, Form.write(self, context: WireContext()).text())
  }

  /// By profile. What is stored was read before, so that it holds no address that is none.
  var servers: RouterAddresses { (try? RouterAddresses(routers, path: "/routers")) ?? RouterAddresses() }
}
