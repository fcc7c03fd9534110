/// Every kind of violation that the checker reports. `docs/errors.md` is generated from this list.
public enum CheckCode: String, CaseIterable, Sendable, Codable {
  case errorCode = "error-code"
  case unknownVehicle = "unknown-vehicle"
  case vehicleTwice = "vehicle-twice"
  case emptyRoute = "empty-route"
  case startEnd = "start-end"
  case unknownTask = "unknown-task"
  case taskTwice = "task-twice"
  case taskMissing = "task-missing"
  case unknownBreak = "unknown-break"
  case breakMissing = "break-missing"
  case breakTwice = "break-twice"
  case breakWindow = "break-window"
  case breakTravel = "break-travel"
  case outOfRange = "out-of-range"
  case arrival
  case waiting
  case setup
  case service
  case timeWindow = "time-window"
  case vehicleWindow = "vehicle-window"
  case unreachable
  case skills
  case capacity
  case maxLoad = "max-load"
  case maxTasks = "max-tasks"
  case maxTravelTime = "max-travel-time"
  case maxDistance = "max-distance"
  case missingMatrix = "missing-matrix"
  case missingDistances = "missing-distances"
  case load
  case location
  case cost
  case figure
  case statedViolation = "stated-violation"
  case skillLevel = "skill-level"
  case technician
  case pinVehicle = "pin-vehicle"
  case pinTime = "pin-time"
  case pinPosition = "pin-position"
  case frozen
  case overtime
  case parts
  case tools
  case unknownDepot = "unknown-depot"
  case depotTwice = "depot-twice"
  case depotPlace = "depot-place"
  case shipment
  case allOrNone = "all-or-none"
  case relationTechnician = "relation-technician"
  case relationTime = "relation-time"
  case late
  case latenessCost = "lateness-cost"
  case changes

  /// What it means, for the error index.
  public var meaning: String {
    switch self {
    case .errorCode: "The document carries an error code instead of a solution."
    case .unknownVehicle: "A route names a vehicle that the problem does not have."
    case .vehicleTwice: "There are more routes for a vehicle id than vehicles (shifts) with that id."
    case .emptyRoute: "A route serves no task. A vehicle that is not used has no route."
    case .startEnd: "A route's start or end step is missing, given twice or out of place."
    case .unknownTask: "A step or an unassigned entry names a task that the problem does not have."
    case .taskTwice: "A task is served or listed as unassigned more than once."
    case .taskMissing: "A task is neither served nor listed as unassigned."
    case .unknownBreak: "A step names a break that its vehicle does not have."
    case .breakMissing: "A vehicle that is used does not take one of its breaks."
    case .breakTwice: "A vehicle takes one of its breaks more than once."
    case .breakWindow: "A break starts outside its windows."
    case .breakTravel: "The travel before a break is more than the trip takes, or the trip does not go on after it."
    case .outOfRange: "A stated time, duration or amount is negative or beyond any sensible value."
    case .arrival: "A step's arrival is not the departure before it plus the travel, or is not stated."
    case .waiting: "The vehicle waits at the start or the end of its route."
    case .setup: "A step states another setup time than the problem implies."
    case .service: "A step states another service time than the problem implies."
    case .timeWindow: "A task starts outside its time windows."
    case .vehicleWindow: "A route starts before, or ends after, its vehicle's hours."
    case .unreachable: "No way leads from one place of a route to the next."
    case .skills: "The vehicle lacks a skill that a task needs."
    case .capacity: "The load is above the vehicle's capacity."
    case .maxLoad: "The load during a break is above what the break allows."
    case .maxTasks: "A route has more tasks than its vehicle may serve."
    case .maxTravelTime: "A route has more travel time than its vehicle may have."
    case .maxDistance: "A route is longer than its vehicle may drive."
    case .missingMatrix: "The problem has no travel matrix for the vehicle's profile, so its route cannot be judged."
    case .missingDistances:
      "The vehicle is limited or paid by distance, and the problem has no distances for its profile."
    case .load: "A step states another load than the problem implies."
    case .location: "A step states another place than the problem implies."
    case .cost: "A stated cost is not what the problem implies."
    case .figure: "Another stated figure (a sum of times, distances, amounts, priorities or a count) is wrong."
    case .statedViolation: "The solution itself reports a violation."
    case .skillLevel: "The vehicle has a skill that a task needs at too low a level, or not at all."
    case .technician: "A task is served by a technician that is none of those it requires."
    case .pinVehicle: "A task is not on the vehicle that it is pinned to."
    case .pinTime: "A task does not start on the day, or at the moment, that it is pinned to."
    case .pinPosition: "A task is not the first, or last, of its route as it is pinned to be."
    case .frozen: "What is frozen does not come first, in its order, on its vehicle."
    case .overtime: "A route goes on after its shift for longer than the overtime allowed."
    case .parts: "A task uses more parts than the vehicle has left, and no depot came before."
    case .tools: "A task needs a tool that the vehicle lacks, and no depot came before."
    case .unknownDepot: "A step names a depot that the problem does not have."
    case .depotTwice: "A route stops at a depot more than once."
    case .depotPlace: "A depot comes before the first task of a route without start, or after the last without end."
    case .shipment: "A shipment's pickup and delivery are by different vehicles, or the delivery comes first."
    case .allOrNone: "Of tasks that belong together (a shipment, a relation) some are served and some are not."
    case .relationTechnician: "Two tasks are by the same vehicle and must not be, or by different ones."
    case .relationTime: "A task starts too soon, or too late, after another that it follows."
    case .late: "A step states another lateness than the problem implies."
    case .latenessCost: "A stated cost of lateness is not what the problem implies."
    case .changes: "The stated changes from the plan that stands are not those that the routes make."
    }
  }
}
