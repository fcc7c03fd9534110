import Foundation
import Testing

@testable import PunctualCLI

@Suite("Files that are written")
struct OutputTests {
  @Test("a named pipe is written to and stays one, where a file would be replaced")
  func pipe() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "pipe-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/answer"
    try #require(mkfifo(path, 0o600) == 0)
    // Open for both directions, so that neither side waits for the other.
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try Input.write(Array("plan".utf8), to: path)
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(read(descriptor, &bytes, bytes.count) == 4)
    #expect(bytes.prefix(4).elementsEqual("plan".utf8))
    var info = stat()
    #expect(stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFIFO)
  }
}
