import PunctualModel

/// The HTML form of a message.
enum MailText {
  /// A whole page around a fragment.
  /// - Parameter picture: source of a picture to show before the text. The text names whom it shows.
  static func html(_ fragment: String, language: Language, picture: String?) -> String {
    let image = picture.map { "<p><img src=\"\(escaped($0))\" alt=\"\" width=\"160\"></p>\n" } ?? ""
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)"><head><meta charset="utf-8"></head>
      <body style="font-family:sans-serif;font-size:16px;line-height:1.4">
      \(image)\(fragment)</body></html>

      """
  }

  /// Plain text as paragraphs: so both forms say the same, and nothing in a name can become markup.
  static func fragment(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).split(separator: "", omittingEmptySubsequences: true)
      .map { lines in "<p dir=\"auto\">" + lines.map { linked(String($0)) }.joined(separator: "<br>\n") + "</p>\n" }
      .joined()
  }

  /// Addresses of pages become links.
  private static func linked(_ line: String) -> String {
    line.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let word = String(word)
      guard word.hasPrefix("https://"), word.utf8.count > 10 else { return escaped(word) }
      // What ends a sentence is not part of the address.
      var address = word
      while let last = address.last, ".,;:!?)".contains(last) { address.removeLast() }
      let rest = String(word.dropFirst(address.count))
      return "<a href=\"\(escaped(address))\">\(escaped(address))</a>\(escaped(rest))"
    }.joined(separator: " ")
  }

  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
