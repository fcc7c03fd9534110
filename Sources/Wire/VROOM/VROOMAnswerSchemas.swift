import PunctualModel

/// JSON Schemas of what an answer says beyond the plan.
extension VROOMSchemas {
  static let reasons: JSON = [
    "type": "array",
    "description": "Why a vehicle cannot serve it, in the vehicles' order; those that could are left out.",
    "items": [
      "type": "object", "required": ["vehicle", "reason"],
      "properties": [
        "vehicle": whole,
        "reason": ["type": "string", "enum": .array(MisfitReason.allCases.map { .string($0.rawValue) })],
      ],
    ],
  ]

  static let remedies: JSON = [
    "type": "array",
    "description": "With `--explain`: the least changes that would place it, the smallest first; each was tried.",
    "items": [
      "type": "object", "required": ["vehicle", "start", "added_cost", "needs"],
      "properties": [
        "vehicle": whole, "start": whole, "added_cost": ["type": "integer"],
        "needs": list([
          "type": "object", "required": ["kind"],
          "properties": [
            "kind": [
              "type": "string",
              "enum": [
                "window-later", "window-earlier", "shift-later", "shift-earlier", "break-later", "break-earlier",
                "max-tasks", "capacity", "max-travel-time", "max-distance", "skill", "required-technicians", "pin",
                "part", "tool", "move",
              ],
            ],
            "seconds": whole, "metres": whole, "more": whole, "window": whole, "break": whole, "dimension": whole,
            "skill": whole, "level": whole, "part": text, "tool": text, "id": whole, "type": text, "to_vehicle": whole,
          ],
        ]),
      ],
    ],
  ]
}
