import PunctualModel
import PunctualWire

/// `convert`: from the forms of others to a routing problem, and from a solution to a map. No workspace.
public enum Conversion {
  /// An instance in Solomon's or VRPLIB's form as a problem in VROOM's.
  ///
  /// - Parameters: see ``InstanceFile/problem(_:format:scale:rounding:vehicles:)``.
  public static func problem(
    _ bytes: [UInt8], format: InstanceFile.Format? = nil, scale: Int? = nil, rounding: InstanceUnits.Rounding? = nil,
    vehicles: Int? = nil
  ) throws(Faults) -> JSON {
    try InstanceFile.problem(bytes, format: format, scale: scale, rounding: rounding, vehicles: vehicles)
  }

  /// A solution in VROOM's form as GeoJSON.
  public static func map(_ bytes: [UInt8]) throws(Faults) -> JSON {
    try GeoJSON.solution(JSONDocument.parse(bytes, limits: .document).root)
  }

  /// Whether bytes are JSON, by their first.
  public static func isJSON(_ bytes: [UInt8]) -> Bool {
    bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) } == UInt8(ascii: "{")
  }
}
