import PunctualModel

/// The distribution of an instant as masses on points `origin + index × step`, in seconds.
///
/// Whatever is put between two points is shared between them so that the mean stays exact. A lattice never has more
/// than ``most`` points for long: it grows coarser as it grows wider, so that every step of a prediction costs a
/// bounded amount whatever the input.
struct Lattice: Sendable {
  /// Points beyond which the step is doubled, where up to ``many`` visits are asked about: then it has 18 to 36 to a standard
  /// deviation. Who waits is punctual to minutes, who is late is so by hours, and one step has to serve both.
  static let fine = 256
  /// The same of a larger document, whose answer would else take too long.
  static let coarse = 128
  static let many = 4000
  static let finestStep = 15
  /// Mass that may be cut from the early end.
  static let negligible = 1e-6
  /// Mass of the late end that may be moved to where it begins: it would make the step of all the rest coarser.
  static let farEnd = 1e-4

  /// How many points a day's forecast uses: a matter of how many visits it tells of.
  static func points(for day: DayInProgress) -> Int {
    day.routes.reduce(0) { $0 + $1.visits.count } > many ? coarse : fine
  }

  /// ``fine`` or ``coarse``.
  let most: Int

  var origin: Int
  var step: Int
  /// Whether the first point is an instant that is known, or waited for, and not the middle of a cell.
  var exact: Bool
  /// Sums to 1; never empty.
  private(set) var mass: [Double]
  /// Of what the points stand for, carried along exactly: means and variances of independent lengths add.
  private(set) var mean: Double
  private(set) var variance: Double
  /// By how much the variance, each point but an exact one spread over its cell, is larger than what it stands for.
  ///
  /// Every instant that is shared by two points adds to it; the next length that is added is drawn in to make up for
  /// it.
  private(set) var surplus = 0.0

  /// A known instant.
  init(at instant: Int, most: Int = fine) {
    self.most = most
    origin = instant
    step = Self.finestStep
    exact = true
    mass = [1]
    mean = Double(instant)
    variance = 0
  }

  /// Room for masses from `low` to `high` on the points of a lattice through `through`.
  private init(low: Int, high: Int, through: Int, step: Int, most: Int) {
    self.most = most
    let first = (low - through).dividedDown(by: step)
    let last = -(through - high).dividedDown(by: step)
    origin = through + first * step
    self.step = step
    exact = false
    mass = [Double](repeating: 0, count: last - first + 1)
    (mean, variance) = (0, 0)
  }

  /// A distribution of seconds by its quantiles, even between two neighbours.
  ///
  /// The mass of a point is the second difference of the integral of the distribution function: each instant is
  /// shared by the two points around it in proportion to its nearness. A step is chosen that is at least `leastStep`.
  /// The values are drawn in towards their mean to make up for the variance that this adds, and for the `surplus` of
  /// what they will be added to; but not where some of them wait exactly at 0.
  init(
    quantiles given: [Double], at probabilities: [Double], leastStep: Int, surplus before: Double = 0, most: Int = fine
  ) {
    var values = given
    var low = values[0]
    var high = values[values.count - 1]
    guard high - low >= 1 else {
      self.init(at: Int(((low + high) / 2).rounded()), most: most)
      return
    }
    var step = leastStep
    while high - low > Double(step * most) { step *= 2 }
    let width = Double(step)
    let (mean, variance) = Self.moments(values, probabilities)
    let isExact = low == 0 && values[1] == 0
    if !isExact {
      let cell = width * width / 12
      let excess = 3 * cell + before
      let factor = min(max(1 - excess / variance, 0.4), 1).squareRoot()
      for index in values.indices { values[index] = mean + factor * (values[index] - mean) }
      (low, high) = (values[0], values[values.count - 1])
    }
    self.init(low: Int(low.rounded(.down)), high: Int(high.rounded(.up)), through: 0, step: step, most: most)
    exact = isExact
    (self.mean, self.variance) = (mean, variance)
    let first = Double(origin)
    mass.withUnsafeMutableBufferPointer { mass in
      values.withUnsafeBufferPointer { values in
        probabilities.withUnsafeBufferPointer { probabilities in
          Self.share(out: mass, values, probabilities, first, width)
        }
      }
    }
    surplus = spread - variance
    trim()
  }

