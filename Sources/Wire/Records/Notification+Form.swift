import PunctualModel

extension Notification: WireForm {
  public static let formName = "notification"
  public static let formSummary = "A message about an appointment, from the decision to the delivery."

  public init(from fields: inout FieldReader) {
    self.init(
      sequence: fields.defaulted("sequence", .revision, 0, "Place in the outbox, from 1; 0 before it is stored."),
      key: fields.required("key", .id, "Unique: the same key is never delivered twice."),
      kind: fields.required("kind", .choice(NotificationKind.self), "What it says."),
      audience: fields.defaulted("audience", .choice(Audience.self), .customer, "Whom it is for."),
      appointment: fields.optional(
        "appointment", .id, "The appointment's id; none where it is about a complaint that names none."),
      complaint: fields.optional("complaint", .id, "The complaint's id, where it is about no appointment."),
      customer: fields.required("customer", .id, "The customer's id, whoever it is for."),
      technician: fields.optional("technician", .id, "The technician's id, where it is for one."),
      channel: fields.required("channel", .choice(ContactChannel.self), "How it is sent."),
      address: fields.required(
        "address", .text(0...254), "E-mail address or phone number; empty once forgotten."),
      language: fields.required("language", .choice(Language.self), "The language that it is written in."),
      subject: fields.defaulted("subject", .text, "", "Its subject line, where the channel has one."),
      body: fields.required("body", .text, "Its text."),
      html: fields.optional("html", .text(0...100_000), "The same as an HTML fragment."),
      calendar: fields.optional("calendar", .text(0...100_000), "An attached appointment, as iCalendar (RFC 5545)."),
      photo: fields.optional("photo", .text, "Path or URL of the photo of who comes."),
      rule: fields.defaulted("rule", .text(0...200), "", "The rule that asked for it."),
      reason: fields.required("reason", .text, "Why it is sent."),
      cause: fields.defaulted("cause", .revision, 0, "The journal's entry that caused it; 0: the passing of time."),
      createdAt: fields.required("created_at", .time, "When it was decided."),
      dueAt: fields.required("due_at", .time, "Not sent before."),
      expiresAt: fields.required("expires_at", .time, "Worth nothing after."),
      state: fields.defaulted("state", .choice(DeliveryState.self), .queued, "Where it stands."),
      attempts: fields.defaulted("attempts", .revision, 0, "How often it was tried."),
      nextAttemptAt: fields.optional("next_attempt_at", .time, "When it is tried again."),
      sentAt: fields.optional("sent_at", .time, "When the channel accepted it."),
      lastError: fields.optional("last_error", .text, "What the channel said last."),
      toldStart: fields.optional("told_start", .time, "The start that it names."),
      toldUntil: fields.optional("told_until", .time, "The end of the range in which that start was told to lie."),
      toldTechnicians: fields.defaulted(
        "told_technicians", .list(.id, 0...100), [], "The ids of the technicians whom it names."),
      follows: fields.optional("follows", .id, "The key of the message that it stands in for."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("sequence", .integer, sequence)
    fields.put("key", .id, key)
    fields.put("kind", .choice(NotificationKind.self), kind)
    fields.put("audience", .choice(Audience.self), audience)
    fields.put("appointment", .id, appointment)
    fields.put("complaint", .id, complaint)
    fields.put("customer", .id, customer)
    fields.put("technician", .id, technician)
    fields.put("channel", .choice(ContactChannel.self), channel)
    fields.put("address", .text, address)
    fields.put("language", .choice(Language.self), language)
    fields.put("subject", .text, subject)
    fields.put("body", .text, body)
    fields.put("html", .text, html)
    fields.put("calendar", .text, calendar)
    fields.put("photo", .text, photo)
    if !rule.isEmpty { fields.put("rule", .text, rule) }
    fields.put("reason", .text, reason)
    fields.put("cause", .integer, cause)
    fields.put("created_at", .time, createdAt)
    fields.put("due_at", .time, dueAt)
    fields.put("expires_at", .time, expiresAt)
    fields.put("state", .choice(DeliveryState.self), state)
    fields.put("attempts", .integer, attempts)
    fields.put("next_attempt_at", .time, nextAttemptAt)
    fields.put("sent_at", .time, sentAt)
    fields.put("last_error", .text, lastError)
    fields.put("told_start", .time, toldStart)
    fields.put("told_until", .time, toldUntil)
    if !toldTechnicians.isEmpty { fields.put("told_technicians", .list(.id), toldTechnicians) }
    fields.put("follows", .id, follows)
  }
}
