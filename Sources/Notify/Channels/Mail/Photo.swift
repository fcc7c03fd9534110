import Foundation

/// A picture that goes with a message.
struct Photo {
  var bytes: [UInt8]
  /// `image/jpeg`.
  var type: String
  var fileName: String

  /// Larger ones are left out: a mail server may refuse the message for it.
  static let limit = 1 << 20

  /// Reads a picture file; nil where there is none, it is too large, it is no picture, or it lies outside of the folder,
  /// also by way of a link: what a record names must not show another of the machine's files. The words matter more than
  /// the picture, so none of this stops a message.
  ///
  /// - Parameter place: a path, from the folder on unless it is absolute.
  init?(_ place: String, in folder: String) {
    guard let home = Self.resolved(folder.isEmpty ? "." : folder),
      let path = Self.resolved(place.hasPrefix("/") ? place : "\(home)/\(place)"), path.hasPrefix(home + "/")
    else { return nil }
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, (8...Self.limit).contains(Int(status.st_size))
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    guard read(file, &bytes, bytes.count) == bytes.count, let type = Self.type(of: bytes) else { return nil }
    self.bytes = bytes
    self.type = type
    fileName = path.split(separator: "/").last.map(String.init) ?? "photo"
  }

  /// The path without links and dots; nil where nothing is there.
  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }

  /// By the first bytes of the file; whatever its name says.
  private static func type(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "image/gif" }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.count > 12, Array(bytes[8..<12]) == Array("WEBP".utf8) {
      return "image/webp"
    }
    return nil
  }
}
