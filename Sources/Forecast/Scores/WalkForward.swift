import PunctualModel

/// Goes through past days again: each is predicted by a model that learned only from what was over before, and compared
/// with what happened. As `visit finish` lets the workspace's model follow each visit, this one follows from day to day
/// between two times of learning.
public struct WalkForward: Sendable {
  public let past: PastDays
  /// A model serves so many days before it is learned anew.
  public var relearnDays: Int

  public init(_ past: PastDays, relearnDays: Int = 7) {
    self.past = past
    self.relearnDays = max(1, relearnDays)
  }

  public struct Outcome: Sendable {
    public var predictions: [ScoredPrediction] = []
    /// Visits that the first model was learned from.
    public var learnedFrom = 0
  }

  /// Days before which nothing had happened yet are passed over.
  public func run(from: LocalDate, to: LocalDate) -> Outcome {
    var outcome = Outcome()
    var lessons: (since: LocalDate, model: ForecastModel, visits: Int, climate: Climate)?
    for date in past.dates where from <= date && date <= to {
      let known = past.known(before: date)
      if lessons.map({ date.daysSinceEpoch - $0.since.daysSinceEpoch >= relearnDays }) ?? true {
        guard !known.isEmpty else { continue }
        if lessons == nil { outcome.learnedFrom = known.count }
        lessons = (date, ForecastModel.learn(from: known, zone: past.zone).model, known.count, Climate(known))
      }
      guard var current = lessons else { continue }
      follow(known[current.visits...], &current.model)
      current.visits = known.count
      lessons = current
      outcome.predictions += predictions(on: date, Forecaster(model: current.model), current.climate)
    }
    return outcome
  }

  /// Learns from visits, in the order in which they were finished, what the model can learn from each alone.
  private func follow(_ visits: ArraySlice<VisitRecord>, _ model: inout ForecastModel) {
    var days: [LocalDate: DayInProgress] = [:]
    for visit in visits {
      guard let planned = visit.planned.start, let finish = visit.actual.finish else { continue }
      let date = past.zone.local(planned).date
      let day = days[date] ?? DayInProgress(now: finish, routes: past.routes(on: date, at: past.zone.day(date).end))
      days[date] = day
      let own = day.routes.first { $0.technician == visit.technician }?.visits ?? []
      let before = own.last { $0.id != visit.id && $0.actual.finish.map { $0 <= finish } ?? false }
      model.update(with: visit, after: before, in: day)
    }
  }

  private struct Question {
    var visit: VisitRecord
    var moment: ForecastMoment
  }

  private func predictions(on date: LocalDate, _ forecaster: Forecaster, _ climate: Climate) -> [ScoredPrediction] {
    var scored: [ScoredPrediction] = []
    let questions = Dictionary(grouping: questions(on: date), by: \.now)
    for (now, asked) in questions.sorted(by: { $0.key < $1.key }) {
      let day = DayInProgress(
        now: now, quantiles: StatedPrediction.probabilities, routes: past.routes(on: date, at: now))
      let predictions = Dictionary(
        forecaster.predict(day).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      for (_, question) in asked {
        guard let prediction = predictions[question.visit.id],
          let stated = StatedPrediction(prediction, of: question.visit, at: question.moment, now: now),
          let score = ScoredPrediction(stated, record: question.visit, zone: past.zone, climate: climate)
        else { continue }
        scored.append(score)
      }
    }
    return scored
  }

  /// What is asked of a day, and when.
  private func questions(on date: LocalDate) -> [(now: Instant, question: Question)] {
    var questions: [(now: Instant, question: Question)] = []
    for (_, visits) in Dictionary(grouping: past.days[date] ?? [], by: \.technician).sorted(by: { $0.key < $1.key }) {
      let inOrder = visits.sorted(by: PastDays.comesBefore)
      // What is planned first need not have come first.
      let stamps = visits.compactMap(\.actual.earliest).min().map { $0 - 1 }
      let plans = visits.compactMap { $0.planned.depart ?? $0.planned.arrive ?? $0.planned.start }.min()
      guard let begin = [stamps, plans].compactMap({ $0 }).min() else { continue }
      for (place, visit) in inOrder.enumerated() {
        guard let planned = visit.planned.start, let start = visit.actual.start else { continue }
        func ask(_ moment: ForecastMoment, _ now: Instant) {
          questions.append((now, Question(visit: visit, moment: moment)))
        }
        ask(.dayStart, begin)
        if planned - 3600 > begin, planned - 3600 < start { ask(.hourAhead, planned - 3600) }
        if place > 0, let done = inOrder[place - 1].actual.finish, done < start { ask(.next, done) }
        if visit.actual.finish != nil { ask(.working, start) }
      }
    }
    return questions
  }
}
