import PunctualModel

extension German {
  /// Before and after a visit.
  static let care: [NotificationKind: MessageTexts] = [
    .requestReceived: MessageTexts(
      subject: "Wir haben Ihre Anfrage: {{title}}",
      """
      Guten Tag {{customer}}

      Danke, Ihre Anfrage ist bei uns angekommen: {{title}}, {{address}}. Sie hören von uns bis spätestens {{answer_by}}.
      {{#hours}}

      Wir sind für Sie da: {{hours}}.
      {{/hours}}
      {{#phone}}
      Eilt es? Rufen Sie uns an: {{phone}}.
      {{/phone}}

      Unser Zeichen: {{reference}}

      \(close)
      """,
      sms: """
        {{organisation}}: Wir haben Ihre Anfrage: {{title}}. Sie hören von uns bis {{answer_by}}.\
        {{#phone}} Eilt es? Tel. {{phone}}{{/phone}}
        """),
    .followUp: MessageTexts(
      subject: "Wie zufrieden sind Sie? {{title}}",
      """
      Guten Tag {{customer}}

      Danke, dass wir bei Ihnen sein durften. Das ist erledigt: {{title}}, {{address}}{{#worked}}, {{worked}}{{/worked}}.
      {{#note}}

      Was gemacht wurde:
      {{note}}
      {{/note}}

      Wie zufrieden sind Sie? Antworten Sie mit einer Zahl von 1 (gar nicht) bis 5 (sehr), gern auch mit einem Wort dazu.
      {{#phone}}

      Ist etwas nicht in Ordnung? Rufen Sie uns bitte an: {{phone}}.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Erledigt: {{title}}.{{#note}} {{note}}{{/note}} Danke! Wie zufrieden sind Sie? Antworten Sie mit \
        1 (gar nicht) bis 5 (sehr).\
        {{#phone}} Stimmt etwas nicht? Tel. {{phone}}{{/phone}}
        """),
    .thankYou: MessageTexts(
      subject: "Danke für Ihre Antwort",
      """
      Guten Tag {{customer}}

      {{^poor}}
      Danke für Ihre Antwort ({{score}} von 5). Wir geben sie weiter an die, die bei Ihnen waren.
      {{/poor}}
      {{#poor}}
      Danke, dass Sie uns das sagen ({{score}} von 5). So wollen wir nicht sein: Jemand liest Ihre Antwort und meldet \
      sich bei Ihnen.
      {{/poor}}

      \(close)
      """,
      sms: """
        {{organisation}}: Danke für Ihre Antwort ({{score}} von 5).\
        {{#poor}} Das tut uns leid, wir melden uns bei Ihnen.{{/poor}}
        """),
    .complaintReceived: MessageTexts(
      subject: "Wir haben Ihre Beschwerde: {{title}}",
      """
      Guten Tag {{customer}}

      Ihre Beschwerde zu {{title}} ist bei uns angekommen. Es tut uns leid, dass es Grund dafür gibt. Unsere Antwort haben \
      Sie bis spätestens {{answer_by}}.
      {{#phone}}

      Möchten Sie etwas ergänzen? Rufen Sie uns an ({{phone}}), oder antworten Sie auf diese Nachricht.
      {{/phone}}

      Unser Zeichen: {{complaint}}

      \(close)
      """,
      sms: """
        {{organisation}}: Wir haben Ihre Beschwerde zu {{title}}, es tut uns leid. Unsere Antwort kommt bis {{answer_by}}.\
        {{#phone}} Ergänzen? Tel. {{phone}}{{/phone}}
        """),
    .complaintAnswered: MessageTexts(
      subject: "Unsere Antwort auf Ihre Beschwerde: {{title}}",
      """
      Guten Tag {{customer}}

      Sie waren nicht zufrieden: {{title}}. Das ist unsere Antwort:

      {{#answer}}
      {{answer}}
      {{/answer}}
      {{^answer}}
      Jemand von uns hat mit Ihnen gesprochen. Danke für Ihre Zeit.
      {{/answer}}
      {{#phone}}

      Ist das für Sie in Ordnung? Wenn nicht, rufen Sie uns an ({{phone}}), oder antworten Sie auf diese Nachricht.
      {{/phone}}

      Unser Zeichen: {{complaint}}

      \(close)
      """,
      sms: """
        {{organisation}}: Unsere Antwort auf Ihre Beschwerde zu {{title}}: {{#answer}}{{answer}}{{/answer}}\
        {{^answer}}jemand von uns hat mit Ihnen gesprochen. Danke.{{/answer}}\
        {{#phone}} Nicht in Ordnung? Tel. {{phone}}{{/phone}}
        """),
    .complaintClosed: MessageTexts(
      subject: "Ihre Beschwerde ist erledigt: {{title}}",
      """
      Guten Tag {{customer}}

      Ihre Beschwerde zu {{title}} ist erledigt. Danke, dass Sie uns gesagt haben, was nicht gut war: Wir lernen daraus.
      {{#phone}}

      Ist sie für Sie nicht erledigt? Rufen Sie uns an ({{phone}}), oder antworten Sie auf diese Nachricht.
      {{/phone}}

      Unser Zeichen: {{complaint}}

      \(close)
      """,
      sms: """
        {{organisation}}: Ihre Beschwerde zu {{title}} ist erledigt. Danke, dass Sie es uns gesagt haben.\
        {{#phone}} Nicht erledigt? Tel. {{phone}}{{/phone}}
        """),
  ]

