/// A visit as the forecast sees it: what was planned and what happened. History and today's routes share the form.
public struct VisitRecord: Hashable, Sendable, Codable {
  public var id: String
  public var technician: String
  public var type: String?
  public var area: String?
  public var site: String?
  /// The window told to the customer.
  public var promised: TimeWindow?
  public var planned: VisitTimes
  public var actual: VisitTimes
  /// Anything else that may matter.
  public var attributes: [String: Attribute]

  public init(
    id: String, technician: String, type: String? = nil, area: String? = nil, site: String? = nil,
    promised: TimeWindow? = nil, planned: VisitTimes = VisitTimes(), actual: VisitTimes = VisitTimes(),
    attributes: [String: Attribute] = [:]
  ) {
    self.id = id
    self.technician = technician
    self.type = type
    self.area = area
    self.site = site
    self.promised = promised
    self.planned = planned
    self.actual = actual
    self.attributes = attributes
  }
}

/// A free value: text or number.
public enum Attribute: Hashable, Sendable, Codable {
  case text(String)
  case number(Double)
}

/// Routes of a day with what has happened so far: the input of a prediction.
public struct DayInProgress: Hashable, Sendable {
  public var now: Instant
  /// Probabilities at which quantiles are wanted, each in 0...1, ascending.
  public var quantiles: [Double]
  public var routes: [RouteInProgress]

  public static let usualQuantiles = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]

  public init(now: Instant, quantiles: [Double] = usualQuantiles, routes: [RouteInProgress]) {
    self.now = now
    self.quantiles = quantiles
    self.routes = routes
  }
}

/// One technician's visits, in order.
public struct RouteInProgress: Hashable, Sendable {
  public var technician: String
  public var visits: [VisitRecord]
  /// Planned pauses; each delays what follows as planned. Nil where nothing is known of pauses: then a long gap of the
  /// plan may hold one.
  public var breaks: [TimeWindow]?

  public init(technician: String, visits: [VisitRecord], breaks: [TimeWindow]? = nil) {
    self.technician = technician
    self.visits = visits
    self.breaks = breaks
  }
}
