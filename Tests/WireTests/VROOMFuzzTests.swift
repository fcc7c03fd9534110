import PunctualModel
import PunctualWire
import Testing

/// Numbers by SplitMix64 (Steele, Lea and Flood 2014): the same mutations on every run.
private struct Dice {
  var state: UInt64

  mutating func roll(_ sides: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(sides))
  }
}

@Suite("Damaged problems and solutions never bring the reader down")
struct VROOMFuzzTests {
  static let odd: [JSON] = [
    .null, true, 0, -1, 1, 3, 99, 101, 4_294_967_295, 4_294_967_296, .int(.max), .int(.min), .unsigned(.max), 0.5,
    .double(1e300), .double(-0.0), "", "x", "job", [], [[]], [0, 1], [1, 0], [9.5, 47.1], [200, 100], [:], ["id": 1],
    ["car": ["durations": [[0]]]],
  ]

  /// The value with one part somewhere in it replaced, left out or given twice.
  private static func damaged(_ value: JSON, _ dice: inout Dice, depth: Int = 0) -> JSON {
    switch value {
    case .object(var members) where !members.isEmpty && (depth == 0 || dice.roll(4) > 0):
      let at = dice.roll(members.count)
      if depth > 0, dice.roll(12) == 0 {
        members.remove(at: at)
      } else {
        members[at].value = damaged(members[at].value, &dice, depth: depth + 1)
      }
      return .object(members)
    case .array(var elements) where !elements.isEmpty && dice.roll(5) > 0:
      let at = dice.roll(elements.count)
      switch dice.roll(16) {
      case 0: elements.remove(at: at)
      case 1: elements.append(elements[at])
      default: elements[at] = damaged(elements[at], &dice, depth: depth + 1)
      }
      return .array(elements)
    default: return odd[dice.roll(odd.count)]
    }
  }

  @Test("a problem with parts replaced, left out or doubled is read or refused with places, and never half right")
  func structure() throws {
    var dice = Dice(state: 20_261_123)
    var read = 0
    var refused = 0
    for sample in try VROOMText.samples() {
      let original = try JSONDocument.parse(sample.bytes).root.value()
      for _ in 0..<400 {
        var value = original
        for _ in 0...dice.roll(3) { value = Self.damaged(value, &dice) }
        do {
          let input = try VROOMProblem.read(JSONDocument.parse(value.bytes()).root)
          expectSound(input)
          read += 1
        } catch {
          #expect(!error.all.isEmpty)
          #expect(error.all.allSatisfy { ($0.path.isEmpty || $0.path.hasPrefix("/")) && !$0.message.isEmpty })
          refused += 1
        }
      }
    }
    #expect(read > 100 && refused > 100)
  }

  @Test("a problem or a solution with bytes changed is read or refused")
  func bytes() throws {
    var dice = Dice(state: 7)
    let signs = [UInt8](#",:[]{}"0-9e.\ "#.utf8) + [0]
    let solution = [UInt8](VROOMSolutionTests.written.utf8)
    for original in try VROOMText.samples().map(\.bytes) + [solution] {
      for _ in 0..<300 {
        var bytes = original
        for _ in 0...dice.roll(4) { bytes[dice.roll(bytes.count)] = signs[dice.roll(signs.count)] }
        if dice.roll(8) == 0 { bytes.removeLast(dice.roll(bytes.count)) }
        do {
          let root = try JSONDocument.parse(bytes).root
          _ = try VROOMSolution.readStated(root)
          expectSound(try VROOMProblem.read(root))
        } catch {
          #expect(!error.all.isEmpty)
        }
      }
    }
  }

  @Test("a solution with parts replaced is read or refused")
  func solutions() throws {
    var dice = Dice(state: 99)
    let original = try JSONDocument.parse(VROOMSolutionTests.written).root.value()
    for _ in 0..<2000 {
      var value = original
      for _ in 0...dice.roll(3) { value = Self.damaged(value, &dice) }
      do {
        _ = try VROOMSolution.readStated(JSONDocument.parse(value.bytes()).root)
      } catch {
        #expect(!error.all.isEmpty)
      }
    }
  }

  /// What the engine takes for granted holds of every problem that was read.
  private func expectSound(_ input: VROOMInput) {
    let problem = input.problem
    let places = problem.locations.indices
    let dimensions = problem.vehicles.first?.capacity.count ?? 0
    #expect(problem.jobs.allSatisfy { places.contains($0.location) && (0...100).contains($0.priority) })
    #expect(problem.jobs.allSatisfy { $0.delivery.count == dimensions && $0.pickup.count == dimensions })
    #expect(Set(problem.jobs.map { "\($0.kind) \($0.id)" }).count == problem.jobs.count)
    #expect(
      problem.jobs.indices.allSatisfy { job in
        let halves = problem.shipments.filter { $0.pickup == job || $0.delivery == job }
        return halves.count == (problem.jobs[job].kind == .job ? 0 : 1)
      })
    #expect(problem.shipments.allSatisfy { problem.jobs[$0.pickup].kind == .pickup })
    #expect(problem.shipments.allSatisfy { problem.jobs[$0.delivery].kind == .delivery })
    let vehicles = Set(problem.vehicles.map(\.id))
    #expect(problem.jobs.allSatisfy { $0.technicians.required.isSubset(of: vehicles) })
    #expect(problem.jobs.allSatisfy { $0.pin?.vehicle.map(vehicles.contains) ?? true })
    #expect(problem.relations.allSatisfy { $0.first != $0.second && $0.least <= $0.most ?? .max })
    #expect(problem.depots.allSatisfy { places.contains($0.location) })
    for factors in problem.travelFactors.values {
      #expect(factors.allSatisfy { $0.window.start < $0.window.end && (100...10_000).contains($0.thousandths) })
      #expect(zip(factors, factors.dropFirst()).allSatisfy { $0.window.end <= $1.window.start })
    }
    #expect(problem.vehicles.allSatisfy { $0.pace > 0 && $0.pace <= 5 && ($0.overtime == nil || $0.window != nil) })
    #expect(problem.matrices.values.allSatisfy { $0.size == places.count && ($0.durations.min() ?? 0) >= 0 })
    for vehicle in problem.vehicles {
      #expect([vehicle.start, vehicle.end].allSatisfy { $0.map(places.contains) ?? true })
      #expect(vehicle.start != nil || vehicle.end != nil)
      #expect(vehicle.capacity.count == dimensions && vehicle.speedFactor > 0 && vehicle.speedFactor <= 5)
      #expect(problem.matrices[vehicle.profile] != nil || input.missingProfiles.contains(vehicle.profile))
    }
    for windows in problem.jobs.map(\.windows) + problem.vehicles.flatMap({ $0.breaks.map(\.windows) }) {
      #expect(windows.allSatisfy { $0.start <= $0.end })
      #expect(zip(windows, windows.dropFirst()).allSatisfy { $0.end < $1.start })
    }
  }
}
