import PunctualModel

/// Solutions with names and times, to and from VROOM's form.
public enum NamedSolution {
  /// An answer in VROOM's form, with the names and times of its problem. Steps also say when work starts and finishes.
  public static func write(_ answer: JSON, _ names: Names) -> JSON {
    NamedWriter(names: names).write(answer, shape)
  }

  /// A stated solution in VROOM's form, for the checker.
  public static func readStated(_ root: JSONNode, _ names: Names) throws(Faults) -> StatedSolution {
    var reader = NamedReader(names: names)
    let answer = reader.read(root, shape, at: "")
    guard reader.faults.isEmpty else { throw Faults(reader.faults) }
    do throws(Faults) {
      return try VROOMSolution.readStated(JSONDocument.parse(answer.bytes(), limits: .document).root)
    } catch {
      throw Faults(
        error.all.map { fault in
          var fault = fault
          fault.path = shape.path(fault.path)
          fault.message = reader.names.renamed(fault.message)
          return fault
        })
    }
  }

  private static let count: JSON = ["type": "integer", "minimum": 0]
  private static let amounts: JSON = ["type": "array", "items": count]
  private static let text: JSON = ["type": "string"]
  private static let violations: JSON = [
    "type": "array",
    "items": ["type": "object", "required": ["cause"], "properties": ["cause": text, "duration": count]],
  ]

  private static let figures: [Shape.Field] = [
    Shape.Field("cost", .same(count), "Of the third layer."),
    Shape.Field("lateness_cost", .same(count), "Of the second."),
    Shape.Field("delivery", .same(amounts), "Brought."), Shape.Field("pickup", .same(amounts), "Taken."),
    Shape.Field("amount", .same(amounts), "Brought, by its older name."),
    Shape.Field("setup", .same(count), "Seconds."), Shape.Field("service", .same(count), "Seconds of work."),
    Shape.Field("duration", .same(count), "Seconds of travel."), Shape.Field("distance", .same(count), "Metres."),
    Shape.Field("waiting_time", .same(count), "Seconds."),
    Shape.Field("priority", .same(count), "Sum of what is served."),
    Shape.Field("overtime", .same(count), "Seconds after the shift."),
    Shape.Field("violations", .same(violations), "What is broken."),
  ]

  private static let task: [Shape.Field] = [
    Shape.Field("type", .type, required: true, "appointment, pickup or delivery."),
    Shape.Field("id", .nameByType, required: true, "Its name."),
  ]

  private static let reasons = Shape.list(
    .record([
      Shape.Field("technician", vroom: "vehicle", .name(.technician), required: true, "Who."),
      Shape.Field("reason", .same(text), required: true, "Why not."),
    ]))

  private static let place: [Shape.Field] = [
    Shape.Field("location", .same(VROOMSchemas.location), "Longitude and latitude."),
    Shape.Field("location_index", .same(count), "Row of the matrix."),
    Shape.Field("description", .same(text), "Words for people."),
  ]

  static let shape = Shape.record([
    Shape.Field("code", .same(["type": "integer", "enum": [0, 1, 2, 3]]), required: true, "0, or what went wrong."),
    Shape.Field("error", .same(text), "The first fault."),
    Shape.Field("errors", .same(["type": "array"]), "All faults."),
    Shape.Field(
      "summary",
      .record(
        figures + [
          Shape.Field("routes", .same(count), "Technicians in use."),
          Shape.Field("unplaced", vroom: "unassigned", .same(count), "Left out."),
          Shape.Field("worst_late", .same(count), "Seconds."),
          Shape.Field("computing_times", .same(["type": "object"]), "Milliseconds."),
        ]), "The whole plan in figures."),
    Shape.Field(
      "unplaced", vroom: "unassigned",
      .list(
        .record(
          task + place + [
            Shape.Field("reasons", reasons, "Why not, by technician."),
            Shape.Field("changes", .list(remedy), "The least changes that would place it."),
          ])), "What is left out."),
    Shape.Field(
      "routes",
      .list(
        .record(
          [
            Shape.Field("technician", vroom: "vehicle", .name(.technician), required: true, "Whose."),
            Shape.Field("description", .same(text), "Words for people."),
            Shape.Field("geometry", .same(text), "Encoded polyline."),
          ] + figures + [Shape.Field("steps", .list(.record(step)), required: true, "In order.")])),
      "The days of the technicians in use."),
    Shape.Field(
      "changes",
      .list(
        .record(
          task + [
            Shape.Field("from_technician", vroom: "from_vehicle", .name(.technician), "Who had it."),
            Shape.Field(
              "to_technician", vroom: "to_vehicle", .name(.technician), "Who has it; null where it is left out."),
            Shape.Field("from_start", .time, "When it was to start."), Shape.Field("to_start", .time, "When it does."),
          ])), "What differs from the plan that stood."),
    Shape.Field(
      "findings",
      .list(
        .record([
          Shape.Field("kind", .same(text), required: true, "job, group, pins or frozen."),
          Shape.Field("appointments", vroom: "jobs", .list(.record(task)), "Which."),
          Shape.Field("technician", vroom: "vehicle", .name(.technician), "Who."),
          Shape.Field("reasons", reasons, "Why not, by technician."),
          Shape.Field("message", .same(text), required: true, "In words."),
        ])), "With `--precheck`: what no plan can do."),
  ])

