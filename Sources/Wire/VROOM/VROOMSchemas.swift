import PunctualModel

/// JSON Schemas of the routing forms: a problem, a solution, the checker's verdict.
///
/// VROOM's reader ignores keys that it does not know, so these allow more keys than they name.
enum VROOMSchemas {
  static var all: [(name: String, schema: JSON)] {
    [("routing_problem", problem), ("routing_solution", solution), ("verdict", verdict)]
  }

  private static let dialect: JSON = "https://json-schema.org/draft/2020-12/schema"
  static let whole: JSON = ["type": "integer", "minimum": 0]
  private static let amounts: JSON = ["type": "array", "items": ["type": "integer", "minimum": 0]]
  static let location: JSON = [
    "type": "array", "items": ["type": "number"], "minItems": 2, "maxItems": 2,
    "description": "Longitude and latitude.",
  ]
  static let window: JSON = [
    "type": "array", "items": ["type": "integer", "minimum": 0], "minItems": 2, "maxItems": 2,
  ]
  private static let windows: JSON = ["type": "array", "items": window, "minItems": 1]
  private static let perType: JSON = ["type": "object", "additionalProperties": ["type": "integer", "minimum": 0]]
  private static let skills: JSON = ["type": "array", "items": ["type": "integer", "minimum": 0]]
  static let text: JSON = ["type": "string"]

