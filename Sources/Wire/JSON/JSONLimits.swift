/// How large an input may be. What is beyond is refused before it costs memory.
public struct JSONLimits: Sendable, Hashable {
  /// Most bytes of a text; at most 4 GiB, which is as far as a token reaches.
  public var bytes: Int
  /// Most arrays and objects inside one another; at most 512, which the parser's stack carries.
  public var depth: Int

  public init(bytes: Int = 64 << 20, depth: Int = 64) {
    self.bytes = min(bytes, Int(UInt32.max))
    self.depth = min(depth, 512)
  }

  /// For whole documents, such as an import file or a problem with its matrix.
  public static let document = JSONLimits(bytes: 512 << 20)
}
