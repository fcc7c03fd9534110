import PunctualModel

/// The German texts, in the polite form and in words that are spelled alike in all German-speaking countries.
enum German {
  static func email(_ kind: NotificationKind) -> TemplateText {
    switch kind {
    case .confirmation:
      TemplateText(
        subject: "{{^again}}Bestätigt{{/again}}{{#again}}Neue Zeit{{/again}}: {{title}}, {{promise}}",
        body: """
          Guten Tag {{customer}}

          {{^again}}
          Ihr Termin ist bestätigt.
          {{/again}}
          {{#again}}
          Ihr Termin hat eine neue Zeit; sie ersetzt die bisherige.
          {{/again}}

          Was: {{title}}
          Wann: {{promise}}
          Wo: {{address}}

          Wir beginnen innerhalb dieser Zeit. \(change)

          \(close)
          """)
    case .reminder:
      TemplateText(
        subject: "Erinnerung: {{title}}, {{promise}}",
        body: """
          Guten Tag {{customer}}

          Bald sind wir bei Ihnen.

          Was: {{title}}
          Wann: {{promise}}
          Wo: {{address}}

          Bitte sorgen Sie dafür, dass uns jemand einlassen kann. \(change)

          \(close)
          """)
    case .onMyWay:
      TemplateText(
        subject: "{{^again}}Unterwegs zu Ihnen{{/again}}{{#again}}Neue Ankunftszeit{{/again}}: {{title}}",
        body: """
          Guten Tag {{customer}}

          {{^again}}
          \(who) unterwegs zu Ihnen: {{title}}, {{address}}.
          {{/again}}
          {{#again}}
          Die Zeit, zu der wir bei Ihnen sein werden, hat sich geändert: {{title}}, {{address}}.
          {{/again}}
          {{#eta}}

          Voraussichtlich bei Ihnen: {{eta}}.
          {{/eta}}
          {{#late}}

          Das ist später als zugesagt. Bitte entschuldigen Sie die Wartezeit.
          {{/late}}
          {{#phone}}

          Fragen? Sie erreichen uns unter {{phone}}.
          {{/phone}}

          \(close)
          """)
    case .runningLate:
      TemplateText(
        subject: "{{^again}}Wir verspäten uns{{/again}}{{#again}}Neue voraussichtliche Zeit{{/again}}: {{title}}",
        body: """
          Guten Tag {{customer}}

          {{^again}}
          Wir verspäten uns und können die zugesagte Zeit voraussichtlich nicht einhalten: {{title}}, {{promise}}. \
          Wir bitten Sie um Entschuldigung.
          {{/again}}
          {{#again}}
          Die voraussichtliche Zeit Ihres Termins hat sich geändert: {{title}}.
          {{/again}}

          Voraussichtlich bei Ihnen: {{eta}}{{#delay}}, etwa {{delay}} Minuten später als zugesagt{{/delay}}.
          {{#technicians}}
          Zu Ihnen {{#several}}kommen{{/several}}{{^several}}kommt{{/several}}: {{technicians}}.
          {{/technicians}}

          Wenn Ihnen das passt, brauchen Sie nichts zu tun. {{#phone}}Wenn nicht, rufen Sie uns bitte an ({{phone}}); \
          wir finden gemeinsam eine andere Zeit.{{/phone}}{{^phone}}Wenn nicht, antworten Sie bitte auf diese Nachricht; \
          wir finden gemeinsam eine andere Zeit.{{/phone}}

          \(close)
          """)
    case .allClear:
      TemplateText(
        subject: "Wieder pünktlich: {{title}}",
        body: """
          Guten Tag {{customer}}

          Gute Nachricht: Wir haben aufgeholt und sind voraussichtlich wie ursprünglich zugesagt bei Ihnen: {{promise}}.
          {{#eta}}
          Voraussichtlich bei Ihnen: {{eta}}.
          {{/eta}}

          Danke für Ihre Geduld. \(change)

          \(close)
          """)
    case .missed:
      TemplateText(
        subject: "Wir sind nicht gekommen: {{title}}",
        body: """
          Guten Tag {{customer}}

          Zu Ihrem Termin ({{title}}) ist niemand gekommen, obwohl wir ihn Ihnen zugesagt hatten: {{promise}}. \
          Wir bitten Sie um Entschuldigung.

          Sie entscheiden, wie es weitergeht: {{#phone}}Rufen Sie uns unter {{phone}} an, für eine neue Zeit, die Ihnen \
          passt, oder um sich zu beschweren.{{/phone}}{{^phone}}Antworten Sie auf diese Nachricht mit einer Zeit, die \
          Ihnen passt, oder mit einer Beschwerde.{{/phone}}

          \(close)
          """)
    case .followUp:
      TemplateText(
        subject: "Erledigt: {{title}}",
        body: """
          Guten Tag {{customer}}

          Danke, dass wir bei Ihnen sein durften. Das ist erledigt: {{title}}, {{address}}.

          Wie zufrieden sind Sie? Antworten Sie mit einer Zahl von 1 (gar nicht) bis 5 (sehr), gern auch mit einem Wort dazu.
          {{#phone}}

          Ist etwas nicht in Ordnung? Rufen Sie uns bitte an: {{phone}}.
          {{/phone}}

          \(close)
          """)
    }
  }

