/// Capacity: what all jobs of a route take out is on board from the start, what they give back is on board from there on.
extension Routes {
  /// Loads of a whole route. `heaviestBefore[node]` is the most on board up to the node's departure, `heaviestAfter` from
  /// then on. False where the vehicle cannot hold it.
  func refreshLoads(_ route: Int, _ kind: Kind) -> Bool {
    let dimensions = tables.dimensions
    guard dimensions > 0 else { return true }
    var fits = true
    for dimension in 0..<dimensions {
      let capacity = tables.capacity[kind.capacityAt + dimension]
      var load = 0
      var node = next[start(route)]
      while node < tables.jobs {
        if !isHalf(Int(node)) { load += tables.delivery[Int(node) * dimensions + dimension] }
        node = next[Int(node)]
      }
      totalDelivery[route * dimensions + dimension] = load
      guard tables.hasPickup else {
        if load > capacity { fits = false }
        if !kind.hasLoadedBreak { continue }
        refreshLoadAfter(route, dimension, load)
        continue
      }
      refreshLoadAfter(route, dimension, load)
      var heaviest = 0
      var at = start(route)
      while true {
        heaviest = max(heaviest, loadAfter[at * dimensions + dimension])
        heaviestBefore[at * dimensions + dimension] = heaviest
        if at == end(route) { break }
        at = Int(next[at])
      }
      if heaviest > capacity { fits = false }
      heaviest = 0
      while true {
        heaviest = max(heaviest, loadAfter[at * dimensions + dimension])
        heaviestAfter[at * dimensions + dimension] = heaviest
        if at == start(route) { break }
        at = Int(previous[at])
      }
    }
    return fits
  }

  private func refreshLoadAfter(_ route: Int, _ dimension: Int, _ total: Int) {
    let dimensions = tables.dimensions
    var load = total
    var at = start(route)
    loadAfter[at * dimensions + dimension] = load
    while at != end(route) {
      at = Int(next[at])
      if at < tables.jobs && isOnBoard(at) {
        load += tables.pickup[at * dimensions + dimension] - tables.delivery[at * dimensions + dimension]
      }
      loadAfter[at * dimensions + dimension] = load
    }
  }

  /// Whether the job's amounts fit a route at all (false is certain; true may still depend on the position).
  @inline(__always)
  func mayHold(_ route: Int, _ kind: Kind, _ job: Int) -> Bool {
    if isHalf(job) { return true }
    for dimension in 0..<tables.dimensions {
      let total =
        totalDelivery[route * tables.dimensions + dimension] + tables.delivery[job * tables.dimensions + dimension]
      if total > tables.capacity[kind.capacityAt + dimension] { return false }
    }
    return true
  }

  /// Whether a job is half of a shipment, whose load is on board only between its two halves.
  @inline(__always)
  func isHalf(_ job: Int) -> Bool { tables.course.relations.areNeeded && tables.course.relations.isHalf[job] }

  /// Whether a job's amounts count: those of a pickup only when its delivery is on the route, too.
  @inline(__always)
  private func isOnBoard(_ job: Int) -> Bool {
    guard tables.course.relations.areNeeded else { return true }
    let delivery = tables.course.relations.deliveryOf[job]
    return delivery < 0 || routeOf[Int(delivery)] >= 0
  }

  /// Whether a shipment's load fits up to its delivery right after a node. A pickup by itself always does: where its
  /// delivery comes decides.
  private func holdsHalf(_ kind: Kind, _ job: Int, after node: Int) -> Bool {
    let pickup = Int(tables.course.relations.pickupOf[job])
    if pickup < 0 { return true }
    var at = node
    while true {
      for dimension in 0..<tables.dimensions
      where loadAfter[at * tables.dimensions + dimension] + tables.pickup[pickup * tables.dimensions + dimension]
        > tables.capacity[kind.capacityAt + dimension]
      {
        return false
      }
      if at == pickup || at >= tables.jobs { return true }
      at = Int(previous[at])
    }
  }

  /// Whether the job's amounts fit right after `node`.
  @inline(__always)
  func holds(_ kind: Kind, _ job: Int, after node: Int) -> Bool {
    guard tables.hasPickup else { return true }
    if isHalf(job) { return holdsHalf(kind, job, after: node) }
    for dimension in 0..<tables.dimensions {
      let capacity = tables.capacity[kind.capacityAt + dimension]
      let at = node * tables.dimensions + dimension
      let amount = job * tables.dimensions + dimension
      if heaviestBefore[at] + tables.delivery[amount] > capacity { return false }
      if heaviestAfter[at] + tables.pickup[amount] > capacity { return false }
    }
    return true
  }
}
