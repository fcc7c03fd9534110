/// One thing that is wrong with an input or a request: what, where, and what to do about it.
public struct Fault: Hashable, Sendable {
  public var code: FaultCode
  /// Where in the input, as a JSON Pointer (`/jobs/3/time_windows/0`); empty for the whole. CSV and NDJSON add the line.
  public var path: String
  /// The line of the input, counted from 1, where the form has lines.
  public var line: Int?
  /// One sentence: what is wrong.
  public var message: String
  /// One sentence: what to do. Nil where the message says it.
  public var hint: String?

  public init(_ code: FaultCode, path: String = "", line: Int? = nil, _ message: String, hint: String? = nil) {
    self.code = code
    self.path = path
    self.line = line
    self.message = message
    self.hint = hint
  }
}

/// All that is wrong with an input, at once. Never empty.
public struct Faults: Error, Sendable, Hashable {
  public var all: [Fault]

  public init(_ all: [Fault]) {
    precondition(!all.isEmpty)
    self.all = all
  }

  public init(_ code: FaultCode, path: String = "", line: Int? = nil, _ message: String, hint: String? = nil) {
    self.init([Fault(code, path: path, line: line, message, hint: hint)])
  }
}

extension Faults: CustomStringConvertible {
  public var description: String {
    all.map { fault in
      let place = [fault.line.map { "line \($0)" } ?? "", fault.path].filter { !$0.isEmpty }.joined(separator: " ")
      return "\(fault.code.rawValue)\(place.isEmpty ? "" : " at \(place)"): \(fault.message)"
    }.joined(separator: "\n")
  }
}