  /// Masses on points from `first` on, `width` apart, of a distribution that is even between its quantiles.
  private static func share(
    out mass: UnsafeMutableBufferPointer<Double>, _ values: UnsafeBufferPointer<Double>,
    _ probabilities: UnsafeBufferPointer<Double>, _ first: Double, _ width: Double
  ) {
    let perWidth = 1 / width
    var segment = -1
    var integralBefore = 0.0  // of the distribution function, up to `from`
    var (from, to) = (-Double.infinity, values[0])
    var (below, slope) = (0.0, 0.0)
    var twoBack = 0.0
    var oneBack = 0.0
    for index in 0...mass.count {
      let point = first + Double(index) * width
      while to <= point {
        if segment >= 0 { integralBefore += (to - from) * (below + probabilities[segment + 1]) / 2 }
        segment += 1
        from = to
        below = probabilities[segment]
        let isLast = segment + 1 == values.count
        to = isLast ? .infinity : values[segment + 1]
        slope = isLast || to <= from ? 0 : (probabilities[segment + 1] - below) / (to - from) / 2
      }
      let beyond = point - from
      let integral = segment < 0 ? 0 : integralBefore + beyond * (below + slope * beyond)
      if index > 0 { mass[index - 1] = max(0, (integral - 2 * oneBack + twoBack) * perWidth) }
      twoBack = oneBack
      oneBack = integral
    }
  }

  /// Mean and variance of a distribution that is even between its quantiles.
  private static func moments(_ values: [Double], _ probabilities: [Double]) -> (mean: Double, variance: Double) {
    var mean = 0.0
    var square = 0.0
    for index in values.indices.dropLast() {
      let (low, high) = (values[index], values[index + 1])
      let share = probabilities[index + 1] - probabilities[index]
      mean += share * (low + high) / 2
      square += share * (low * low + low * high + high * high) / 3
    }
    return (mean, max(square - mean * mean, 1e-9))
  }

  /// The variance, each point but an exact one spread over its cell.
  private var spread: Double {
    let (mean, square) = places
    return (square - mean * mean + (exact ? 0 : 1.0 / 12)) * Double(step) * Double(step)
  }

  /// The mean of the points' places, counted from 0, and of their squares. Four sums at once: one would wait for each addition.
  private var places: (mean: Double, square: Double) {
    var mean = SIMD4<Double>()
    var square = SIMD4<Double>()
    var place = SIMD4<Double>(0, 1, 2, 3)
    mass.withUnsafeBufferPointer { mass in
      var index = 0
      while index + 4 <= mass.count {
        let weighed = place * SIMD4(mass[index], mass[index + 1], mass[index + 2], mass[index + 3])
        mean += weighed
        square += weighed * place
        place += 4
        index += 4
      }
      for rest in index..<mass.count {
        mean.x += mass[rest] * Double(rest)
        square.x += mass[rest] * Double(rest) * Double(rest)
      }
    }
    return (mean.sum(), square.sum())
  }

