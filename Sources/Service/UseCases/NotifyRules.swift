import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

public struct ShowRules: UseCase {
  public static let name = "notify.rules"
  public static let summary =
    "The rules of who is told what and when: the firm's own, or the standard ones for its tiers."
  public static let writes = false

  public static func run(_ input: Nothing, in session: Session) throws -> NotificationRules {
    try session.read { try StoredRules.rules($0) }
  }
}

public struct SetRules: UseCase {
  public static let name = "notify.rules.set"
  public static let summary = "Puts the firm's own rules in force; refused with all that is wrong with them."
  public static let writes = true

  public static func run(_ input: NotificationRules, in session: Session) throws -> NotificationRules {
    try session.commit { transaction in
      let writer = transaction.writer
      try input.check(tiers: writer.organisation().tiers.map(\.name))
      _ = try Notifier(rules: input, templates: .shipped.replacing(StoredRules.templates(writer).byName))
      try writer.setSetting(StoredRules.rulesKey, Form.write(input, context: WireContext()).text())
      try transaction.record(.rulesChanged, "workspace", ["rules": "\(input.rules.count)"])
      return input
    }
  }
}

public struct ResetRules: UseCase {
  public static let name = "notify.rules.reset"
  public static let summary = "Puts the standard rules in force again."
  public static let writes = true

  public static func run(_ input: Nothing, in session: Session) throws -> NotificationRules {
    try session.commit { transaction in
      try transaction.writer.setSetting(StoredRules.rulesKey, nil)
      try transaction.record(.rulesChanged, "workspace", ["rules": "standard"])
      return try StoredRules.rules(transaction.writer)
    }
  }
}

/// Rules and templates to be looked over; those in force where none are given.
public struct RuleCheckRequest: WireForm {
  public static let formName = "rule_check_request"
  public static let formSummary = "Rules and templates to look over; those in force where none are given."
  public var rules: NotificationRules?
  public var templates: TemplateSet?

  public init(rules: NotificationRules? = nil, templates: TemplateSet? = nil) {
    self.rules = rules
    self.templates = templates
  }

  public init(from fields: inout FieldReader) {
    rules = fields.optional("rules", .form(NotificationRules.self), "The rules.")
    templates = fields.optional("templates", .form(TemplateSet.self), "The firm's own templates.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("rules", .form(NotificationRules.self), rules)
    fields.put("templates", .form(TemplateSet.self), templates)
  }
}

/// That rules and templates are sound.
public struct RuleCheckReport: WireForm {
  public static let formName = "rule_check_report"
  public static let formSummary = "How many rules and templates were found sound; what is wrong comes as errors."
  public var rules: Int
  public var templates: Int
  public var own: Int

  init(rules: Int, templates: Int, own: Int) {
    (self.rules, self.templates, self.own) = (rules, templates, own)
  }

  public init(from fields: inout FieldReader) {
    rules = fields.required("rules", .integer, "Rules.")
    templates = fields.required("templates", .integer, "Templates, shipped ones included.")
    own = fields.required("own", .integer, "Templates of the firm's own among them.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("rules", .integer, rules)
    fields.put("templates", .integer, templates)
    fields.put("own", .integer, own)
  }
}

public struct CheckRules: UseCase {
  public static let name = "notify.check"
  public static let summary = "Looks rules and templates over, and tells all that is wrong, each with its place."
  public static let writes = false

  public static func run(_ input: RuleCheckRequest, in session: Session) throws -> RuleCheckReport {
    try session.read { reader in
      let rules = try input.rules ?? StoredRules.rules(reader)
      let own = try input.templates ?? StoredRules.templates(reader)
      try rules.check(tiers: reader.organisation().tiers.map(\.name))
      let templates = Templates.shipped.replacing(own.byName)
      _ = try Notifier(rules: rules, templates: templates)
      return RuleCheckReport(rules: rules.rules.count, templates: templates.names.count, own: own.templates.count)
    }
  }
}
