extension ForecastModel {
  /// Actual over planned time on site that a visit stays below with a probability: what a planner should leave room for.
  ///
  /// - Parameters:
  ///   - type: kind of work; nil or unknown falls back to all kinds.
  ///   - technician: nil or unknown falls back to the kind.
  ///   - probability: 0.5 gives what is usual; more leaves room for what is not.
  /// - Returns: between 0.5 and 3, so that one odd group cannot empty or fill a day.
  public func workRatio(type: String?, technician: String?, probability: Double) -> Double {
    let residual = service.residual(type, technician)
    let index = ResidualModel.probabilities.lastIndex { $0 <= probability } ?? 0
    let standard = index < residual.shape.count ? residual.shape[index] : 0
    return min(max(Numerics.exp(residual.centre + residual.spread * standard), 0.5), 3)
  }

  /// How far a trip strays from its planned time: the standard deviation, as a share of it, over all areas and hours.
  public var travelDeviation: Double {
    let residual = travel.residual(nil, nil)
    let ratios = residual.shape.map { Numerics.exp(residual.centre + residual.spread * $0) }.sorted()
    guard !ratios.isEmpty else { return 0 }
    // Half the way between the sixths: a few wild trips do not count more than they happen.
    return min(max((Numerics.quantile(ratios, 0.84) - Numerics.quantile(ratios, 0.16)) / 2, 0), 3)
  }
}
