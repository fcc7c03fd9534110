import Foundation

/// The folder of public benchmark instances and tools that some tests use, where this machine has it.
public enum SharedFolder {
  /// From `PUNCTUAL_SHARED`; nil where it is not set or there is no such folder.
  public static let path: String? = {
    guard let path = ProcessInfo.processInfo.environment["PUNCTUAL_SHARED"], !path.isEmpty,
      FileManager.default.fileExists(atPath: path)
    else { return nil }
    return path
  }()
}
