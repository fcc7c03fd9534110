/// Where a job goes in a route that is judged by its course: what constant time can rule out is ruled out, what is left is
/// followed to the end.
extension Routes {
  /// The cheapest feasible place for a job, all layers of the objective weighed, if that is less than `limit`.
  func cheapestCoursePlace(_ job: Int, _ route: Int, below limit: Int = never) -> Place {
    let kind = tables.kind(of: route)
    let course = tables.course
    var best = Place(cost: limit)
    guard tables.suits(route: route, job: job), Int(count[route]) < kind.maxTasks, mayHold(route, kind, job),
      !course.relations.areNeeded || course.relations.allow(job, on: route, self)
    else { return Place() }
    if isStale[route] && !refresh(route) { return Place() }
    let isUsed = count[route] > 0
    let base = (isUsed ? 0 : kind.fixed) + tables.wish(route: route, job: job)
    let closes = tables.windows.lastClose[job]
    let row = Int(tables.place[job]) * kind.size
    var a = firstPlace(job, on: route)
    var found = false
    while a != end(route) {
      if soonest[a] > closes { break }
      let b = Int(next[a])
      let toward = kind.into[row + Int(place[a])]
      let onward = kind.from[row + Int(place[b])]
      let extra = Int(toward) + Int(onward) - (isUsed ? Int(legSeconds[b]) : 0)
      // Whatever else it costs, the way there and back is the least.
      let least = kind.factors == 0 && !kind.paysByMatrix ? kind.perMoney * extra + base : -never
      if toward != unreachable, onward != unreachable, least < best.cost,
        course.positions.allow(job, between: a, and: b),
        holds(kind, job, after: a)
      {
        let value: Int
        if kind.hasLoadedBreak {
          value = addedValueByTrying(job, after: a, route)
        } else if fits(kind, job, a, b, Int(toward), Int(onward)) {
          value = addedValue(job, after: a, route, kind)
        } else {
          value = never
        }
        if value < best.cost {
          best = Place(cost: value, after: Int32(a))
          found = true
        }
      }
      a = b
    }
    return found ? best : Place()
  }

  /// The first node that a job may come after: on its partner's route it comes later than the partner.
  private func firstPlace(_ job: Int, on route: Int) -> Int {
    var node = start(route)
    guard tables.course.relations.areNeeded, count[route] > 0 else { return node }
    for index in tables.course.relations.links(of: job) {
      let link = tables.course.relations.links[index]
      let other = Int(link.other)
      if link.isFirst || Int(routeOf[other]) != route { continue }
      if node >= tables.jobs || rank[other] > rank[node] { node = other }
    }
    return node
  }

  /// The same as `addedValue` where breaks depend on the load, which an insertion changes everywhere.
  private func addedValueByTrying(_ job: Int, after node: Int, _ route: Int) -> Int {
    let kept = version[route]
    let old = count[route] > 0 ? weighed(cost[route], lateness[route]) : 0
    let oldWorst = max(worst[route], worstElsewhere)
    link(job, after: node)
    var value = never
    if refresh(route) {
      let worse = max(worst[route], worstElsewhere) - oldWorst
      value = weighed(cost[route], lateness[route] + tables.course.worstRate * max(0, worse)) - old
    }
    unlink(job)
    refresh(route)
    version[route] = kept
    return value
  }
}

/// The times of a job of a group.
struct GroupTimes: BitwiseCopyable, Equatable {
  var start = 0
  var finish = 0
  var notBefore = 0
}

extension Routes {
  func times(of job: Int) -> GroupTimes {
    GroupTimes(start: startAt[job], finish: finishAt[job], notBefore: notBefore[job])
  }

  func restore(_ times: GroupTimes, of job: Int) {
    (startAt[job], finishAt[job], notBefore[job]) = (times.start, times.finish, times.notBefore)
  }
}
