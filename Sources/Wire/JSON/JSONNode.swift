/// A value inside a parsed document: a reference to the document and a position in it.
public struct JSONNode: Sendable {
  let storage: JSONStorage
  let index: Int

  var token: JSONToken { storage.tokens[index] }

  public var kind: JSONKind {
    switch token.kind {
    case .null: .null
    case .yes, .no: .boolean
    case .integer, .decimal: .number
    case .string, .escapedString: .string
    case .array: .array
    case .object: .object
    }
  }

  public var isNull: Bool { token.kind == .null }

  /// The number, where it is written without fraction and exponent and fits.
  public func int() -> Int? {
    let token = token
    return token.kind == .integer ? JSONNumber.int(storage.raw(token)) : nil
  }

  /// As ``int()``, for identifiers up to 2^64 - 1.
  public func uint64() -> UInt64? {
    let token = token
    return token.kind == .integer ? JSONNumber.uint64(storage.raw(token)) : nil
  }

  /// The number, correctly rounded; nil where this is none or it is beyond what a double holds.
  public func double() -> Double? {
    let token = token
    return token.kind == .integer || token.kind == .decimal ? JSONNumber.double(storage.raw(token)) : nil
  }

  /// Whether this is a number written without fraction and exponent, of any length.
  public var isIntegral: Bool { token.kind == .integer }

  /// The text; nil where this is none.
  public func string() -> String? {
    let token = token
    return token.kind == .string || token.kind == .escapedString ? storage.string(token) : nil
  }

  /// True or false; nil where this is neither.
  public func bool() -> Bool? {
    switch token.kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  /// Elements of an array or members of an object; 0 for others.
  public var count: Int {
    let token = token
    return token.kind == .array || token.kind == .object ? Int(token.length) : 0
  }

  /// The elements in order; empty where this is no array. Cost: constant for each.
  public var elements: JSONElements { JSONElements(node: self) }

  /// The members in the order of the text; empty where this is no object. Cost: constant for each.
  public var members: JSONMembers { JSONMembers(node: self) }

  /// The value of a key; nil where this is no object or has no such key. Cost: linear in the number of members.
  public subscript(key: String) -> JSONNode? {
    guard token.kind == .object else { return nil }
    var member = index + 1
    for _ in 0..<count {
      if storage.equals(storage.tokens[member], key) { return JSONNode(storage: storage, index: member + 1) }
      member = Int(storage.tokens[member + 1].next)
    }
    return nil
  }

  /// All elements as integers, for long rows of numbers; nil where this is no array or an element is no ``int()``.
  public func ints() -> [Int]? {
    guard token.kind == .array else { return nil }
    let storage = storage
    var numbers: [Int] = []
    numbers.reserveCapacity(count)
    // Every element must be a single token, so they follow one another.
    for element in storage.tokens[index + 1..<Int(token.next)] {
      guard element.kind == .integer, let number = JSONNumber.int(storage.raw(element)) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The value and all that it holds, copied out of the document.
  public func value() -> JSON {
    switch kind {
    case .null: .null
    case .boolean: .bool(token.kind == .yes)
    case .number: int().map(JSON.int) ?? uint64().map(JSON.unsigned) ?? double().map(JSON.double) ?? .null
    case .string: .string(storage.string(token))
    case .array: .array(elements.map { $0.value() })
    case .object: .object(members.map { JSON.Member($0.key, $0.node.value()) })
    }
  }
}

/// The elements of an array.
public struct JSONElements: Sequence, Sendable {
  let node: JSONNode

  public var underestimatedCount: Int { node.kind == .array ? node.count : 0 }

  public func makeIterator() -> Iterator {
    Iterator(storage: node.storage, index: node.index + 1, remaining: underestimatedCount)
  }

  public struct Iterator: IteratorProtocol {
    let storage: JSONStorage
    var index: Int
    var remaining: Int

    public mutating func next() -> JSONNode? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      defer { index = Int(storage.tokens[index].next) }
      return JSONNode(storage: storage, index: index)
    }
  }
}

/// The members of an object.
public struct JSONMembers: Sequence, Sendable {
  let node: JSONNode

  public var underestimatedCount: Int { node.kind == .object ? node.count : 0 }

  public func makeIterator() -> Iterator {
    Iterator(storage: node.storage, index: node.index + 1, remaining: underestimatedCount)
  }

  public struct Iterator: IteratorProtocol {
    let storage: JSONStorage
    var index: Int
    var remaining: Int

    public mutating func next() -> (key: String, node: JSONNode)? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let key = storage.string(storage.tokens[index])
      let value = JSONNode(storage: storage, index: index + 1)
      index = Int(value.token.next)
      return (key, value)
    }
  }
}
