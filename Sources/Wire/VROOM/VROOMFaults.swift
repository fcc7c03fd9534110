import PunctualModel

/// Gathers what is wrong with an input, so that all of it can be told at once.
final class VROOMFaults {
  /// The first ones, in the order they were found; a broken generator must not cost the memory of a million sentences.
  private(set) var all: [Fault] = []
  static let limit = 100

  /// A fault that is there already, such as one of a vehicle that is read for each of its shifts, is told once.
  func add(_ code: FaultCode, _ path: String, _ message: String, hint: String? = nil) {
    guard all.count < Self.limit else { return }
    let fault = Fault(code, path: path, message, hint: hint)
    if !all.contains(fault) { all.append(fault) }
  }
}
