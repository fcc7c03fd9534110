import PunctualModel
import PunctualStore
import PunctualWire

/// One thing that can be done to a workspace. Commands and `rpc` both call it; its forms are its documentation.
public protocol UseCase: Sendable {
  associatedtype Input: WireForm
  associatedtype Output: WireForm

  /// The method's name in `rpc`, such as `visit.depart`.
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// Whether it changes the workspace. A use case that writes does so in one ``Session/commit(_:)``.
  static var writes: Bool { get }

  static func run(_ input: Input, in session: Session) async throws -> Output
}

/// What every request that writes may carry beside its own fields.
public struct WriteRequest<Input: WireForm>: WireForm {
  public static var formName: String { Input.formName }
  public static var formSummary: String { Input.formSummary }

  public var input: Input
  public var idempotencyKey: String?
  public var dryRun: Bool
  /// Instead of whoever started the program, for the journal.
  public var actor: String?
  /// For the journal.
  public var reason: String?

  public init(_ input: Input, idempotencyKey: String? = nil, dryRun: Bool = false) {
    self.input = input
    self.idempotencyKey = idempotencyKey
    self.dryRun = dryRun
  }

  public init(from fields: inout FieldReader) {
    input = Input(from: &fields)
    idempotencyKey = fields.optional(
      "idempotency_key", .id, "The same key again returns the first answer and changes nothing.")
    dryRun = fields.defaulted("dry_run", .boolean, false, "Answers as if it were done, and changes and sends nothing.")
    actor = fields.optional(
      "actor", .text(Event.actorLength), "Who does it, for the journal; else whoever started the program.")
    reason = fields.optional("reason", .text(Event.reasonLength), "Why it is done, for the journal.")
  }

  public func write(to fields: inout FieldWriter) {
    input.write(to: &fields)
    fields.put("idempotency_key", .id, idempotencyKey)
    if dryRun { fields.put("dry_run", .boolean, dryRun) }
    fields.put("actor", .text, actor)
    fields.put("reason", .text, reason)
  }
}

/// A use case without its types, for a caller that has only JSON.
public struct AnyUseCase: Sendable {
  public let name: String
  public let summary: String
  public let writes: Bool
  public let inputSchema: @Sendable () -> JSON
  public let outputSchema: @Sendable () -> JSON
  /// Looks parameters over and runs nothing; throws all that is wrong with their form.
  public let check: @Sendable (_ parameters: JSONNode, _ context: WireContext) throws -> Void
  /// Reads the parameters, runs, and writes the answer.
  public let call: @Sendable (_ parameters: JSONNode, _ workspace: Workspace) async throws -> JSON

  public init<Case: UseCase>(_ type: Case.Type) {
    name = Case.name
    summary = Case.summary
    writes = Case.writes
    inputSchema = { Case.writes ? Form.schema(WriteRequest<Case.Input>.self) : Form.schema(Case.Input.self) }
    outputSchema = { Form.schema(Case.Output.self) }
    check = { parameters, context in
      if Case.writes {
        _ = try Form.read(WriteRequest<Case.Input>.self, from: parameters, context: context)
      } else {
        _ = try Form.read(Case.Input.self, from: parameters, context: context)
      }
    }
    call = { parameters, workspace in
      let context = try workspace.context()
      guard Case.writes else {
        let input = try Form.read(Case.Input.self, from: parameters, context: context)
        return Form.write(try await workspace.perform(Case.self, input), context: context)
      }
      let request = try Form.read(WriteRequest<Case.Input>.self, from: parameters, context: context)
      var workspace = workspace
      workspace.actor = request.actor ?? workspace.actor
      workspace.reason = request.reason ?? workspace.reason
      let output = try await workspace.perform(
        Case.self, request.input, idempotencyKey: request.idempotencyKey, dryRun: request.dryRun)
      return Form.write(output, context: context)
    }
  }
}

/// An input without fields.
public struct Nothing: WireForm {
  public static let formName = "nothing"
  public static let formSummary = "No parameters."

  public init() {}
  public init(from fields: inout FieldReader) {}
  public func write(to fields: inout FieldWriter) {}
}
