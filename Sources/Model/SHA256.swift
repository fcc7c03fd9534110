/// SHA-256 (FIPS 180-4, section 6.2) and HMAC over it (RFC 2104): for the journal's chain, for keys of messages, and for
/// signatures.
///
/// One hash does not need a library of cryptography that takes longer to build than the rest of the package
/// (`docs/decisions/0020` and `0023`). Nothing is ever compared with a secret, so time gives nothing away.
public enum SHA256 {
  /// A hash of what comes in parts.
  public struct Running: Sendable {
    private var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    /// What does not fill a block yet.
    private var rest: [UInt8] = []
    private var count = 0

    public init() {}

    public mutating func add(_ bytes: some Sequence<UInt8>) {
      let known = rest.count
      rest += bytes
      count += rest.count - known
      let whole = rest.count / 64 * 64
      guard whole > 0 else { return }
      mix(rest[..<whole])
      rest.removeFirst(whole)
    }

    /// 32 bytes.
    public func finished() -> [UInt8] {
      var last = self
      var padding: [UInt8] = [0x80] + [UInt8](repeating: 0, count: (119 - count % 64) % 64)
      padding += (0..<8).reversed().map { UInt8(truncatingIfNeeded: (UInt64(count) * 8) >> (UInt64($0) * 8)) }
      last.add(padding)
      return last.state.flatMap { word in
        (0..<4).reversed().map { UInt8(truncatingIfNeeded: word >> (UInt32($0) * 8)) }
      }
    }

    /// As 64 hexadecimal digits.
    public func hex() -> String {
      finished().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }

    private mutating func mix(_ blocks: ArraySlice<UInt8>) {
      blocks.withUnsafeBufferPointer { bytes in
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { words in
          for block in stride(from: 0, to: bytes.count, by: 64) { SHA256.mix(bytes, at: block, words, &state) }
        }
      }
    }
  }

  /// 32 bytes.
  public static func hash(_ message: [UInt8]) -> [UInt8] {
    var running = Running()
    running.add(message)
    return running.finished()
  }

  /// 32 bytes.
  public static func hmac(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var block = key.count > 64 ? hash(key) : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    return hash(block.map { $0 ^ 0x5c } + hash(block.map { $0 ^ 0x36 } + message))
  }

  /// Of a text in UTF-8, as 64 hexadecimal digits.
  public static func hex(of text: String) -> String {
    var running = Running()
    running.add(text.utf8)
    return running.hex()
  }

  private static func mix(
    _ message: UnsafeBufferPointer<UInt8>, at block: Int, _ words: UnsafeMutableBufferPointer<UInt32>,
    _ state: inout [UInt32]
  ) {
    for t in 0..<16 {
      let at = block + 4 * t
      words[t] =
        UInt32(message[at]) << 24 | UInt32(message[at + 1]) << 16 | UInt32(message[at + 2]) << 8
        | UInt32(message[at + 3])
    }
    for t in 16..<64 {
      let (x, y) = (words[t - 15], words[t - 2])
      let s0 = (x >> 7 | x << 25) ^ (x >> 18 | x << 14) ^ x >> 3
      let s1 = (y >> 17 | y << 15) ^ (y >> 19 | y << 13) ^ y >> 10
      words[t] = words[t - 16] &+ s0 &+ words[t - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let s1 = (e >> 6 | e << 26) ^ (e >> 11 | e << 21) ^ (e >> 25 | e << 7)
      let first = h &+ s1 &+ (e & f ^ ~e & g) &+ constants[t] &+ words[t]
      let s0 = (a >> 2 | a << 30) ^ (a >> 13 | a << 19) ^ (a >> 22 | a << 10)
      let second = s0 &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ first, c, b, a, first &+ second)
    }
    for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
