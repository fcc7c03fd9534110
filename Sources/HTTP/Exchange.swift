import CurlShim
import Foundation

/// One exchange: what libcurl is told, what it tells, and what that means. It lives on one thread.
final class Exchange {
  private let request: HTTPRequest
  private let rules: ConnectionRules
  private let stop: Stop
  /// Bytes of the body that libcurl has taken to send.
  private var taken = 0
  private var head = ResponseHead()
  private var body: [UInt8] = []
  private var isTooLong = false

  init(_ request: HTTPRequest, _ rules: ConnectionRules, stop: Stop) {
    self.request = request
    self.rules = rules
    self.stop = stop
  }

  /// Does it, on this thread, to its end.
  func run(on line: Line) -> Result<HTTPAnswer, HTTPFailure> {
    guard let lines = requestLines() else { return .failure(HTTPFailure(cause: .malformed, wasSent: false)) }
    Self.ignoreClosedSockets()
    var list: UnsafeMutableRawPointer?
    for line in lines { list = curl_shim_append(list, line) ?? list }
    defer { curl_shim_free(list) }
    return withExtendedLifetime(self) {
      let context = Unmanaged.passUnretained(self).toOpaque()
      guard configure(line.handles, fields: list, context: context) else {
        return .failure(HTTPFailure(cause: .other("libcurl refuses an option"), wasSent: false))
      }
      let code = curl_shim_run(line.handles, { Exchange.of($0)?.isStopped ?? true }, context)
      return result(code, line.handles)
    }
  }

  /// The lines of the head beside those that libcurl writes. Nil where one would end too early and become two.
  private func requestLines() -> [String]? {
    // Nobody waits for a server's permission to send.
    var lines = ["Expect:"]
    for (name, value) in request.fields.sorted(by: { $0.key < $1.key }) {
      guard (name + value).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
      lines.append(value.isEmpty ? name + ";" : "\(name): \(value)")
    }
    return lines
  }

  /// False where libcurl refuses an option: what it does then is not what was asked.
  private func configure(
    _ line: CurlShimLine, fields: UnsafeMutableRawPointer?, context: UnsafeMutableRawPointer
  ) -> Bool {
    curl_shim_reset(line)
    var refusals: [Int32] = []
    func set(_ option: Curl.Option, _ number: Int) {
      refusals.append(curl_shim_set_number(line, option.rawValue, number))
    }
    func set(_ option: Curl.Option, _ text: String) {
      refusals.append(curl_shim_set_pointer(line, option.rawValue, text))
    }
    func set(_ option: Curl.Option, _ pointer: UnsafeMutableRawPointer?) {
      refusals.append(curl_shim_set_pointer(line, option.rawValue, pointer))
    }
    func set(_ option: Curl.Option, _ function: CurlShimBytes) {
      refusals.append(curl_shim_set_bytes(line, option.rawValue, function))
    }
    set(.url, request.url.absoluteString)
    set(.protocols, Curl.httpAndHTTPS)
    set(.httpVersion, Curl.http11)
    set(.noSignal, 1)
    set(.timeoutMilliseconds, max(1, Int((request.seconds * 1000).rounded(.up))))
    set(.suppressConnectHeaders, 1)
    set(.userAgent, "punctual")
    set(.fields, fields)
    if let authorities = rules.authorities { set(.authorities, authorities) }
    if let body = request.body {
      set(.post, 1)
      refusals.append(curl_shim_set_size(line, Curl.Option.bodySize.rawValue, Int64(body.count)))
      set(.freshConnect, 1)
      set(.forbidReuse, 1)
    } else {
      set(.idleLimit, rules.idleLimit)
      // Whatever libcurl can unpack: a table of travel times is a third as long.
      set(.acceptEncoding, "")
    }
    set(.readContext, context)
    set(.readFunction) { bytes, size, count, context in
      Exchange.of(context)?.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    set(.headerContext, context)
    set(.headerFunction) { bytes, size, count, context in
      Exchange.of(context)?.takeLine(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    set(.writeContext, context)
    set(.writeFunction) { bytes, size, count, context in
      Exchange.of(context)?.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
    }
    // A name server that keeps silent is not waited for beyond the time. Before 7.87, libcurl does not know this.
    _ = curl_shim_set_number(line, Curl.Option.quickExit.rawValue, 1)
    return refusals.allSatisfy { $0 == 0 }
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
  }

  private var isStopped: Bool { stop.isSet.load(ordering: .acquiring) }

  private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
    guard let body = request.body else { return 0 }
    let part = body[taken...].prefix(room.count)
    room.copyBytes(from: part)
    taken += part.count
    return part.count
  }

  /// Answers how many bytes were taken; fewer than came end the exchange.
  private func takeLine(_ line: UnsafeRawBufferPointer) -> Int {
    guard head.take(line) else { return 0 }
    isTooLong = head.isWhole && head.bodySize > request.answerLimit
    return isTooLong ? 0 : line.count
  }

  private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    let part = bytes.prefix(request.answerLimit - body.count)
    body += part
    isTooLong = part.count < bytes.count
    return part.count
  }

  private func result(_ code: Int32, _ line: CurlShimLine) -> Result<HTTPAnswer, HTTPFailure> {
    let cause = Curl.cause(code, seconds: request.seconds)
    if head.isWhole, let status = head.status {
      // An answer that breaks off or never ends is one all the same: its status was read.
      let end: HTTPAnswer.End = isTooLong ? .tooLong : code == 0 ? .whole : .brokenOff(cause)
      return .success(HTTPAnswer(status: status, body: body, retryAfter: head.retryAfter, end: end))
    }
    let refusal = curl_shim_number(line, Curl.Info.tunnelStatus.rawValue)
    if refusal >= 300 {
      return .failure(HTTPFailure(cause: .other("the proxy answered with status \(refusal)"), wasSent: false))
    }
    // A body is only asked for once there is a connection, secure where it must be, and then goes out at once.
    let wasSent =
      request.body?.isEmpty == false ? taken > 0 : curl_shim_number(line, Curl.Info.requestSize.rawValue) > 0
    return .failure(HTTPFailure(cause: cause, wasSent: wasSent))
  }

  /// Writing to a socket that the other side closed gives an error instead of ending the process. For this thread, as a
  /// library has no say in the process's signals.
  private static func ignoreClosedSockets() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
