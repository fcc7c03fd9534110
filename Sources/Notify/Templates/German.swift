import PunctualModel

/// The German texts, in the polite form and in words that are spelled alike in all German-speaking countries.
enum German {
  static let all = visit.merging(care) { $1 }.merging(staff) { $1 }

  /// For the firm's best customers, who get a person to talk to.
  static let premium: [NotificationKind: MessageTexts] = [
    .confirmation: MessageTexts(
      subject: "{{^again}}Bestätigt{{/again}}{{#again}}Neue Zeit{{/again}}: {{title}}, {{promise}}",
      """
      Guten Tag {{customer}}

      {{^again}}
      Danke für Ihr Vertrauen. Ihr Termin ist bestätigt.
      {{/again}}
      {{#again}}
      Ihr Termin hat eine neue Zeit; sie ersetzt die bisherige. Danke für Ihr Verständnis.
      {{/again}}

      \(facts)
      \(comes)

      Wir beginnen innerhalb dieser Zeit und melden uns vorher und bei der Abfahrt.\(attached) \(change)

      \(close)
      """,
      sms: """
        {{organisation}}: {{^again}}Termin bestätigt{{/again}}{{#again}}Neue Zeit{{/again}}: {{title}}, {{promise}}\(smsComes). \
        Wir melden uns bei der Abfahrt. {{#phone}}Ändern: Tel. {{phone}}. {{/phone}}Keine SMS: STOPP
        """),
    .runningLate: MessageTexts(
      subject: "{{#late}}Wir verspäten uns{{/late}}{{^late}}Es kann später werden{{/late}}: {{title}}",
      """
      Guten Tag {{customer}}

      Zugesagt hatten wir Ihnen {{promise}} ({{title}}), und das können wir {{#late}}voraussichtlich nicht{{/late}}\
      {{^late}}möglicherweise nicht ganz{{/late}} einhalten. Das tut uns sehr leid.

      Voraussichtlich bei Ihnen: {{eta}}{{#delay}}, etwa {{delay}} Minuten später als zugesagt{{/delay}}.
      \(coming)

      Wenn Ihnen das passt, brauchen Sie nichts zu tun: Wir bleiben dran und melden jede Änderung.
      \(choices)
      {{#phone}}
      Lieber am Telefon? {{phone}}: Sie kommen zuerst.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Es tut uns sehr leid, {{#late}}wir verspäten uns{{/late}}{{^late}}es kann später \
        werden{{/late}}: {{title}}. Voraussichtlich: {{eta}}.\(smsChoices)\
        {{#phone}} Oder Tel. {{phone}}{{/phone}}
        """),
    .missed: MessageTexts(
      subject: "{{#ahead}}Wir können nicht kommen{{/ahead}}{{^ahead}}Wir haben Sie versetzt{{/ahead}}: {{title}}",
      """
      Guten Tag {{customer}}

      Zugesagt hatten wir Ihnen {{promise}} für {{title}}, und {{#ahead}}wir können nicht kommen{{/ahead}}{{^ahead}}niemand \
      ist gekommen{{/ahead}}. Dafür gibt es keine Ausrede, und wir bitten Sie um Entschuldigung.

      Wir haben für Sie eine Beschwerde eröffnet{{#answer_by}} und beantworten sie bis {{answer_by}}{{/answer_by}}.
      \(newTimes)
      {{#phone}}
      Oder rufen Sie uns an ({{phone}}): Sie kommen zuerst.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Wir hatten zugesagt: {{promise}}, und {{#ahead}}wir können nicht \
        kommen{{/ahead}}{{^ahead}}niemand ist gekommen{{/ahead}}. Es tut uns sehr leid.\(smsNewTimes)\
        {{#phone}} Oder Tel. {{phone}}, Sie kommen zuerst.{{/phone}}
        """),
  ]

