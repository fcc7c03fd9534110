/// One way of having come as far as a node: what it has cost, and when it goes on.
struct CourseLabel: BitwiseCopyable {
  /// When the vehicle is free to leave the node; `never` where there is no such way.
  var clock = never
  /// When service starts at the node.
  var start = 0
  /// So far, in 1/`Cost.scale`: the third layer of the objective, and the second.
  var cost = 0
  var lateness = 0
  /// Seconds of travel, and of setup, service and fetching; metres.
  var travel = 0
  var work = 0
  var metres = 0
  /// The most seconds that any job was late.
  var worst = 0
  var delay = Delay()
  /// How much later the route could have started, by what it has waited since: this much waiting need not be.
  var spare = 0
  /// Seconds of waiting that are in the cost.
  var waited = 0
  /// Where it came from: its index among the labels of the node before.
  var parent: Int32 = -1
  /// The depot on the way from there, with the number of breaks before it; -1 without.
  var depot: Int32 = -1
  var breaksBeforeDepot: Int32 = 0
  /// The chains under way on this very route: their relations, and the moments that they count from.
  var firstChain: Int32 = -1
  var secondChain: Int32 = -1
  var firstMoment = 0
  var secondMoment = 0

  @inline(__always)
  mutating func open(_ chain: Int32, at moment: Int) -> Bool {
    if firstChain < 0 {
      (firstChain, firstMoment) = (chain, moment)
    } else if secondChain < 0 {
      (secondChain, secondMoment) = (chain, moment)
    } else {
      return false
    }
    return true
  }

  @inline(__always)
  mutating func close(_ chain: Int32) -> Int? {
    if firstChain == chain {
      firstChain = -1
      return firstMoment
    }
    if secondChain == chain {
      secondChain = -1
      return secondMoment
    }
    return nil
  }
}

/// The labels of all nodes, and room for trying.
final class CourseLabels {
  /// Most labels kept for one number of breaks taken and one answer to whether the depot has been visited: the soonest,
  /// the cheapest and one between.
  let most: Int
  /// Labels a node.
  let slots: Int
  let ofNode: Flat<CourseLabel>
  /// Labels of two nodes of a route that is only tried.
  let trial: Flat<CourseLabel>
  /// By part; by break of a leg.
  let used: Flat<Int>
  let waits: Flat<Int>
  let spares: Flat<Int>

  init(_ tables: Tables, nodes: Int) {
    let course = tables.course
    most = course.hasChoices ? 3 : 1
    slots = course.isNeeded ? tables.states * (course.fetching.hasDepots ? 2 : 1) * most : 0
    ofNode = Flat(nodes * slots, filledWith: CourseLabel())
    trial = Flat(3 * slots, filledWith: CourseLabel())
    used = Flat(course.fetching.parts, filledWith: 0)
    waits = Flat(2 * tables.states, filledWith: 0)
    spares = Flat(2 * tables.states, filledWith: 0)
  }
}

extension Routes {
  /// Keeps a label among those of its state, unless another is as soon and as cheap.
  @inline(__always)
  func keep(_ label: CourseLabel, in slots: UnsafeMutablePointer<CourseLabel>, state: Int) {
    let (most, weight) = (labelsPerState, view.latenessWeight)
    let first = slots + state * most
    if most == 1 {
      if label.clock < first[0].clock { first[0] = label }
      return
    }
    let value = label.cost + weight * label.lateness
    var count = 0
    for index in 0..<most where first[index].clock < never {
      let other = first[index]
      let theirs = other.cost + weight * other.lateness
      if other.clock <= label.clock && theirs <= value { return }
      if other.clock >= label.clock && theirs >= value { continue }
      first[count] = other
      count += 1
    }
    // Of those left a sooner one is dearer.
    var at = count
    while at > 0 && first[at - 1].clock > label.clock { at -= 1 }
    if count == most {
      // The soonest and the cheapest stay; the second goes.
      if at == 0 {
        first[0] = label
      } else if at > 1 {
        for index in 1..<at - 1 { first[index] = first[index + 1] }
        first[at - 1] = label
      }
      return
    }
    for index in (at..<count).reversed() { first[index + 1] = first[index] }
    first[at] = label
    for index in count + 1..<max(most, count + 1) { first[index].clock = never }
  }
}
