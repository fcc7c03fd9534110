/// What simple routes were before a round changed them, to be put back without finding it out again.
final class RouteMemory {
  private struct Stop: BitwiseCopyable {
    var leg = OpenLeg()
    var next: Int32 = -1
  }

  private struct Figures: BitwiseCopyable {
    var count: Int32 = 0
    var version: Int32 = 0
    var travel = 0
    var cost = 0
  }

  private let routes: Routes
  /// One after the other, in the order in which the routes were kept, each from its start on.
  private let stops: Flat<Stop>
  private var stopCount = 0
  /// By route.
  private let figures: Flat<Figures>
  private let loads: Flat<Int>

  init(_ routes: Routes) {
    self.routes = routes
    let isUsed = routes.tables.isSimple
    stops = Flat(isUsed ? routes.tables.jobs + routes.tables.routes : 0, filledWith: Stop())
    figures = Flat(isUsed ? routes.tables.routes : 0, filledWith: Figures())
    loads = Flat(isUsed ? routes.tables.routes * routes.tables.dimensions : 0, filledWith: 0)
  }

  func forget() { stopCount = 0 }

  func keep(_ route: Int) {
    let routes = routes
    figures[route] = Figures(
      count: routes.count[route], version: routes.version[route], travel: routes.travel[route],
      cost: routes.cost[route])
    let dimensions = routes.tables.dimensions
    for at in route * dimensions..<(route + 1) * dimensions { loads[at] = routes.totalDelivery[at] }
    let last = routes.end(route)
    var node = routes.start(route)
    while node != last {
      stops[stopCount] = Stop(leg: routes.legs[node], next: routes.next[node])
      stopCount += 1
      node = Int(routes.next[node])
    }
  }

  /// Puts the jobs of a route back, from the stop at `at` on, which moves on to the next route.
  func restore(_ route: Int, at: inout Int) {
    let routes = routes
    let last = routes.end(route)
    var node = routes.start(route)
    while node != last {
      let stop = stops[at]
      at += 1
      routes.legs[node] = stop.leg
      routes.next[node] = stop.next
      routes.previous[Int(stop.next)] = Int32(node)
      routes.routeOf[node] = Int32(route)
      node = Int(stop.next)
    }
    let dimensions = routes.tables.dimensions
    for at in route * dimensions..<(route + 1) * dimensions { routes.totalDelivery[at] = loads[at] }
    let figures = figures[route]
    routes.count[route] = figures.count
    routes.version[route] = figures.version
    routes.travel[route] = figures.travel
    routes.cost[route] = figures.cost
  }
}
