import PunctualModel

/// Turns what a rule decided into a message in the recipient's words.
struct Rendering {
  var journey: Journey
  var recipient: Recipient
  var templates: [TemplateName: ParsedTemplate]
  var again = false
  /// Whether a calendar entry goes with it.
  var calendar = false
  /// What only some kinds say.
  var extra = TemplateValues()

  /// The range in which work starts: the 10 % and 90 % quantiles, rounded outwards to five minutes, not before now.
  static func range(_ prediction: VisitPrediction, now: Instant) -> TimeWindow {
    let step = 300
    let earliest = max(prediction.start.at(0.1), now).epochSeconds / step * step
    let latest = (max(prediction.start.at(0.9).epochSeconds, earliest + 1) + step - 1) / step * step
    return TimeWindow(start: Instant(epochSeconds: earliest), end: Instant(epochSeconds: latest))
  }

  /// Subject and body of a message. Throws `badTemplate` where a template lacks what it needs.
  ///
  /// - Parameter variant: the rule's; the usual template stands in where there is none in this language or channel.
  func render(_ kind: NotificationKind, variant: String? = nil) throws(Faults) -> TemplateText {
    let usual = TemplateName(kind, recipient.channel, recipient.language)
    let name = TemplateName(kind, recipient.channel, recipient.language, variant: variant)
    guard let template = templates[name] ?? templates[usual] else {
      throw Faults(.badTemplate, path: usual.path, "There is no such template.")
    }
    let values = values()
    let subject = oneLine(try template.subject.render(values), limit: 200)
    let body = Self.tidy(try template.body.render(values))
    return recipient.channel == .sms
      ? TemplateText(subject: "", body: SMS.plain(oneLine(body, limit: 1000)))
      : TemplateText(subject: subject, body: body, html: try template.html?.render(values))
  }

  private func values() -> TemplateValues {
    let (customer, organisation, appointment) = (journey.customer, journey.organisation, journey.appointment)
    let words = TimeWords(
      language: recipient.language, zone: recipient.zone, home: organisation.zone, now: journey.now)
    // A text message has room for less.
    let short = recipient.channel == .sms
    let names = journey.crew.map { oneLine($0.name, limit: short ? 30 : 80) }
    let isStaff = recipient.technician != nil || extra.conditions.contains(.office)
    var values = TemplateValues(texts: [
      .customer: oneLine(isStaff ? customer.name : recipient.name, limit: short ? 40 : 80),
      .organisation: oneLine(organisation.name, limit: short ? 40 : 80),
      .title: oneLine(title, limit: short ? 50 : 120),
      .address: oneLine(journey.site.place.address, limit: short ? 60 : 160),
      .reference: oneLine(appointment.id, limit: 40),
      .phone: oneLine(organisation.phone ?? "", limit: 30),
      .email: oneLine(organisation.email ?? "", limit: 100),
      .hours: words.hours(organisation.openingHours),
      .technicians: oneLine(recipient.language.list(names), limit: short ? 70 : 240),
      .photo: oneLine(journey.crew.compactMap(\.photo).first ?? "", limit: 500),
    ])
    if names.count > 1 { values.conditions.insert(.several) }
    if again { values.conditions.insert(.again) }
    if calendar { values.conditions.insert(.calendar) }
    if isStaff, Recipient(.customer, technician: nil, rule: nil, journey) == nil { values.conditions.insert(.call) }
    if let promise = appointment.promise?.window {
      values.texts[.promise] = words.window(promise)
      if journey.now < promise.end { values.conditions.insert(.ahead) }
    }
    if let prediction = journey.prediction {
      values.texts[.eta] = words.range(Self.range(prediction, now: journey.now))
      if let promise = appointment.promise?.window, prediction.start.at(0.5) > promise.end {
        values.conditions.insert(.late)
        values.texts[.delay] = String((prediction.start.at(0.5) - promise.end + 299) / 300 * 5)
      }
      values.texts[.chance] = String(Int((prediction.late.probability * 100).rounded()))
      values.texts[.cause] = oneLine(prediction.cause ?? "", limit: 200)
    }
    addChoices(to: &values, words, short: short)
    addCare(to: &values, words, short: short)
    values.texts.merge(extra.texts) { $1 }
    values.conditions.formUnion(extra.conditions)
    return values
  }

  /// What it is about, in the recipient's words.
  private var title: String {
    guard journey.isWithoutAppointment, let complaint = journey.complaint else { return journey.appointment.title }
    return recipient.language.words(complaint.cause)
  }

  private func addChoices(to values: inout TemplateValues, _ words: TimeWords, short: Bool) {
    let live = journey.holds.filter { $0.isLive(at: journey.now) }.sorted { $0.code < $1.code }
    guard let until = live.map(\.until).min() else { return }
    values.texts[.choices] =
      short
      ? live.map { "\($0.code): \(words.short($0.window))" }.joined(separator: ", ")
      : live.map { "  \($0.code)   \(words.window($0.window))" }.joined(separator: "\n")
    values.texts[.keptUntil] = words.moment(until)
  }

  private func addCare(to values: inout TemplateValues, _ words: TimeWords, short: Bool) {
    let times = journey.visits.map(\.actual)
    if let start = times.compactMap(\.start).min(), let finish = times.compactMap(\.finish).max(), start <= finish {
      values.texts[.worked] = words.window(TimeWindow(start: start, end: finish))
    }
    let notes = journey.visits.sorted { $0.id < $1.id }.compactMap(\.note).joined(separator: "\n")
    values.texts[.note] = short ? oneLine(notes, limit: 80) : Self.safe(notes)
    if let requested = journey.requestedAt {
      let tier = journey.organisation.tier(journey.customer.tier)
      values.texts[.answerBy] = words.moment(journey.organisation.answerDue(requested, tier))
    }
    if let complaint = journey.complaint {
      values.texts[.complaint] = oneLine(complaint.id, limit: 40)
      values.texts[.answerBy] = words.moment(complaint.dueAt)
      values.texts[.answer] = short ? oneLine(complaint.answer ?? "", limit: 300) : Self.safe(complaint.answer ?? "")
    }
    if let survey = journey.survey {
      values.texts[.score] = String(survey.score)
      values.texts[.words] = oneLine(survey.comment ?? "", limit: short ? 100 : 600)
      if survey.score <= SurveyAnswer.poor { values.conditions.insert(.poor) }
    }
    values.texts[.telephone] = oneLine(journey.customer.phones.first ?? "", limit: 40)
    values.texts[.contact] =
      (journey.customer.contacts.first { $0.channel == .sms } ?? journey.customer.contacts.first).map {
        oneLine($0.address, limit: 100)
      } ?? ""
  }

  /// Lines of one's own people's words, each made safe.
  private static func safe(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).prefix(60)
      .map { oneLine(String($0), limit: 1000) }.joined(separator: "\n")
  }

  /// No spaces before line ends, no more than one empty line at a time, none at the ends.
  private static func tidy(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = line
      while line.last == " " { line.removeLast() }
      if line.isEmpty && (lines.last?.isEmpty ?? true) { continue }
      lines.append(line)
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
