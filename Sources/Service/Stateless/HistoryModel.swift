import PunctualForecast
import PunctualModel
import PunctualWire

/// Learning and predicting without a workspace.
public enum HistoryModel {
  /// A model from visit records, as JSON, and what was set aside.
  public static func learn(_ records: [VisitRecord], zone: Zone) throws -> (
    model: [UInt8], report: LearnReport, faults: [Fault]
  ) {
    let result = ForecastModel.learn(from: records, zone: zone)
    guard result.used > 0 else {
      throw Faults(
        result.setAside.isEmpty
          ? [Fault(.missingField, "There are no past visits in the input.", hint: "Give one visit record a line.")]
          : result.setAside)
    }
    return (try ModelCoding.encode(result.model), LearnReport(result), result.setAside)
  }

  /// Predicts days with a model that is decoded once; from stated priors where none is given.
  public static func predictor(model: [UInt8]?) throws -> @Sendable (DayInProgress) -> DayPrediction {
    let forecaster = Forecaster(model: try model.map(ModelCoding.decode))
    return { DayPrediction(now: $0.now, visits: forecaster.predict($0)) }
  }
}
