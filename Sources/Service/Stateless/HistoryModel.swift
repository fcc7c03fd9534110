import PunctualForecast
import PunctualModel
import PunctualWire

/// Learning and predicting without a workspace.
public enum HistoryModel {
  /// A model from visit records, one a line, as JSON, and what was set aside. Holds one line at a time and what is
  /// learned from. Throws every fault of lines that are no visit records.
  public static func learn(descriptor: Int32, context: WireContext) throws -> (
    model: [UInt8], report: LearnReport, faults: [Fault]
  ) {
    var learning = Learning(zone: context.zone)
    var faults: [Fault] = []
    var lines = LineReader(descriptor: descriptor)
    while let line = try lines.next() {
      if line.isBlank { continue }
      if let fault = line.fault {
        faults.append(fault)
        continue
      }
      do throws(Faults) {
        let record = try ImportReader.visit(line.bytes, line: line.number, context: context)
        learning.add(record, line: line.number)
      } catch {
        faults += error.all
      }
    }
    guard faults.isEmpty else { throw Faults(faults) }
    let result = learning.result()
    guard result.used > 0 else {
      throw Faults(
        result.setAside.isEmpty
          ? [Fault(.missingField, "There are no past visits in the input.", hint: "Give one visit record a line.")]
          : result.setAside.map(\.fault))
    }
    return (try ModelCoding.encode(result.model), LearnReport(result), result.setAside.map(\.fault))
  }

  /// Predicts days with a model that is decoded once; from stated priors where none is given. `following`, it learns from
  /// each visit that a day tells to be finished.
  public static func predictor(model: [UInt8]?, following: Bool = false) throws -> HistoryPredictor {
    let model = try model.map(ModelCoding.decode)
    let advice = model.flatMap(ModelCoding.advice)
    guard following else {
      let forecaster = Forecaster(model: model)
      return HistoryPredictor(advice: advice) { DayPrediction(SoundDay($0)) { forecaster.predict($0.day) } }
    }
    var forecast = FollowingForecast(model: model)
    return HistoryPredictor(advice: advice) { DayPrediction(SoundDay($0)) { forecast.predict($0) } }
  }
}

/// Predicts one day after the other.
public struct HistoryPredictor {
  /// What to do about the model; nil where it is as it should be.
  public let advice: String?
  fileprivate let answer: (DayInProgress) -> DayPrediction

  public func callAsFunction(_ day: DayInProgress) -> DayPrediction { answer(day) }
}

extension DayPrediction {
  /// What is predicted of a document, and which of its stamps were not used.
  init(_ sound: SoundDay, _ predict: (SoundDay) -> [VisitPrediction]) {
    self.init(now: sound.day.now, visits: predict(sound), setAside: sound.setAside)
  }
}
