import PunctualModel

/// What is known of the ways from one place, packed: by rising id of the other place, the difference to the id before, the
/// seconds plus one (0: no way) and the metres plus one (0: not known), each a number in groups of seven bits, the lowest
/// first. A leg takes about six bytes.
struct RoadLegs {
  struct Leg: Hashable {
    var place: Int
    var seconds: Int32
    /// Nil where the server said none.
    var metres: Int32?
  }

  /// Writes legs in the order of their places.
  static func pack(_ legs: some Sequence<Leg>) -> [UInt8] {
    var bytes: [UInt8] = []
    var last = 0
    for leg in legs {
      append(leg.place - last, to: &bytes)
      append(leg.seconds == TravelMatrix.unreachable ? 0 : Int(leg.seconds) + 1, to: &bytes)
      append(leg.metres.map { Int($0) + 1 } ?? 0, to: &bytes)
      last = leg.place
    }
    return bytes
  }

  /// Hands out the legs in the order of their places. False where the bytes end in the middle of one.
  static func unpack(_ bytes: UnsafeRawBufferPointer, _ body: (Leg) -> Void) -> Bool {
    var at = 0
    var place = 0
    func number() -> Int? {
      var (value, shift) = (0, 0)
      while at < bytes.count, shift < 63 {
        let byte = bytes[at]
        at += 1
        value |= Int(byte & 0x7F) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
      return nil
    }
    while at < bytes.count {
      guard let step = number(), let seconds = number(), let metres = number() else { return false }
      place += step
      body(
        Leg(
          place: place, seconds: seconds == 0 ? TravelMatrix.unreachable : Int32(clamping: seconds - 1),
          metres: metres == 0 ? nil : Int32(clamping: metres - 1)))
    }
    return true
  }

  private static func append(_ number: Int, to bytes: inout [UInt8]) {
    var rest = UInt(max(0, number))
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