  static func sms(_ kind: NotificationKind) -> TemplateText {
    switch kind {
    case .confirmation:
      TemplateText(
        body: """
          {{organisation}}: {{^again}}Termin bestätigt{{/again}}{{#again}}Neue Zeit{{/again}}: {{title}}, {{promise}}. \
          \(smsChange)
          """)
    case .reminder:
      TemplateText(body: "{{organisation}}: Erinnerung: {{title}}, {{promise}}. \(smsChange)")
    case .onMyWay:
      TemplateText(
        body: """
          {{organisation}}: {{^again}}\(who) unterwegs zu Ihnen.{{/again}}{{#again}}Neue Ankunftszeit.{{/again}}\
          {{#eta}} Voraussichtlich: {{eta}}.{{/eta}}{{#late}} Bitte entschuldigen Sie die Wartezeit.{{/late}}\
          {{#phone}} Fragen? {{phone}}{{/phone}}
          """)
    case .runningLate:
      TemplateText(
        body: """
          {{organisation}}: {{^again}}Wir verspäten uns leider: {{title}}.{{/again}}{{#again}}Neue Zeit: {{title}}.{{/again}} \
          Voraussichtlich: {{eta}}.{{#technicians}} Es {{#several}}kommen{{/several}}{{^several}}kommt{{/several}} \
          {{technicians}}.{{/technicians}}{{#phone}} Passt nicht? Tel. {{phone}}{{/phone}}
          """)
    case .allClear:
      TemplateText(
        body: """
          {{organisation}}: Gute Nachricht, wir sind wieder pünktlich: {{title}}, {{promise}}.\
          {{#eta}} Voraussichtlich: {{eta}}.{{/eta}}
          """)
    case .missed:
      TemplateText(
        body: """
          {{organisation}}: Wir hatten zugesagt: {{promise}}, und niemand ist gekommen. Wir bitten um Entschuldigung.\
          {{#phone}} Für eine neue Zeit: Tel. {{phone}}{{/phone}}
          """)
    case .followUp:
      TemplateText(
        body: """
          {{organisation}}: Erledigt: {{title}}. Danke! Wie zufrieden sind Sie? Antworten Sie mit 1 (gar nicht) bis 5 (sehr).\
          {{#phone}} Stimmt etwas nicht? Tel. {{phone}}{{/phone}}
          """)
    }
  }

  private static let who = """
    {{#technicians}}{{technicians}} {{#several}}sind{{/several}}{{^several}}ist{{/several}}{{/technicians}}\
    {{^technicians}}Jemand von uns ist{{/technicians}}
    """
  private static let change = """
    {{#phone}}Zum Ändern oder Absagen rufen Sie uns bitte an ({{phone}})\
    {{#email}} oder schreiben Sie an {{email}}{{/email}}.{{/phone}}\
    {{^phone}}Zum Ändern oder Absagen antworten Sie bitte auf diese Nachricht.{{/phone}}
    """
  private static let smsChange = "{{#phone}}Ändern: Tel. {{phone}}{{/phone}}"
  private static let close = "Ihr Team von {{organisation}}"
}
