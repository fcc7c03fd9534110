import Foundation
import PunctualModel

/// A row as the journal keeps it: each column with its value as text, nil for NULL.
struct Image: Hashable, Sendable {
  private(set) var columns: [String: String?] = [:]
  /// Which of them are whole numbers, so that they go back as such.
  private(set) var integers: Set<String> = []

  init(_ json: String) throws {
    for (name, value) in try StoredJSON.value([String: Value].self, json) {
      switch value {
      case .null: columns[name] = .some(nil)
      case .integer(let number):
        columns[name] = "\(number)"
        integers.insert(name)
      case .text(let text): columns[name] = text
      }
    }
  }

  subscript(_ column: String) -> String? { columns[column] ?? nil }

  /// The same row, whatever its revision.
  func isSame(as other: Image) -> Bool {
    let names = Set(columns.keys).intersection(other.columns.keys).subtracting(["revision"])
    return names.allSatisfy { self[$0] == other[$0] }
  }

  /// The first part of a key, which is the record's id.
  static func subject(ofKey key: String) throws -> String {
    switch try StoredJSON.value([Value].self, key).first {
    case .text(let text): text
    case .integer(let number): "\(number)"
    default: ""
    }
  }

  private enum Value: Decodable {
    case null, integer(Int), text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let number = try? container.decode(Int.self) {
        self = .integer(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }
}
