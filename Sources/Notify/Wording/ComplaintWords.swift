import PunctualModel

extension Language {
  /// What a complaint is about, where it is about no appointment: as the end of "your complaint about …".
  func words(_ cause: ComplaintCause) -> String {
    switch (cause, self) {
    case (.late, .english): "a late visit"
    case (.late, .german): "Verspätung"
    case (.missed, .english): "a missed visit"
    case (.missed, .german): "ausgebliebener Besuch"
    case (.noAccess, .english): "a visit without access"
    case (.noAccess, .german): "Besuch ohne Zutritt"
    case (.quality, .english): "the quality of our work"
    case (.quality, .german): "Qualität der Arbeit"
    case (.conduct, .english): "how you were treated"
    case (.conduct, .german): "Umgang mit Ihnen"
    case (.price, .english): "our price"
    case (.price, .german): "Preis"
    case (.other, .english): "our service"
    case (.other, .german): "unser Service"
    }
  }
}