  /// To the firm's own people: short, with what they need in order to act.
  static let staff: [NotificationKind: MessageTexts] = [
    .jeopardy: MessageTexts(
      subject: "In Gefahr: {{reference}} {{customer}}, {{promise}}",
      """
      Die Zusage an {{customer}} ist in Gefahr, und nichts wurde gefunden, das sie hält.

      Was: {{reference}}, {{title}}
      Zugesagt: {{promise}}
      {{#eta}}
      Voraussichtlich: {{eta}}
      {{/eta}}
      Wahrscheinlichkeit einer Verspätung: {{chance}} %
      {{#technicians}}
      Mit: {{technicians}}
      {{/technicians}}
      {{#cause}}
      Warum: {{cause}}
      {{/cause}}
      {{#contact}}
      Kunde: {{contact}}
      {{/contact}}
      {{#call}}

      Niemand darf dem Kunden schreiben: bitte anrufen\
      {{#telephone}}, {{telephone}}{{/telephone}}{{^telephone}}; es ist keine Nummer bekannt{{/telephone}}.
      {{/call}}
      """,
      sms: """
        In Gefahr ({{chance}} %): {{reference}} {{customer}}, {{promise}}{{#eta}}, voraussichtlich {{eta}}{{/eta}}\
        {{#technicians}}, {{technicians}}{{/technicians}}{{#call}}. Bitte anrufen\
        {{#telephone}} {{telephone}}{{/telephone}}{{^telephone}}; keine Nummer bekannt{{/telephone}}{{/call}}
        """),
    .notStarted: MessageTexts(
      subject: "Nicht losgefahren: {{reference}} {{customer}}",
      """
      {{#office}}
      {{technician}} hätte um {{depart}} zu {{customer}} losfahren sollen, und nichts ist gemeldet.
      {{/office}}
      {{^office}}
      {{technician}}, um {{depart}} wäre Abfahrt zu {{customer}}. Schon unterwegs? Dann bitte melden: \
      punctual visit depart {{visit}}
      {{/office}}

      Was: {{reference}}, {{title}}
      Wo: {{address}}
      {{#promise}}
      Zugesagt: {{promise}}
      {{/promise}}
      """,
      sms: """
        {{#office}}{{technician}} ist nicht losgefahren zu {{customer}} ({{reference}}); geplant {{depart}}.{{/office}}\
        {{^office}}Abfahrt {{depart}}: {{customer}}, {{address}} ({{reference}}). Schon unterwegs? Bitte melden.{{/office}}
        """),
    .dayChanged: MessageTexts(
      subject: "Dein Tag hat sich geändert: {{day}}",
      """
      {{technician}}, dein Tag hat sich geändert ({{day}}):

      {{changes}}

      Bitte antworte mit OK, wenn du es gesehen hast.
      """,
      sms: "Dein Tag hat sich geändert ({{day}}): {{changes}}. Antworte OK."),
    .unreached: MessageTexts(
      subject: "{{^call}}Nicht erreicht{{/call}}{{#call}}Weiss es noch nicht{{/call}}: {{customer}}, {{reference}}",
      """
      {{^call}}
      {{customer}} war nicht zu erreichen: {{about}}.
      {{/call}}
      {{#call}}
      {{customer}} weiss es noch nicht, denn niemand darf schreiben: {{about}}.
      {{/call}}

      Was: {{reference}}, {{title}}
      {{#promise}}
      Zugesagt: {{promise}}
      {{/promise}}
      {{^call}}
      Versucht: {{tried}}
      {{/call}}

      {{#telephone}}Bitte anrufen: {{telephone}}{{/telephone}}\
      {{^telephone}}Bitte einen anderen Weg suchen: Es ist keine Telefonnummer bekannt.{{/telephone}}
      """,
      sms: """
        {{^call}}Nicht erreicht{{/call}}{{#call}}Weiss es noch nicht{{/call}}: {{customer}} ({{reference}}), {{about}}.\
        {{^call}} Versucht: {{tried}}.{{/call}}{{#telephone}} Bitte anrufen: {{telephone}}{{/telephone}}\
        {{^telephone}} Keine Telefonnummer bekannt.{{/telephone}}
        """),
    .poorSurvey: MessageTexts(
      subject: "{{score}} von 5: {{customer}}, {{reference}}",
      """
      {{customer}} gab {{score}} von 5 für {{title}} ({{reference}}).
      {{#technicians}}
      Mit: {{technicians}}
      {{/technicians}}
      {{#words}}

      {{words}}
      {{/words}}
      {{#contact}}

      Bitte heute melden: {{contact}}
      {{/contact}}
      """,
      sms: """
        {{score}} von 5 von {{customer}} ({{reference}}, {{title}}).{{#words}} "{{words}}"{{/words}}\
        {{#contact}} {{contact}}{{/contact}}
        """),
    .needsPerson: MessageTexts(
      subject: "{{customer}} schreibt: {{reference}}",
      """
      {{customer}} schreibt zu {{title}} ({{reference}}){{#wants}}: {{wants}}{{/wants}}

      {{words}}
      {{#contact}}

      Bitte antworten: {{contact}}
      {{/contact}}
      """,
      sms: """
        {{customer}} ({{reference}}){{#wants}}, {{wants}}{{/wants}}: "{{words}}"{{#contact}} {{contact}}{{/contact}}
        """),
  ]
}
