import Foundation

/// A JSON document as a reader that knows nothing of the project sees it. What is not there is `JSONValue(nil)`.
public struct JSONValue: CustomStringConvertible {
  public let any: Any?

  public init(_ any: Any?) { self.any = any is NSNull ? nil : any }

  /// - Throws: where the text is not one JSON document.
  public init(parsing text: String) throws {
    self.init(try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed]))
  }

  /// One document a line.
  public static func lines(_ text: String) throws -> [JSONValue] {
    try text.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
  }

  public subscript(key: String) -> JSONValue { JSONValue((any as? [String: Any])?[key]) }

  public subscript(index: Int) -> JSONValue {
    let elements = any as? [Any] ?? []
    return JSONValue(elements.indices.contains(index) ? elements[index] : nil)
  }

  public var string: String? { any as? String }
  public var int: Int? { (any as? NSNumber)?.intValue }
  public var double: Double? { (any as? NSNumber)?.doubleValue }
  public var bool: Bool? { any as? Bool }
  public var elements: [JSONValue] { (any as? [Any] ?? []).map { JSONValue($0) } }
  public var keys: Set<String> { Set((any as? [String: Any] ?? [:]).keys) }
  public var isNull: Bool { any == nil }

  /// The document with its keys in order, so that equal documents are equal texts.
  public var text: String {
    guard let any,
      let data = try? JSONSerialization.data(withJSONObject: any, options: [.sortedKeys, .fragmentsAllowed])
    else { return "null" }
    return String(decoding: data, as: UTF8.self)
  }

  public var description: String { text }

  /// The document without a member of its top object.
  public func without(_ key: String) -> JSONValue {
    var members = any as? [String: Any] ?? [:]
    members[key] = nil
    return JSONValue(members)
  }
}