  static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }

  /// An object with the properties of all parts.
  private static func object(required: JSON, _ parts: JSON...) -> JSON {
    ["type": "object", "required": required, "properties": .object(parts.flatMap { $0.members ?? [] })]
  }

  /// What VROOM's jobs and its halves of shipments have in common.
  private static let task: JSON = [
    "id": whole, "description": text, "location": location, "location_index": whole, "setup": whole,
    "service": whole, "setup_per_type": perType, "service_per_type": perType, "time_windows": windows,
  ]

  private static let priority: JSON = ["type": "integer", "minimum": 0, "maximum": 100]

  private static let half: JSON = object(required: ["id"], task, wishes)

  static let problem: JSON = {
    var schema = object(
      required: ["vehicles"],
      [
        "jobs": list(
          object(
            required: ["id"], task, ["delivery": amounts, "pickup": amounts, "skills": skills, "priority": priority],
            wishes)),
        "shipments": list([
          "type": "object", "required": ["pickup", "delivery"],
          "properties": [
            "amount": amounts, "skills": skills, "skill_levels": jobLevels, "priority": priority, "pickup": half,
            "delivery": half,
          ],
        ]),
        "vehicles": list(object(required: ["id"], vehicle, abilities)),
        "matrices": [
          "type": "object",
          "description": "By profile. Seconds, metres and costs from row to column; null where no way leads.",
          "additionalProperties": [
            "type": "object",
            "properties": ["durations": rows, "distances": rows, "costs": rows],
          ],
        ],
      ], wholeProblem)
    schema["$schema"] = dialect
    schema["title"] = "routing_problem"
    schema["description"] =
      "A routing problem in VROOM's form and beyond: jobs, shipments, vehicles and, unless travel is estimated or asked for, matrices."
    return schema
  }()

  private static let vehicle: JSON = [
    "id": whole, "profile": text, "type": text, "description": text, "start": location, "start_index": whole,
    "end": location, "end_index": whole, "capacity": amounts, "skills": skills, "time_window": window,
    "breaks": list([
      "type": "object", "required": ["id"],
      "properties": [
        "id": whole, "description": text, "time_windows": windows, "service": whole, "max_load": amounts,
      ],
    ]),
    "speed_factor": ["type": "number", "exclusiveMinimum": 0, "maximum": 5], "max_tasks": whole,
    "max_travel_time": whole, "max_distance": whole,
    "costs": [
      "type": "object",
      "properties": ["fixed": whole, "per_hour": whole, "per_km": whole, "per_task_hour": whole],
    ],
    "steps": list(["type": "object", "required": ["type"]]),
  ]

  private static let rows: JSON = list(list(["type": ["integer", "null"], "minimum": 0]))

  private static let violations: JSON = list([
    "type": "object", "required": ["cause"], "properties": ["cause": text, "duration": whole],
  ])

  private static func seconds(_ description: String) -> JSON {
    ["type": "integer", "minimum": 0, "description": .string(description)]
  }

  private static let latenessCost = seconds(
    "What preferred windows, due dates and expected lateness cost, apart from `cost`.")
  private static let worstLate = seconds("The most seconds that a job is late.")
  private static let overtime = seconds("Seconds after the shift.")
  private static let late = seconds("Seconds after the preferred window or the due date, where there are any.")

  static let solution: JSON = [
    "$schema": dialect, "title": "routing_solution",
    "description":
      "A solution in VROOM's form; `code` is 0, or 1 internal, 2 input, 3 routing with `error` and `errors`.",
    "type": "object", "required": ["code"],
    "properties": [
      "code": ["type": "integer", "enum": [0, 1, 2, 3]], "error": text,
      "errors": list(["type": "object", "required": ["code", "path", "message"]]),
      "summary": [
        "type": "object", "required": ["cost", "routes", "unassigned", "duration"],
        "properties": [
          "cost": whole, "routes": whole, "unassigned": whole, "setup": whole, "service": whole, "duration": whole,
          "waiting_time": whole, "priority": whole, "distance": whole, "delivery": amounts, "pickup": amounts,
          "lateness_cost": latenessCost, "worst_late": worstLate, "overtime": overtime,
          "violations": violations, "computing_times": ["type": "object", "additionalProperties": whole],
        ],
      ],
      "unassigned": list([
        "type": "object", "required": ["id", "type"],
        "properties": [
          "id": whole, "type": text, "location": location, "location_index": whole, "description": text,
          "reasons": reasons, "changes": remedies,
        ],
      ]),
      "findings": list([
        "type": "object", "required": ["kind", "jobs", "message"],
        "description": "With `--precheck`: what no plan can do.",
        "properties": [
          "kind": ["type": "string", "enum": ["job", "group", "pins", "frozen"]],
          "jobs": list(["type": "object", "required": ["id", "type"], "properties": ["id": whole, "type": text]]),
          "vehicle": whole, "reasons": reasons, "message": text,
        ],
      ]),
      "routes": list([
        "type": "object", "required": ["vehicle", "cost", "steps", "duration"],
        "properties": [
          "vehicle": whole, "cost": whole, "duration": whole, "distance": whole, "setup": whole, "service": whole,
          "waiting_time": whole, "priority": whole, "violations": violations, "lateness_cost": latenessCost,
          "overtime": overtime,
          "steps": list([
            "type": "object", "required": ["type", "arrival", "duration"],
            "properties": [
              "type": ["type": "string", "enum": ["start", "job", "pickup", "delivery", "depot", "break", "end"]],
              "id": whole,
              "arrival": whole, "duration": whole, "distance": whole, "setup": whole, "service": whole,
              "waiting_time": whole, "load": amounts, "location": location, "location_index": whole,
              "violations": violations, "description": text, "late": late,
            ],
          ]),
        ],
      ]),
      "changes": list([
        "type": "object", "required": ["id", "type", "from_vehicle", "to_vehicle"],
        "description": "A job that has another vehicle or start than the vehicles' `steps` state.",
        "properties": [
          "id": whole, "type": text, "from_vehicle": whole, "to_vehicle": ["type": ["integer", "null"], "minimum": 0],
          "from_start": whole, "to_start": whole,
        ],
      ]),
    ],
  ]

  static let verdict: JSON = [
    "$schema": dialect, "title": "verdict", "description": "What `punctual check` says of a solution.",
    "type": "object", "required": ["valid", "violations", "summary"],
    "properties": [
      "valid": ["type": "boolean"],
      "violations": list([
        "type": "object", "required": ["code", "route", "step", "message"],
        "properties": [
          "code": text, "route": ["type": ["integer", "null"]], "step": ["type": ["integer", "null"]], "message": text,
        ],
      ]),
      "summary": ["type": "object", "additionalProperties": ["type": "integer"]],
    ],
  ]
}
