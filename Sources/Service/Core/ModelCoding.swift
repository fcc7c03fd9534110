import Foundation
import PunctualForecast
import PunctualModel
import Synchronization

/// A forecast model as a JSON document: what `learn` writes and `predict` reads, and what the workspace keeps.
public enum ModelCoding {
  /// The same model gives the same bytes.
  public static func encode(_ model: ForecastModel) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(model))
  }

  public static func decode(_ bytes: [UInt8]) throws -> ForecastModel {
    do {
      return try JSONDecoder().decode(ForecastModel.self, from: Data(bytes))
    } catch {
      throw Faults(
        .badRequest, path: "", "This is not a model that `punctual learn` wrote.",
        hint: "Make one with `punctual learn HISTORY -o MODEL`.")
    }
  }

  /// What to tell whoever uses a model that was learned by earlier rules; nil of others.
  static func advice(_ model: ForecastModel) -> String? {
    guard model.isOutdated else { return nil }
    return "The forecast was learned by an earlier version; `punctual learn` makes it anew by what is known now."
  }

  /// As ``decode(_:)``, but remembers the model of the last bytes: the live loop asks for the same one at every step.
  static func decodeAgain(_ bytes: [UInt8]) throws -> ForecastModel {
    if let model = last.withLock({ $0?.bytes == bytes ? $0?.model : nil }) { return model }
    let model = try decode(bytes)
    last.withLock { $0 = (bytes, model) }
    return model
  }

  private static let last = Mutex<(bytes: [UInt8], model: ForecastModel)?>(nil)
}
