import PunctualModel

extension English {
  /// Before and after a visit.
  static let care: [NotificationKind: MessageTexts] = [
    .requestReceived: MessageTexts(
      subject: "We have your request: {{title}}",
      """
      Dear {{customer}},

      Thank you. Your request has reached us: {{title}}, {{address}}. You will hear from us by {{answer_by}} at the latest.
      {{#hours}}

      We are here for you {{hours}}.
      {{/hours}}
      {{#phone}}
      Urgent? Call us on {{phone}}.
      {{/phone}}

      Our reference: {{reference}}

      \(close)
      """,
      sms: """
        {{organisation}}: We have your request: {{title}}. You will hear from us by {{answer_by}}.\
        {{#phone}} Urgent? {{phone}}{{/phone}}
        """),
    .followUp: MessageTexts(
      subject: "How did we do? {{title}}",
      """
      Dear {{customer}},

      Thank you for having us. This is done: {{title}}, {{address}}{{#worked}}, {{worked}}{{/worked}}.
      {{#note}}

      What was done:
      {{note}}
      {{/note}}

      How did we do? Reply with a number from 1 (poor) to 5 (excellent), and a word on why if you like.
      {{#phone}}

      If something is not as it should be, call us on {{phone}}.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Done: {{title}}.{{#note}} {{note}}{{/note}} Thank you! How did we do? Reply 1 (poor) to 5 (excellent).\
        {{#phone}} Something wrong? Call {{phone}}{{/phone}}
        """),
    .thankYou: MessageTexts(
      subject: "Thank you for your answer",
      """
      Dear {{customer}},

      {{^poor}}
      Thank you for your answer ({{score}} of 5). We pass it on to those who were with you.
      {{/poor}}
      {{#poor}}
      Thank you for telling us ({{score}} of 5). That is not what we want to be: somebody will read your answer and be in \
      touch with you.
      {{/poor}}

      \(close)
      """,
      sms: """
        {{organisation}}: Thank you for your answer ({{score}} of 5).\
        {{#poor}} We are sorry, and somebody will be in touch with you.{{/poor}}
        """),
    .complaintReceived: MessageTexts(
      subject: "We have your complaint: {{title}}",
      """
      Dear {{customer}},

      Your complaint about {{title}} has reached us. We are sorry that there is reason for it. You will have our answer by \
      {{answer_by}} at the latest.
      {{#phone}}

      Something to add? Call us on {{phone}}, or reply to this message.
      {{/phone}}

      Our reference: {{complaint}}

      \(close)
      """,
      sms: """
        {{organisation}}: We have your complaint about {{title}} and are sorry. Our answer comes by {{answer_by}}.\
        {{#phone}} Anything to add? {{phone}}{{/phone}}
        """),
    .complaintAnswered: MessageTexts(
      subject: "Our answer to your complaint: {{title}}",
      """
      Dear {{customer}},

      You were not content with {{title}}. This is our answer:

      {{#answer}}
      {{answer}}
      {{/answer}}
      {{^answer}}
      Somebody of ours has spoken with you. Thank you for your time.
      {{/answer}}
      {{#phone}}

      Is that all right for you? If not, call us on {{phone}}, or reply to this message.
      {{/phone}}

      Our reference: {{complaint}}

      \(close)
      """,
      sms: """
        {{organisation}}: Our answer to your complaint about {{title}}: {{#answer}}{{answer}}{{/answer}}\
        {{^answer}}somebody of ours has spoken with you. Thank you.{{/answer}}{{#phone}} Not all right? {{phone}}{{/phone}}
        """),
    .complaintClosed: MessageTexts(
      subject: "Your complaint is settled: {{title}}",
      """
      Dear {{customer}},

      We have settled your complaint about {{title}}. Thank you for telling us what went wrong: we learn from it.
      {{#phone}}

      Is it not settled for you? Call us on {{phone}}, or reply to this message.
      {{/phone}}

      Our reference: {{complaint}}

      \(close)
      """,
      sms: """
        {{organisation}}: Your complaint about {{title}} is settled. Thank you for telling us.\
        {{#phone}} Not settled for you? {{phone}}{{/phone}}
        """),
  ]

