import Foundation
import PunctualModel
import PunctualNotify
import Testing

@Suite("The file channel")
struct FileChannelTests {
  @Test("a message is one line of JSON with the documented fields")
  func document() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("out/messages.ndjson")
      #expect(await FileChannel(path: file.path).deliver(message()) == .accepted(receipt: nil))
      let expected = """
        {"address":"mia.frick@example.org","appointment":"A-0017","audience":"customer","body":"Grüezi, it's \\"late\\" 🛠️\\nline two",\
        "channel":"email","created_at":"2026-11-23T09:40:00Z","customer":"c1","due_at":"2026-11-23T09:40:00Z",\
        "expires_at":"2026-11-23T10:40:00Z","id":"3669f9efd350a87a1d39d2710cb13d10","key":"running-late/A-0017/1",\
        "kind":"running-late","language":"de",\
        "subject":"Wir verspäten uns","told_start":"2026-11-23T10:40:00Z"}
        """
      #expect(try lines(file) == [expected])
      let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test("the same key is written once, by one channel or by several on the same file")
  func once() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("messages")
      let (first, second) = (FileChannel(path: file.path), FileChannel(path: file.path))
      for channel in [first, first, second, first] {
        #expect(await channel.deliver(message("a")) == .accepted(receipt: nil))
        #expect(await channel.deliver(message("b")) == .accepted(receipt: nil))
      }
      #expect(try lines(file).count == 2)
      #expect(await FileChannel(path: file.path).deliver(message("a")) == .accepted(receipt: nil))
      #expect(try lines(file).count == 2)
    }
  }

  @Test("many senders at once write each key once and tear no line")
  func concurrent() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("messages")
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<4 {
          group.addTask {
            let channel = FileChannel(path: file.path)
            for number in 0..<50 { _ = await channel.deliver(message("k\(number)")) }
          }
        }
      }
      let written = try lines(file)
      #expect(written.count == 50)
      for line in written { #expect(line.hasPrefix("{\"address\"") && line.hasSuffix("}")) }
    }
  }

  @Test("a line that a killed sender left unfinished is no message, and does not spoil the next")
  func torn() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("messages")
      try Data(#"{"address":"x","key":"a"#.utf8).write(to: file)
      #expect(await FileChannel(path: file.path).deliver(message("a")) == .accepted(receipt: nil))
      let written = try lines(file)
      #expect(written.count == 2)
      #expect(written[1].contains(#""key":"a""#))
    }
  }

  @Test("a complete last line that only lacks its end counts")
  func unended() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("messages")
      try Data(#"{"key":"a"}"#.utf8).write(to: file)
      let channel = FileChannel(path: file.path)
      #expect(await channel.deliver(message("a")) == .accepted(receipt: nil))
      #expect(try lines(file) == [#"{"key":"a"}"#])
      #expect(await channel.deliver(message("b")) == .accepted(receipt: nil))
      #expect(try lines(file).count == 2)
    }
  }

  @Test("lines that are none of ours are left alone")
  func foreign() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("messages")
      try Data("garbage\n\n\u{0}\n[1,2]\n".utf8).write(to: file)
      #expect(await FileChannel(path: file.path).deliver(message("a")) == .accepted(receipt: nil))
      #expect(try lines(file).count == 4)
    }
  }

  @Test("a file that was moved away starts anew")
  func rotated() async throws {
    try await withFolder { folder async throws in
      let file = folder.appendingPathComponent("messages")
      let channel = FileChannel(path: file.path)
      #expect(await channel.deliver(message("a")) == .accepted(receipt: nil))
      try FileManager.default.moveItem(at: file, to: folder.appendingPathComponent("messages.1"))
      #expect(await channel.deliver(message("b")) == .accepted(receipt: nil))
      #expect(try lines(file).count == 1)
    }
  }

  @Test("a place that cannot be written to refuses for now, with the reason")
  func refused() async throws {
    try await withFolder { folder async throws in
      let outcome = await FileChannel(path: folder.path).deliver(message())
      #expect(outcome == .refused(reason: "\(folder.path) could not be opened: Is a directory.", permanent: false))
    }
  }
}
