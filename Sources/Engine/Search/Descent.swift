/// Makes a plan of a simple problem cheaper, exchange by exchange, until none is left that pays. An annealing tries at random:
/// of what would pay when all is cold it never tries a good part, and to look at all of that takes a few milliseconds.
struct Descent: ~Copyable {
  private let plan: WorkingPlan
  private let exchange: CrossExchange
  /// By route: when it last changed; by node: when it was last looked at. In changes of the plan.
  private let changed: Flat<Int>
  private let seen: Flat<Int>

  init(_ plan: WorkingPlan, _ exchange: CrossExchange) {
    self.plan = plan
    self.exchange = exchange
    changed = Flat(plan.tables.routes, filledWith: 1)
    seen = Flat(plan.routes.nodes, filledWith: 0)
  }

  func run(until isToStop: () -> Bool) {
    let routes = plan.routes
    var changes = 1
    var isDone = false
    while !isDone {
      isDone = true
      for route in 0..<plan.tables.routes where routes.count[route] > 0 {
        if isToStop() { return }
        var node = routes.start(route)
        while node != routes.end(route) {
          while improve(after: node, route, &changes) { isDone = false }
          node = Int(routes.next[node])
        }
      }
    }
  }

  private func improve(after node: Int, _ route: Int, _ changes: inout Int) -> Bool {
    let since = seen[node]
    let isNew = changed[route] > since
    let move = exchange.cheapest(after: node, CrossExchange.long, below: 0) { isNew || changed[$0] > since }
    guard let move else {
      seen[node] = changes
      return false
    }
    let other = Int(plan.routes.routeOf[move.otherAfter])
    exchange.apply(move)
    changes += 1
    (changed[route], changed[other]) = (changes, changes)
    return true
  }
}
