import PunctualModel

/// Turns what a rule decided into a message in the customer's words.
struct Rendering {
  var journey: Journey
  var templates: [TemplateName: ParsedTemplate]

  /// The range in which work starts: the 10 % and 90 % quantiles, rounded outwards to five minutes, not before now.
  static func range(_ prediction: VisitPrediction, now: Instant) -> TimeWindow {
    let step = 300
    let earliest = max(prediction.start.at(0.1), now).epochSeconds / step * step
    let latest = (max(prediction.start.at(0.9).epochSeconds, earliest + 1) + step - 1) / step * step
    return TimeWindow(start: Instant(epochSeconds: earliest), end: Instant(epochSeconds: latest))
  }

  /// Subject and body of a message. Throws `badTemplate` where a template lacks what it needs.
  func render(_ kind: NotificationKind, to channel: ContactChannel, again: Bool) throws(Faults) -> TemplateText {
    let name = TemplateName(kind, channel, journey.customer.language)
    guard let template = templates[name] else {
      throw Faults(.badTemplate, path: name.path, "There is no such template.")
    }
    let values = values(kind, channel, again)
    let subject = oneLine(try template.subject.render(values), limit: 200)
    let body = Self.tidy(try template.body.render(values))
    return channel == .sms
      ? TemplateText(subject: "", body: SMS.plain(oneLine(body, limit: 1000)))
      : TemplateText(subject: subject, body: body)
  }

  private func values(_ kind: NotificationKind, _ channel: ContactChannel, _ again: Bool) -> TemplateValues {
    let (customer, organisation, appointment) = (journey.customer, journey.organisation, journey.appointment)
    let words = TimeWords(
      language: customer.language, zone: customer.zone, home: organisation.zone, now: journey.now)
    // A text message has room for less.
    let short = channel == .sms
    let names = crewNames.map { oneLine($0, limit: short ? 30 : 80) }
    var values = TemplateValues(texts: [
      .customer: oneLine(customer.name, limit: short ? 40 : 80),
      .organisation: oneLine(organisation.name, limit: short ? 40 : 80),
      .title: oneLine(appointment.title, limit: short ? 60 : 120),
      .address: oneLine(journey.site.place.address, limit: short ? 60 : 160),
      .phone: oneLine(organisation.phone ?? "", limit: 30),
      .email: oneLine(organisation.email ?? "", limit: 100),
      .technicians: oneLine(customer.language.list(names), limit: short ? 70 : 240),
    ])
    if names.count > 1 { values.conditions.insert(.several) }
    if again { values.conditions.insert(.again) }
    if let promise = appointment.promise?.window { values.texts[.promise] = words.window(promise) }
    if let prediction = journey.prediction {
      values.texts[.eta] = words.range(Self.range(prediction, now: journey.now))
      if let promise = appointment.promise?.window, prediction.start.at(0.5) > promise.end {
        values.conditions.insert(.late)
        values.texts[.delay] = String((prediction.start.at(0.5) - promise.end + 299) / 300 * 5)
      }
    }
    return values
  }

  /// Those who come, in the order of the visits.
  private var crewNames: [String] {
    journey.visits.sorted { $0.id < $1.id }.compactMap { visit in
      journey.technicians.first { $0.id == visit.technician }?.name
    }
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
