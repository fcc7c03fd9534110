import PunctualModel

extension Organisation: WireForm {
  public static let formName = "organisation"
  public static let formSummary = "The firm: its zone, its opening hours, its standards."

  public init(from fields: inout FieldReader) {
    self.init(
      name: fields.required("name", .text(1...200), "The name that customers know."),
      zone: fields.required("zone", .zone, "Zone that times are printed in and shifts are stated in."),
      language: fields.defaulted("language", .choice(Language.self), .english, "For customers who state none."),
      phone: fields.optional("phone", .phone, "The number that customers may call."),
      email: fields.optional("email", .email, "The address that customers may write to."),
      openingHours: fields.defaulted(
        "opening_hours", .byWeekday(.form(LocalSpan.self)), [:], "When the office answers; a missing day is closed."),
      tiers: fields.defaulted(
        "tiers", .list(.form(ServiceTier.self), 1...50), [.standard], "What customers are owed, the best first."),
      travel: fields.defaulted(
        "travel", .form(TravelEstimate.self), TravelEstimate(), "How travel is estimated without a matrix or a router.")
    )
    fields.refuseRepeated(tiers.map(\.name), "tiers", "name", "tier")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("name", .text, name)
    fields.put("zone", .zone, zone)
    fields.put("language", .choice(Language.self), language)
    fields.put("phone", .text, phone)
    fields.put("email", .text, email)
    fields.put("opening_hours", .byWeekday(.form(LocalSpan.self)), openingHours)
    fields.put("tiers", .list(.form(ServiceTier.self)), tiers)
    fields.put("travel", .form(TravelEstimate.self), travel)
  }
}

extension LocalSpan: WireForm {
  public static let formName = "local_span"
  public static let formSummary = "A part of a day on the wall clock."

  public init(from fields: inout FieldReader) {
    self.init(
      start: fields.required("start", .localTime, "From."),
      end: fields.required("end", .localTime, "To; later than the start."))
    if fields.isSound("start", "end"), end <= start {
      fields.fail(.badWindow, "end", "The end \(end) is not after the start \(start).")
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("start", .localTime, start)
    fields.put("end", .localTime, end)
  }
}

extension ServiceTier: WireForm {
  public static let formName = "service_tier"
  public static let formSummary = "What a class of customers is owed, in figures that can be measured."

  public init(from fields: inout FieldReader) {
    self.init(
      name: fields.required("name", .id, "The tier's name, which customers refer to."),
      promiseChance: fields.required(
        "promise_chance", .number(0...1), "The chance of keeping a promise below which no window is offered."),
      toldAheadMinutes: fields.required(
        "told_ahead_minutes", .integer(0...1440), "How long before the promise ends a delay is told, at the latest."),
      windowMinutes: fields.required("window_minutes", .integer(1...1440), "Width of the window that is promised."),
      responseHours: fields.required(
        "response_hours", .integer(1...8760),
        "How soon a request or a complaint is answered; in open hours where opening hours are stated, 24 to a working day."
      ))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("name", .id, name)
    fields.put("promise_chance", .number, promiseChance)
    fields.put("told_ahead_minutes", .integer, toldAheadMinutes)
    fields.put("window_minutes", .integer, windowMinutes)
    fields.put("response_hours", .integer, responseHours)
  }
}

extension TravelEstimate: WireForm {
  public static let formName = "travel_estimate"
  public static let formSummary = "Travel as straight line × detour factor at a stated speed, plus parking."

  public init(from fields: inout FieldReader) {
    let usual = TravelEstimate()
    self.init(
      detourFactor: fields.defaulted("detour_factor", .number(1...10), usual.detourFactor, "Road over straight line."),
      speedKmh: fields.defaulted("speed_kmh", .number(1...300), usual.speedKmh, "Mean speed in km/h."),
      parkingSeconds: fields.defaulted(
        "parking_seconds", .integer(0...3600), usual.parkingSeconds, "Added to every trip between different places."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("detour_factor", .number, detourFactor)
    fields.put("speed_kmh", .number, speedKmh)
    fields.put("parking_seconds", .integer, parkingSeconds)
  }
}

extension FieldReader {
  /// A fault for every key that stood before in the same list; `list/INDEX/field` is where.
  mutating func refuseRepeated(_ keys: [String], _ list: String, _ field: String, _ what: String) {
    var seen: Set<String> = []
    for (index, key) in keys.enumerated() where !seen.insert(key).inserted {
      fail(.duplicateID, "\(list)/\(index)/\(field)", "The \(what) `\(shortened(key))` stands twice.")
    }
  }
}