  /// Several lattices, each with its weight (they sum to 1), as one.
  static func mixture(_ parts: [Lattice], _ weights: [Double]) -> Lattice {
    guard parts.count > 1 else { return parts[0] }
    let most = parts[0].most
    var lead = 0
    var step = 0
    var low = Int.max
    var high = Int.min
    for (index, part) in parts.enumerated() {
      if part.exact && !parts[lead].exact { lead = index }
      step = max(step, part.step)
      low = min(low, part.origin)
      high = max(high, part.last)
    }
    if low == high { return parts[0] }
    while high - low > 4 * most * step { step *= 2 }
    var whole = Lattice(low: low, high: high + step, through: parts[lead].origin, step: step, most: most)
    for (part, weight) in zip(parts, weights) { whole.put(part, weight: weight) }
    whole.exact = parts[lead].exact && whole.origin == parts[lead].origin
    var square = 0.0
    for (part, weight) in zip(parts, weights) {
      // Against a near instant: squares of epoch seconds would leave no digits.
      let off = part.mean - Double(low)
      whole.mean += weight * off
      square += weight * (part.variance + off * off)
    }
    whole.variance = max(0, square - whole.mean * whole.mean)
    whole.mean += Double(low)
    whole.trim()
    return whole
  }

  /// The part of ``surplus`` that another distribution's would not count once more when it is added.
  var carriedSurplus: Double { exact ? surplus : surplus - Double(step) * Double(step) / 12 }

  /// By how much distances from the mean are to be drawn in to make up for the surplus; 1 where the first point is exact.
  private var drawing: Double {
    guard !exact, surplus != 0 else { return 1 }
    return min(max(variance / max(variance + surplus, 1e-9), 0.4), 1.2).squareRoot()
  }

  /// The last point.
  var last: Int { origin + (mass.count - 1) * step }

  /// Nothing comes before it.
  var earliest: Int { exact ? origin : origin - (step + 1) / 2 }

  /// The mean and the variance once more from the masses, after a part of them was taken away.
  private mutating func measure() {
    let (middle, square) = places
    mean = Double(origin) + middle * Double(step)
    let spread = (square - middle * middle + (exact ? 0 : 1.0 / 12)) * Double(step) * Double(step)
    variance = max(0, spread - surplus)
  }

  /// The instant before which it happens with probability `p`: within a point's cell in proportion, at an exact point
  /// sharp.
  func quantile(_ p: Double) -> Double { quantiles([p])[0] }

  /// As ``quantile(_:)``, for several: one walk over the points where they ascend.
  func quantiles(_ probabilities: [Double]) -> [Double] {
    var index = 0
    var below = 0.0
    var reached = 0.0
    let drawing = drawing
    let centre = drawing == 1 ? 0 : mean
    return probabilities.map { p in
      if p < reached { (index, below) = (0, 0) }
      reached = p
      while index < mass.count - 1, below + mass[index] < p || mass[index] == 0 {
        below += mass[index]
        index += 1
      }
      if exact && index == 0 { return Double(origin) }
      let share = mass[index] > 0 ? min(max((p - below) / mass[index], 0), 1) : 1
      let middle = Double(origin + index * step) + (share - 0.5) * Double(step)
      return exact ? max(Double(origin), middle) : centre + drawing * (middle - centre)
    }
  }

  /// The chance of coming after `deadline`, and the mean of the seconds by which it does (0 where it does not).
  func excess(over deadline: Int) -> (probability: Double, seconds: Double) {
    var probability = 0.0
    var seconds = 0.0
    let half = Double(step) / 2
    let drawing = drawing
    let before = drawing == 1 ? Double(deadline - origin) : mean - Double(origin) + (Double(deadline) - mean) / drawing
    for (index, mass) in mass.enumerated() {
      let beyond = Double(index * step) - before
      if exact && index == 0 {
        if beyond > 0 {
          probability += mass
          seconds += mass * beyond
        }
      } else if beyond >= half {
        probability += mass
        seconds += mass * beyond
      } else if beyond > -half {
        let part = (beyond + half) / (2 * half)
        probability += mass * part
        seconds += mass * part * (beyond + half) / 2
      }
    }
    return (min(probability, 1), drawing * seconds)
  }

  mutating func shift(by seconds: Int) {
    origin += seconds
    mean += Double(seconds)
  }

