import PunctualModel
import PunctualService
import PunctualStore
import PunctualWire

/// Answers JSON-RPC 2.0 messages with the workspace's use cases, one after the other.
struct RPCServer {
  private let options: any CommandOptions
  private let limits: JSONLimits
  /// Nil while there is none: only `rpc.discover`, `workspace.create` and `workspace.restore` answer then.
  private var workspace: Workspace?

  init(_ options: any CommandOptions, limits: JSONLimits = JSONLimits()) throws {
    self.options = options
    self.limits = limits
    do {
      workspace = try options.workspace()
    } catch let faults as Faults where faults.all[0].code == .notFound {
      workspace = nil
    }
  }

  /// The answer to a line: one object, or an array for a batch; nil where nothing is to be answered.
  mutating func reply(to line: Line) async -> JSON? {
    let document: JSONDocument
    do {
      if let fault = line.fault { throw Faults([fault]) }
      document = try JSONDocument.parse(line.bytes, limits: limits)
    } catch {
      return Self.failure(id: .null, (error as? Faults) ?? Faults(.notJSON, "\(error)"))
    }
    guard document.root.kind == .array else { return await answer(document.root) }
    let messages = document.root.elements
    var replies: [JSON] = []
    var count = 0
    for message in messages {
      count += 1
      if let reply = await answer(message) { replies.append(reply) }
    }
    if count == 0 { return Self.failure(id: .null, Faults(.badRequest, "A batch holds at least one message.")) }
    return replies.isEmpty ? nil : .array(replies)
  }

  private mutating func answer(_ message: JSONNode) async -> JSON? {
    let request: Request
    do {
      request = try Request(message)
    } catch {
      return Self.failure(id: Request.id(of: message), error)
    }
    do {
      let result = try await call(request)
      return request.id.map { ["jsonrpc": "2.0", "id": $0, "result": result] }
    } catch let faults as Faults {
      return request.id.map { Self.failure(id: $0, faults) }
    } catch {
      return request.id.map { Self.failure(id: $0, Faults(.internalError, "\(error)")) }
    }
  }

  private mutating func call(_ request: Request) async throws -> JSON {
    if request.method == "rpc.discover" { return OpenRPC.document() }
    let parameters = try request.parameters ?? JSONDocument.parse(Array("{}".utf8)).root
    if request.method == WorkspaceCreation.name { return try create(parameters) }
    if request.method == WorkspaceRestoration.name { return try restore(parameters) }
    guard let useCase = Catalogue.named(request.method) else {
      throw Faults(
        .unknownMethod, path: "/method", "There is no method \"\(request.method)\".", hint: "`rpc.discover` lists them."
      )
    }
    guard let workspace else {
      throw Faults(
        .notFound, "There is no workspace yet.",
        hint: "`\(WorkspaceCreation.name)` makes one, and so does `punctual init`.")
    }
    return try await useCase.call(parameters, workspace)
  }

  private mutating func create(_ parameters: JSONNode) throws -> JSON {
    let context = WireContext(zone: .utc, now: nil)
    let request = try Form.read(WorkspaceCreation.self, from: parameters, context: context)
    let clock = try options.clock(zone: request.zone)
    workspace = try Workspace.create(
      at: options.path, Organisation(name: request.firm, zone: request.zone), now: clock(),
      actor: options.author.name(), reason: options.author.statedReason(), clock: clock)
    return Form.write(
      NewWorkspace(path: options.path, name: request.firm, zone: request.zone), context: context)
  }

  private mutating func restore(_ parameters: JSONNode) throws -> JSON {
    let context = WireContext(zone: .utc, now: nil)
    let request = try Form.read(WorkspaceRestoration.self, from: parameters, context: context)
    let kept = try Store.restore(from: request.path, to: options.path, replacing: request.replace)
    workspace = try options.workspace()
    return Form.write(RestoredWorkspace(path: options.path, kept: kept), context: context)
  }

  private static func failure(id: JSON, _ faults: Faults) -> JSON {
    ["jsonrpc": "2.0", "id": id, "error": RPCError.object(faults)]
  }
}

/// A JSON-RPC 2.0 request.
private struct Request {
  var method: String
  var parameters: JSONNode?
  /// Nil for a notification, which gets no answer.
  var id: JSON?

  init(_ message: JSONNode) throws(Faults) {
    guard message.kind == .object, message["jsonrpc"]?.string() == "2.0", let method = message["method"]?.string()
    else {
      throw Faults(
        .badRequest, "This is not a JSON-RPC 2.0 request.",
        hint: "Send {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"rpc.discover\"}.")
    }
    self.method = method
    if let parameters = message["params"] {
      guard parameters.kind == .object else {
        throw Faults(.wrongType, path: "/params", "Parameters are given by name, in an object.")
      }
      self.parameters = parameters
    }
    if let id = message["id"] {
      switch id.kind {
      case .string, .number, .null: self.id = id.value()
      default: throw Faults(.badRequest, path: "/id", "An id is a string, a number or null.")
      }
    }
  }

  /// The id of a message that is no request, for the answer that says so.
  static func id(of message: JSONNode) -> JSON {
    guard message.kind == .object, let id = message["id"] else { return .null }
    return id.kind == .string || id.kind == .number ? id.value() : .null
  }
}
