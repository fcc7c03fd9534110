import PunctualModel

/// A calendar as other programs subscribe to it (RFC 5545).
///
/// Times are in UTC, so that no time zone needs to be described. A line has at most 75 octets and is folded where it is
/// longer, never within a character; lines end with CR LF.
public struct ICalendar: Sendable {
  /// An entry. Its `uid` stays the same for as long as it is about the same thing, so that a program that reads the feed
  /// again changes what it has.
  public struct Entry: Hashable, Sendable {
    public var uid: String
    public var start: Instant
    public var end: Instant
    public var summary: String
    public var location: String?
    public var coordinate: Coordinate?
    public var description: String?
    public var isCancelled: Bool
    /// Grows with each change.
    public var sequence: Int
    public var changedAt: Instant

    public init(
      uid: String, start: Instant, end: Instant, summary: String, location: String? = nil,
      coordinate: Coordinate? = nil, description: String? = nil, isCancelled: Bool = false, sequence: Int,
      changedAt: Instant
    ) {
      self.uid = uid
      self.start = start
      self.end = end
      self.summary = summary
      self.location = location
      self.coordinate = coordinate
      self.description = description
      self.isCancelled = isCancelled
      self.sequence = sequence
      self.changedAt = changedAt
    }
  }

  public var name: String
  public var entries: [Entry]

  public init(name: String, entries: [Entry]) {
    self.name = name
    self.entries = entries
  }

  public var text: String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Punctual//Punctual//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
      "X-WR-CALNAME:" + Self.escaped(name),
    ]
    for entry in entries { lines += Self.lines(entry) }
    lines.append("END:VCALENDAR")
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  private static func lines(_ entry: Entry) -> [String] {
    var lines = [
      "BEGIN:VEVENT", "UID:" + escaped(entry.uid), "DTSTAMP:" + stamp(entry.changedAt),
      "LAST-MODIFIED:" + stamp(entry.changedAt), "SEQUENCE:\(entry.sequence)", "DTSTART:" + stamp(entry.start),
      "DTEND:" + stamp(max(entry.start, entry.end)), "SUMMARY:" + escaped(entry.summary),
    ]
    if let location = entry.location, !location.isEmpty { lines.append("LOCATION:" + escaped(location)) }
    if let place = entry.coordinate { lines.append("GEO:\(decimal(place.latitude));\(decimal(place.longitude))") }
    if let description = entry.description, !description.isEmpty {
      lines.append("DESCRIPTION:" + escaped(description))
    }
    lines += ["STATUS:" + (entry.isCancelled ? "CANCELLED" : "CONFIRMED"), "END:VEVENT"]
    return lines
  }

  /// `20261123T080000Z`.
  private static func stamp(_ instant: Instant) -> String {
    let text = RFC3339.text(instant, .utc)
    return text.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }

  /// Six decimals, as the standard advises.
  private static func decimal(_ degrees: Double) -> String {
    let millionths = Int((degrees * 1_000_000).rounded())
    let fraction = String(abs(millionths) % 1_000_000)
    let zeros = String(repeating: "0", count: 6 - fraction.count)
    return "\(millionths < 0 ? "-" : "")\(abs(millionths) / 1_000_000).\(zeros)\(fraction)"
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\\", ";", ",": result += "\\" + String(scalar)
      case "\n", "\r": result += "\\n"
      // No other control character may stand in a calendar.
      case _ where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F: continue
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func folded(_ line: String) -> String {
    var result = ""
    var room = 75
    for scalar in line.unicodeScalars {
      let octets = String(scalar).utf8.count
      if octets > room {
        result += "\r\n "
        // The blank counts.
        room = 74
      }
      result.unicodeScalars.append(scalar)
      room -= octets
    }
    return result
  }
}
