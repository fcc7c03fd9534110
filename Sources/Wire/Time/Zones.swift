import PunctualModel
import Synchronization

/// Zones by name. Finding one in the system's database reads a file, so each is found once.
enum Zones {
  private static let found = Mutex<[String: Zone]>([:])

  static func named(_ name: String) -> Zone? {
    if let zone = found.withLock({ $0[name] }) { return zone }
    guard name.utf8.count <= 64, let zone = Zone(name) else { return nil }
    found.withLock { $0[name] = zone }
    return zone
  }
}

/// Offsets of zones, remembered by the quarter of an hour: no zone of the database changes its clock at other times,
/// and asking Foundation costs more than writing all the rest of a time.
enum ZoneOffsets {
  private struct Key: Hashable {
    var zone: String
    var quarter: Int
  }

  private static let known = Mutex<[Key: Int]>([:])

  /// Seconds east of UTC.
  static func offset(_ zone: Zone, _ instant: Instant) -> Int {
    let quarter = instant.epochSeconds / 900
    // Before 1970 some zones changed at odd seconds.
    guard instant.epochSeconds >= 0 else { return zone.offset(at: instant) }
    let key = Key(zone: zone.name, quarter: quarter)
    if let offset = known.withLock({ $0[key] }) { return offset }
    let offset = zone.offset(at: instant)
    known.withLock {
      // A year of quarters of an hour; a program that writes more times than that starts anew.
      if $0.count >= 35_040 { $0.removeAll(keepingCapacity: true) }
      $0[key] = offset
    }
    return offset
  }
}
