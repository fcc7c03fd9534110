#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Several pieces of work at the same time, each on its own thread; returns when all are done, results in order.
///
/// The threads share nothing that is written: each gets its number and fills its own box.
func inParallel<Result: Sendable>(_ count: Int, _ work: @escaping @Sendable (Int) -> Result) -> [Result] {
  guard count > 1 else { return [work(0)] }
  let boxes = (0..<count).map { number in Box { work(number) } }
  let threads = boxes.map { box -> pthread_t? in
    let argument = Unmanaged.passRetained(box)
    #if canImport(Darwin)
      var thread: pthread_t?
      let failed = pthread_create(&thread, nil, { runBox($0) }, argument.toOpaque())
    #else
      var thread = pthread_t()
      let failed = pthread_create(&thread, nil, { $0.flatMap { runBox($0) } }, argument.toOpaque())
    #endif
    if failed != 0 {
      argument.release()
      return nil
    }
    return thread
  }
  return zip(boxes, threads).map { box, thread in
    if let thread { pthread_join(thread, nil) }
    // Where no thread could be had the work is done here.
    return box.result()
  }
}

/// A piece of work to be done once. Safe to hand to a thread: it is read again only after that thread has been joined.
private class AnyBox: @unchecked Sendable {
  func run() {}
}

private final class Box<Result>: AnyBox, @unchecked Sendable {
  private let work: () -> Result
  private var done: Result?

  init(_ work: @escaping () -> Result) { self.work = work }

  override func run() { done = work() }

  func result() -> Result {
    if let done { return done }
    return work()
  }
}

private func runBox(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  Unmanaged<AnyBox>.fromOpaque(argument).takeRetainedValue().run()
  return nil
}
