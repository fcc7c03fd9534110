import Foundation
import PunctualModel
import PunctualWire
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("Lines")
struct LineReaderTests {
  private func lines(_ reader: consuming LineReader) throws -> [Line] {
    var reader = reader
    var all: [Line] = []
    while let line = try reader.next() { all.append(line) }
    return all
  }

  private func texts(_ text: String) throws -> [String] {
    try lines(LineReader(bytes: Array(text.utf8))).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test("ends of line of both kinds, a mark at the start and a missing last end are handled")
  func ends() throws {
    #expect(try texts("a\nb\r\nc") == ["a", "b", "c"])
    #expect(try texts("a\n") == ["a"])
    #expect(try texts("\n\na") == ["", "", "a"])
    #expect(try texts("") == [])
    #expect(try texts("\u{FEFF}a\n\u{FEFF}b") == ["a", "\u{FEFF}b"])
    #expect(try texts("\r\n") == [""])
    #expect(try texts("a\rb\n") == ["a\rb"])
  }

  @Test("a line over the limit is refused with its number, and the next is read")
  func tooLong() throws {
    let text = "short\n" + String(repeating: "x", count: 101) + "\nlast\n" + String(repeating: "y", count: 100)
    let all = try lines(LineReader(bytes: Array(text.utf8), limit: 100))
    #expect(all.map(\.number) == [1, 2, 3, 4])
    #expect(all.map(\.fault?.code) == [nil, .tooLarge, nil, nil])
    #expect(all.map(\.bytes.count) == [5, 0, 4, 100])
    #expect(all[1].fault?.line == 2)
  }

  @Test("a pipe is read line by line, a 10 MB line without being held")
  func pipeLines() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let (source, sink) = (ends[0], ends[1])
    defer { close(source) }
    func send(_ bytes: [UInt8]) { #expect(write(sink, bytes, bytes.count) == bytes.count) }

    var reader = LineReader(descriptor: source)
    send(Array("{\"a\":1}\r\n{\"b\"".utf8))
    #expect(try reader.next()?.bytes == Array("{\"a\":1}".utf8))
    send(Array(":2}\n".utf8))
    #expect(try reader.next()?.bytes == Array("{\"b\":2}".utf8))

    let writer = Thread {
      let block = [UInt8](repeating: 0x78, count: 1 << 20)
      for _ in 0..<10 {
        var sent = 0
        while sent < block.count {
          sent += max(0, block.withUnsafeBytes { write(sink, $0.baseAddress! + sent, block.count - sent) })
        }
      }
      _ = write(sink, "\nend", 4)
      close(sink)
    }
    writer.start()
    let long = try reader.next()
    #expect(long?.number == 3)
    #expect(long?.fault?.code == .tooLarge)
    #expect(long?.bytes.isEmpty == true)
    #expect(try reader.next() == nil ? false : true)
    #expect(try reader.next() == nil)
  }

  @Test("what cannot be read is said")
  func unreadable() {
    let found = faults { () throws(Faults) in
      var reader = LineReader(descriptor: -1)
      _ = try reader.next()
    }
    #expect(found.map(\.code) == [.notPermitted])
    #expect(faults { () throws(Faults) in _ = try readAll(descriptor: -1) }.map(\.code) == [.notPermitted])
  }
}
