import Foundation
import Support
import Testing

@Suite("Secrets of channels")
struct SecretTests {
  private static let key = "whsec_" + Data((0..<24).map { UInt8($0 * 9 + 1) }).base64EncodedString()

  /// Everything that a user can make the program say of its messages and channels, after an attempt to send.
  private func said(_ sandbox: Sandbox, environment: [String: String] = [:]) throws -> String {
    let commands = [
      ["tick", "--no-deliver"], ["notify", "send", "--verbose"], ["notify", "send", "--json"], ["notify", "channels"],
      ["notify", "channels", "--json"], ["notify", "log", "--json"], ["notify", "why", "1"],
      ["audit", "log", "--json"],
      ["export", "--history"], ["doctor", "--json"], ["backup", "copy.sqlite"], ["undo", "--json"],
    ]
    let results = try commands.map { command in
      try Program.run(
        command + ["--now", sandbox.now], environment: sandbox.environment.merging(environment) { $1 },
        folder: sandbox.folder)
    }
    return results.map { $0.output + $0.errors }.joined()
  }

  private func setUp(_ secret: String, in sandbox: Sandbox) throws {
    try sandbox.write(
      #"{"email":{"type":"webhook","url":"http://127.0.0.1:1/","secret":\#(secret),"timeout_seconds":5}}"#,
      to: "channels.json")
    #expect(try sandbox.run("notify", "channels", "channels.json").exitCode == 0)
  }

  /// The files of the workspace's folder that hold the key.
  private func holders(_ sandbox: Sandbox) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: sandbox.folder).sorted().filter { name in
      // Nil for a folder.
      let bytes = try? Data(contentsOf: URL(fileURLWithPath: sandbox.path(name)))
      return bytes?.range(of: Data(Self.key.utf8)) != nil
    }
  }

  @Test("one from a file or from the environment is nowhere in what is said, kept, exported or copied")
  func unsaid() throws {
    let sandbox = try SmallFirm.workspace()
    try sandbox.write(Self.key + "\n", to: "key")
    chmod(sandbox.path("key"), 0o600)
    try setUp(#"{"file":"\#(sandbox.path("key"))"}"#, in: sandbox)
    let words = try said(sandbox)
    #expect(
      words.contains("127.0.0.1") && words.contains(sandbox.path("key")), "the place is told: \(words.prefix(300))")
    #expect(!words.contains(Self.key) && !words.contains(Self.key.dropFirst(6)))
    try setUp(#"{"env":"FIRM_KEY"}"#, in: sandbox)
    #expect(!(try said(sandbox, environment: ["FIRM_KEY": Self.key]).contains(Self.key)))
    #expect(try holders(sandbox) == ["key"])
  }

  @Test("a file that others may read is not used, and the message waits", arguments: [0o644, 0o640, 0o604, 0o660])
  func open(mode: mode_t) throws {
    let sandbox = try SmallFirm.workspace()
    try sandbox.write(Self.key, to: "key")
    chmod(sandbox.path("key"), mode)
    try setUp(#"{"file":"\#(sandbox.path("key"))"}"#, in: sandbox)
    let shown = try sandbox.json("notify", "channels")
    #expect(shown["problems"][0].string?.contains("Others may read") == true)
    let words = try said(sandbox)
    #expect(words.contains("Others may read") && !words.contains(Self.key))
    #expect(try sandbox.json("notify", "log", "--state", "sent")["items"].elements.isEmpty)
  }
}