  private static let remedy = Shape.record([
    Shape.Field("technician", vroom: "vehicle", .name(.technician), "Who would come."),
    Shape.Field("start", .time, "When."), Shape.Field("added_cost", .same(["type": "integer"]), "What it would cost."),
    Shape.Field(
      "needs",
      .list(
        .record([
          Shape.Field("kind", .same(text), required: true, "What would have to give."),
          Shape.Field("seconds", .same(count), "How much."),
          Shape.Field("window", .same(count), "Which window, from 0."),
          Shape.Field("break", .name(.break), "Which break."), Shape.Field("more", .same(count), "How many."),
          Shape.Field("dimension", .same(count), "Which amount, from 0."),
          Shape.Field("metres", .same(count), "How far."),
          Shape.Field("skill", .name(.skill), "Which skill."), Shape.Field("level", .same(count), "At which level."),
          Shape.Field("part", .same(text), "Which part."), Shape.Field("tool", .same(text), "Which tool."),
          Shape.Field("type", .type, "What would move."), Shape.Field("id", .nameByType, "Its name."),
          Shape.Field("to_technician", vroom: "to_vehicle", .name(.technician), "Who would get it."),
        ])), "All of these together."),
  ])

  private static let step: [Shape.Field] =
    [
      Shape.Field("type", .type, required: true, "start, appointment, pickup, delivery, depot, break or end."),
      Shape.Field("id", .nameByType, "Of what."),
      Shape.Field("arrive", vroom: "arrival", .time, required: true, "When."),
      Shape.Field(NamedWriter.start, .time, "When work starts."),
      Shape.Field(NamedWriter.finish, .time, "When it ends."),
      Shape.Field("load", .same(amounts), "On board."),
      Shape.Field("late", .same(count), "Seconds after what was wished."),
    ] + place + figures
}

/// Turns VROOM's form into one with names.
struct NamedWriter {
  let names: Names
  static let start = "start"
  static let finish = "finish"

  func write(_ value: JSON, _ shape: Shape) -> JSON {
    switch (shape, value) {
    case (.time, .int(let time)): return .string(names.text(time))
    case (.name(let kind), _): return name(value, kind)
    case (.record(let fields), .object(let members)): return .object(record(members, fields))
    case (.list(let element), .array(let values)): return .array(values.map { write($0, element) })
    default: return value
    }
  }

  private func record(_ members: [JSON.Member], _ fields: [Shape.Field]) -> [JSON.Member] {
    let kind = members.first { $0.key == "type" }?.value.string.flatMap(NameKind.init(type:))
    return members.flatMap { member in
      guard let field = fields.first(where: { $0.vroom == member.key }) else { return [member] }
      var written = [JSON.Member(field.key, write(member.value, field.shape))]
      switch field.shape {
      case .type: written[0].value = kind.map { .string($0.rawValue) } ?? member.value
      case .nameByType: written[0].value = kind.map { name(member.value, $0) } ?? member.value
      default: break
      }
      if field.key == "message", let sentence = member.value.string {
        written[0].value = .string(names.renamed(sentence))
      }
      if member.key == "arrival" { written += work(members) }
      return written
    }
  }

  /// When the work of a step starts and ends.
  private func work(_ step: [JSON.Member]) -> [JSON.Member] {
    func figure(_ key: String) -> Int {
      if case .int(let number)? = step.first(where: { $0.key == key })?.value { number } else { 0 }
    }
    let start = figure("arrival") + figure("waiting_time")
    return [
      JSON.Member(Self.start, .string(names.text(start))),
      JSON.Member(Self.finish, .string(names.text(start + figure("setup") + figure("service")))),
    ]
  }

  private func name(_ value: JSON, _ kind: NameKind) -> JSON {
    guard case .int(let number) = value, let name = names.name(kind, number) else { return value }
    return .string(name)
  }
}
