/// A line on the map as text: Google's encoded polyline, with five decimals, which VROOM and OSRM write.
///
/// Source: Google, "Encoded Polyline Algorithm Format": differences between points in units of 1e-5 degree, latitude
/// first, zigzag, in groups of five bits from the lowest, each plus 63.
public enum Polyline {
  /// The line as text.
  public static func encode(_ line: [Coordinate]) -> String {
    var bytes: [UInt8] = []
    var (latitude, longitude) = (0, 0)
    for point in line {
      let next = (units(point.latitude), units(point.longitude))
      append(next.0 - latitude, to: &bytes)
      append(next.1 - longitude, to: &bytes)
      (latitude, longitude) = next
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The points of an encoded line; nil where the text is none.
  public static func decode(_ text: String) -> [Coordinate]? {
    var line: [Coordinate] = []
    var rest = Array(text.utf8)[...]
    var (latitude, longitude) = (0, 0)
    while !rest.isEmpty {
      guard let first = number(&rest), let second = number(&rest) else { return nil }
      latitude += first
      longitude += second
      guard abs(latitude) <= 9_000_000, abs(longitude) <= 18_000_000 else { return nil }
      line.append(Coordinate(longitude: Double(longitude) / 100_000, latitude: Double(latitude) / 100_000))
    }
    return line
  }

  private static func units(_ degrees: Double) -> Int { Int((degrees * 100_000).rounded()) }

  private static func append(_ difference: Int, to bytes: inout [UInt8]) {
    var rest = difference < 0 ? ~(difference << 1) : difference << 1
    while rest >= 0x20 {
      bytes.append(UInt8(0x20 | rest & 0x1F) + 63)
      rest >>= 5
    }
    bytes.append(UInt8(rest) + 63)
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
    var (value, shift) = (0, 0)
    while let byte = rest.popFirst() {
      guard (63...126).contains(byte), shift <= 30 else { return nil }
      value |= (Int(byte - 63) & 0x1F) << shift
      shift += 5
      if byte - 63 < 0x20 { return value & 1 == 0 ? value >> 1 : ~(value >> 1) }
    }
    return nil
  }
}
