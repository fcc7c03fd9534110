import PunctualModel

/// A record with a JSON form. One declaration serves reading, describing (JSON Schema) and, in `write`, writing.
public protocol WireForm: Sendable {
  /// The form's name, such as `appointment`: the title of its schema.
  static var formName: String { get }
  /// One sentence on what it is.
  static var formSummary: String { get }

  /// Reads the record, and declares its fields by doing so: while a form is described there is no input, and every field
  /// yields a placeholder. So it must not trap on any value, and must ask for all its fields whatever they hold.
  init(from fields: inout FieldReader)

  /// Puts every field, in the order in which it is declared.
  func write(to fields: inout FieldWriter)
}

/// What times are read and written against.
public struct WireContext: Sendable, Hashable {
  /// Times are written with this zone's offset; wall-clock times are read in it.
  public var zone: Zone
  /// What `tomorrow 9:00` counts from; nil where no clock is known, and such times are refused.
  public var now: Instant?
  /// The language of customers who state none.
  public var language: Language

  public init(zone: Zone = .utc, now: Instant? = nil, language: Language = .english) {
    self.zone = zone
    self.now = now
    self.language = language
  }
}

/// Reads, writes and describes forms.
public enum Form {
  /// Reads a record. Throws all its faults at once, each with the path of the value.
  /// - Parameters:
  ///   - path: the JSON Pointer of `node` in its document.
  ///   - line: the line to name in faults, where the input has lines.
  ///   - allowUnknown: whether fields that the forms do not have are passed over; else each is a fault.
  public static func read<T: WireForm>(
    _: T.Type, from node: JSONNode, context: WireContext, path: String = "", line: Int? = nil,
    allowUnknown: Bool = false
  ) throws(Faults) -> T {
    try read(.form(T.self), from: node, context: context, path: path, line: line, allowUnknown: allowUnknown)
  }

  /// As the other `read`, of any value that a form can hold, such as `.list(.form(Technician.self))`.
  public static func read<Value>(
    _ form: ValueForm<Value>, from node: JSONNode, context: WireContext, path: String = "", line: Int? = nil,
    allowUnknown: Bool = false
  ) throws(Faults) -> Value {
    try read(form, from: node, FormSession(context: context, path: path, line: line, allowUnknown: allowUnknown))
  }

  /// As the public `read`, but one field of the outermost object is not its form's business.
  static func read<Value>(
    _ form: ValueForm<Value>, from node: JSONNode, context: WireContext, path: String, line: Int?, passingOver: String
  ) throws(Faults) -> Value {
    let session = FormSession(context: context, path: path, line: line)
    session.passedOver = passingOver
    return try read(form, from: node, session)
  }

  private static func read<Value>(
    _ form: ValueForm<Value>, from node: JSONNode, _ session: FormSession
  ) throws(Faults) -> Value {
    let value = form.read(node, session)
    if session.faults.isEmpty, let value { return value }
    throw Faults(session.faults)
  }

  /// Writes a record.
  public static func write<T: WireForm>(_ value: T, context: WireContext) -> JSON {
    var fields = FieldWriter(context: context)
    value.write(to: &fields)
    return .object(fields.members)
  }

  /// Holds a value that was not read from JSON to what its form says of ranges, lengths and signs.
  ///
  /// - Throws: the faults that reading it would have.
  public static func check<T: WireForm>(_ value: T, context: WireContext) throws(Faults) {
    let limits = JSONLimits.document
    _ = try read(
      T.self, from: JSONDocument.parse(write(value, context: context).bytes(), limits: limits).root, context: context)
  }

  /// Writes any value that a form can hold.
  public static func write<Value>(_ form: ValueForm<Value>, _ value: Value, context: WireContext) -> JSON {
    form.write(value, context)
  }

  /// The JSON Schema (2020-12) of a form, with the forms that it holds under `$defs`.
  public static func schema<T: WireForm>(_: T.Type) -> JSON {
    let session = FormSession(context: WireContext())
    var members = describe(T.self, session)
    members.insert(.init("$schema", "https://json-schema.org/draft/2020-12/schema"), at: 0)
    return .object(members + definitions(session))
  }

  /// The JSON Schema of any value that a form can hold.
  public static func schema<Value>(_ form: ValueForm<Value>, title: String, summary: String) -> JSON {
    let session = FormSession(context: WireContext())
    let body = form.describe(session)
    var members: [JSON.Member] = [
      .init("$schema", "https://json-schema.org/draft/2020-12/schema"), .init("title", .string(title)),
      .init("description", .string(summary)),
    ]
    if case .object(let described) = body { members += described }
    return .object(members + definitions(session))
  }

  /// A form's schema without its `$defs`; what it holds is noted in the session.
  static func describe<T: WireForm>(_: T.Type, _ session: FormSession) -> [JSON.Member] {
    var fields = FieldReader(describing: session)
    _ = T(from: &fields)
    return [
      .init("title", .string(T.formName)), .init("description", .string(T.formSummary)), .init("type", "object"),
      .init("properties", .object(fields.properties)), .init("required", .array(fields.required.map(JSON.string))),
      .init("additionalProperties", false),
    ]
  }

  private static func definitions(_ session: FormSession) -> [JSON.Member] {
    session.definitions.isEmpty ? [] : [.init("$defs", .object(session.definitions))]
  }
}
