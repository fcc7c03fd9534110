import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire
import Synchronization

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
  ///
  /// Every change of a workspace asks for it, and to read all rules and templates costs more than most changes; so it is
  /// made once of the same documents.
  static func notifier(_ reader: some StoreReading) throws -> Notifier {
    let source = Source(
      rules: try reader.setting(rulesKey), templates: try reader.setting(templatesKey),
      tiers: try reader.organisation().tiers)
    if let known = made.withLock({ $0[source] }) { return known }
    let notifier = try Notifier(rules: rules(reader), templates: .shipped.replacing(templates(reader).byName))
    made.withLock { made in
      // A process serves one workspace, and its documents seldom change.
      if made.count >= 8 { made = [:] }
      made[source] = notifier
    }
    return notifier
  }

  /// All that a notifier is made of.
  private struct Source: Hashable {
    var rules: String?
    var templates: String?
    var tiers: [ServiceTier]
  }

  private static let made = Mutex<[Source: Notifier]>([:])
}
