/// The candidate that a misspelt word most likely meant: at most a third of its letters differ. Nil where none is near.
func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
  let letters = Array(word.lowercased().utf8.prefix(64))
  let allowed = max(1, letters.count / 3)
  let ranked = candidates.map { (name: $0, distance: editDistance(letters, Array($0.lowercased().utf8.prefix(64)))) }
  return ranked.filter { $0.distance <= allowed }.min { $0.distance < $1.distance }?.name
}

/// Levenshtein's distance: the fewest letters to add, drop or replace. Cost: product of the lengths.
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
  var row = Array(0...right.count)
  for (i, letter) in left.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in right.enumerated() {
      let replaced = diagonal + (letter == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[right.count]
}

/// A piece of the input short enough for a message.
func shortened(_ text: String) -> String {
  text.count <= 60 ? text : text.prefix(57) + "…"
}
