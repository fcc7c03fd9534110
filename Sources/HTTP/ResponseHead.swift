/// The head of an answer as it comes, line by line. What comes before the last one (`100 Continue`) does not count, nor do
/// lines after the body.
struct ResponseHead {
  private static let mostBytes = 256 << 10

  private(set) var status: Int?
  private(set) var retryAfter: String?
  /// The body's size, where it is said.
  private(set) var bodySize = 0
  /// Whether the line that ends it has come.
  private(set) var isWhole = false
  private var bytes = 0

  /// False where it is longer than any that means well.
  mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
    guard !isWhole else { return true }
    bytes += line.count
    guard bytes <= Self.mostBytes else { return false }
    let text = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
    if text.hasPrefix("HTTP/") {
      status = text.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) }
      (retryAfter, bodySize) = (nil, 0)
    } else if text.isEmpty {
      isWhole = (status ?? 0) >= 200
    } else if let colon = text.firstIndex(of: ":") {
      let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      switch text[..<colon].lowercased() {
      case "retry-after": retryAfter = retryAfter ?? String(value)
      case "content-length": bodySize = Int(value.prefix { $0.isWholeNumber }) ?? bodySize
      default: break
      }
    }
    return true
  }
}
