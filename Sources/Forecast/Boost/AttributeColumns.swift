import PunctualModel

/// The attributes of past visits, a column a name.
struct AttributeColumns {
  /// Names beyond these, in the order in which they come up, are not looked at.
  static let most = 16
  /// Text with more different values than these tells visits apart, not kinds of visits.
  static let mostValues = 5000

  private(set) var texts: [(name: String, values: [Int32], names: Names)] = []
  private(set) var numbers: [(name: String, values: [Float])] = []
  private var textPlaces: [String: Int] = [:]
  private var numberPlaces: [String: Int] = [:]

  mutating func add(_ attributes: [String: Attribute], row: Int) {
    guard !attributes.isEmpty else { return }
    for (name, value) in attributes.count == 1 ? Array(attributes) : attributes.sorted(by: { $0.key < $1.key }) {
      switch value {
      case .text(let text):
        guard let place = Self.place(name, &textPlaces, texts.count) else { continue }
        if place == texts.count { texts.append((name, [], Names())) }
        guard texts[place].names.all.count < Self.mostValues else { continue }
        let index = texts[place].names.index(text)
        texts[place].values += repeatElement(-1, count: row - texts[place].values.count)
        texts[place].values.append(index)
      case .number(let number):
        guard let place = Self.place(name, &numberPlaces, numbers.count), number.isFinite else { continue }
        if place == numbers.count { numbers.append((name, [])) }
        numbers[place].values += repeatElement(.nan, count: row - numbers[place].values.count)
        numbers[place].values.append(Float(number))
      }
    }
  }

  private static func place(_ name: String, _ places: inout [String: Int], _ count: Int) -> Int? {
    if let known = places[name] { return known }
    guard count < most else { return nil }
    places[name] = count
    return count
  }
}
