import PunctualModel

extension DayInProgress: WireForm {
  public static let formName = "day_in_progress"
  public static let formSummary = "Routes of a day with what has happened so far: the input of a prediction."

  public init(from fields: inout FieldReader) {
    self.init(
      now: fields.required("now", .time, "What has happened by then is in `actual`."),
      quantiles: fields.defaulted(
        "quantiles", .list(.number(0...1), 0...199), Self.usualQuantiles, "Probabilities at which quantiles are wanted."
      ),
      routes: fields.required("routes", .list(.form(RouteInProgress.self)), "A route a technician."))
    quantiles = Set(quantiles).sorted()
    guard fields.isSound("routes") else { return }
    var seen: Set<String> = []
    for (route, visits) in routes.map(\.visits).enumerated() {
      for (index, visit) in visits.enumerated() where !seen.insert(visit.id).inserted {
        fields.fail(
          .duplicateID, "routes/\(route)/visits/\(index)/id", "The visit `\(shortened(visit.id))` stands twice.")
      }
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("now", .time, now)
    fields.put("quantiles", .list(.number), quantiles)
    fields.put("routes", .list(.form(RouteInProgress.self)), routes)
  }
}

extension RouteInProgress: WireForm {
  public static let formName = "route_in_progress"
  public static let formSummary = "One technician's visits, in order."

  public init(from fields: inout FieldReader) {
    self.init(
      technician: fields.required("technician", .id, "The technician's id."),
      visits: fields.required("visits", .list(.form(VisitRecord.self)), "In order."),
      breaks: fields.optional("breaks", .list(.window), "Planned pauses; where none are told, a long gap may hold one.")
    )
    for index in visits.indices where visits[index].technician.isEmpty {
      visits[index].technician = technician
    }
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("technician", .id, technician)
    fields.put("visits", .list(.form(VisitRecord.self)), visits)
    fields.put("breaks", .list(.window), breaks)
  }
}

/// The answer to a ``DayInProgress``.
public struct DayPrediction: Hashable, Sendable {
  public var now: Instant
  public var visits: [VisitPrediction]
  /// Stamps of the document that cannot be true, and were not used.
  public var setAside: [Fault]

  public init(now: Instant, visits: [VisitPrediction], setAside: [Fault] = []) {
    self.now = now
    self.visits = visits
    self.setAside = setAside
  }
}

extension DayPrediction: WireForm {
  public static let formName = "day_prediction"
  public static let formSummary = "When each visit will arrive, start and finish, and the chance that it is late."

  public init(from fields: inout FieldReader) {
    self.init(
      now: fields.required("now", .time, "The moment of the prediction."),
      visits: fields.required("visits", .list(.form(VisitPrediction.self)), "In the order of the routes."),
      setAside: fields.defaulted(
        "set_aside", .list(.form(Fault.self)), [], "Stamps that cannot be true and were not used; left out where none.")
    )
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("now", .time, now)
    fields.put("visits", .list(.form(VisitPrediction.self)), visits)
    if !setAside.isEmpty { fields.put("set_aside", .list(.form(Fault.self)), setAside) }
  }
}

extension Fault: WireForm {
  public static let formName = "fault"
  public static let formSummary =
    "One thing that is wrong with an input, that did not keep the rest from being answered."

  public init(from fields: inout FieldReader) {
    self.init(
      fields.required("code", .choice(FaultCode.self), "Its code, as in the index of errors."),
      path: fields.required("path", .text, "Where in the input, as a JSON Pointer."),
      fields.required("message", .text, "What is wrong."),
      hint: fields.optional("hint", .text, "What to do."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("code", .choice(FaultCode.self), code)
    fields.put("path", .text, path)
    fields.put("message", .text, message)
    fields.put("hint", .text, hint)
  }
}

extension VisitPrediction: WireForm {
  public static let formName = "visit_prediction"
  public static let formSummary =
    "When a visit will arrive, start and finish, and the chance that it breaks its promise."

  public init(from fields: inout FieldReader) {
    self.init(
      id: fields.required("id", .id, "The visit."),
      technician: fields.required("technician", .id, "The technician."),
      arrive: fields.required("arrive", .form(Spread.self), "At the site."),
      start: fields.required("start", .form(Spread.self), "Work begins."),
      finish: fields.required("finish", .form(Spread.self), "Work is done."),
      late: fields.required("late", .form(Lateness.self), "The risk of starting after the promise ends."),
      cause: fields.optional("cause", .text, "What drives the lateness, in words."),
      basedOn: fields.required("based_on", .form(Evidence.self), "How much data stands behind it."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("id", .id, id)
    fields.put("technician", .id, technician)
    fields.put("arrive", .form(Spread.self), arrive)
    fields.put("start", .form(Spread.self), start)
    fields.put("finish", .form(Spread.self), finish)
    fields.put("late", .form(Lateness.self), late)
    fields.put("cause", .text, cause)
    fields.put("based_on", .form(Evidence.self), basedOn)
  }
}

extension Spread: WireForm {
  public static let formName = "spread"
  public static let formSummary = "A distribution of an instant: its mean, and quantiles by probability."

  public init(from fields: inout FieldReader) {
    self.init(
      mean: fields.required("mean", .time, "The mean."),
      quantiles: fields.required("quantiles", .quantiles, "The instant before which it happens, by probability."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("mean", .time, mean)
    fields.put("quantiles", .quantiles, quantiles)
  }
}

extension ValueForm where Value == [Quantile] {
  /// An object from the probability's shortest text to a time: `{"0.1": "…", "0.5": "…"}`.
  static var quantiles: ValueForm<[Quantile]> {
    let times = ValueForm<[String: Instant]>.map(.time)
    return ValueForm<[Quantile]>(
      read: { node, session in
        guard let values = times.read(node, session) else { return nil }
        var quantiles: [Quantile] = []
        for (key, value) in values {
          if let probability = Double(key), (0...1).contains(probability) {
            quantiles.append(Quantile(probability: probability, value: value))
          } else {
            session.fail(.outOfRange, "The key `\(shortened(key))` is not a probability from 0 to 1.")
          }
        }
        return quantiles.sorted { $0.probability < $1.probability }
      },
      write: { quantiles, context in
        .object(
          quantiles.map { quantile in
            .init(
              JSONTextWriter.text(of: quantile.probability), ValueForm<Instant>.time.write(quantile.value, context))
          })
      },
      describe: { session in
        ["type": "object", "additionalProperties": ValueForm<Instant>.time.describe(session)]
      },
      placeholder: { [] })
  }
}

extension Lateness: WireForm {
  public static let formName = "lateness"
  public static let formSummary =
    "The risk of starting after the promise ends (after the planned start where nothing is promised)."

  public init(from fields: inout FieldReader) {
    self.init(
      probability: fields.required("probability", .number(0...1), "The chance of being late."),
      expectedSeconds: fields.required(
        "expected_seconds", .number(0...1e9), "Mean of the seconds late, on-time outcomes counting as 0."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("probability", .rounded, probability)
    fields.put("expected_seconds", .rounded, (expectedSeconds * 10).rounded() / 10)
  }
}

extension Evidence: WireForm {
  public static let formName = "evidence"
  public static let formSummary = "How much data stands behind a prediction."

  public init(from fields: inout FieldReader) {
    self.init(
      samples: fields.required("samples", .revision, "Past visits of the finest group that was used."),
      level: fields.required("level", .text(1...200), "That group, such as type+technician, or prior without a model."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("samples", .integer, samples)
    fields.put("level", .text, level)
  }
}
