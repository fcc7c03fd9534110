import PunctualModel

/// Where and when a job is served, for what two jobs owe each other.
struct Service {
  /// Index in the solution's routes, and in its steps.
  var route: Int
  var step: Int
  /// Nil where the route could not be followed.
  var visit: Visit?
}

/// Shipments and relations: all or none, by the same or by different vehicles, in order and in time.
struct RelationCheck {
  private let index: ProblemIndex
  private let services: [Int: Service]
  private(set) var violations: [CheckViolation] = []

  /// - Parameter services: by job.
  init(_ index: ProblemIndex, _ services: [Int: Service]) {
    self.index = index
    self.services = services
    for shipment in index.problem.shipments { check(shipment) }
    for relation in index.problem.relations { check(relation) }
  }

  /// Both services; nil, with a violation where only one is served.
  private mutating func pair(_ first: Int, _ second: Int) -> (first: Service, second: Service)? {
    switch (services[first], services[second]) {
    case (let one?, let other?): return (one, other)
    case (nil, nil): return nil
    case (let one, let other):
      let (served, left) = one == nil ? (second, first) : (first, second)
      report(
        .allOrNone, one ?? other, "\(index.title(served)) is served without \(index.name(left)), which belongs to it.")
      return nil
    }
  }

  private mutating func check(_ shipment: RoutingShipment) {
    guard let (pickup, delivery) = pair(shipment.pickup, shipment.delivery) else { return }
    if pickup.route != delivery.route {
      report(
        .shipment, delivery,
        "\(index.title(shipment.pickup)) and \(index.name(shipment.delivery)) are not by the same vehicle.")
    } else if pickup.step > delivery.step {
      report(.shipment, delivery, "\(index.title(shipment.delivery)) comes before \(index.name(shipment.pickup)).")
    }
  }

  private mutating func check(_ relation: RoutingRelation) {
    guard let (first, second) = pair(relation.first, relation.second) else { return }
    let isSame = first.route == second.route
    if relation.technician == .same && !isSame {
      report(
        .relationTechnician, second,
        "\(index.title(relation.second)) is by another vehicle than \(index.name(relation.first)).")
    }
    if relation.technician == .different && isSame {
      report(
        .relationTechnician, second,
        "\(index.title(relation.second)) is by the same vehicle as \(index.name(relation.first)).")
    }
    guard let one = first.visit, let other = second.visit else { return }
    let anchor = relation.from == .start ? one.start : one.finish
    let gap = other.start - anchor
    if gap < relation.least || gap > relation.most ?? .max {
      let limits = "\(relation.least) to \(relation.most.map(String.init) ?? "any")"
      let anchor = "the \(relation.from.rawValue) of \(index.name(relation.first))"
      report(
        .relationTime, second,
        "\(index.title(relation.second)) starts \(gap) after \(anchor), and \(limits) is asked.")
    }
  }

  private mutating func report(_ code: CheckCode, _ at: Service?, _ message: String) {
    violations.append(CheckViolation(code, route: at?.route, step: at?.step, message))
  }
}
