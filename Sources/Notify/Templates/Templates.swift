import PunctualModel

/// Which message a template is for.
public struct TemplateName: Hashable, Sendable, Codable {
  public var kind: NotificationKind
  public var channel: ContactChannel
  public var language: Language

  public init(_ kind: NotificationKind, _ channel: ContactChannel, _ language: Language) {
    self.kind = kind
    self.channel = channel
    self.language = language
  }

  /// Every one that there must be.
  public static var all: [TemplateName] {
    Language.allCases.flatMap { language in
      NotificationKind.allCases.flatMap { kind in
        ContactChannel.allCases.map { TemplateName(kind, $0, language) }
      }
    }
  }

  /// As a path in errors: `/en/reminder/sms`.
  var path: String { "/\(language.rawValue)/\(kind.rawValue)/\(channel.rawValue)" }
}

/// The Mustache text of a message. An SMS has no subject.
public struct TemplateText: Hashable, Sendable, Codable {
  public var subject: String
  public var body: String

  public init(subject: String = "", body: String) {
    self.subject = subject
    self.body = body
  }
}

/// The texts of all messages, by kind, channel and language. They are plain text: nothing is escaped.
///
/// The language is a part of Mustache: `{{name}}`, `{{#name}}…{{/name}}` and `{{^name}}…{{/name}}` over
/// ``TemplateVariable``. To change one text, set it: `templates[.init(.reminder, .sms, .german)] = …`.
public struct Templates: Hashable, Sendable {
  private var texts: [TemplateName: TemplateText]

  public init(_ texts: [TemplateName: TemplateText]) {
    self.texts = texts
  }

  /// Those that Punctual comes with.
  public static let shipped: Templates = {
    var texts: [TemplateName: TemplateText] = [:]
    for kind in NotificationKind.allCases {
      texts[TemplateName(kind, .email, .english)] = English.email(kind)
      texts[TemplateName(kind, .sms, .english)] = English.sms(kind)
      texts[TemplateName(kind, .email, .german)] = German.email(kind)
      texts[TemplateName(kind, .sms, .german)] = German.sms(kind)
    }
    return Templates(texts)
  }()

  public subscript(name: TemplateName) -> TemplateText? {
    get { texts[name] }
    set { texts[name] = newValue }
  }

  /// Throws `badTemplate` for everything that is wrong with any template, and for each that is missing.
  public func check() throws(Faults) {
    _ = try parsed()
  }

  /// All of them parsed; throws as ``check()``.
  func parsed() throws(Faults) -> [TemplateName: ParsedTemplate] {
    var faults: [Fault] = []
    var parsed: [TemplateName: ParsedTemplate] = [:]
    for name in TemplateName.all {
      guard let text = texts[name], !text.body.isEmpty, name.channel == .sms || !text.subject.isEmpty else {
        faults.append(Fault(.badTemplate, path: name.path, "There is no template, or a part of it is empty."))
        continue
      }
      do throws(Faults) {
        parsed[name] = try ParsedTemplate(text, name)
      } catch {
        faults += error.all
      }
    }
    if !faults.isEmpty { throw Faults(faults) }
    return parsed
  }
}

/// Subject and body of a message, ready to be filled in.
struct ParsedTemplate: Sendable {
  var subject: Template
  var body: Template

  init(_ text: TemplateText, _ name: TemplateName) throws(Faults) {
    var faults: [Fault] = []
    var parts: [Template] = []
    for (part, text) in [("subject", text.subject), ("body", text.body)] {
      do throws(Faults) {
        parts.append(try Template(text, kind: name.kind, name: "\(name.path)/\(part)"))
      } catch {
        faults += error.all
      }
    }
    if !faults.isEmpty { throw Faults(faults) }
    (subject, body) = (parts[0], parts[1])
  }
}
