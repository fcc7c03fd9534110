import PunctualModel

/// The parts of a problem's schema that VROOM does not have. Null stands for a key that is left out.
extension VROOMSchemas {
  private static func maybe(_ type: String, _ description: String, _ more: [(String, JSON)] = []) -> JSON {
    .object(
      [JSON.Member("type", [.string(type), "null"]), JSON.Member("description", .string(description))]
        + more.map { JSON.Member($0.0, $0.1) })
  }

  private static func whole(_ description: String, default standard: Int? = nil) -> JSON {
    maybe("integer", description, [("minimum", 0)] + (standard.map { [("default", .int($0))] } ?? []))
  }

  private static func record(_ description: String, required: JSON = [], _ properties: JSON) -> JSON {
    maybe("object", description, [("required", required), ("properties", properties)])
  }

  private static func list(_ description: String, _ items: JSON) -> JSON {
    maybe("array", description, [("items", items)])
  }

  private static func names(_ description: String) -> JSON { list(description, ["type": "string"]) }

  private static func ids(_ description: String) -> JSON { list(description, ["type": "integer", "minimum": 0]) }

  private static func words<Word: RawRepresentable & CaseIterable>(
    _: Word.Type, _ description: String, default standard: Word? = nil
  ) -> JSON where Word.RawValue == String {
    let choices = Word.allCases.map { JSON.string($0.rawValue) } + [.null]
    var word: JSON = ["enum": .array(choices), "description": .string(description)]
    word["default"] = standard.map { .string($0.rawValue) }
    return word
  }

  private static func number(_ description: String, above: Double? = nil, from: Double? = nil, to: Double) -> JSON {
    var limits: [(String, JSON)] = above.map { [("exclusiveMinimum", .double($0))] } ?? []
    if let from { limits.append(("minimum", .double(from))) }
    return maybe("number", description, limits + [("maximum", .double(to))])
  }

  private static func counts(_ description: String) -> JSON {
    maybe("object", description, [("additionalProperties", ["type": ["integer", "null"], "minimum": 0])])
  }

  private static func levels(_ description: String) -> JSON {
    maybe(
      "object", description,
      [
        ("propertyNames", ["pattern": "^(0|[1-9][0-9]*)$"]),
        ("additionalProperties", ["type": ["integer", "null"], "minimum": 1]),
      ])
  }

  static let jobLevels = levels("The least level by skill; each of these skills is needed.")

  /// Of jobs and of the halves of shipments.
  static let wishes: JSON = [
    "skill_levels": jobLevels,
    "technicians": record(
      "Vehicle ids.",
      [
        "required": ids("Only these may come."),
        "preferred": ids("Anybody else costs the objective's `not_preferred`."),
        "avoided": ids("Each of these costs the objective's `avoided`."),
        "familiar": ids("They know the customer; anybody else costs the objective's `unfamiliar`."),
      ]),
    "preferred_window": record(
      "Where the start of service should lie.", required: ["time_window"],
      [
        "time_window": window, "early_per_hour": whole("Cost of an hour before it.", default: 0),
        "late_per_hour": whole("Cost of an hour after it.", default: 3600),
      ]),
    "due": record(
      "When the work should be finished.", required: ["by"],
      [
        "by": ["type": "integer", "minimum": 0],
        "late_per_hour": whole("Cost of an hour after it.", default: 3600),
      ]),
    "pin": record(
      "What is decided already.",
      [
        "vehicle": whole("Id of the only vehicle it may be on."), "day": maybeWindow("Service starts within it."),
        "start": whole("Service starts at this moment."),
        "position": words(RoutingPin.Position.self, "The first or the last job of its route."),
      ]),
    "territory": maybe("string", "Vehicles of other territories cost the objective's `outside_territory`."),
    "parts": counts("How many are used up here, by part."), "tools": names("Needed here, and kept."),
    "spread": whole("Standard deviation of setup and service in seconds, instead of the problem's share."),
  ]

