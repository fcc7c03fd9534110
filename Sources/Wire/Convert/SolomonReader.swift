import PunctualModel

/// Reads Solomon's form, which Gehring and Homberger took over: a name, the fleet under `NUMBER CAPACITY`, then a row a stop:
/// number, x, y, demand, ready time, due date, service time. The first row is the depot.
///
/// M. M. Solomon, Operations Research 35 (1987) 254-265.
struct SolomonReader {
  private let units: InstanceUnits
  private let vehicles: Int?

  init(_ units: InstanceUnits, _ vehicles: Int?) {
    self.units = units
    self.vehicles = vehicles
  }

  func read(_ lines: InstanceLines) throws(Faults) -> RoutingInstance {
    var instance = RoutingInstance()
    var points: [(x: Double, y: Double)] = []
    var faults: [Fault] = []
    var seen: Set<Int> = []
    var hasFleet = false
    for line in lines.all {
      guard let numbers = line.numbers else {
        // Headings, and the name before them; a row of figures with a word among them is a mistake.
        if line.words.count >= 7, Double(line.words[0]) != nil {
          faults.append(Fault(.wrongType, line: line.number, "A row of a stop has a word among its numbers."))
        } else if instance.name.isEmpty, !hasFleet {
          instance.name = String(line.text)
        }
        continue
      }
      if !hasFleet, numbers.count == 2 {
        hasFleet = true
        guard let fleet = Int(exactly: numbers[0]), let capacity = Int(exactly: numbers[1]), fleet > 0, capacity >= 0,
          fleet <= 100_000
        else {
          faults.append(Fault(.outOfRange, line: line.number, "The fleet is a number of vehicles and their capacity."))
          continue
        }
        (instance.vehicles, instance.capacity) = (vehicles ?? fleet, capacity)
      } else if numbers.count == 7 {
        guard let stop = Self.stop(numbers), seen.insert(stop.id).inserted else {
          faults.append(
            Fault(
              .badRecord, line: line.number, "A stop has a whole number of its own, a whole demand, and times from 0.",
              hint: "The columns are number, x, y, demand, ready time, due date, service time."))
          continue
        }
        instance.stops.append(stop)
        points.append((numbers[1], numbers[2]))
      } else {
        faults.append(
          Fault(
            .badRecord, line: line.number, "The line has \(numbers.count) numbers; a stop has 7, the fleet 2.",
            hint: "The columns are number, x, y, demand, ready time, due date, service time."))
      }
    }
    if !hasFleet {
      faults.append(
        Fault(.missingField, "The fleet is missing: a line with the number of vehicles and their capacity."))
    }
    if instance.stops.count < 2 {
      faults.append(
        Fault(.missingField, "There is no customer.", hint: "The depot comes first, then a row a customer."))
    }
    if instance.stops.count > InstanceFile.mostStops {
      faults.append(Fault(.tooLarge, "The instance has more than \(InstanceFile.mostStops) stops."))
    }
    guard faults.isEmpty else { throw Faults(faults) }
    instance.distances = RoutingInstance.euclidean(points, units)
    return instance
  }

  private static func stop(_ numbers: [Double]) -> RoutingInstance.Stop? {
    guard let id = Int(exactly: numbers[0]), id >= 0, let demand = Int(exactly: numbers[3]), demand >= 0,
      numbers[4] >= 0, numbers[5] >= numbers[4], numbers[6] >= 0
    else { return nil }
    return RoutingInstance.Stop(id: id, demand: demand, window: (numbers[4], numbers[5]), service: numbers[6])
  }
}
