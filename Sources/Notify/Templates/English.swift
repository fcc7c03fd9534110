import PunctualModel

/// The English texts.
enum English {
  static func email(_ kind: NotificationKind) -> TemplateText {
    switch kind {
    case .confirmation:
      TemplateText(
        subject: "{{^again}}Confirmed{{/again}}{{#again}}New time{{/again}}: {{title}}, {{promise}}",
        body: """
          Dear {{customer}},

          {{^again}}
          Your appointment is confirmed.
          {{/again}}
          {{#again}}
          Your appointment has a new time; it replaces the one we gave you before.
          {{/again}}

          What: {{title}}
          When: {{promise}}
          Where: {{address}}

          We will start within this time. \(change)

          \(close)
          """)
    case .reminder:
      TemplateText(
        subject: "Reminder: {{title}}, {{promise}}",
        body: """
          Dear {{customer}},

          We look forward to seeing you soon.

          What: {{title}}
          When: {{promise}}
          Where: {{address}}

          Please make sure that somebody can let us in. \(change)

          \(close)
          """)
    case .onMyWay:
      TemplateText(
        subject: "{{^again}}On the way to you{{/again}}{{#again}}New arrival time{{/again}}: {{title}}",
        body: """
          Dear {{customer}},

          {{^again}}
          \(who) on the way to you: {{title}}, {{address}}.
          {{/again}}
          {{#again}}
          The time at which we expect to be with you has changed: {{title}}, {{address}}.
          {{/again}}
          {{#eta}}

          Expected with you: {{eta}}.
          {{/eta}}
          {{#late}}

          That is later than we promised. We are sorry for the wait.
          {{/late}}
          {{#phone}}

          Questions? Call us on {{phone}}.
          {{/phone}}

          \(close)
          """)
    case .runningLate:
      TemplateText(
        subject: "{{^again}}We are running late{{/again}}{{#again}}New expected time{{/again}}: {{title}}",
        body: """
          Dear {{customer}},

          {{^again}}
          We are sorry: we are running late and will probably not be with you in the promised time, {{promise}} ({{title}}).
          {{/again}}
          {{#again}}
          The expected time of your appointment has changed: {{title}}.
          {{/again}}

          Expected with you: {{eta}}{{#delay}}, about {{delay}} minutes later than promised{{/delay}}.
          {{#technicians}}
          Coming to you: {{technicians}}.
          {{/technicians}}

          If that suits you, there is nothing to do. {{#phone}}If not, call us on {{phone}}, and we will find another time \
          together.{{/phone}}{{^phone}}If not, just reply to this message, and we will find another time together.{{/phone}}

          \(close)
          """)
    case .allClear:
      TemplateText(
        subject: "Back on time: {{title}}",
        body: """
          Dear {{customer}},

          Good news: we have caught up and expect to be with you as first promised, {{promise}}.
          {{#eta}}
          Expected with you: {{eta}}.
          {{/eta}}

          Thank you for your patience. \(change)

          \(close)
          """)
    case .missed:
      TemplateText(
        subject: "We did not come: {{title}}",
        body: """
          Dear {{customer}},

          Nobody came to your appointment ({{title}}), although we had promised you {{promise}}. We apologise.

          You choose how to go on: {{#phone}}call us on {{phone}} for a new time that suits you, or to make a complaint.\
          {{/phone}}{{^phone}}reply to this message with a time that suits you, or with a complaint.{{/phone}}

          \(close)
          """)
    case .followUp:
      TemplateText(
        subject: "Done: {{title}}",
        body: """
          Dear {{customer}},

          Thank you for having us. This is done: {{title}}, {{address}}.

          How did we do? Reply with a number from 1 (poor) to 5 (excellent), and a word on why if you like.
          {{#phone}}

          If something is not as it should be, call us on {{phone}}.
          {{/phone}}

          \(close)
          """)
    }
  }

  static func sms(_ kind: NotificationKind) -> TemplateText {
    switch kind {
    case .confirmation:
      TemplateText(
        body:
          "{{organisation}}: {{^again}}Confirmed{{/again}}{{#again}}New time{{/again}}: {{title}}, {{promise}}. \(smsChange)"
      )
    case .reminder:
      TemplateText(body: "{{organisation}}: Reminder: {{title}}, {{promise}}. \(smsChange)")
    case .onMyWay:
      TemplateText(
        body: """
          {{organisation}}: {{^again}}\(who) on the way to you.{{/again}}{{#again}}New arrival time.{{/again}}\
          {{#eta}} Expected: {{eta}}.{{/eta}}{{#late}} Sorry for the wait.{{/late}}\
          {{#phone}} Questions? {{phone}}{{/phone}}
          """)
    case .runningLate:
      TemplateText(
        body: """
          {{organisation}}: {{^again}}Sorry, we are running late for {{title}}.{{/again}}{{#again}}Update for {{title}}.\
          {{/again}} Now expected: {{eta}}.{{#technicians}} Coming: {{technicians}}.{{/technicians}}\
          {{#phone}} Doesn't suit? Call {{phone}}{{/phone}}
          """)
    case .allClear:
      TemplateText(
        body: """
          {{organisation}}: Good news, we are back on time for {{title}}: {{promise}}.{{#eta}} Expected: {{eta}}.{{/eta}}
          """)
    case .missed:
      TemplateText(
        body: """
          {{organisation}}: We promised to come {{promise}}, and nobody came. We apologise.\
          {{#phone}} Call {{phone}} for a new time that suits you.{{/phone}}
          """)
    case .followUp:
      TemplateText(
        body: """
          {{organisation}}: Done: {{title}}. Thank you! How did we do? Reply 1 (poor) to 5 (excellent).\
          {{#phone}} Something wrong? Call {{phone}}{{/phone}}
          """)
    }
  }

  private static let who = """
    {{#technicians}}{{technicians}} {{#several}}are{{/several}}{{^several}}is{{/several}}{{/technicians}}\
    {{^technicians}}Our technician is{{/technicians}}
    """
  private static let change = """
    {{#phone}}To change or cancel, call us on {{phone}}{{#email}} or write to {{email}}{{/email}}.{{/phone}}\
    {{^phone}}To change or cancel, just reply to this message.{{/phone}}
    """
  private static let smsChange = "{{#phone}}To change: {{phone}}{{/phone}}"
  private static let close = "Kind regards\n{{organisation}}"
}