  /// Nothing before `floor`: what would come earlier waits for it. Of the cell in which it lies, the part before does.
  mutating func wait(until floor: Int) {
    guard earliest < floor else { return }
    var early = 0.0
    var index = 0
    if exact {
      early = mass[0]
      index = 1
    }
    let half = Double(step) / 2
    while index < mass.count, Double(origin + index * step - floor) <= -half {
      early += mass[index]
      index += 1
    }
    guard index < mass.count, early < 1 - Self.negligible else {
      self = Lattice(at: floor, most: most)
      return
    }
    var waited = Lattice(low: floor, high: max(last, floor) + step, through: floor, step: step, most: most)
    let middle = Double(origin + index * step - floor)
    if middle < half {
      // What is left of the cell lies where its mean is, between the floor and the next point.
      let late = mass[index] * (0.5 + middle / Double(step))
      early += mass[index] - late
      waited.mass[1] += late * (middle + half) / 2 / Double(step)
      waited.mass[0] += late * (1 - (middle + half) / 2 / Double(step))
      index += 1
    }
    let (first, rest) = (origin + index * step - floor).quotientAndRemainder(dividingBy: step)
    let after = Double(rest) / Double(step)
    waited.mass.withUnsafeMutableBufferPointer { late in
      for place in index..<max(index, mass.count) {
        late[first + place - index] += mass[place] * (1 - after)
        late[first + place - index + 1] += mass[place] * after
      }
    }
    waited.surplus = (1 - early) * (surplus + after * (1 - after) * Double(step) * Double(step))
    waited.mass[0] += early
    waited.exact = true
    waited.trim()
    waited.measure()
    self = waited
  }

  /// Adds an independent distribution of seconds.
  mutating func add(_ other: Lattice) {
    if other.mass.count == 1 {
      shift(by: other.origin)
      return
    }
    var other = other
    if mass.count == 1 {
      let known = origin
      self = other
      shift(by: known)
      return
    }
    while step < other.step { coarsen() }
    while other.step < step { other.coarsen() }
    let cell = Double(step) * Double(step) / 12
    mass = Self.convolve(mass, other.mass)
    origin += other.origin
    mean += other.mean
    variance += other.variance
    surplus += other.surplus - (exact || other.exact ? 0 : cell)
    exact = exact && other.exact
    trim()
    while mass.count > most { coarsen() }
  }