  static let visit: [NotificationKind: MessageTexts] = [
    .confirmation: MessageTexts(
      subject: "{{^again}}Bestätigt{{/again}}{{#again}}Neue Zeit{{/again}}: {{title}}, {{promise}}",
      """
      Guten Tag {{customer}}

      {{^again}}
      Ihr Termin ist bestätigt.
      {{/again}}
      {{#again}}
      Ihr Termin hat eine neue Zeit; sie ersetzt die bisherige.
      {{/again}}

      \(facts)
      \(comes)

      Wir beginnen innerhalb dieser Zeit.\(attached) \(change)

      \(close)
      """,
      sms: """
        {{organisation}}: {{^again}}Termin bestätigt{{/again}}{{#again}}Neue Zeit{{/again}}: {{title}}, {{promise}}\(smsComes). \
        {{#phone}}Ändern: Tel. {{phone}}. {{/phone}}Keine SMS: STOPP
        """),
    .reminder: MessageTexts(
      subject: "Erinnerung: {{title}}, {{promise}}",
      """
      Guten Tag {{customer}}

      Bald sind wir bei Ihnen.

      \(facts)

      Bitte sorgen Sie dafür, dass uns jemand einlassen kann. \(change)

      \(close)
      """,
      sms: "{{organisation}}: Erinnerung: {{title}}, {{promise}}. \(smsChange)"),
    .reminderSoon: MessageTexts(
      subject: "Gleich bei Ihnen: {{title}}, {{promise}}",
      """
      Guten Tag {{customer}}

      Bald ist es so weit: {{title}}, {{promise}}.
      {{#eta}}
      Voraussichtlich bei Ihnen: {{eta}}.
      {{/eta}}
      \(coming)

      Bitte sorgen Sie dafür, dass uns jemand einlassen kann.{{#phone}} Fragen? Sie erreichen uns unter {{phone}}.{{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Gleich bei Ihnen: {{title}}, {{promise}}.{{#eta}} Voraussichtlich: {{eta}}.{{/eta}}\
        {{#phone}} Fragen? {{phone}}{{/phone}}
        """),
    .onMyWay: MessageTexts(
      subject: "Unterwegs zu Ihnen: {{title}}",
      """
      Guten Tag {{customer}}

      \(who) unterwegs zu Ihnen: {{title}}, {{address}}.
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
      """,
      sms: """
        {{organisation}}: \(who) unterwegs zu Ihnen.{{#eta}} Voraussichtlich: {{eta}}.{{/eta}}\
        {{#late}} Bitte entschuldigen Sie die Wartezeit.{{/late}}{{#phone}} Fragen? {{phone}}{{/phone}}
        """),
    .runningLate: MessageTexts(
      subject: "{{#late}}Wir verspäten uns{{/late}}{{^late}}Es kann später werden{{/late}}: {{title}}",
      """
      Guten Tag {{customer}}

      {{#late}}Wir verspäten uns und können die zugesagte Zeit voraussichtlich nicht einhalten: {{title}}, {{promise}}. \
      Wir bitten Sie um Entschuldigung.{{/late}}{{^late}}Möglicherweise können wir die zugesagte Zeit nicht ganz einhalten: \
      {{title}}, {{promise}}. Wir tun, was wir können, und bedauern die Ungewissheit.{{/late}}

      Voraussichtlich bei Ihnen: {{eta}}{{#delay}}, etwa {{delay}} Minuten später als zugesagt{{/delay}}.
      \(coming)

      Wenn Ihnen das passt, brauchen Sie nichts zu tun.{{^choices}} {{#phone}}Wenn nicht, rufen Sie uns bitte an \
      ({{phone}}); wir finden gemeinsam eine andere Zeit.{{/phone}}{{^phone}}Wenn nicht, antworten Sie bitte auf diese \
      Nachricht; wir finden gemeinsam eine andere Zeit.{{/phone}}{{/choices}}
      \(choices)

      \(close)
      """,
      sms: """
        {{organisation}}: {{#late}}Wir verspäten uns leider{{/late}}{{^late}}Es kann leider später werden{{/late}}: \
        {{title}}. Voraussichtlich: {{eta}}.\(smsChoices)\
        {{^choices}}{{#technicians}} Es {{#several}}kommen{{/several}}{{^several}}kommt{{/several}} \
        {{technicians}}.{{/technicians}}{{#phone}} Passt nicht? Tel. {{phone}}{{/phone}}{{/choices}}
        """),
    .etaMoved: MessageTexts(
      subject: "Neue voraussichtliche Zeit: {{title}}",
      """
      Guten Tag {{customer}}

      Die Zeit, zu der wir bei Ihnen sein werden, hat sich geändert: {{title}}, {{address}}.

      Voraussichtlich bei Ihnen: {{eta}}{{#delay}}, etwa {{delay}} Minuten später als zugesagt{{/delay}}.
      \(coming)
      {{#late}}

      Bitte entschuldigen Sie die Wartezeit.
      {{/late}}
      {{#phone}}

      Fragen? Sie erreichen uns unter {{phone}}.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Neue Zeit für {{title}}: voraussichtlich {{eta}}.\
        {{#late}} Bitte entschuldigen Sie die Wartezeit.{{/late}}{{#phone}} Fragen? {{phone}}{{/phone}}
        """),
    .allClear: MessageTexts(
      subject: "Wieder pünktlich: {{title}}",
      """
      Guten Tag {{customer}}

      Gute Nachricht: Wir haben aufgeholt und sind voraussichtlich wie ursprünglich zugesagt bei Ihnen: {{promise}}.
      {{#eta}}
      Voraussichtlich bei Ihnen: {{eta}}.
      {{/eta}}

      Danke für Ihre Geduld. \(change)

      \(close)
      """,
      sms: """
        {{organisation}}: Gute Nachricht, wir sind wieder pünktlich: {{title}}, {{promise}}.\
        {{#eta}} Voraussichtlich: {{eta}}.{{/eta}}
        """),
    .technicianChanged: MessageTexts(
      subject: "Es kommt jemand anders zu Ihnen: {{title}}",
      """
      Guten Tag {{customer}}

      Anders als angekündigt {{#several}}kommen{{/several}}{{^several}}kommt{{/several}} {{technicians}} zu Ihnen \
      ({{title}}).

      {{^late}}Die Zeit bleibt: {{promise}}{{#eta}}, voraussichtlich {{eta}}{{/eta}}.{{/late}}\
      {{#late}}{{#eta}}Voraussichtlich bei Ihnen: {{eta}}.{{/eta}}{{/late}}
      {{#phone}}

      Fragen? Sie erreichen uns unter {{phone}}.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Anders als angekündigt {{#several}}kommen{{/several}}{{^several}}kommt{{/several}} {{technicians}} zu \
        Ihnen.{{#eta}} Voraussichtlich: {{eta}}.{{/eta}}{{#phone}} Fragen? {{phone}}{{/phone}}
        """),
    .arrived: MessageTexts(
      subject: "Wir sind da: {{title}}",
      """
      Guten Tag {{customer}}

      \(who) an der Tür: {{title}}, {{address}}.

      \(close)
      """,
      sms: "{{organisation}}: \(who) an der Tür: {{title}}, {{address}}."),
    .noAccess: MessageTexts(
      subject: "Wir kamen nicht hinein: {{title}}",
      """
      Guten Tag {{customer}}

      Wir waren bei {{address}} für {{title}}, und niemand konnte uns einlassen. Schade; gern \
      kommen wir zu einer anderen Zeit.
      {{^choices}}
      {{#phone}}Rufen Sie uns unter {{phone}} an, für eine Zeit, die Ihnen passt.{{/phone}}{{^phone}}Antworten Sie auf \
      diese Nachricht mit einer Zeit, die Ihnen passt.{{/phone}}
      {{/choices}}
      \(newTimes)

      \(close)
      """,
      sms: """
        {{organisation}}: Wir standen für {{title}} vor Ihrer Tür und kamen nicht hinein.\(smsNewTimes)\
        {{#phone}} Neue Zeit: {{phone}}{{/phone}}
        """),
    .missed: MessageTexts(
      subject: "{{#ahead}}Wir können nicht kommen{{/ahead}}{{^ahead}}Wir sind nicht gekommen{{/ahead}}: {{title}}",
      """
      Guten Tag {{customer}}

      Zu Ihrem Termin ({{title}}) {{#ahead}}können wir nicht kommen{{/ahead}}{{^ahead}}ist niemand gekommen{{/ahead}}, \
      obwohl wir ihn Ihnen zugesagt hatten: {{promise}}. \
      Wir bitten Sie um Entschuldigung.

      Wir haben für Sie eine Beschwerde eröffnet{{#answer_by}} und beantworten sie bis {{answer_by}}{{/answer_by}}.
      {{^choices}}
      {{#phone}}Rufen Sie uns unter {{phone}} an, für eine neue Zeit, die Ihnen passt.{{/phone}}{{^phone}}Antworten Sie \
      auf diese Nachricht mit einer Zeit, die Ihnen passt.{{/phone}}
      {{/choices}}
      \(newTimes)

      \(close)
      """,
      sms: """
        {{organisation}}: Wir hatten zugesagt: {{promise}}, und {{#ahead}}wir können nicht \
        kommen{{/ahead}}{{^ahead}}niemand ist gekommen{{/ahead}}. Wir bitten um Entschuldigung.\(smsNewTimes){{^choices}}{{#phone}} Für eine neue Zeit: Tel. {{phone}}{{/phone}}{{/choices}}
        """),
    .reschedule: MessageTexts(
      subject: "Eine andere Zeit für Sie: {{title}}",
      """
      Guten Tag {{customer}}

      Wir suchen mit Ihnen eine andere Zeit für {{title}}.
      {{^choices}}
      In den nächsten Tagen ist nichts frei{{#phone}}: Rufen Sie uns an ({{phone}}), wir finden gemeinsam eine \
      Zeit{{/phone}}{{^phone}}; wir melden uns bei Ihnen{{/phone}}.
      {{/choices}}
      \(newTimes)

      \(close)
      """,
      sms: """
        {{organisation}}: {{title}}:\(smsNewTimes){{^choices}} in den nächsten Tagen ist nichts frei, wir melden \
        uns.{{/choices}}{{#phone}} Fragen? {{phone}}{{/phone}}
        """),
    .finished: MessageTexts(
      subject: "Erledigt: {{title}}",
      """
      Guten Tag {{customer}}

      Das ist erledigt, für Ihre Unterlagen:

      Was: {{title}}
      Wo: {{address}}
      {{#worked}}
      Wann: {{worked}}
      {{/worked}}
      {{#technicians}}
      Von: {{technicians}}
      {{/technicians}}
      Unser Zeichen: {{reference}}
      {{#note}}

      Was gemacht wurde:
      {{note}}
      {{/note}}
      {{#phone}}

      Ist etwas nicht in Ordnung? Rufen Sie uns bitte an: {{phone}}.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Erledigt: {{title}}{{#worked}}, {{worked}}{{/worked}}.{{#note}} {{note}}{{/note}} Zeichen \
        {{reference}}.\
        {{#phone}} Stimmt etwas nicht? {{phone}}{{/phone}}
        """),
  ]

