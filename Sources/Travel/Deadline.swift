/// Something was not done within the time given.
struct TimedOut: Error {}

/// Does something, but gives up after some seconds: a server that sends a byte now and then must not hold a caller for
/// ever, which the time-outs of URLSession allow.
func within<Value: Sendable>(
  seconds: Int, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask(operation: body)
    group.addTask {
      try await Task.sleep(for: .seconds(seconds))
      throw TimedOut()
    }
    defer { group.cancelAll() }
    guard let first = try await group.next() else { throw CancellationError() }
    return first
  }
}
