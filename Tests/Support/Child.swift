import Foundation

/// A child process with pipes to its standard streams.
///
/// Foundation's `Process` shares one thread for all children, in which one that goes on can hold up the end of another;
/// tests that run side by side need each child to be waited for by itself.
final class Child: @unchecked Sendable {
  // Set once before any other thread sees it, and only read afterwards.
  private let identifier: pid_t
  /// The pipes' ends on this side.
  let input: FileHandle
  let output: FileHandle
  let errors: FileHandle

  struct NotStarted: Error { let program: String, code: Int32 }

  init(_ program: String, _ arguments: [String], environment: [String: String], folder: String?) throws {
    _ = Self.ignoreClosedPipes
    Self.starting.lock()
    defer { Self.starting.unlock() }
    let pipes = try (0..<3).map { _ in try Self.pipe() }
    var actions = Self.emptyActions()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (stream, pipe) in pipes.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream == 0 ? pipe.read : pipe.write, Int32(stream))
    }
    // `posix_spawn` has no portable way to choose the folder: a shell does it.
    let command =
      folder.map { ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", $0, program] } ?? [program]
    let words = (command + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for word in words + variables { free(word) } }
    // Threads of a test runner block signals, and a shell that inherited that would wait for its children for ever.
    var attributes = Self.emptyAttributes()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    var started: pid_t = 0
    let code = posix_spawn(&started, command[0], &actions, &attributes, words, variables)
    for (stream, pipe) in pipes.enumerated() { close(stream == 0 ? pipe.read : pipe.write) }
    input = FileHandle(fileDescriptor: pipes[0].write, closeOnDealloc: true)
    output = FileHandle(fileDescriptor: pipes[1].read, closeOnDealloc: true)
    errors = FileHandle(fileDescriptor: pipes[2].read, closeOnDealloc: true)
    guard code == 0 else { throw NotStarted(program: program, code: code) }
    identifier = started
  }

  /// Waits for its end. Gives the exit code, or 128 and the signal that ended it, as a shell does.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  func kill() {
    Foundation.kill(identifier, SIGKILL)
  }

  /// Both ends close by themselves in every child, so that no other child holds a pipe open. One at a time, so that no
  /// child starts between the making of a pipe and its marking.
  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Foundation.pipe(&ends) == 0 else { throw NotStarted(program: "pipe", code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  #if os(Linux)
    private static func emptyActions() -> posix_spawn_file_actions_t { posix_spawn_file_actions_t() }
    private static func emptyAttributes() -> posix_spawnattr_t { posix_spawnattr_t() }
  #else
    private static func emptyActions() -> posix_spawn_file_actions_t? { nil }
    private static func emptyAttributes() -> posix_spawnattr_t? { nil }
  #endif

  private static let starting = NSLock()

  /// Writing to a program that has ended gives an error instead of ending the tests.
  private static let ignoreClosedPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
}
