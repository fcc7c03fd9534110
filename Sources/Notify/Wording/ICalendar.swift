import PunctualModel

/// An appointment as an iCalendar object (RFC 5545), for the customer's calendar.
struct ICalendar {
  /// The same appointment has the same one for ever, so that a calendar replaces what it has.
  var uid: String
  /// Grows with each new window; a calendar takes the highest.
  var sequence: Int
  var stamp: Instant
  var window: TimeWindow
  var summary: String
  var location: String
  var description: String
  var organiser: String
  var organiserAddress: String?

  /// The object, its lines folded and ended as the standard asks.
  var text: String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Punctual//Notifications//EN", "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH", "BEGIN:VEVENT", "UID:\(Self.escaped(uid))", "SEQUENCE:\(sequence)",
      "DTSTAMP:\(Self.utc(stamp))",
      "DTSTART:\(Self.utc(window.start))", "DTEND:\(Self.utc(window.end))", "SUMMARY:\(Self.escaped(summary))",
      "LOCATION:\(Self.escaped(location))", "DESCRIPTION:\(Self.escaped(description))",
    ]
    if let organiserAddress {
      lines.append("ORGANIZER;CN=\(Self.parameter(organiser)):mailto:\(organiserAddress)")
    }
    lines += ["STATUS:CONFIRMED", "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR"]
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  /// `20261123T080000Z`.
  static func utc(_ instant: Instant) -> String {
    let (date, second) = Zone.utc.local(instant)
    let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.description.filter { $0 != "-" })T\(padded(second / 3600))\(padded(second / 60 % 60))"
      + "\(padded(second % 60))Z"
  }

  /// A text value (3.3.11): backslash, semicolon and comma are escaped, line breaks become `\n`, and no other control
  /// character is left in.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case ";": escaped += "\\;"
      case ",": escaped += "\\,"
      case "\n": escaped += "\\n"
      default:
        if scalar.properties.generalCategory != .control { escaped.unicodeScalars.append(scalar) }
      }
    }
    return escaped
  }

  /// A parameter's value in quotes, which cannot hold quotes or control characters (3.2).
  static func parameter(_ text: String) -> String {
    "\"" + text.filter { $0 != "\"" && !$0.isNewline && $0 != "\t" } + "\""
  }

  /// Lines of at most 75 octets (3.1); what follows starts with a blank. No character is torn.
  static func folded(_ line: String) -> String {
    var (folded, octets) = ("", 0)
    for scalar in line.unicodeScalars {
      let size = String(scalar).utf8.count
      if octets + size > 75 {
        folded += "\r\n "
        octets = 1
      }
      folded.unicodeScalars.append(scalar)
      octets += size
    }
    return folded
  }
}
