import PunctualModel

/// The English texts.
enum English {
  static let all = visit.merging(care) { $1 }.merging(staff) { $1 }

  /// For the firm's best customers, who get a person to talk to.
  static let premium: [NotificationKind: MessageTexts] = [
    .confirmation: MessageTexts(
      subject: "{{^again}}Confirmed{{/again}}{{#again}}New time{{/again}}: {{title}}, {{promise}}",
      """
      Dear {{customer}},

      {{^again}}
      Thank you for your trust. Your appointment is confirmed.
      {{/again}}
      {{#again}}
      Your appointment has a new time; it replaces the one we gave you before. Thank you for being flexible.
      {{/again}}

      \(facts)
      \(comes)

      We will start within this time, and you will hear from us before it and when we set out.\(attached) \(change)

      \(close)
      """,
      sms: """
        {{organisation}}: {{^again}}Confirmed{{/again}}{{#again}}New time{{/again}}: {{title}}, {{promise}}\(smsComes). \
        We will let you know when we set out. {{#phone}}To change: {{phone}}. {{/phone}}No texts: STOP
        """),
    .runningLate: MessageTexts(
      subject: "{{#late}}We are running late{{/late}}{{^late}}We may be late{{/late}}: {{title}}",
      """
      Dear {{customer}},

      We promised you {{promise}} ({{title}}), and {{#late}}it looks as if we will not keep it{{/late}}{{^late}}we may not \
      quite keep it{{/late}}. We are very sorry.

      Expected with you: {{eta}}{{#delay}}, about {{delay}} minutes later than promised{{/delay}}.
      \(coming)

      If that suits you, there is nothing to do: we keep at it and tell you of any change.
      \(choices)
      {{#phone}}
      Rather talk? {{phone}}: you come first.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: We are very sorry, we {{#late}}are running{{/late}}{{^late}}may be{{/late}} late for {{title}}. \
        Now expected: {{eta}}.\(smsChoices)\
        {{#phone}} Or call {{phone}}{{/phone}}
        """),
    .missed: MessageTexts(
      subject: "{{#ahead}}We cannot come{{/ahead}}{{^ahead}}We let you down{{/ahead}}: {{title}}",
      """
      Dear {{customer}},

      We promised you {{promise}} for {{title}}, and {{#ahead}}we cannot come{{/ahead}}{{^ahead}}nobody came{{/ahead}}. \
      There is no excuse for that, and we apologise.

      We have opened a complaint on your behalf{{#answer_by}} and will answer it by {{answer_by}}{{/answer_by}}.
      \(newTimes)
      {{#phone}}
      Or call us on {{phone}}: you come first.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: We promised to come {{promise}}, and {{#ahead}}we cannot{{/ahead}}{{^ahead}}nobody \
        came{{/ahead}}. We are very sorry.\(smsNewTimes)\
        {{#phone}} Or call {{phone}}, you come first.{{/phone}}
        """),
  ]

