import PunctualModel

/// Which message a template is for.
public struct TemplateName: Hashable, Sendable, Codable {
  public var kind: NotificationKind
  public var channel: ContactChannel
  public var language: Language
  /// Nil for the usual one; rules name others, such as `premium`.
  public var variant: String?

  public init(_ kind: NotificationKind, _ channel: ContactChannel, _ language: Language, variant: String? = nil) {
    self.kind = kind
    self.channel = channel
    self.language = language
    self.variant = variant
  }

  /// Every usual one: those that there must be.
  public static var all: [TemplateName] {
    Language.allCases.flatMap { language in
      NotificationKind.allCases.flatMap { kind in
        ContactChannel.allCases.map { TemplateName(kind, $0, language) }
      }
    }
  }

  /// As a path in errors: `/en/reminder/sms`, `/en/missed/email/premium`.
  public var path: String {
    "/\(language.rawValue)/\(kind.rawValue)/\(channel.rawValue)" + (variant.map { "/\($0)" } ?? "")
  }
}

/// The Mustache text of a message. An SMS has no subject.
public struct TemplateText: Hashable, Sendable, Codable {
  public var subject: String
  public var body: String
  /// An HTML fragment of one's own for e-mails, in which every value is escaped; nil where it is made from the body.
  public var html: String?

  public init(subject: String = "", body: String, html: String? = nil) {
    self.subject = subject
    self.body = body
    self.html = html
  }
}

/// The texts of all messages, by kind, channel, language and variant.
///
/// Subject and body are plain text: nothing is escaped in them. The language is a part of Mustache: `{{name}}`,
/// `{{#name}}…{{/name}}` and `{{^name}}…{{/name}}` over ``TemplateVariable``. To change one text, set it:
/// `templates[.init(.reminder, .sms, .german)] = …`.
public struct Templates: Hashable, Sendable {
  private var texts: [TemplateName: TemplateText]

  public init(_ texts: [TemplateName: TemplateText]) {
    self.texts = texts
  }

  /// Those that Punctual comes with.
  public static let shipped: Templates = {
    var texts: [TemplateName: TemplateText] = [:]
    let sources: [(Language, String?, [NotificationKind: MessageTexts])] = [
      (.english, nil, English.all), (.english, "premium", English.premium), (.german, nil, German.all),
      (.german, "premium", German.premium),
    ]
    for (language, variant, messages) in sources {
      for (kind, words) in messages {
        texts[TemplateName(kind, .email, language, variant: variant)] = words.email
        texts[TemplateName(kind, .sms, language, variant: variant)] = words.sms
      }
    }
    return Templates(texts)
  }()

  public subscript(name: TemplateName) -> TemplateText? {
    get { texts[name] }
    set { texts[name] = newValue }
  }

  /// All that there are, in the order of their paths.
  public var names: [TemplateName] { texts.keys.sorted { $0.path < $1.path } }

  /// These with others in the place of those of the same name.
  public func replacing(_ own: [TemplateName: TemplateText]) -> Templates {
    Templates(texts.merging(own) { $1 })
  }

  /// The shipped ones, read once: every change of a workspace asks for them.
  private static let shippedParsed: [TemplateName: ParsedTemplate] = shipped.texts.reduce(into: [:]) { all, template in
    all[template.key] = try? ParsedTemplate(template.value, template.key)
  }

  /// Throws `badTemplate` for everything that is wrong with any template, and for each that is missing.
  public func check() throws(Faults) {
    _ = try parsed()
  }

  /// All of them parsed; throws as ``check()``.
  func parsed() throws(Faults) -> [TemplateName: ParsedTemplate] {
    var faults: [Fault] = []
    var parsed: [TemplateName: ParsedTemplate] = [:]
    for name in Set(TemplateName.all).union(texts.keys).sorted(by: { $0.path < $1.path }) {
      guard let text = texts[name], !text.body.isEmpty, name.channel == .sms || !text.subject.isEmpty else {
        faults.append(Fault(.badTemplate, path: name.path, "There is no template, or a part of it is empty."))
        continue
      }
      if let known = Self.shippedParsed[name], Self.shipped.texts[name] == text {
        parsed[name] = known
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
  var html: Template?

  init(_ text: TemplateText, _ name: TemplateName) throws(Faults) {
    var faults: [Fault] = []
    var parts: [Template] = []
    for (part, text) in [("subject", text.subject), ("body", text.body), ("html", text.html ?? "")] {
      do throws(Faults) {
        let path = "\(name.path)/\(part)"
        parts.append(try Template(text, kind: name.kind, name: path, escaping: part == "html"))
      } catch {
        faults += error.all
      }
    }
    if !faults.isEmpty { throw Faults(faults) }
    (subject, body) = (parts[0], parts[1])
    html = text.html == nil ? nil : parts[2]
  }
}
