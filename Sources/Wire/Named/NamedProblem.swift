import PunctualModel

/// A routing problem in which people, appointments and skills have names, and times are times: technicians in place of
/// VROOM's vehicles, appointments in place of its jobs. What it says is what VROOM's form and its extension keys say.
public enum NamedProblem {
  /// Whether a document is in this form rather than VROOM's.
  public static func isOne(_ root: JSONNode) -> Bool {
    root.kind == .object && root["vehicles"] == nil && root["jobs"] == nil
      && (root["technicians"] != nil || root["appointments"] != nil)
  }

  /// The problem, and the names for its answer. All that is wrong is told at once, by the places and names of this form.
  public static func read(
    _ root: JSONNode, wantsDistances: Bool = false
  ) throws(Faults) -> (input: VROOMInput, names: Names) {
    var names = Names()
    var zoneFaults: [Fault] = []
    if let zone = root["zone"], !zone.isNull {
      if let known = zone.string().flatMap(Zones.named) {
        names.zone = known
      } else {
        zoneFaults = [
          Fault(.notAZone, path: "/zone", "This is not in the time-zone database.", hint: "Write `Europe/Vaduz`.")
        ]
      }
    }
    // Once for the first moment, from which VROOM's form counts, and once from there.
    var scout = NamedReader(names: names)
    _ = scout.read(root, shape, at: "")
    guard scout.faults.isEmpty, zoneFaults.isEmpty else { throw Faults(zoneFaults + scout.faults) }
    names = scout.names
    names.origin = scout.first ?? 0
    var reader = NamedReader(names: names)
    let problem = reader.read(root, shape, at: "")
    do throws(Faults) {
      let document = try JSONDocument.parse(problem.bytes(), limits: .document)
      return (try VROOMProblem.read(document.root, wantsDistances: wantsDistances), names)
    } catch {
      throw renamed(error, by: names)
    }
  }

  /// Faults of the problem in VROOM's form, by the places and names of this one.
  static func renamed(_ faults: Faults, by names: Names) -> Faults {
    Faults(
      faults.all.map { fault in
        var fault = fault
        fault.path = shape.path(fault.path)
        fault.message = names.renamed(fault.message)
        fault.hint = fault.hint.map(names.renamed)
        return fault
      })
  }

  // MARK: The form

  private static let count: JSON = ["type": "integer", "minimum": 0]
  private static let amounts: JSON = ["type": "array", "items": count]
  private static let counts: JSON = ["type": "object", "additionalProperties": count]
  private static let text: JSON = ["type": "string"]
  private static let texts: JSON = ["type": "array", "items": text]
  private static let number: JSON = ["type": "number", "minimum": 0]
  private static let point = VROOMSchemas.location

  private static func perHour(_ key: String, _ meaning: String) -> Shape.Field {
    Shape.Field(key, .same(count), "Cost of an hour \(meaning).")
  }

  static let shape = Shape.record([
    Shape.Field("zone", .same(text), "The zone of the answer's times; UTC if left out."),
    Shape.Field("technicians", vroom: "vehicles", .list(technician), required: true, "Who can be sent."),
    Shape.Field("appointments", vroom: "jobs", .list(.record(appointment)), "What is to be done."),
    Shape.Field("shipments", .list(shipment), "What is fetched at one place and brought to another."),
    Shape.Field("relations", .list(relation), "Which appointments belong together."),
    Shape.Field("depots", .list(depot), "Where parts and tools are fetched."),
    Shape.Field(
      "matrices",
      .table(
        .record([
          Shape.Field("durations", .same(["type": "array"]), "Seconds from row to column; null where no way leads."),
          Shape.Field("distances", .same(["type": "array"]), "Metres."),
          Shape.Field("costs", .same(["type": "array"]), "Costs in place of seconds."),
        ])), "Travel by profile; estimated, or asked of a router, where left out."),
    Shape.Field(
      "travel_factors",
      .table(
        .list(
          .record([
            Shape.Field("time_window", .window, required: true, "When it holds."),
            Shape.Field("factor", .same(number), required: true, "Travel takes so many times as long."),
          ]))), "How travel changes over the day, by profile."),
    Shape.Field(
      "spread",
      .record([
        Shape.Field("travel", .same(number), "Standard deviation of a leg, as a share of it."),
        Shape.Field("work", .same(number), "Standard deviation of a visit, as a share of it."),
      ]), "How far real times stray from planned ones."),
    Shape.Field("frozen_until", .time, "What starts before it in `steps` stays as it is."),
    Shape.Field("objective", .same(VROOMSchemas.wholeProblem["objective"] ?? ["type": "object"]), "The weights."),
  ])

