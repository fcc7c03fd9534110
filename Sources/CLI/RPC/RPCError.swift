import PunctualModel
import PunctualWire

/// JSON-RPC's error objects.
enum RPCError {
  /// `{"code":…,"message":…,"data":{"code","path","hint","retryable","all"}}`.
  static func object(_ faults: Faults) -> JSON {
    let first = faults.all[0]
    var data = members(first)
    data.append(.init("retryable", .bool(faults.all.allSatisfy { $0.code.category.retryable })))
    if faults.all.count > 1 {
      data.append(
        .init(
          "all", .array(faults.all.prefix(100).map { .object(members($0) + [.init("message", .string($0.message))]) })))
    }
    return ["code": .int(number(first.code)), "message": .string(first.message), "data": .object(data)]
  }

  /// What `--json` commands write on standard error.
  static func document(_ faults: Faults) -> JSON {
    [
      "errors": .array(
        faults.all.map { fault in
          .object(
            members(fault) + [
              .init("message", .string(fault.message)), .init("retryable", .bool(fault.code.category.retryable)),
            ])
        })
    ]
  }

  private static func members(_ fault: Fault) -> [JSON.Member] {
    var members: [JSON.Member] = [
      .init("code", .string(fault.code.rawValue)), .init("path", .string(fault.path)),
    ]
    if let line = fault.line { members.append(.init("line", .int(line))) }
    members.append(.init("hint", fault.hint.map { .string($0) } ?? .null))
    return members
  }

  /// The number that JSON-RPC has for it.
  private static func number(_ code: FaultCode) -> Int {
    switch code {
    case .notJSON, .tooLarge, .tooDeep: -32700
    case .badRequest: -32600
    case .unknownMethod: -32601
    case .internalError: -32603
    case let code where code.category == .data: -32602
    default: -32000
    }
  }
}
