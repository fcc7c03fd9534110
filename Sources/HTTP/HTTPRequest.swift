import Foundation

/// One question to a server that may be slow, mad or hostile.
public struct HTTPRequest: Sendable {
  /// `http` or `https`.
  public var url: URL
  /// Lines of the head, by name.
  public var fields: [String: String]
  /// What is posted; nil only asks (GET), which may be done again without harm.
  public var body: [UInt8]?
  /// The longest that it may take, in seconds, from looking up the name to the last byte.
  public var seconds: Double
  /// Bytes of an answer that are read at most, unpacked.
  public var answerLimit: Int

  public init(_ url: URL, fields: [String: String] = [:], body: [UInt8]? = nil, seconds: Double, answerLimit: Int) {
    self.url = url
    self.fields = fields
    self.body = body
    self.seconds = seconds
    self.answerLimit = answerLimit
  }
}

/// What a server answered: at least the whole head of an answer.
public struct HTTPAnswer: Hashable, Sendable {
  /// How the body ended.
  public enum End: Hashable, Sendable {
    case whole
    /// It is longer than was allowed, or said to be; what was read until then is there.
    case tooLong
    case brokenOff(HTTPFailure.Cause)
  }

  public var status: Int
  public var body: [UInt8]
  /// The line `Retry-After`, as it was sent.
  public var retryAfter: String?
  public var end: End
}

/// Why there is no answer.
public struct HTTPFailure: Error, Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    case nameUnknown
    case nothingListens
    case notSecure
    case closed
    case notHTTP
    /// The time for it was over, in seconds.
    case late(Double)
    case cancelled
    /// A line of the head, or the address, cannot be sent.
    case malformed
    /// libcurl is not on this machine.
    case noLibrary
    /// In libcurl's words.
    case other(String)

    /// What goes after a colon. Without the address, which may hold what is secret or personal.
    public var words: String {
      switch self {
      case .nameUnknown: "the host name is not known"
      case .nothingListens: "nothing listens there"
      case .notSecure: "no secure connection could be made"
      case .closed: "it closed the connection"
      case .notHTTP: "its answer is no HTTP"
      case .late(let seconds): "it took longer than \(Self.shown(seconds)) s"
      case .cancelled: "the request was cancelled"
      case .malformed: "the request has characters that cannot be sent"
      case .noLibrary: "libcurl is not installed (on Debian and Ubuntu the package libcurl4)"
      case .other(let words): words
      }
    }

    private static func shown(_ seconds: Double) -> String {
      let tenths = (seconds * 10).rounded()
      return tenths.remainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
    }
  }

  public var cause: Cause
  /// Whether the server may have got any of the body; of a request without one, any of the request.
  public var wasSent: Bool
}
