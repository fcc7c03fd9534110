import PunctualModel

/// Hands a form its fields, one by one; or takes down their description where a schema is wanted.
public struct FieldReader {
  private let session: FormSession
  /// Nil while a form is described.
  private let node: JSONNode?
  private var declared: [String] = []
  private var present = 0
  /// Fields whose values could not be read, so that nothing more is said about them.
  private var faulty: Set<String> = []
  /// Members of the schema's `properties`, while a form is described.
  private(set) var properties: [JSON.Member] = []
  private(set) var required: [String] = []

  init(reading node: JSONNode, _ session: FormSession) {
    self.node = node
    self.session = session
  }

  init(describing session: FormSession) {
    node = nil
    self.session = session
  }

  /// What times are read against.
  public var context: WireContext { session.context }

  /// Whether there is an input: false while the form is described, when all values are placeholders.
  public var isReading: Bool { node != nil }

  /// A field that must be given.
  public mutating func required<Value>(_ name: String, _ form: ValueForm<Value>, _ doc: String) -> Value {
    guard let node else {
      required.append(name)
      return describe(name, form, doc, default: nil)
    }
    declared.append(name)
    guard let value = node[name] else {
      faulty.insert(name)
      session.fail(form.missing, at: "/" + JSONPointer.escape(name), "`\(name)` is missing: \(doc)")
      return form.placeholder()
    }
    present += 1
    return read(name, form, value) ?? form.placeholder()
  }

  /// A field that may be left out or be null.
  public mutating func optional<Value>(_ name: String, _ form: ValueForm<Value>, _ doc: String) -> Value? {
    guard node != nil else { return describe(name, form, doc, default: nil) }
    return find(name).flatMap { read(name, form, $0) }
  }

  /// A field that stands for a stated value where it is left out or null.
  public mutating func defaulted<Value>(
    _ name: String, _ form: ValueForm<Value>, _ standard: Value, _ doc: String
  ) -> Value {
    guard node != nil else {
      _ = describe(name, form, doc, default: form.write(standard, session.context))
      return standard
    }
    return find(name).flatMap { read(name, form, $0) } ?? standard
  }

  /// A fault that shows only when fields are seen together. `field` is the field's name, or a pointer below this object
  /// such as `windows/0`; nothing is added where that field is already known to be wrong.
  public mutating func fail(_ code: FaultCode, _ field: String, _ message: String, hint: String? = nil) {
    guard isReading, isSound(String(field.prefix { $0 != "/" })) else { return }
    session.fail(code, at: field.isEmpty ? "" : "/" + field, message, hint: hint)
  }

  /// Whether these fields could be read, so that their values may be compared.
  public func isSound(_ names: String...) -> Bool {
    isReading && names.allSatisfy { !faulty.contains($0) }
  }

  /// Reports the members that no field has asked for.
  mutating func refuseUnknownFields() {
    guard let node, present < node.count else { return }
    for member in node.members where !declared.contains(member.key) && !session.isPassedOver(member.key) {
      let near = nearest(to: member.key, among: declared).map { "Did you mean `\($0)`?" }
      session.fail(
        .unknownField, at: "/" + JSONPointer.escape(member.key), "There is no field `\(shortened(member.key))` here.",
        hint: near ?? "The fields are \(declared.map { "`\($0)`" }.joined(separator: ", ")).")
    }
  }

  private mutating func find(_ name: String) -> JSONNode? {
    declared.append(name)
    guard let value = node?[name] else { return nil }
    present += 1
    return value.isNull ? nil : value
  }

  private mutating func read<Value>(_ name: String, _ form: ValueForm<Value>, _ value: JSONNode) -> Value? {
    let before = session.failures
    let result = session.inside(name) { form.read(value, session) }
    if session.failures > before { faulty.insert(name) }
    return result
  }

  private mutating func describe<Value>(
    _ name: String, _ form: ValueForm<Value>, _ doc: String, default standard: JSON?
  ) -> Value {
    var members: [JSON.Member] = [.init("description", .string(doc))]
    if case .object(let described) = form.describe(session) { members += described }
    if let standard { members.append(.init("default", standard)) }
    properties.append(.init(name, .object(members)))
    return form.placeholder()
  }
}

/// Takes a form's fields, one by one.
public struct FieldWriter {
  /// What times are written against.
  public let context: WireContext
  private(set) var members: [JSON.Member] = []

  init(context: WireContext) {
    self.context = context
  }

  /// Writes a field; nil is left out.
  public mutating func put<Value>(_ name: String, _ form: ValueForm<Value>, _ value: Value?) {
    guard let value else { return }
    members.append(.init(name, form.write(value, context)))
  }
}
