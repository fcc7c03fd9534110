/// `text` as one line that is safe to put into a message: no control characters, no invisible marks that turn the
/// direction of what follows, single spaces, at most `limit` characters.
///
/// Names and titles come from customers and from imports; this is what keeps a line break in one of them from adding
/// a header to an e-mail, and a page of text from filling an SMS.
func oneLine(_ text: String, limit: Int) -> String {
  var line = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isBlank(scalar) {
      if line.last != " " && !line.isEmpty { line.append(" ") }
    } else if !isHidden(scalar) {
      line.append(scalar)
    }
  }
  if line.last == " " { line.removeLast() }
  return shortened(String(line), limit: limit)
}

/// At most `limit` characters and four times as many scalars (one character can be made of any number), ending in `…`
/// where something was cut.
private func shortened(_ text: String, limit: Int) -> String {
  if text.count <= limit && text.unicodeScalars.count <= 4 * limit { return text }
  var short = ""
  var scalars = 0
  for character in text.prefix(max(limit - 1, 0)) {
    scalars += character.unicodeScalars.count
    if scalars >= 4 * limit { break }
    short.append(character)
  }
  while short.last == " " { short.removeLast() }
  return short + "…"
}

/// Spaces, tabs and everything that breaks a line.
private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
}

/// Marks that override or isolate the direction of text, and the byte order mark.
private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
  default: false
  }
}