  static let facts = "Was: {{title}}\nWann: {{promise}}\nWo: {{address}}"
  static let comes = "{{#technicians}}\nWer: {{technicians}}, nach heutigem Plan\n{{/technicians}}"
  static let smsComes = "{{#technicians}}, geplant mit {{technicians}}{{/technicians}}"
  static let coming = """
    {{#technicians}}
    Zu Ihnen {{#several}}kommen{{/several}}{{^several}}kommt{{/several}}: {{technicians}}.
    {{/technicians}}
    """
  static let attached = "{{#calendar}} Der Termin liegt für Ihren Kalender bei.{{/calendar}}"
  static let who = """
    {{#technicians}}{{technicians}} {{#several}}sind{{/several}}{{^several}}ist{{/several}}{{/technicians}}\
    {{^technicians}}Jemand von uns ist{{/technicians}}
    """
  static let change = """
    {{#phone}}Zum Ändern oder Absagen rufen Sie uns bitte an ({{phone}})\
    {{#email}} oder schreiben Sie an {{email}}{{/email}}.{{/phone}}\
    {{^phone}}Zum Ändern oder Absagen antworten Sie bitte auf diese Nachricht.{{/phone}}
    """
  static let choices = """
    {{#choices}}

    Passt Ihnen eine andere Zeit besser? Antworten Sie mit ihrer Nummer:

    {{choices}}

    {{#kept_until}}
    Für Sie freigehalten bis {{kept_until}}.
    {{/kept_until}}
    {{/choices}}
    """
  static let newTimes = """
    {{#choices}}

    Das hätten wir für Sie frei; antworten Sie einfach mit der Nummer, die Ihnen passt:

    {{choices}}

    {{#kept_until}}
    Für Sie freigehalten bis {{kept_until}}.
    {{/kept_until}}
    {{/choices}}
    """
  static let smsChange = "{{#phone}}Ändern: Tel. {{phone}}{{/phone}}"
  static let smsChoices = "{{#choices}} Andere Zeit, Antwort mit Nummer: {{choices}}.{{/choices}}"
  static let smsNewTimes = "{{#choices}} Freie Zeiten, Antwort mit Nummer: {{choices}}.{{/choices}}"
  static let close = "Ihr Team von {{organisation}}"
}
