import PunctualModel

extension Plan: WireForm {
  public static let formName = "plan"
  public static let formSummary = "The plan of one day: who goes where, and what is left out and why."

  public init(from fields: inout FieldReader) {
    self.init(
      date: fields.required("date", .date, "The day."),
      revision: fields.required("revision", .revision, "Grows each time that the day is planned."),
      madeAt: fields.required("made_at", .time, "When it was made."),
      seed: fields.required("seed", .unsigned64, "The seed of the search that made it."),
      days: fields.required("days", .list(.form(TechnicianDay.self)), "What each technician does."),
      unplaced: fields.defaulted("unplaced", .list(.form(Unplaced.self)), [], "What is left out."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("date", .date, date)
    fields.put("revision", .revision, revision)
    fields.put("made_at", .time, madeAt)
    fields.put("seed", .unsigned64, seed)
    fields.put("days", .list(.form(TechnicianDay.self)), days)
    fields.put("unplaced", .list(.form(Unplaced.self)), unplaced)
  }
}

extension TechnicianDay: WireForm {
  public static let formName = "technician_day"
  public static let formSummary = "What a technician does on one day, in order."

  public init(from fields: inout FieldReader) {
    self.init(
      technician: fields.required("technician", .id, "The technician's id."),
      date: fields.required("date", .date, "The day."),
      visits: fields.required("visits", .list(.form(Visit.self)), "In order."),
      breaks: fields.defaulted("breaks", .list(.window), [], "Planned pauses."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("date", .date, date)
    fields.put("visits", .list(.form(Visit.self)), visits)
    fields.put("breaks", .list(.window), breaks)
  }
}

extension Visit: WireForm {
  public static let formName = "visit"
  public static let formSummary = "An appointment placed on a technician's day."

  public init(from fields: inout FieldReader) {
    self.init(
      id: fields.required("id", .id, "The appointment's id; `ID+2` for the second of a crew."),
      appointment: fields.required("appointment", .id, "The appointment's id."),
      technician: fields.required("technician", .id, "The technician's id."),
      date: fields.required("date", .date, "The day of the shift that it belongs to."),
      position: fields.required("position", .integer(0...10_000), "Place in the technician's day, from 0."),
      stage: fields.defaulted("stage", .choice(Stage.self), .scheduled, "Where it stands."),
      planned: fields.required("planned", .form(VisitTimes.self), "As planned."),
      actual: fields.defaulted("actual", .form(VisitTimes.self), VisitTimes(), "As it happened so far."),
      note: fields.optional("note", .freeText, "What was done, in words that the customer can keep."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("appointment", .id, appointment)
    fields.put("technician", .id, technician)
    fields.put("date", .date, date)
    fields.put("position", .integer, position)
    fields.put("stage", .choice(Stage.self), stage)
    fields.put("planned", .form(VisitTimes.self), planned)
    fields.put("actual", .form(VisitTimes.self), actual)
    fields.put("note", .freeText, note)
  }
}

extension VisitTimes: WireForm {
  public static let formName = "visit_times"
  public static let formSummary = "The four stamps of a visit; what is not known is left out."

  public init(from fields: inout FieldReader) {
    self.init(
      depart: fields.optional("depart", .time, "Leaving the place before."),
      arrive: fields.optional("arrive", .time, "At the site."),
      start: fields.optional("start", .time, "Work begins."),
      finish: fields.optional("finish", .time, "Work is done."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("depart", .time, depart)
    fields.put("arrive", .time, arrive)
    fields.put("start", .time, start)
    fields.put("finish", .time, finish)
  }
}

extension Unplaced: WireForm {
  public static let formName = "unplaced"
  public static let formSummary = "An appointment that could be served on a day and is not, with the reasons."

  public init(from fields: inout FieldReader) {
    self.init(
      appointment: fields.required("appointment", .id, "The appointment's id."),
      reason: fields.required("reason", .text, "The sentence for a reader."),
      reasons: fields.required("reasons", .map(.choice(MisfitReason.self)), "The reason of each technician, by id."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("appointment", .id, appointment)
    fields.put("reason", .text, reason)
    fields.put("reasons", .map(.choice(MisfitReason.self)), reasons)
  }
}
