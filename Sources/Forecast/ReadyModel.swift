import PunctualModel

/// A model as predictions read it: one object that all routes share, where copies of its parts would cost a quarter of the
/// time that predictions take.
final class ReadyModel: Sendable {
  let zone: Zone
  let service: ResidualModel
  let unplanned: ResidualModel
  let travel: ResidualModel
  let firstDeparture: ResidualModel
  let afterStop: ResidualModel
  let beforeWork: ResidualModel
  let waitsForPlan: Double
  let pauseShare: Double
  let pauseSeconds: Int
  let pace: Double
  let starts: ResidualModel?
  let first: BoostedResidual?
  let start: BoostedResidual?
  let work: BoostedResidual?
  let columns: Columns?

  init(_ model: ForecastModel) {
    zone = model.zone
    (service, unplanned, travel) = (model.service, model.unplanned, model.travel)
    firstDeparture = model.firstDeparture
    (afterStop, beforeWork) = (model.afterStop, model.beforeWork)
    (waitsForPlan, pauseShare, pauseSeconds) = (model.waitsForPlan, model.pauseShare, model.pauseSeconds)
    pace = model.pace
    (starts, first, start, work) = (model.starts, model.first, model.start, model.work)
    columns = model.columns
  }
}