  private static let pause = Shape.record([
    Shape.Field("id", .name(.break), required: true, "Its name."),
    Shape.Field("description", .same(text), "Words for people."),
    Shape.Field("time_windows", .windows, "When it may start."),
    Shape.Field("service", .duration, "How long it is."),
    Shape.Field("max_load", .same(amounts), "At most so much on board."),
  ])

  private static let step = Shape.record([
    Shape.Field("type", .type, required: true, "start, appointment, pickup, delivery, depot, break or end."),
    Shape.Field("id", .nameByType, "Of what."),
    Shape.Field("service_at", .time, "When it starts."),
    Shape.Field("service_after", .time, "It starts then or later."),
    Shape.Field("service_before", .time, "It starts then or earlier."),
  ])

  /// What a shift may have in place of its technician.
  private static let ownOfShift: [Shape.Field] = [
    Shape.Field("start", .same(point), "Longitude and latitude where the day begins."),
    Shape.Field("start_index", .same(count), "Row of the matrix where the day begins."),
    Shape.Field("end", .same(point), "Longitude and latitude where it ends."),
    Shape.Field("end_index", .same(count), "Row of the matrix where it ends."),
    Shape.Field("time_window", .window, "The shift."), Shape.Field("breaks", .list(pause), "Its breaks."),
    Shape.Field("steps", .list(step), "The route that stands."),
    Shape.Field("profile", .same(text), "Whose travel times; `car` if left out."),
    Shape.Field("type", .same(text), "Kind of vehicle, for durations by type."),
    Shape.Field("description", .same(text), "Words for people."),
    Shape.Field("capacity", .same(amounts), "Room on board."), Shape.Field("skills", .skills, "What they can do."),
    Shape.Field("speed_factor", .same(number), "2 halves travel times."),
    Shape.Field("max_tasks", .same(count), "Most appointments."),
    Shape.Field("max_travel_time", .duration, "Most travel."),
    Shape.Field("max_distance", .same(count), "Most metres."),
    Shape.Field(
      "costs",
      .record([
        Shape.Field("fixed", .same(count), "Of being used."), perHour("per_hour", "of travel"),
        Shape.Field("per_km", .same(count), "Of a kilometre."), perHour("per_task_hour", "of work"),
      ]), "What a route costs."),
    Shape.Field("pace", .same(number), "Work takes so many times as long."),
    Shape.Field(
      "overtime",
      .record([
        Shape.Field("most", .duration, required: true, "After the shift."), perHour("per_hour", "after the shift"),
      ]), "Work after the shift."),
    Shape.Field("territories", .same(texts), "Where they belong."),
    Shape.Field("parts", .same(counts), "How many are on board, by part."),
    Shape.Field("tools", .same(texts), "On board."),
    Shape.Field(
      "past",
      .record([
        Shape.Field("work", .duration, "Work before this plan."),
        Shape.Field("jobs", .same(count), "Appointments before this plan."),
      ]), "Load before this plan, for fairness."),
  ]

  private static let technician = Shape.record(
    [Shape.Field("id", .name(.technician), required: true, "The technician's name.")] + ownOfShift + [
      Shape.Field("shifts", .list(.record(ownOfShift)), "One for each day; what a shift says replaces the above.")
    ])

