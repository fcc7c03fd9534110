import Foundation
import PunctualModel
import PunctualWire

/// Where output goes: data on standard output, everything else on standard error.
struct Console: Sendable {
  var json = false
  var quiet = false
  var verbose = false
  var colour = false
  /// Columns of the terminal.
  var width = 80

  /// Writes a line of data. A reader that has gone away ends the process quietly.
  func out(_ text: String) {
    Self.write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
  }

  func out(_ bytes: [UInt8]) {
    Self.write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a line for a person, on standard error, unless `--quiet`.
  func say(_ text: String) {
    if !quiet { Self.write(text + "\n", to: STDERR_FILENO) }
  }

  /// Writes an answer: its JSON with `--json`, else what `render` makes of it.
  func answer<Output: WireForm>(_ output: Output, _ context: WireContext, _ render: (Style) -> String) {
    if json {
      out(Form.write(output, context: context).text(pretty: true))
    } else {
      let style = Style(width: width, colour: colour, zone: context.zone)
      out(style.fit(render(style)))
    }
  }

  /// Writes on standard error what the argument parser says of a command line.
  func report(_ usage: String) {
    Self.write(usage.hasSuffix("\n") ? usage : usage + "\n", to: STDERR_FILENO)
  }

  /// Writes all faults on standard error: a sentence each, or one JSON document with `--json`.
  func report(_ faults: Faults) {
    if json {
      Self.write(RPCError.document(faults).text() + "\n", to: STDERR_FILENO)
      return
    }
    for fault in faults.all.prefix(50) {
      let place = [fault.line.map { "line \($0)" }, fault.path.isEmpty ? nil : fault.path].compactMap { $0 }
      var text =
        "error: \(fault.message) [\(fault.code.rawValue)\(place.isEmpty ? "" : " at " + place.joined(separator: ", "))]"
      if let hint = fault.hint { text += "\n  hint: \(hint)" }
      Self.write(text + "\n", to: STDERR_FILENO)
    }
    if faults.all.count > 50 { Self.write("… and \(faults.all.count - 50) more\n", to: STDERR_FILENO) }
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var start = 0
    while start < bytes.count {
      let count = bytes[start...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno == EAGAIN {
          // The other end has made the pipe non-blocking and is slow.
          var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          poll(&wanted, 1, -1)
          continue
        }
        // Nobody reads any more: there is nothing left to do and nobody to tell.
        if errno == EPIPE { exit(0) }
        if descriptor != STDERR_FILENO {
          write("error: The answer cannot be written: \(String(cString: strerror(errno))).\n", to: STDERR_FILENO)
        }
        exit(1)
      }
      start += count
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ base: UnsafeRawPointer?, _ count: Int) -> Int {
  guard let base else { return 0 }
  return write(descriptor, base, count)
}
