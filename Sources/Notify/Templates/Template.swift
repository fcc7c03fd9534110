import Mustache
import PunctualModel

/// One parsed template: Mustache's variables and sections, and nothing else of Mustache, over ``TemplateVariable``.
struct Template: Sendable {
  private let parsed: MustacheTemplate
  /// Variables that it cannot do without.
  private let needed: Set<TemplateVariable>
  private let name: String

  /// Reads a template of messages of one kind; with `escaping`, one of HTML, in which every value is escaped.
  ///
  /// Throws `badTemplate` for every tag that is no variable or section, names nothing that exists, prints a
  /// condition, or uses a variable that messages of the kind may lack outside a section of its own.
  init(_ text: String, kind: NotificationKind, name: String, escaping: Bool = false) throws(Faults) {
    self.name = name
    var faults: [Fault] = []
    var needed: Set<TemplateVariable> = []
    var sections: [(sigil: Character, name: String)] = []
    func refuse(_ message: String, hint: String? = nil) {
      faults.append(Fault(.badTemplate, path: name, message, hint: hint))
    }

    for tag in Self.tags(text) {
      if let fault = Self.foreign(tag) {
        refuse(fault.message, hint: fault.hint)
        continue
      }
      let sigil = tag.first.flatMap { "#^/".contains($0) ? $0 : nil }
      let word = String(tag.dropFirst(sigil == nil ? 0 : 1)).trimmed
      guard let variable = TemplateVariable(rawValue: word) else {
        refuse("`{{\(tag)}}` names no variable.", hint: "Known: " + Self.known + ".")
        continue
      }
      switch sigil {
      case "#", "^":
        sections.append((sigil ?? "#", word))
      case "/":
        if sections.popLast()?.name != word { refuse("`{{\(tag)}}` ends a section that is not open.") }
      default:
        let guarded = sections.contains { $0 == ("#", word) }
        if variable.isCondition {
          refuse("`{{\(tag)}}` is a condition and prints nothing.", hint: "Use it as `{{#\(word)}}…{{/\(word)}}`.")
        } else if variable.isGiven(for: kind) {
          needed.insert(variable)
        } else if !guarded {
          refuse(
            "`{{\(tag)}}` may be missing from a \(kind.rawValue) message.",
            hint: "Put it within `{{#\(word)}}…{{/\(word)}}`.")
        }
      }
    }
    for section in sections { refuse("The section `{{\(section.sigil)\(section.name)}}` has no end.") }

    var parsed: MustacheTemplate?
    if faults.isEmpty {
      // In text, unlike HTML, an apostrophe in a name comes out as it is.
      do {
        parsed = try MustacheTemplate(string: "{{% CONTENT_TYPE:\(escaping ? "HTML" : "TEXT")}}" + text)
      } catch {
        refuse("It is not a Mustache template: \(error).")
      }
    }
    guard let parsed, faults.isEmpty else { throw Faults(faults) }
    self.parsed = parsed
    self.needed = needed
  }

  /// The text with the values in place. Throws `badTemplate` where a value that it needs is missing or empty.
  func render(_ values: TemplateValues) throws(Faults) -> String {
    let missing = needed.filter { (values.texts[$0] ?? "").isEmpty }.map(\.rawValue).sorted()
    guard missing.isEmpty else {
      throw Faults(
        missing.map {
          Fault(.badTemplate, path: name, "The message lacks `\($0)`, which its template needs.")
        })
    }
    return parsed.render(values.object)
  }

  /// What stands between `{{` and `}}`, in order; of an unclosed one, all that follows.
  private static func tags(_ text: String) -> [String] {
    var tags: [String] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      rest = rest[open.upperBound...]
      let close = rest.firstRange(of: "}}")
      tags.append(String(rest[..<(close?.lowerBound ?? rest.endIndex)]))
      rest = rest[(close?.upperBound ?? rest.endIndex)...]
    }
    return tags
  }

  /// What is wrong with a tag of Mustache's that templates do not have: values without escaping, comments, partials and the
  /// like. Nil for variables and sections.
  private static func foreign(_ tag: String) -> (message: String, hint: String)? {
    guard let sign = tag.first, "{&!>=<$*%".contains(sign) else { return nil }
    let name = String(tag.dropFirst()).trimmed
    let written = "`{{\(tag)\(sign == "{" ? "}" : "")}}`"
    if sign == "{" || sign == "&" {
      return (
        "\(written) asks for a value without escaping, and there is none.",
        "Write `{{\(name)}}`: in HTML every value is escaped, in text none."
      )
    }
    return ("\(written) is neither a variable nor a section.", "Of Mustache, templates have only these two.")
  }

  private static let known = TemplateVariable.allCases.map(\.rawValue).joined(separator: ", ")
}

/// What the variables of one message hold. A text that is missing or empty is not there.
struct TemplateValues {
  var texts: [TemplateVariable: String] = [:]
  var conditions: Set<TemplateVariable> = []

  /// The form in which Mustache looks names up.
  var object: [String: Any] {
    var object: [String: Any] = [:]
    for (variable, text) in texts where !text.isEmpty { object[variable.rawValue] = text }
    for variable in TemplateVariable.allCases where variable.isCondition {
      object[variable.rawValue] = conditions.contains(variable)
    }
    return object
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