  static let abilities: JSON = [
    "skill_levels": levels("The vehicle's level by skill; a skill of `skills` without one has level 1."),
    "pace": number("Setup and service take so many times as long; 1 if left out.", above: 0, to: 5),
    "overtime": record(
      "Work after `time_window`.", required: ["most", "per_hour"],
      ["most": ["type": "integer", "minimum": 0], "per_hour": ["type": "integer", "minimum": 0]]),
    "territories": names("Where it belongs; empty is everywhere."),
    "parts": counts("How many are on board at the start, by part."), "tools": names("On board."),
    "past": record(
      "Load before this plan, for fairness.",
      ["work": whole("Seconds of work.", default: 0), "jobs": whole("Number of jobs.", default: 0)]),
    "shifts": list(
      "The vehicle once for each, with the shift's keys in place of its own.",
      ["type": "object", "properties": ["time_window": window, "steps": ["type": "array"]]]),
  ]

  static let wholeProblem: JSON = [
    "relations": list(
      "Which jobs belong together.",
      [
        "type": "object", "required": ["type", "jobs"],
        "properties": [
          "type": ["enum": ["together", "after"]],
          "jobs": ["type": "array", "items": ["type": "integer", "minimum": 0]],
          "from": words(RoutingRelation.Anchor.self, "What the wait is counted from.", default: .start),
          "least": whole("Seconds to the second job's start.", default: 0),
          "most": whole("Seconds to the second job's start; without it there is no limit."),
          "technician": words(RoutingRelation.Technician.self, "Who does the second job.", default: .any),
        ],
      ]),
    "depots": list(
      "Where parts and tools are fetched; a route stops at one at most.",
      [
        "type": "object", "required": ["id"],
        "properties": [
          "id": ["type": "integer", "minimum": 0], "location": location,
          "location_index": ["type": "integer", "minimum": 0],
          "service": whole("Seconds for fetching.", default: 0),
        ],
      ]),
    "travel_factors": maybe(
      "object", "By profile: how many times as long travel takes while the clock is in a window, its end excluded.",
      [
        (
          "additionalProperties",
          list(
            "In any order, without overlap.",
            [
              "type": "object", "required": ["time_window", "factor"],
              "properties": ["time_window": window, "factor": ["type": "number", "minimum": 0.1, "maximum": 10]],
            ])
        )
      ]),
    "spread": record(
      "Standard deviation of real times, as a share of planned ones.",
      [
        "travel": number("Of travel; 0 if left out.", from: 0, to: 10),
        "work": number("Of setup and service; 0 if left out.", from: 0, to: 10),
      ]),
    "frozen_until": whole(
      "Steps with a `service_at` before it stay on their vehicle, in their order, before all others."),
    "objective": objective,
  ]

  private static var objective: JSON {
    let standard = RoutingObjective()
    let weights = VROOMObject.weights.map { key, weight in
      JSON.Member(key, whole(meanings[key] ?? "", default: standard[keyPath: weight]))
    }
    let first = JSON.Member(
      "lateness_before_cost",
      maybe("boolean", "Whether lateness comes before cost, or is added to it.", [("default", true)]))
    return record("Weights, in the unit of the vehicles' costs.", .object([first] + weights))
  }

  private static let meanings = [
    "worst_late_per_hour": "Of lateness: for each hour of the latest job's.",
    "expected_late_per_hour": "Of lateness: for each hour to expect by `spread`.",
    "later_start_per_hour": "Of cost: for each hour from the shift's start to each job's.",
    "waiting_per_hour": "Of cost: for each hour that a vehicle waits on its way.",
    "not_preferred": "Of cost: for each job by somebody not preferred.",
    "avoided": "Of cost: for each job by somebody to avoid.",
    "unfamiliar": "Of cost: for each job by somebody who does not know the customer.",
    "outside_territory": "Of cost: for each job outside the vehicle's territories.",
    "unfair_hours": "Of cost: for each vehicle's hours of work, squared.",
    "unfair_jobs": "Of cost: for each vehicle's number of jobs, squared.",
    "changed_vehicle": "Of cost: for each job of the vehicles' `steps` that gets another vehicle.",
    "moved_per_hour": "Of cost: for each hour that such a job's start moves from its `service_at`.",
  ]

  private static func maybeWindow(_ description: String) -> JSON {
    var maybe = window
    maybe["type"] = ["array", "null"]
    maybe["description"] = .string(description)
    return maybe
  }
}
