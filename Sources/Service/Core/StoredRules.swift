import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

/// The firm's own rules and templates, kept as JSON among the settings.
enum StoredRules {
  static let rulesKey = "notify.rules"
  static let templatesKey = "notify.templates"

  /// The rules in force: the firm's own, or the standard ones for its tiers.
  static func rules(_ reader: some StoreReading) throws -> NotificationRules {
    guard let text = try reader.setting(rulesKey) else {
      return .standard(tiers: try reader.organisation().tiers)
    }
    return try Form.read(
      NotificationRules.self, from: JSONDocument.parse(Array(text.utf8)).root, context: WireContext())
  }

  /// The firm's own templates.
  static func templates(_ reader: some StoreReading) throws -> TemplateSet {
    guard let text = try reader.setting(templatesKey) else { return TemplateSet(templates: []) }
    return try Form.read(TemplateSet.self, from: JSONDocument.parse(Array(text.utf8)).root, context: WireContext())
  }

  /// What decides with them.
  static func notifier(_ reader: some StoreReading) throws -> Notifier {
    try Notifier(rules: rules(reader), templates: .shipped.replacing(templates(reader).byName))
  }
}
