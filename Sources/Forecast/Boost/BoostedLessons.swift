import PunctualModel

/// Decides by what past visits show whether trees tell more than shrunk effects, and learns them where they do.
struct BoostedLessons {
  /// Trees are used where their pinball loss is smaller by so much, on visits from whose weeks they did not learn.
  static let leastGain = 0.02
  /// The same for work where it is known when technicians leave and come: there the pace that a technician's visits of
  /// a day share is followed along the route, and trees, which judge visits one by one, give that up.
  static let leastGainOverPace = 0.10
  /// So many visits are judged.
  static let judged = 20_000

  let course: CourseOfDays

  /// Trees for `question`; nil where they do not gain. `usual` gives the quantiles known without them.
  func model(
    _ question: CourseOfDays.Question, leastGain: Double = leastGain, usual: (PastVisit) -> [Double]
  ) -> BoostedResidual? {
    guard course.visits.count >= BoostedFit.fewest else { return nil }
    let power = question == .work ? course.power() : 0
    let columns = course.columns(question)
    let (cases, visits) = course.cases(question, power: power)
    let judged = Array(stride(from: 0, to: cases.count, by: max(1, cases.count / Self.judged)))
    let fit = BoostedFit(columns: columns, names: course.names(columns), power: power)
    guard let (model, answers) = fit.model(cases, judged: judged) else { return nil }
    var loss = (trees: 0.0, usual: 0.0)
    for (index, answer) in zip(judged, answers) {
      let visit = visits[index]
      let unit = question == .work ? model.unit(planned: Double(course.planned(visit))) : 1
      let actual = Double(cases.residuals[index]) * unit
      loss.trees += Self.pinball(answer.map { $0 * unit }, actual)
      loss.usual += Self.pinball(usual(course.visits[visit]), actual)
    }
    return loss.trees < (1 - leastGain) * loss.usual ? model : nil
  }

  /// The sum over the deciles, from quantiles at ``ResidualModel/probabilities``.
  private static func pinball(_ quantiles: [Double], _ actual: Double) -> Double {
    deciles.reduce(0) { sum, place in
      sum + Score.pinball(quantiles[place], probability: ResidualModel.probabilities[place], actual: actual)
    }
  }

  private static let deciles = ResidualModel.probabilities.indices.filter { place in
    let tenfold = ResidualModel.probabilities[place] * 10
    return tenfold > 0 && tenfold < 10 && tenfold == tenfold.rounded()
  }
}