  /// The masses of the sum. Four rows at a time, so that each sum is read and written a quarter as often, and in single
  /// precision, which does twice as many at once: 7 digits of a chance are more than any past tells.
  private static func convolve(_ left: [Double], _ right: [Double]) -> [Double] {
    let (few, many) = left.count <= right.count ? (left, right) : (right, left)
    let length = few.count + many.count - 1
    let rows = (few.count + 3) / 4
    return [Double](unsafeUninitializedCapacity: length) { sum, count in
      count = length
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 4 * rows + 2 * many.count + 6 + 4 * rows) { room in
        guard let factors = room.baseAddress, let whole = sum.baseAddress else { return }
        room.initialize(repeating: 0)
        let padded = factors + 4 * rows
        let sums = padded + many.count + 6
        few.withUnsafeBufferPointer { few in
          for place in 0..<few.count { factors[place] = Float(few[place]) }
        }
        many.withUnsafeBufferPointer { many in
          for place in 0..<many.count { padded[place &+ 3] = Float(many[place]) }
        }
        for row in 0..<rows {
          let first = 4 &* row
          let (a, b, c, d) = (factors[first], factors[first &+ 1], factors[first &+ 2], factors[first &+ 3])
          let from = sums + first
          for place in 0..<many.count &+ 3 {
            from[place] += a * padded[place &+ 3] + b * padded[place &+ 2] + c * padded[place &+ 1] + d * padded[place]
          }
        }
        for place in 0..<length { (whole + place).initialize(to: Double(sums[place])) }
      }
    }
  }

  /// What is left when it is known not to have come before `now`; gives the share that was left.
  ///
  /// Once in a hundred, something happens that no past visit showed. So the further the silence goes beyond what was
  /// expected, the more weight has a rest with no memory, of mean `strayMean` seconds: a late visit does not end at
  /// once just because the data ends there.
  @discardableResult
  mutating func condition(after now: Int, strayMean: Double) -> Double {
    guard origin < now else { return 1 }
    while Double(step * 2 * most) < 7 * strayMean { coarsen() }
    // Cells begin at now: the first point is half a step after it.
    let first = now + (step + 1) / 2
    let passed = min((now - origin + step - 1) / step, mass.count)
    var kept = 0.0
    for index in passed..<mass.count { kept += mass[index] }
    let stray = 0.01 * (1 - min(kept, 1))
    let total = kept + stray
    let reach = Int(min(7 * strayMean, Double(2 * most * step)))
    var rest = Lattice(low: first, high: max(first + reach, last + step), through: first, step: step, most: most)
    if passed < mass.count {
      mass.removeFirst(passed)
      origin += passed * step
      // At most one point lies before the first cell's middle.
      if origin < first {
        rest.mass[0] += mass.removeFirst() / total
        origin += step
      }
      if !mass.isEmpty { rest.put(self, weight: 1 / total) }
    }
    var share = stray / total
    let fading = Numerics.exp(-Double(step) / max(strayMean, 1))
    for index in rest.mass.indices {
      rest.mass[index] += share * (1 - fading)
      share *= fading
    }
    rest.mass[rest.mass.count - 1] += share
    self = rest
    trim()
    measure()
    return total
  }

  /// Doubles the step; odd points go half to each side, so that the mean stays.
  mutating func coarsen() {
    var odd = 0.0
    let half = [Double](unsafeUninitializedCapacity: mass.count / 2 + 1) { half, count in
      var share = 0.0
      for pair in 0..<mass.count / 2 {
        let between = mass[2 * pair + 1]
        half.initializeElement(at: pair, to: mass[2 * pair] + (share + between) / 2)
        share = between
        odd += between
      }
      let last = mass.count.isMultiple(of: 2) ? 0 : mass[mass.count - 1]
      half.initializeElement(at: mass.count / 2, to: last + share / 2)
      count = mass.count / 2 + 1
    }
    surplus += Double(step) * Double(step) * (odd + (exact ? 0 : 0.25))
    mass = half
    step *= 2
  }

  /// Adds the masses of a lattice of no larger step that lies within this one, each shared between the two points
  /// around it.
  private mutating func put(_ part: Lattice, weight: Double) {
    var part = part
    while part.step < step { part.coarsen() }
    let (first, rest) = (part.origin - origin).quotientAndRemainder(dividingBy: step)
    let after = Double(rest) / Double(step) * weight
    let before = weight - after
    surplus += weight * part.surplus + before * after / weight * Double(step) * Double(step)
    let points = part.mass
    mass.withUnsafeMutableBufferPointer { mass in
      for index in points.indices { mass[first + index] += points[index] * before }
      guard rest > 0 else { return }
      for index in points.indices { mass[first + index + 1] += points[index] * after }
    }
  }

  /// Cuts what is negligible of the early end, and draws in that of the late one; the masses still sum to 1.
  private mutating func trim() {
    var low = 0
    var high = mass.count - 1
    var cut = 0.0
    while low < high, cut + mass[low] < Self.negligible {
      cut += mass[low]
      low += 1
    }
    var end = 0.0
    while high > low, end + mass[high] < Self.farEnd {
      end += mass[high]
      high -= 1
    }
    if low > 0 { exact = false }
    if high < mass.count - 1 { mass.removeLast(mass.count - 1 - high) }
    if low > 0 { mass.removeFirst(low) }
    origin += low * step
    mass[mass.count - 1] += end
    guard cut > 0 else { return }
    let scale = 1 / (1 - cut)
    mass.withUnsafeMutableBufferPointer { mass in
      for index in mass.indices { mass[index] *= scale }
    }
  }
}
