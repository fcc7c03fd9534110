import Foundation

/// The terminal that output goes to.
enum Terminal {
  /// Its columns: `$COLUMNS`, else what the terminal says, else 80.
  static func width(_ environment: [String: String]) -> Int {
    if let stated = environment["COLUMNS"].flatMap(Int.init), (40...500).contains(stated) { return stated }
    var size = winsize()
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] where ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 {
      if size.ws_col >= 40 { return Int(size.ws_col) }
    }
    return 80
  }
}
