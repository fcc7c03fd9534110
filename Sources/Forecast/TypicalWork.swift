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
}
