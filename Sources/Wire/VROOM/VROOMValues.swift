import PunctualModel

/// Kinds of values that only our own keys have.
extension VROOMObject {
  /// A number that is accepted, or a fault that says which are.
  func number(_ key: String, _ noun: String, hint: String, where accepts: (Double) -> Bool) -> Double? {
    guard let value = self[key] else { return nil }
    if let number = value.double(), accepts(number) { return number }
    faults.add(
      value.kind == .number ? .outOfRange : .wrongType, place(key),
      "Invalid \(noun): \(shown(value)), for \(name).", hint: hint)
    return nil
  }

  func flag(_ key: String) -> Bool? {
    guard let value = self[key] else { return nil }
    if let flag = value.bool() { return flag }
    faults.add(.wrongType, place(key), "Invalid \(key) for \(name): \(shown(value)) is neither true nor false.")
    return nil
  }

  /// One of the words that a type has.
  func word<Word: RawRepresentable & CaseIterable>(_ key: String, as _: Word.Type) -> Word?
  where Word.RawValue == String {
    guard let value = self[key] else { return nil }
    if let word = value.string().flatMap(Word.init) { return word }
    faults.add(
      value.kind == .string ? .outOfRange : .wrongType, place(key),
      "Invalid \(key) for \(name): \(shown(value)).",
      hint: "It is one of \(Word.allCases.map(\.rawValue).joined(separator: ", ")).")
    return nil
  }

  func texts(_ key: String) -> Set<String> {
    Set(
      (array(key).map(Array.init) ?? []).enumerated().compactMap { index, element in
        if let text = element.string() { return text }
        faults.add(
          .wrongType, "\(place(key))/\(index)", "Invalid \(key) for \(name): \(shown(element)) is not a text.")
        return nil
      })
  }

  /// Ids of 64 bits, each with its place.
  func ids(_ key: String) -> [(id: UInt64, path: String)] {
    (array(key).map(Array.init) ?? []).enumerated().compactMap { index, element in
      let path = "\(place(key))/\(index)"
      if let id = element.uint64() { return (id, path) }
      faults.add(
        element.isIntegral ? .outOfRange : .wrongType, path,
        "Invalid \(key) for \(name): \(shown(element)) is not an id, a whole number from 0 to \(UInt64.max).")
      return nil
    }
  }

  /// Levels from 1 by skill, whose numbers are the keys.
  func skillLevels() -> [Int: Int] {
    guard let levels = object("skill_levels") else { return [:] }
    var bySkill: [Int: Int] = [:]
    for (key, value) in levels.node.members where !value.isNull {
      let path = "\(levels.path)/\(pointer(key))"
      guard let skill = Int(key), Self.unsigned.contains(skill), String(skill) == key else {
        faults.add(
          .wrongType, path, "Invalid skill in skill_levels for \(name): \"\(key.prefix(40))\" is not a whole number.",
          hint: "The keys are skills, such as {\"3\": 2}.")
        continue
      }
      bySkill[skill] = levels.whole(value, at: path, "level", in: 1...Int(UInt32.max))
    }
    return bySkill
  }

  /// Whole numbers by name.
  func counts(_ key: String) -> [String: Int] {
    guard let counts = object(key) else { return [:] }
    var byName: [String: Int] = [:]
    for (name, value) in counts.node.members where !value.isNull {
      byName[name] = counts.whole(value, at: "\(counts.path)/\(pointer(name))", "value in \(key)")
    }
    return byName
  }

  /// Adds a fault where a key that must be given is not.
  func require(_ keys: String...) {
    for key in keys where self[key] == nil {
      faults.add(.missingField, path, "Missing \(key) for \(name).")
    }
  }
}
