import PunctualModel

extension Appointment: WireForm {
  public static let formName = "appointment"
  public static let formSummary =
    "Work that a customer asked for: what, where, when it may be done, and what was promised."

  public init(from fields: inout FieldReader) {
    self.init(
      id: fields.required("id", .id, "Names the appointment, here and in every other record."),
      customer: fields.required("customer", .id, "The customer's id."),
      site: fields.optional("site", .id, "One of the customer's sites; left out, the only one.") ?? "",
      type: fields.required("type", .id, "Kind of work, such as boiler-service; durations are learned by it."),
      title: fields.defaulted("title", .text(0...500), "", "What is to be done, in words that the customer may read."),
      durationSeconds: 60
        * fields.required("duration_minutes", .integer(1...10_080), "Planned time on site at the firm's usual pace."),
      windows: fields.required(
        "windows", .windows(1...100), "When work may start: alternatives, in order, not overlapping."),
      skills: fields.defaulted(
        "skills", .list(.form(SkillNeed.self), 0...50), [], "What the technician must be able to do."),
      crew: fields.defaulted("crew", .integer(1...10), 1, "How many technicians it needs at once."),
      priority: fields.defaulted("priority", .integer(0...100), 0, "Where not all fits, higher is served first."),
      promise: fields.optional("promise", .form(Promise.self), "The window that the customer was told."),
      stage: fields.defaulted("stage", .choice(Stage.self), .requested, "Where it stands in its life."),
      pin: fields.optional("pin", .form(Pin.self), "What a dispatcher has fixed."),
      notes: fields.optional("notes", .text, "For the firm's own people."),
      revision: fields.defaulted("revision", .revision, 1, "Grows with each change; a stale change is refused by it."))
    if fields.isSound("skills") { fields.refuseRepeated(skills.map(\.name), "skills", "name", "skill") }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("customer", .id, customer)
    fields.put("site", .id, site.isEmpty ? nil : site)
    fields.put("type", .id, type)
    fields.put("title", .text, title)
    fields.put("duration_minutes", .integer, (durationSeconds + 59) / 60)
    fields.put("windows", .list(.window), windows)
    fields.put("skills", .list(.form(SkillNeed.self)), skills)
    fields.put("crew", .integer, crew)
    fields.put("priority", .integer, priority)
    fields.put("promise", .form(Promise.self), promise)
    fields.put("stage", .choice(Stage.self), stage)
    fields.put("pin", .form(Pin.self), pin)
    fields.put("notes", .text, notes)
    fields.put("revision", .revision, revision)
  }
}

extension SkillNeed: WireForm {
  public static let formName = "skill_need"
  public static let formSummary = "A skill that a visit needs, at a level or higher."

  public init(from fields: inout FieldReader) {
    self.init(
      fields.required("name", .id, "The skill, as technicians have it."),
      level: fields.defaulted("level", .integer(1...100), 1, "The lowest level that will do."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("name", .id, name)
    fields.put("level", .integer, level)
  }
}

extension Promise: WireForm {
  public static let formName = "promise"
  public static let formSummary = "The window told to the customer: a visit that starts after its end breaks it."

  public init(from fields: inout FieldReader) {
    self.init(
      window: fields.required("window", .window, "From and to."),
      madeAt: fields.required("made_at", .time, "When it was told."),
      chance: fields.optional("chance", .number(0...1), "The chance of keeping it, as predicted then."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("window", .window, window)
    fields.put("made_at", .time, madeAt)
    fields.put("chance", .rounded, chance)
  }
}

extension Pin: WireForm {
  public static let formName = "pin"
  public static let formSummary = "What the plan may not change about an appointment; what is left out is free."

  public init(from fields: inout FieldReader) {
    self.init(
      technician: fields.optional("technician", .id, "The technician who must do it."),
      start: fields.optional("start", .time, "When work must start."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("start", .time, start)
  }
}

extension ValueForm where Value == Double {
  /// A computed number: written to six decimals, which is more than any estimate here is worth.
  public static var rounded: ValueForm<Double> {
    ValueForm<Double>(
      read: number.read, write: { value, _ in .double((value * 1e6).rounded() / 1e6) }, describe: number.describe,
      placeholder: { 0 })
  }
}
