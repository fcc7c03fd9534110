/// Gives each route of one vehicle id a vehicle (shift) of that id of its own, so that as many routes as possible are
/// without violation; then, as far as vehicles are left, the others in order. Maximum bipartite matching by augmenting
/// paths (Kuhn 1955). `replay` is asked at most once for each pair.
func match(
  routes: [Int], vehicles: [Int], replay: (_ route: Int, _ vehicle: Int) -> RouteReplay
) -> [Int: RouteReplay] {
  var replays: [Int: [Int: RouteReplay]] = [:]
  var routeOfVehicle: [Int: Int] = [:]

  func replayed(_ route: Int, _ vehicle: Int) -> RouteReplay {
    if let known = replays[route]?[vehicle] { return known }
    let new = replay(route, vehicle)
    replays[route, default: [:]][vehicle] = new
    return new
  }

  func wrongs(_ route: Int, _ vehicle: Int) -> Int {
    let tried = replayed(route, vehicle)
    // One that cannot be followed hides what else is wrong.
    return tried.violations.count + (tried.followed ? 0 : tried.route.steps.count)
  }

  func fits(_ route: Int, _ vehicle: Int) -> Bool {
    let tried = replayed(route, vehicle)
    return tried.followed && tried.violations.isEmpty
  }

  /// Places a route, moving others to another vehicle where that makes room.
  func place(_ route: Int, _ tried: inout Set<Int>) -> Bool {
    for vehicle in vehicles where routeOfVehicle[vehicle] == nil && fits(route, vehicle) {
      routeOfVehicle[vehicle] = route
      return true
    }
    for vehicle in vehicles where fits(route, vehicle) && tried.insert(vehicle).inserted {
      guard let other = routeOfVehicle[vehicle], place(other, &tried) else { continue }
      routeOfVehicle[vehicle] = route
      return true
    }
    return false
  }

  var rest: [Int] = []
  for route in routes {
    var tried: Set<Int> = []
    if !place(route, &tried) { rest.append(route) }
  }
  // What fits nowhere is told of the vehicle where the least is wrong.
  for route in rest {
    let free = vehicles.filter { routeOfVehicle[$0] == nil }
    guard let vehicle = free.min(by: { wrongs(route, $0) < wrongs(route, $1) }) else { break }
    routeOfVehicle[vehicle] = route
  }
  return Dictionary(uniqueKeysWithValues: routeOfVehicle.map { ($0.value, replayed($0.value, $0.key)) })
}
