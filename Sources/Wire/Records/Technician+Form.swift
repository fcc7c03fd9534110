import PunctualModel

extension Technician: WireForm {
  public static let formName = "technician"
  public static let formSummary = "Somebody who is sent to customers."

  public init(from fields: inout FieldReader) {
    self.init(
      id: fields.required("id", .id, "Names the technician, here and in every other record."),
      name: fields.required("name", .text(1...200), "As the customer is told it."),
      phone: fields.optional("phone", .phone, "Phone number."),
      email: fields.optional("email", .email, "E-mail address."),
      photo: fields.optional(
        "photo", .text(1...2000), "URL of a photo that the customer is shown, or its path in the workspace's folder."),
      home: fields.required("home", .form(Place.self), "Where the day starts and ends."),
      skills: fields.defaulted(
        "skills", .map(.integer(1...100)), [:], "Skill and level; a higher level covers a lower."),
      shifts: fields.defaulted(
        "shifts", .byWeekday(.form(Shift.self)), [:], "Working hours by weekday; a missing day is free."),
      absences: fields.defaulted("absences", .list(.form(Absence.self)), [], "Days away."),
      pace: fields.defaulted(
        "pace", .number(0.1...10), 1, "Planned durations are multiplied by it; 1.1 takes a tenth longer."),
      maxVisits: fields.optional("max_visits", .integer(1...1000), "Most visits in a day; left out, only time limits."),
      profile: fields.defaulted(
        "profile", .text(1...100), Technician.usualProfile,
        "How the technician travels, by the name of a routing server's profile: car, bike …"),
      revision: fields.defaulted("revision", .revision, 1, "Grows with each change; a stale change is refused by it."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("name", .text, name)
    fields.put("phone", .text, phone)
    fields.put("email", .text, email)
    fields.put("photo", .text, photo)
    fields.put("home", .form(Place.self), home)
    fields.put("skills", .map(.integer), skills)
    fields.put("shifts", .byWeekday(.form(Shift.self)), shifts)
    fields.put("absences", .list(.form(Absence.self)), absences)
    fields.put("pace", .number, pace)
    fields.put("max_visits", .integer, maxVisits)
    if profile != Technician.usualProfile { fields.put("profile", .text, profile) }
    fields.put("revision", .revision, revision)
  }
}

extension ValueForm where Value == Int {
  /// A record's revision.
  public static var revision: ValueForm<Int> { integer(0...9_007_199_254_740_991) }
}

extension Shift: WireForm {
  public static let formName = "shift"
  public static let formSummary = "Working hours of one day, on the wall clock of the organisation's zone."

  public init(from fields: inout FieldReader) {
    self.init(
      start: fields.required("start", .localTime, "When the technician leaves home."),
      end: fields.required("end", .localTime, "When the technician is home again; later than the start."),
      breaks: fields.defaulted("breaks", .list(.form(ShiftBreak.self), 0...20), [], "Pauses, in order."))
    guard fields.isSound("start", "end") else { return }
    guard start < end else {
      fields.fail(.badWindow, "end", "The shift's end \(end) is not after its start \(start).")
      return
    }
    for (index, pause) in breaks.enumerated() where fields.isSound("breaks") {
      if pause.earliest < start || pause.latest.minutes + pause.minutes > end.minutes {
        fields.fail(
          .badWindow, "breaks/\(index)",
          "The break (\(pause.earliest) to \(pause.latest), \(pause.minutes) min) does not lie within the shift \(start) to \(end)."
        )
      } else if index > 0, pause.earliest < breaks[index - 1].earliest {
        fields.fail(.badWindow, "breaks/\(index)", "The break comes before the one that it follows.")
      }
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("start", .localTime, start)
    fields.put("end", .localTime, end)
    fields.put("breaks", .list(.form(ShiftBreak.self)), breaks)
  }
}

extension ShiftBreak: WireForm {
  public static let formName = "shift_break"
  public static let formSummary = "A pause that must be taken, starting within a span."

  public init(from fields: inout FieldReader) {
    self.init(
      earliest: fields.required("earliest", .localTime, "It does not start before."),
      latest: fields.required("latest", .localTime, "It does not start after."),
      minutes: fields.required("minutes", .integer(1...1440), "How long it lasts."))
    if fields.isSound("earliest", "latest"), latest < earliest {
      fields.fail(.badWindow, "latest", "The latest start \(latest) is before the earliest \(earliest).")
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("earliest", .localTime, earliest)
    fields.put("latest", .localTime, latest)
    fields.put("minutes", .integer, minutes)
  }
}

extension Absence: WireForm {
  public static let formName = "absence"
  public static let formSummary = "Days away, both included."

  public init(from fields: inout FieldReader) {
    self.init(
      from: fields.required("from", .date, "First day away."),
      to: fields.required("to", .date, "Last day away."),
      reason: fields.defaulted("reason", .text(0...200), "", "Such as leave or training."))
    if fields.isSound("from", "to"), to < from {
      fields.fail(.badWindow, "to", "The last day \(to) is before the first \(from).")
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("from", .date, from)
    fields.put("to", .date, to)
    fields.put("reason", .text, reason)
  }
}
