/// The cheapest place of every job in every route, kept as long as the route does not change: between two rounds most
/// routes stay as they are.
final class PlaceCache {
  private struct Entry: BitwiseCopyable {
    var cost: Int
    var after: Int32
    var version: Int32
  }

  private let routes: Routes
  private let entries: Flat<Entry>
  /// Not in simple problems, which look near by first, nor where it would take too much memory.
  private let isUsed: Bool
  private static let most = 8_000_000

  init(_ routes: Routes) {
    self.routes = routes
    let entries = routes.tables.jobs * routes.tables.routes
    isUsed = !routes.tables.isSimple && entries <= PlaceCache.most
    self.entries = Flat(isUsed ? entries : 0, filledWith: Entry(cost: never, after: -1, version: -1))
  }

  @inline(__always)
  func cheapestPlace(_ job: Int, _ route: Int) -> Place {
    if !isUsed { return routes.cheapestPlace(job, route) }
    let at = job * routes.tables.routes + route
    let entry = entries[at]
    if entry.version == routes.version[route] { return Place(cost: entry.cost, after: entry.after) }
    let place = routes.cheapestPlace(job, route)
    entries[at] = Entry(cost: place.cost, after: place.after, version: routes.version[route])
    return place
  }
}