  /// What appointments and the halves of shipments have in common.
  private static func task(_ kind: NameKind) -> [Shape.Field] {
    [
      Shape.Field("id", .name(kind), required: true, "Its name."),
      Shape.Field("description", .same(text), "Words for people."),
      Shape.Field("location", .same(point), "Longitude and latitude."),
      Shape.Field("location_index", .same(count), "Row of the matrix."),
      Shape.Field("setup", .duration, "Work that is only needed where the stop before was elsewhere."),
      Shape.Field("service", .duration, "Work."),
      Shape.Field("setup_per_type", .table(.duration), "The same by type of vehicle."),
      Shape.Field("service_per_type", .table(.duration), "The same by type of vehicle."),
      Shape.Field("time_windows", .windows, "When work may start."),
      Shape.Field(
        "technicians",
        .record([
          Shape.Field("required", .names(.technician), "Only these may come."),
          Shape.Field("preferred", .names(.technician), "Anybody else costs `not_preferred`."),
          Shape.Field("avoided", .names(.technician), "Each of these costs `avoided`."),
          Shape.Field("familiar", .names(.technician), "Anybody else costs `unfamiliar`."),
        ]), "Who should come."),
      Shape.Field(
        "preferred_window",
        .record([
          Shape.Field("time_window", .window, required: true, "Start and end."), perHour("early_per_hour", "before it"),
          perHour("late_per_hour", "after it"),
        ]), "Where the start of work should lie, such as a promise."),
      Shape.Field(
        "due",
        .record([Shape.Field("by", .time, required: true, "The date."), perHour("late_per_hour", "after it")]),
        "When the work should be finished."),
      Shape.Field(
        "pin",
        .record([
          Shape.Field("technician", vroom: "vehicle", .name(.technician), "Who."),
          Shape.Field("day", .window, "Work starts within it."), Shape.Field("start", .time, "When work starts."),
          Shape.Field("position", .same(["enum": ["first", "last"]]), "Its place in the route."),
        ]), "What is decided already."),
      Shape.Field("territory", .same(text), "Others than its technicians cost `outside_territory`."),
      Shape.Field("parts", .same(counts), "How many are used up, by part."),
      Shape.Field("tools", .same(texts), "Needed, and kept."),
      Shape.Field("spread", .duration, "Standard deviation of the work."),
    ]
  }

  private static let priority: Shape.Field = Shape.Field(
    "priority", .same(["type": "integer", "minimum": 0, "maximum": 100]), "0 to 100; the greater is served first.")

  private static let appointment: [Shape.Field] =
    task(.appointment) + [
      Shape.Field("skills", .skills, "What it takes."), priority,
      Shape.Field("delivery", .same(amounts), "What is brought."),
      Shape.Field("pickup", .same(amounts), "What is taken."),
    ]

  private static let shipment = Shape.record([
    Shape.Field("amount", .same(amounts), "How much room it takes."), Shape.Field("skills", .skills, "What it takes."),
    priority,
    Shape.Field("pickup", .record(task(.pickup)), required: true, "Where it is fetched."),
    Shape.Field("delivery", .record(task(.delivery)), required: true, "Where it is brought."),
  ])

  private static let relation = Shape.record([
    Shape.Field("type", .same(["enum": ["together", "after"]]), required: true, "At once, or one after another."),
    Shape.Field("appointments", vroom: "jobs", .names(.appointment), required: true, "Which, the earlier first."),
    Shape.Field("from", .same(["enum": ["start", "finish"]]), "What the wait is counted from."),
    Shape.Field("least", .duration, "Least wait."), Shape.Field("most", .duration, "Most wait."),
    Shape.Field("technician", .same(["enum": ["any", "same", "different"]]), "Who does the second."),
  ])

  private static let depot = Shape.record([
    Shape.Field("id", .name(.depot), required: true, "Its name."),
    Shape.Field("location", .same(point), "Longitude and latitude."),
    Shape.Field("location_index", .same(count), "Row of the matrix."),
    Shape.Field("service", .duration, "How long the stop takes."),
  ])
}