  /// To the firm's own people: short, with what they need in order to act.
  static let staff: [NotificationKind: MessageTexts] = [
    .jeopardy: MessageTexts(
      subject: "In danger: {{reference}} {{customer}}, {{promise}}",
      """
      The promise to {{customer}} is in danger, and no move was found that keeps it.

      What: {{reference}}, {{title}}
      Promised: {{promise}}
      {{#eta}}
      Expected: {{eta}}
      {{/eta}}
      Chance of being late: {{chance}} %
      {{#technicians}}
      With: {{technicians}}
      {{/technicians}}
      {{#cause}}
      Why: {{cause}}
      {{/cause}}
      {{#contact}}
      Customer: {{contact}}
      {{/contact}}
      {{#call}}

      Nobody may write to the customer: please call\
      {{#telephone}} {{telephone}}{{/telephone}}{{^telephone}}; no number is on record{{/telephone}}.
      {{/call}}
      """,
      sms: """
        In danger ({{chance}} %): {{reference}} {{customer}}, {{promise}}{{#eta}}, expected {{eta}}{{/eta}}\
        {{#technicians}}, {{technicians}}{{/technicians}}{{#call}}. Please call\
        {{#telephone}} {{telephone}}{{/telephone}}{{^telephone}}; no number on record{{/telephone}}{{/call}}
        """),
    .notStarted: MessageTexts(
      subject: "Not set out: {{reference}} {{customer}}",
      """
      {{#office}}
      {{technician}} should have set out at {{depart}} to {{customer}}, and nothing is reported.
      {{/office}}
      {{^office}}
      {{technician}}, you should have set out at {{depart}} to {{customer}}. Are you on the way? Then report it: \
      punctual visit depart {{visit}}
      {{/office}}

      What: {{reference}}, {{title}}
      Where: {{address}}
      {{#promise}}
      Promised: {{promise}}
      {{/promise}}
      """,
      sms: """
        {{#office}}{{technician}} has not set out to {{customer}} ({{reference}}); planned {{depart}}.{{/office}}\
        {{^office}}To set out at {{depart}}: {{customer}}, {{address}} ({{reference}}). On the way? Please report it.\
        {{/office}}
        """),
    .dayChanged: MessageTexts(
      subject: "Your day has changed: {{day}}",
      """
      {{technician}}, your day has changed ({{day}}):

      {{changes}}

      Please reply OK when you have seen it.
      """,
      sms: "Your day has changed ({{day}}): {{changes}}. Reply OK."),
    .unreached: MessageTexts(
      subject: "{{^call}}Not reached{{/call}}{{#call}}Not told yet{{/call}}: {{customer}}, {{reference}}",
      """
      {{^call}}
      {{customer}} could not be reached: {{about}}.
      {{/call}}
      {{#call}}
      {{customer}} does not know yet, for nobody may write: {{about}}.
      {{/call}}

      What: {{reference}}, {{title}}
      {{#promise}}
      Promised: {{promise}}
      {{/promise}}
      {{^call}}
      Tried: {{tried}}
      {{/call}}

      {{#telephone}}Please call: {{telephone}}{{/telephone}}\
      {{^telephone}}Please find another way: no telephone number is on record.{{/telephone}}
      """,
      sms: """
        {{^call}}Not reached{{/call}}{{#call}}Not told yet{{/call}}: {{customer}} ({{reference}}), {{about}}.\
        {{^call}} Tried: {{tried}}.{{/call}}{{#telephone}} Please call {{telephone}}{{/telephone}}\
        {{^telephone}} No telephone number is on record.{{/telephone}}
        """),
    .poorSurvey: MessageTexts(
      subject: "{{score}} of 5: {{customer}}, {{reference}}",
      """
      {{customer}} gave {{score}} of 5 for {{title}} ({{reference}}).
      {{#technicians}}
      With: {{technicians}}
      {{/technicians}}
      {{#words}}

      {{words}}
      {{/words}}
      {{#contact}}

      Please get in touch today: {{contact}}
      {{/contact}}
      """,
      sms: """
        {{score}} of 5 from {{customer}} ({{reference}}, {{title}}).{{#words}} "{{words}}"{{/words}}\
        {{#contact}} {{contact}}{{/contact}}
        """),
    .needsPerson: MessageTexts(
      subject: "{{customer}} wrote: {{reference}}",
      """
      {{customer}} wrote about {{title}} ({{reference}}){{#wants}}: {{wants}}{{/wants}}

      {{words}}
      {{#contact}}

      Please answer: {{contact}}
      {{/contact}}
      """,
      sms: """
        {{customer}} ({{reference}}){{#wants}}, {{wants}}{{/wants}}: "{{words}}"{{#contact}} {{contact}}{{/contact}}
        """),
  ]
}
