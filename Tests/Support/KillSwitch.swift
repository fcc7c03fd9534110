import Foundation

/// Ends a program in the middle of its writes, as a power cut or `kill -9` would.
///
/// A small library that is loaded before the program's own (`LD_PRELOAD`) counts every call that changes a file below a
/// folder, and raises SIGKILL at the one that is asked for: before it, or, where `torn`, after half of its bytes. The
/// program knows nothing of it.
public struct KillSwitch: Sendable {
  private let library: String

  /// Nil where this machine cannot: no Linux, or no C compiler.
  public static let shared: KillSwitch? = {
    #if os(Linux)
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-kill-\(UUID().uuidString)")
        .path
      let (source, library) = (folder + "/kill.c", folder + "/kill.so")
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try code.write(toFile: source, atomically: true, encoding: .utf8)
        let made = try Program.run(
          program: "/usr/bin/env", ["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"])
        return made.exitCode == 0 ? KillSwitch(library: library) : nil
      } catch {
        return nil
      }
    #else
      return nil
    #endif
  }()

  /// How a program ended, and how many writes it had made by then.
  public struct Outcome: Sendable {
    public var result: Program.Result
    public var writes: Int
    public var isKilled: Bool { result.exitCode == 128 + SIGKILL }
  }

  /// Runs the program; ends it at its write of that number (from 1), or lets it end.
  public func run(
    _ arguments: [String], input: String = "", in sandbox: Sandbox, at write: Int? = nil, torn: Bool = false
  ) throws -> Outcome {
    let report = NSTemporaryDirectory() + "punctual-writes-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: report) }
    var environment = sandbox.environment
    environment["LD_PRELOAD"] = library
    environment["KILL_FOLDER"] = sandbox.folder
    environment["KILL_REPORT"] = report
    environment["KILL_AT"] = "\(write ?? 0)"
    environment["KILL_TORN"] = torn ? "1" : "0"
    let result = try Program.run(
      arguments + ["--now", sandbox.now], input: Data(input.utf8), environment: environment, folder: sandbox.folder)
    let counted = (try? String(contentsOfFile: report, encoding: .utf8)).flatMap { Int($0) }
    return Outcome(result: result, writes: counted ?? (write ?? 1) - 1)
  }

  private static let code = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <fcntl.h>
    #include <signal.h>
    #include <stdarg.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <string.h>
    #include <sys/stat.h>
    #include <sys/types.h>
    #include <unistd.h>

    static _Atomic long count;

    static int below(const char *path) {
      const char *folder = getenv("KILL_FOLDER");
      return folder && path && strncmp(path, folder, strlen(folder)) == 0;
    }

    static int ours(int fd) {
      char link[64], path[4096];
      snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
      ssize_t length = readlink(link, path, sizeof path - 1);
      if (length < 0) return 0;
      path[length] = 0;
      return below(path);
    }

    static void die(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

    /* 1 where the call is the one, and is to be torn: then its caller does half of it and dies. */
    static int step(int can_tear) {
      const char *at = getenv("KILL_AT"), *torn = getenv("KILL_TORN");
      if (++count != (at ? atol(at) : 0)) return 0;
      if (can_tear && torn && *torn == '1') return 1;
      die();
      return 0;
    }

    __attribute__((destructor)) static void report(void) {
      const char *path = getenv("KILL_REPORT");
      FILE *file = path ? fopen(path, "w") : 0;
      if (file) { fprintf(file, "%ld", (long)count); fclose(file); }
    }

    #define REAL(name) static __typeof__(name) *real; if (!real) real = dlsym(RTLD_NEXT, #name)

    ssize_t write(int fd, const void *bytes, size_t length) {
      REAL(write);
      if (ours(fd) && step(1)) { real(fd, bytes, length / 2); die(); }
      return real(fd, bytes, length);
    }
    ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
      REAL(pwrite);
      if (ours(fd) && step(1)) { real(fd, bytes, length / 2, at); die(); }
      return real(fd, bytes, length, at);
    }
    ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
      REAL(pwrite64);
      if (ours(fd) && step(1)) { real(fd, bytes, length / 2, at); die(); }
      return real(fd, bytes, length, at);
    }
    int fsync(int fd) { REAL(fsync); if (ours(fd)) step(0); return real(fd); }
    int fdatasync(int fd) { REAL(fdatasync); if (ours(fd)) step(0); return real(fd); }
    int ftruncate(int fd, off_t length) { REAL(ftruncate); if (ours(fd)) step(0); return real(fd, length); }
    int ftruncate64(int fd, off64_t length) { REAL(ftruncate64); if (ours(fd)) step(0); return real(fd, length); }
    int unlink(const char *path) { REAL(unlink); if (below(path)) step(0); return real(path); }
    int mkdir(const char *path, mode_t mode) { REAL(mkdir); if (below(path)) step(0); return real(path, mode); }
    int mkstemp(char *path) { REAL(mkstemp); if (below(path)) step(0); return real(path); }
    int mkstemp64(char *path) { REAL(mkstemp64); if (below(path)) step(0); return real(path); }
    int rename(const char *old, const char *new) { REAL(rename); if (below(new)) step(0); return real(old, new); }
    int link(const char *old, const char *new) { REAL(link); if (below(new)) step(0); return real(old, new); }

    int open(const char *path, int flags, ...) {
      REAL(open);
      va_list rest;
      va_start(rest, flags);
      mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
      va_end(rest);
      if (flags & O_CREAT && below(path) && access(path, F_OK)) step(0);
      return real(path, flags, mode);
    }
    int open64(const char *path, int flags, ...) {
      REAL(open64);
      va_list rest;
      va_start(rest, flags);
      mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
      va_end(rest);
      if (flags & O_CREAT && below(path) && access(path, F_OK)) step(0);
      return real(path, flags, mode);
    }
    """
}
