import Foundation
import Support
import Testing

@Suite("A disk or a file that will not")
struct StorageFaultTests {
  private let edit = ["customer", "edit", "c1", #"{"notes":"other"}"#]

  /// Refused with an exit code and a sentence that holds some words, and without a trace in the workspace.
  private func expectRefusal(
    _ result: Program.Result, _ exitCode: Int32, _ words: String, _ sandbox: Sandbox, unchanged before: String? = nil
  ) throws {
    #expect(result.exitCode == exitCode, "\(result.errors)")
    #expect(result.errors.contains(words), "\(result.errors)")
    #expect(result.errors.hasPrefix("error: ") && result.errors.contains("hint: "))
    if let before { #expect(try sandbox.run("export", "--history").output == before) }
  }

  @Test("a full disk is told as one, and nothing is lost")
  func full() throws {
    let sandbox = try SmallFirm.workspace()
    let before = try sandbox.run("export", "--history").output
    // A small file system of one's own, where this user may have one; it goes with the shell.
    let script = """
      mkdir disk && mount -t tmpfs -o size=2m none disk || exit 99
      cp firm.sqlite disk/firm.sqlite; export PUNCTUAL_DB=disk/firm.sqlite
      head -c 1000000 /dev/zero >disk/ballast
      n=0; code=0
      while [ $code -eq 0 ]; do
        n=$((n + 1)); [ $n -lt 300 ] || exit 98
        printf '{"id":"new%s","name":"N","notes":"%s"}' $n "$(head -c 9000 /dev/zero | tr '\\0' x)" >new.json
        "$PUNCTUAL" customer add - --now "$NOW" <new.json >/dev/null 2>errors; code=$?
      done
      rm disk/ballast
      "$PUNCTUAL" doctor | grep BAD | grep -v free-space >&2
      "$PUNCTUAL" customer show new1 >/dev/null || exit 97
      cat errors >&2; exit $code
      """
    let result = try Program.run(
      program: "/usr/bin/env", ["unshare", "--map-root-user", "--mount", "sh", "-c", script],
      environment: sandbox.environment.merging(["NOW": sandbox.now]) { $1 }, folder: sandbox.folder)
    if result.exitCode == 99 || result.errors.contains("unshare") {
      print("skipped: this user may not make a file system of its own (\(result.errors))")
      return
    }
    #expect(result.exitCode == 1, "\(result.errors)")
    #expect(result.errors.contains("disk is full") || result.errors.contains("disk could not be"), "\(result.errors)")
    #expect(!result.errors.contains("BAD"))
    #expect(try sandbox.run("export", "--history").output == before)
  }

  @Test("a file that may grow no more is told, and what was there is whole")
  func limited() throws {
    let sandbox = try SmallFirm.workspace()
    let before = try sandbox.run("export", "--history").output
    let result = try Program.shell(
      "trap '' XFSZ; ulimit -f 8; \"$PUNCTUAL\" customer edit c1 '{\"notes\":\"other\"}' --now \(sandbox.now)",
      environment: sandbox.environment, folder: sandbox.folder)
    try expectRefusal(result, 1, "nothing was changed", sandbox, unchanged: before)
    #expect(try sandbox.run("doctor").exitCode == 0)
    #expect(try sandbox.run(edit).exitCode == 0)
  }

  @Test(
    "a file that may only be read, one of somebody else's, a folder that takes no file, and one that may not be searched",
    arguments: [
      ("chmod 400 firm.sqlite", "The workspace may not be written."),
      ("chmod 000 firm.sqlite", "The workspace may not be written."),
      ("rm -f firm.sqlite-wal firm.sqlite-shm; chmod 500 .", "may be read, but not written"),
      ("chmod 000 .", "The folder of the workspace may not be searched."),
    ])
  func notPermitted(change: String, words: String) throws {
    let sandbox = try SmallFirm.workspace()
    let before = try sandbox.run("export", "--history").output
    let folder = sandbox.path("own")
    // Root may read and write anything, so that root's tests ask as nobody.
    let asUser = geteuid() == 0 ? "setpriv --reuid=65534 --regid=65534 --clear-groups" : "env"
    let script = """
      mkdir own && cp firm.sqlite own && cp "$PUNCTUAL" program && chmod 755 . program
      [ $(id -u) -ne 0 ] || chown -R 65534:65534 own
      \(asUser) ./program --version >/dev/null 2>&1 || exit 99
      (cd own && \(change))
      PUNCTUAL_DB=$PWD/own/firm.sqlite HOME=$PWD/own \(asUser) ./program \
        customer edit c1 '{"notes":"other"}' --now "$NOW"; code=$?
      chmod 700 own; exit $code
      """
    let result = try Program.shell(
      script, environment: sandbox.environment.merging(["NOW": sandbox.now]) { $1 }, folder: sandbox.folder)
    if result.exitCode == 99 { return print("skipped: root, and nobody else whom it may ask as") }
    try expectRefusal(result, 77, words, sandbox)
    let after = try Program.run(
      ["export", "--history", "--db", folder + "/firm.sqlite", "--now", sandbox.now], environment: sandbox.environment)
    #expect(after.output == before)
  }

  @Test("a folder in the file's place, and a file that is none of ours")
  func foreign() throws {
    let sandbox = try Sandbox()
    try FileManager.default.createDirectory(atPath: sandbox.database, withIntermediateDirectories: true)
    try expectRefusal(try sandbox.run(edit), 1, "names a folder", sandbox)
    try FileManager.default.removeItem(atPath: sandbox.database)
    try sandbox.write(String(repeating: "no database ", count: 20), to: "firm.sqlite")
    try expectRefusal(try sandbox.run(edit), 1, "not a database", sandbox)
    #expect(try sandbox.read("firm.sqlite").hasPrefix("no database"), "it is left as it is")
  }

  @Test("a file that another process holds: exit 75 once the time is up, and done when asked again")
  func locked() async throws {
    let sandbox = try SmallFirm.workspace()
    let before = try sandbox.run("export", "--history").output
    // Python's sqlite3 stands for any other program.
    let holder = """
      import sqlite3, sys
      connection = sqlite3.connect(sys.argv[1], isolation_level=None)
      connection.execute('BEGIN IMMEDIATE')
      print('held', flush=True)
      sys.stdin.read()
      """
    let script = """
      command -v python3 >/dev/null || exit 99
      mkfifo hold; : >held; python3 -c "$HOLDER" firm.sqlite <hold >held & exec 3>hold
      while ! grep -q held held; do sleep 0.05; done
      "$PUNCTUAL" customer edit c1 '{"notes":"other"}' --now "$NOW"; code=$?
      exec 3>&-; wait; exit $code
      """
    let result = try Program.shell(
      script, environment: sandbox.environment.merging(["HOLDER": holder, "NOW": sandbox.now]) { $1 },
      folder: sandbox.folder)
    if result.exitCode == 99 { return print("skipped: there is no python3") }
    try expectRefusal(result, 75, "Another process holds the database", sandbox, unchanged: before)
    #expect(try sandbox.run(edit).exitCode == 0)
  }

  @Test("damaged pages: told, not guessed at; the doctor says how to mend, and a restored copy is whole again")
  func corrupt() throws {
    let sandbox = try SmallFirm.workspace()
    #expect(try sandbox.run("backup", "copy.sqlite").exitCode == 0)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: sandbox.database))
    for page in 3..<(bytes.count / 4096) {
      bytes.replaceSubrange(page * 4096..<(page + 1) * 4096, with: Data(repeating: 0xA5, count: 4096))
    }
    try bytes.write(to: URL(fileURLWithPath: sandbox.database))
    try expectRefusal(try sandbox.run(edit), 1, "The database file is damaged", sandbox)
    let health = try sandbox.run("doctor")
    #expect(health.exitCode == 1)
    #expect((health.output + health.errors).contains("restore"))
    let restored = try sandbox.run("restore", "copy.sqlite", "--yes")
    #expect(restored.exitCode == 0, "\(restored.errors)")
    #expect(restored.errors.contains("What was there before is kept as"))
    #expect(try sandbox.run("doctor").exitCode == 0)
    #expect(try sandbox.run(edit).exitCode == 0)
  }

  @Test("a workspace of a newer program is refused, and left alone")
  func newer() throws {
    let sandbox = try SmallFirm.workspace()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: sandbox.database))
    // The header's user version, bytes 60 to 63.
    bytes[60] = 1
    try bytes.write(to: URL(fileURLWithPath: sandbox.database))
    try expectRefusal(try sandbox.run(edit), 1, "made by a newer version", sandbox)
    #expect(try Data(contentsOf: URL(fileURLWithPath: sandbox.database)) == bytes)
  }
}
