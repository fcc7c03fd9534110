/// When a visit will arrive, start and finish, as distributions, and the chance that it breaks its promise.
public struct VisitPrediction: Hashable, Sendable, Codable {
  public var id: String
  public var technician: String
  public var arrive: Spread
  public var start: Spread
  public var finish: Spread
  public var late: Lateness
  /// What drives the lateness, in words; nil where nothing stands out.
  public var cause: String?
  public var basedOn: Evidence

  public init(
    id: String, technician: String, arrive: Spread, start: Spread, finish: Spread, late: Lateness, cause: String? = nil,
    basedOn: Evidence
  ) {
    self.id = id
    self.technician = technician
    self.arrive = arrive
    self.start = start
    self.finish = finish
    self.late = late
    self.cause = cause
    self.basedOn = basedOn
  }
}

/// A distribution of an instant.
public struct Spread: Hashable, Sendable, Codable {
  public var mean: Instant
  /// Ascending in both parts.
  public var quantiles: [Quantile]

  public init(mean: Instant, quantiles: [Quantile]) {
    self.mean = mean
    self.quantiles = quantiles
  }

  /// The quantile nearest to `probability` among those that were asked for; the mean where none were.
  public func at(_ probability: Double) -> Instant {
    quantiles.min { abs($0.probability - probability) < abs($1.probability - probability) }?.value ?? mean
  }
}

/// The instant before which something happens with a probability.
public struct Quantile: Hashable, Sendable, Codable {
  public var probability: Double
  public var value: Instant

  public init(probability: Double, value: Instant) {
    self.probability = probability
    self.value = value
  }
}

/// The risk of starting after the promise ends (after the planned start where nothing is promised).
public struct Lateness: Hashable, Sendable, Codable {
  /// 0 to 1.
  public var probability: Double
  /// Mean of the seconds late, on-time outcomes counting as 0.
  public var expectedSeconds: Double

  public init(probability: Double, expectedSeconds: Double) {
    self.probability = probability
    self.expectedSeconds = expectedSeconds
  }
}

/// How much data stands behind a prediction.
public struct Evidence: Hashable, Sendable, Codable {
  /// Past visits of the finest group that was used.
  public var samples: Int
  /// That group, such as `type+technician`, `type`, `all`, or `prior` where no model was given.
  public var level: String

  public init(samples: Int, level: String) {
    self.samples = samples
    self.level = level
  }
}
