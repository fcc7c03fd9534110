import PunctualModel

extension ValueForm {
  /// An array of so many values.
  public static func list<Element: Sendable>(
    _ element: ValueForm<Element>, _ counts: ClosedRange<Int> = 0...1_000_000
  ) -> ValueForm<[Element]> where Value == [Element] {
    ValueForm<[Element]>(
      read: { node, session in
        guard node.kind == .array else {
          session.wrongType(node, expected: "an array")
          return nil
        }
        guard counts.contains(node.count) else {
          session.fail(
            .outOfRange,
            "The array has \(node.count) elements; \(counts.lowerBound) to \(counts.upperBound) are allowed.")
          return nil
        }
        var values: [Element] = []
        values.reserveCapacity(node.count)
        for (index, node) in node.elements.enumerated() {
          // A value that cannot be read keeps its place, so that later checks name the right index.
          values.append(session.inside(index) { element.read(node, session) } ?? element.placeholder())
        }
        return values
      },
      write: { values, context in .array(values.map { element.write($0, context) }) },
      describe: { session in
        var members: [JSON.Member] = [.init("type", "array"), .init("items", element.describe(session))]
        if counts.lowerBound > 0 { members.append(.init("minItems", .int(counts.lowerBound))) }
        if counts.upperBound < 1_000_000 { members.append(.init("maxItems", .int(counts.upperBound))) }
        return .object(members)
      },
      placeholder: { [] })
  }

  /// An object with free keys; written in the order of the keys.
  public static func map<Element: Sendable>(
    _ element: ValueForm<Element>
  ) -> ValueForm<[String: Element]> where Value == [String: Element] {
    ValueForm<[String: Element]>(
      read: { node, session in
        guard node.kind == .object else {
          session.wrongType(node, expected: "an object")
          return nil
        }
        var values: [String: Element] = [:]
        for (key, node) in node.members {
          session.inside(key) {
            if key.isEmpty || key.unicodeScalars.count > 200 {
              session.fail(.outOfRange, "A key has 1 to 200 characters.")
            } else if let value = element.read(node, session) {
              values[key] = value
            }
          }
        }
        return values
      },
      write: { values, context in
        .object(values.sorted { $0.key < $1.key }.map { .init($0.key, element.write($0.value, context)) })
      },
      describe: { session in ["type": "object", "additionalProperties": element.describe(session)] },
      placeholder: { [:] })
  }

  /// An object with a value for some days of the week; written Monday first.
  public static func byWeekday<Element: Sendable>(
    _ element: ValueForm<Element>
  ) -> ValueForm<[Weekday: Element]> where Value == [Weekday: Element] {
    ValueForm<[Weekday: Element]>(
      read: { node, session in
        guard node.kind == .object else {
          session.wrongType(node, expected: "an object with days of the week")
          return nil
        }
        var values: [Weekday: Element] = [:]
        for (key, node) in node.members {
          session.inside(key) {
            if let weekday = Weekday(rawValue: key) {
              values[weekday] = element.read(node, session)
            } else {
              let near = nearest(to: key, among: Weekday.allCases.map(\.rawValue))
              session.fail(
                .unknownField, "`\(shortened(key))` is not a day of the week.",
                hint: "Did you mean `\(near ?? "monday")`?")
            }
          }
        }
        return values
      },
      write: { values, context in
        .object(
          Weekday.allCases.compactMap { day in values[day].map { .init(day.rawValue, element.write($0, context)) } })
      },
      describe: { session in
        let day = element.describe(session)
        return [
          "type": "object", "properties": .object(Weekday.allCases.map { .init($0.rawValue, day) }),
          "additionalProperties": false,
        ]
      },
      placeholder: { [:] })
  }

}

extension ValueForm where Value: WireForm {
  /// A nested record.
  /// - Parameter quoted: whether a fault may show what was found in its place; false where that may be a secret.
  public static func form(_: Value.Type, quoted: Bool = true) -> ValueForm<Value> {
    ValueForm(
      read: { node, session in
        guard node.kind == .object else {
          let expected = "an object (\(Value.formName))"
          if quoted {
            session.wrongType(node, expected: expected)
          } else {
            session.fail(.wrongType, "Expected \(expected); what was found is not shown.")
          }
          return nil
        }
        let before = session.failures
        var fields = FieldReader(reading: node, session)
        let record = Value(from: &fields)
        fields.refuseUnknownFields()
        return session.failures == before ? record : nil
      },
      write: { Form.write($0, context: $1) },
      describe: { session in
        if !session.definitions.contains(where: { $0.key == Value.formName }) {
          // Taken before it is described, so that the order is that of meeting.
          let place = session.definitions.count
          session.definitions.append(.init(Value.formName, .null))
          session.definitions[place].value = .object(Form.describe(Value.self, session))
        }
        return ["$ref": .string("#/$defs/\(Value.formName)")]
      },
      placeholder: {
        var fields = FieldReader(describing: FormSession(context: WireContext()))
        return Value(from: &fields)
      })
  }
}

extension ValueForm where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration.
  public static func choice(_: Value.Type) -> ValueForm<Value> {
    let words = Value.allCases.map(\.rawValue)
    return ValueForm(
      read: { node, session in
        let listed = words.map { "`\($0)`" }.joined(separator: ", ")
        guard let word = node.string() else {
          session.wrongType(node, expected: "one of \(listed)")
          return nil
        }
        guard let choice = Value(rawValue: word) else {
          session.fail(
            .outOfRange, "`\(shortened(word))` is not one of \(listed).",
            hint: nearest(to: word, among: words).map { "Did you mean `\($0)`?" })
          return nil
        }
        return choice
      },
      write: { choice, _ in .string(choice.rawValue) },
      describe: { _ in ["type": "string", "enum": .array(words.map(JSON.string))] },
      placeholder: { Value.allCases[Value.allCases.startIndex] })
  }
}

extension ValueForm where Value == JSON {
  /// Any JSON, copied.
  public static var anyJSON: ValueForm<JSON> {
    ValueForm<JSON>(
      read: { node, _ in node.value() }, write: { value, _ in value }, describe: { _ in [:] }, placeholder: { .null })
  }
}
