import PunctualCheck
import PunctualModel
import PunctualWire

/// Every code that an error or a verdict can carry, with what it means.
public enum ErrorIndex {
  /// A kind of violation that `punctual check` reports.
  public struct Violation: Sendable {
    public var code: String
    public var meaning: String
  }

  public static let violations = CheckCode.allCases.map { Violation(code: $0.rawValue, meaning: $0.meaning) }

  /// `{"errors":[{"code","category","exit_code","retryable","meaning"}],"violations":[{"code","meaning"}]}`.
  public static var document: JSON {
    [
      "errors": .array(
        FaultCode.allCases.map { code in
          [
            "code": .string(code.rawValue), "category": .string(code.category.name),
            "exit_code": .int(Int(code.category.exitCode)), "retryable": .bool(code.category.retryable),
            "meaning": .string(code.meaning),
          ]
        }),
      "violations": .array(
        violations.map { ["code": .string($0.code), "meaning": .string($0.meaning)] }),
    ]
  }
}

extension FaultCategory {
  /// As JSON names it.
  public var name: String { self == .notPermitted ? "not-permitted" : rawValue }
}