  static let visit: [NotificationKind: MessageTexts] = [
    .confirmation: MessageTexts(
      subject: "{{^again}}Confirmed{{/again}}{{#again}}New time{{/again}}: {{title}}, {{promise}}",
      """
      Dear {{customer}},

      {{^again}}
      Your appointment is confirmed.
      {{/again}}
      {{#again}}
      Your appointment has a new time; it replaces the one we gave you before.
      {{/again}}

      \(facts)
      \(comes)

      We will start within this time.\(attached) \(change)

      \(close)
      """,
      sms: """
        {{organisation}}: {{^again}}Confirmed{{/again}}{{#again}}New time{{/again}}: {{title}}, {{promise}}\(smsComes). \
        {{#phone}}To change: {{phone}}. {{/phone}}No texts: STOP
        """),
    .reminder: MessageTexts(
      subject: "Reminder: {{title}}, {{promise}}",
      """
      Dear {{customer}},

      We look forward to seeing you soon.

      \(facts)

      Please make sure that somebody can let us in. \(change)

      \(close)
      """,
      sms: "{{organisation}}: Reminder: {{title}}, {{promise}}. \(smsChange)"),
    .reminderSoon: MessageTexts(
      subject: "Soon with you: {{title}}, {{promise}}",
      """
      Dear {{customer}},

      It is nearly time: {{title}}, {{promise}}.
      {{#eta}}
      Expected with you: {{eta}}.
      {{/eta}}
      \(coming)

      Please make sure that somebody can let us in.{{#phone}} Questions? Call us on {{phone}}.{{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Soon with you: {{title}}, {{promise}}.{{#eta}} Expected: {{eta}}.{{/eta}}\
        {{#phone}} Questions? {{phone}}{{/phone}}
        """),
    .onMyWay: MessageTexts(
      subject: "On the way to you: {{title}}",
      """
      Dear {{customer}},

      \(who) on the way to you: {{title}}, {{address}}.
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
      """,
      sms: """
        {{organisation}}: \(who) on the way to you.{{#eta}} Expected: {{eta}}.{{/eta}}\
        {{#late}} Sorry for the wait.{{/late}}{{#phone}} Questions? {{phone}}{{/phone}}
        """),
    .runningLate: MessageTexts(
      subject: "{{#late}}We are running late{{/late}}{{^late}}We may be late{{/late}}: {{title}}",
      """
      Dear {{customer}},

      {{#late}}We are sorry: we are running late and will probably not be with you in the promised time, {{promise}} \
      ({{title}}).{{/late}}{{^late}}We may not be with you within the promised time, {{promise}} ({{title}}). We do what we can, \
      and are sorry that we cannot be sure.{{/late}}

      Expected with you: {{eta}}{{#delay}}, about {{delay}} minutes later than promised{{/delay}}.
      \(coming)

      If that suits you, there is nothing to do.{{^choices}} {{#phone}}If not, call us on {{phone}}, and we will find \
      another time together.{{/phone}}{{^phone}}If not, just reply to this message, and we will find another time \
      together.{{/phone}}{{/choices}}
      \(choices)

      \(close)
      """,
      sms: """
        {{organisation}}: Sorry, we {{#late}}are running{{/late}}{{^late}}may be{{/late}} late for {{title}}. Now expected: {{eta}}.\(smsChoices)\
        {{^choices}}{{#technicians}} Coming: {{technicians}}.{{/technicians}}\
        {{#phone}} Doesn't suit? Call {{phone}}{{/phone}}{{/choices}}
        """),
    .etaMoved: MessageTexts(
      subject: "New expected time: {{title}}",
      """
      Dear {{customer}},

      The time at which we expect to be with you has changed: {{title}}, {{address}}.

      Expected with you: {{eta}}{{#delay}}, about {{delay}} minutes later than promised{{/delay}}.
      \(coming)
      {{#late}}

      We are sorry for the wait.
      {{/late}}
      {{#phone}}

      Questions? Call us on {{phone}}.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: New time for {{title}}: expected {{eta}}.{{#late}} Sorry for the wait.{{/late}}\
        {{#phone}} Questions? {{phone}}{{/phone}}
        """),
    .allClear: MessageTexts(
      subject: "Back on time: {{title}}",
      """
      Dear {{customer}},

      Good news: we have caught up and expect to be with you as first promised, {{promise}}.
      {{#eta}}
      Expected with you: {{eta}}.
      {{/eta}}

      Thank you for your patience. \(change)

      \(close)
      """,
      sms: """
        {{organisation}}: Good news, we are back on time for {{title}}: {{promise}}.{{#eta}} Expected: {{eta}}.{{/eta}}
        """),
    .technicianChanged: MessageTexts(
      subject: "Somebody else comes to you: {{title}}",
      """
      Dear {{customer}},

      A change: {{technicians}} will come to you, not the person we named before ({{title}}).

      {{^late}}The time stays as it is: {{promise}}{{#eta}}, expected {{eta}}{{/eta}}.{{/late}}\
      {{#late}}{{#eta}}Expected with you: {{eta}}.{{/eta}}{{/late}}
      {{#phone}}

      Questions? Call us on {{phone}}.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: A change: {{technicians}} will come to you, not the person we named before.\
        {{#eta}} Expected: {{eta}}.{{/eta}}{{#phone}} Questions? {{phone}}{{/phone}}
        """),
    .arrived: MessageTexts(
      subject: "We are here: {{title}}",
      """
      Dear {{customer}},

      \(who) at the door: {{title}}, {{address}}.

      \(close)
      """,
      sms: "{{organisation}}: \(who) at the door: {{title}}, {{address}}."),
    .noAccess: MessageTexts(
      subject: "We could not get in: {{title}}",
      """
      Dear {{customer}},

      We were at {{address}} for {{title}}, and nobody could let us in. We are sorry to have missed you and will gladly come another time.
      {{^choices}}
      {{#phone}}Call us on {{phone}} for a time that suits you.{{/phone}}{{^phone}}Reply to this message with a time that \
      suits you.{{/phone}}
      {{/choices}}
      \(newTimes)

      \(close)
      """,
      sms: """
        {{organisation}}: We were at your door for {{title}} and could not get in.\(smsNewTimes)\
        {{#phone}} New time: {{phone}}{{/phone}}
        """),
    .missed: MessageTexts(
      subject: "{{#ahead}}We cannot come{{/ahead}}{{^ahead}}We did not come{{/ahead}}: {{title}}",
      """
      Dear {{customer}},

      {{#ahead}}We cannot come{{/ahead}}{{^ahead}}Nobody came{{/ahead}} to your appointment ({{title}}), although we had \
      promised you {{promise}}. We apologise.

      We have opened a complaint for you{{#answer_by}} and will answer it by {{answer_by}}{{/answer_by}}.
      {{^choices}}
      {{#phone}}Call us on {{phone}} for a new time that suits you.{{/phone}}{{^phone}}Reply to this message with a time \
      that suits you.{{/phone}}
      {{/choices}}
      \(newTimes)

      \(close)
      """,
      sms: """
        {{organisation}}: We promised to come {{promise}}, and {{#ahead}}we cannot{{/ahead}}{{^ahead}}nobody \
        came{{/ahead}}. We apologise.\(smsNewTimes)\
        {{^choices}}{{#phone}} Call {{phone}} for a new time that suits you.{{/phone}}{{/choices}}
        """),
    .reschedule: MessageTexts(
      subject: "Another time for you: {{title}}",
      """
      Dear {{customer}},

      Let us agree on another time for {{title}}.
      {{^choices}}
      We have no free time in the next days{{#phone}}: call us on {{phone}}, and we will find one \
      together{{/phone}}{{^phone}}; somebody will be in touch with you{{/phone}}.
      {{/choices}}
      \(newTimes)

      \(close)
      """,
      sms: """
        {{organisation}}: {{title}}:\(smsNewTimes){{^choices}} no free time in the next days, we will be in touch.{{/choices}}{{#phone}} Questions? {{phone}}{{/phone}}
        """),
    .finished: MessageTexts(
      subject: "Done: {{title}}",
      """
      Dear {{customer}},

      This is done, for you to keep:

      What: {{title}}
      Where: {{address}}
      {{#worked}}
      When: {{worked}}
      {{/worked}}
      {{#technicians}}
      By: {{technicians}}
      {{/technicians}}
      Our reference: {{reference}}
      {{#note}}

      What was done:
      {{note}}
      {{/note}}
      {{#phone}}

      If something is not as it should be, call us on {{phone}}.
      {{/phone}}

      \(close)
      """,
      sms: """
        {{organisation}}: Done: {{title}}{{#worked}}, {{worked}}{{/worked}}.{{#note}} {{note}}{{/note}} Ref. {{reference}}.\
        {{#phone}} Something wrong? {{phone}}{{/phone}}
        """),
  ]

