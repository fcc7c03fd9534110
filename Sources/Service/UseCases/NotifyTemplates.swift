import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

/// A template of the firm's own.
public struct OwnTemplate: WireForm {
  public static let formName = "own_template"
  public static let formSummary = "The Mustache text of one message, in the place of the shipped one or as a variant."
  public var name: TemplateName
  public var text: TemplateText

  public init(name: TemplateName, text: TemplateText) {
    self.name = name
    self.text = text
  }

  public init(from fields: inout FieldReader) {
    name = TemplateName(
      fields.required("kind", .choice(NotificationKind.self), "What it says."),
      fields.required("channel", .choice(ContactChannel.self), "`email` or `sms`."),
      fields.required("language", .choice(Language.self), "The language that it is written in."),
      variant: fields.optional("variant", .id, "Left out, it is the usual one; rules name others by `template`."))
    text = TemplateText(
      subject: fields.defaulted("subject", .text(0...1000), "", "The subject line; an SMS has none."),
      body: fields.required("body", .text(1...20_000), "The plain text."),
      html: fields.optional(
        "html", .text(1...50_000), "An HTML fragment for e-mails, in which every value is escaped."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("kind", .choice(NotificationKind.self), name.kind)
    fields.put("channel", .choice(ContactChannel.self), name.channel)
    fields.put("language", .choice(Language.self), name.language)
    fields.put("variant", .id, name.variant)
    if !text.subject.isEmpty { fields.put("subject", .text, text.subject) }
    fields.put("body", .text, text.body)
    fields.put("html", .text, text.html)
  }
}

/// The firm's own templates.
public struct TemplateSet: WireForm {
  public static let formName = "template_set"
  public static let formSummary = "The firm's own templates; what it does not name stays as it is shipped."
  public var templates: [OwnTemplate]

  public init(templates: [OwnTemplate]) { self.templates = templates }

  public init(from fields: inout FieldReader) {
    templates = fields.required("templates", .list(.form(OwnTemplate.self), 0...1000), "The templates.")
    var seen: Set<TemplateName> = []
    for (index, template) in templates.enumerated() where fields.isSound("templates") {
      if !seen.insert(template.name).inserted {
        fields.fail(.duplicateID, "templates/\(index)", "The template \(template.name.path) stands twice.")
      }
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("templates", .list(.form(OwnTemplate.self)), templates)
  }

  var byName: [TemplateName: TemplateText] { templates.keyed(by: \.name).mapValues(\.text) }
}

/// Something that templates may name.
public struct TemplateVariableInfo: WireForm {
  public static let formName = "template_variable"
  public static let formSummary = "Something that templates may name."
  public var name: String
  public var meaning: String
  public var isCondition: Bool
  public var givenFor: [NotificationKind]

  init(_ variable: TemplateVariable) {
    name = variable.rawValue
    meaning = variable.meaning
    isCondition = variable.isCondition
    givenFor = NotificationKind.allCases.filter(variable.isGiven)
  }

  public init(from fields: inout FieldReader) {
    name = fields.required("name", .text, "As it stands between `{{` and `}}`.")
    meaning = fields.required("meaning", .text, "What it holds.")
    isCondition = fields.required("is_condition", .boolean, "Whether it only opens sections.")
    givenFor = fields.required(
      "given_for", .list(.choice(NotificationKind.self)),
      "Kinds that always have it; in others it must stand within a section of its own.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("name", .text, name)
    fields.put("meaning", .text, meaning)
    fields.put("is_condition", .boolean, isCondition)
    fields.put("given_for", .list(.choice(NotificationKind.self)), givenFor)
  }
}

/// Which templates.
public struct TemplateQuery: WireForm {
  public static let formName = "template_query"
  public static let formSummary = "Which templates."
  public var kind: NotificationKind?
  public var channel: ContactChannel?
  public var language: Language?
  public var own: Bool

  public init(
    kind: NotificationKind? = nil, channel: ContactChannel? = nil, language: Language? = nil, own: Bool = false
  ) {
    (self.kind, self.channel, self.language, self.own) = (kind, channel, language, own)
  }

  public init(from fields: inout FieldReader) {
    kind = fields.optional("kind", .choice(NotificationKind.self), "Only those of this kind.")
    channel = fields.optional("channel", .choice(ContactChannel.self), "Only those for this channel.")
    language = fields.optional("language", .choice(Language.self), "Only those in this language.")
    own = fields.defaulted("own", .boolean, false, "Only the firm's own.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("kind", .choice(NotificationKind.self), kind)
    fields.put("channel", .choice(ContactChannel.self), channel)
    fields.put("language", .choice(Language.self), language)
    fields.put("own", .boolean, own)
  }
}

/// The templates in force, and what they may name.
public struct TemplateReport: WireForm {
  public static let formName = "template_report"
  public static let formSummary = "The templates in force, and what they may name."
  public var templates: [OwnTemplate]
  public var variables: [TemplateVariableInfo]

  init(templates: [OwnTemplate]) {
    self.templates = templates
    variables = TemplateVariable.allCases.map(TemplateVariableInfo.init)
  }

  public init(from fields: inout FieldReader) {
    templates = fields.required("templates", .list(.form(OwnTemplate.self)), "The templates.")
    variables = fields.required("variables", .list(.form(TemplateVariableInfo.self)), "What they may name.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("templates", .list(.form(OwnTemplate.self)), templates)
    fields.put("variables", .list(.form(TemplateVariableInfo.self)), variables)
  }
}

public struct ShowTemplates: UseCase {
  public static let name = "notify.templates"
  public static let summary = "The words of all messages, the firm's own in their places, and what templates may name."
  public static let writes = false

  public static func run(_ input: TemplateQuery, in session: Session) throws -> TemplateReport {
    let own = try session.read { try StoredRules.templates($0) }.byName
    let all = input.own ? Templates(own) : Templates.shipped.replacing(own)
    let chosen = all.names.filter { name in
      (input.kind.map { $0 == name.kind } ?? true) && (input.channel.map { $0 == name.channel } ?? true)
        && (input.language.map { $0 == name.language } ?? true)
    }
    return TemplateReport(templates: chosen.compactMap { name in all[name].map { OwnTemplate(name: name, text: $0) } })
  }
}

public struct SetTemplates: UseCase {
  public static let name = "notify.templates.set"
  public static let summary =
    "Puts the firm's own templates in force, in the place of those it had; none: the shipped ones."
  public static let writes = true

  public static func run(_ input: TemplateSet, in session: Session) throws -> TemplateSet {
    try session.commit { transaction in
      let writer = transaction.writer
      _ = try Notifier(rules: StoredRules.rules(writer), templates: .shipped.replacing(input.byName))
      let text = input.templates.isEmpty ? nil : Form.write(input, context: WireContext()).text()
      try writer.setSetting(StoredRules.templatesKey, text)
      try transaction.record(.templatesChanged, "workspace", ["templates": "\(input.templates.count)"])
      return input
    }
  }
}
