/// What people write in their own words: bounded, so that nobody fills the database with one comment.
public enum FreeText {
  /// Characters that are kept; the last is an ellipsis where more were written.
  public static let mostKept = 4000
  /// Bytes (UTF-8) beyond which a text is refused.
  public static let mostBytes = 2 << 20

  /// The text as it is kept: without control characters other than line breaks and tabs, trimmed, at most ``mostKept``
  /// characters.
  ///
  /// - Parameter path: the field to name in the error.
  /// - Throws: `.tooLarge` beyond ``mostBytes``.
  public static func kept(_ text: String, path: String = "/text") throws(Faults) -> String {
    guard text.utf8.count <= mostBytes else {
      throw Faults(
        .tooLarge, path: path,
        "The text has \(text.utf8.count) bytes; at most \(mostBytes) are read, and \(mostKept) characters are kept.",
        hint: "Shorten it, or keep it elsewhere and name the place here.")
    }
    // A character can be made of any number of scalars, so these are bounded too.
    let scalars = text.unicodeScalars.lazy.filter { $0.value == 0x0A || $0.value == 0x09 || !isControl($0) }
      .prefix(mostKept * 8)
    let whole = String(String.UnicodeScalarView(scalars)).trimmed
    guard whole.count > mostKept else { return whole }
    return String(whole.prefix(mostKept - 1)) + "…"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}

extension String {
  /// Without blanks and line breaks at either end.
  fileprivate var trimmed: String {
    let end = lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex
    return String(self[..<end].drop(while: \.isWhitespace))
  }
}