  static let facts = "What: {{title}}\nWhen: {{promise}}\nWhere: {{address}}"
  static let comes = "{{#technicians}}\nWho: {{technicians}}, as planned now\n{{/technicians}}"
  static let smsComes = "{{#technicians}}, with {{technicians}} as planned now{{/technicians}}"
  static let coming = "{{#technicians}}\nComing to you: {{technicians}}.\n{{/technicians}}"
  static let attached = "{{#calendar}} The appointment is attached for your calendar.{{/calendar}}"
  static let who = """
    {{#technicians}}{{technicians}} {{#several}}are{{/several}}{{^several}}is{{/several}}{{/technicians}}\
    {{^technicians}}Our technician is{{/technicians}}
    """
  static let change = """
    {{#phone}}To change or cancel, call us on {{phone}}{{#email}} or write to {{email}}{{/email}}.{{/phone}}\
    {{^phone}}To change or cancel, just reply to this message.{{/phone}}
    """
  static let choices = """
    {{#choices}}

    If another time suits you better, reply with its number:

    {{choices}}

    {{#kept_until}}
    Kept free for you until {{kept_until}}.
    {{/kept_until}}
    {{/choices}}
    """
  static let newTimes = """
    {{#choices}}

    This is what we have free for you; just reply with the number that suits you:

    {{choices}}

    {{#kept_until}}
    Kept free for you until {{kept_until}}.
    {{/kept_until}}
    {{/choices}}
    """
  static let smsChange = "{{#phone}}To change: {{phone}}{{/phone}}"
  static let smsChoices = "{{#choices}} Other times, reply the number: {{choices}}.{{/choices}}"
  static let smsNewTimes = "{{#choices}} Free times, reply the number: {{choices}}.{{/choices}}"
  static let close = "Kind regards\n{{organisation}}"
}
