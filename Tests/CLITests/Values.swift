import PunctualModel
import PunctualService
import PunctualWire

@testable import PunctualCLI

/// Values made by hand, read through the same forms as everybody's, so that a snapshot depends on nothing else.
enum Values {
  static let zone = Zone("Europe/Vaduz") ?? .utc
  static let context = WireContext(zone: zone, now: nil)

  static func style(_ width: Int, colour: Bool = false) -> Style {
    Style(width: width, colour: colour, zone: zone)
  }

  static func read<T: WireForm>(_ type: T.Type, _ value: JSON) throws -> T {
    try Form.read(type, from: JSONDocument.parse(value.bytes()).root, context: context)
  }

  /// A time of Monday, 23 November 2026.
  static func at(_ time: String) -> JSON { .string("2026-11-23T\(time):00+01:00") }

  static func window(_ from: String, _ to: String) -> JSON { [at(from), at(to)] }

  private static func object(_ members: [(String, JSON?)]) -> JSON {
    .object(members.compactMap { key, value in value.map { JSON.Member(key, $0) } })
  }

  private static func spread(_ early: String, _ median: String, _ late: String) -> JSON {
    ["mean": at(median), "quantiles": ["0.1": at(early), "0.5": at(median), "0.9": at(late)]]
  }

  /// A prediction that starts around `start` and takes until `finish`.
  static func prediction(
    _ id: String, start: (String, String, String), finish: String, late: Double, cause: String? = nil
  ) -> JSON {
    object([
      ("id", .string(id)), ("technician", "t1"), ("arrive", spread(start.0, start.1, start.2)),
      ("start", spread(start.0, start.1, start.2)), ("finish", spread(finish, finish, finish)),
      ("late", ["probability": .double(late), "expected_seconds": 60]), ("cause", cause.map { .string($0) }),
      ("based_on", ["samples": 40, "level": "type"]),
    ])
  }

  static func visit(
    _ id: String, _ stage: Stage, _ start: String, _ finish: String, customer: String = "Rita Meier",
    title: String = "Boiler service", promise: JSON? = nil, actual: JSON = [:], prediction: JSON? = nil, crew: Int = 1,
    access: String? = nil, notes: String? = nil, phone: String? = nil, inDanger: Bool = false
  ) -> JSON {
    object([
      ("id", .string(id)), ("appointment", .string(id)), ("type", "boiler-service"), ("title", .string(title)),
      ("stage", .string(stage.rawValue)), ("customer", "c1"), ("customer_name", .string(customer)),
      ("phone", phone.map { .string($0) }), ("address", "Landstrasse 1, Vaduz"), ("area", "south"),
      ("access", access.map { .string($0) }), ("notes", notes.map { .string($0) }), ("crew", .int(crew)),
      ("promise", promise), ("planned", ["start": at(start), "finish": at(finish)]), ("actual", actual),
      ("prediction", prediction), ("in_danger", .bool(inDanger)),
    ])
  }

  static func row(
    _ technician: String, _ name: String, shift: JSON? = window("07:30", "16:30"), away: String? = nil,
    breaks: JSON = [], _ visits: [JSON]
  ) -> JSON {
    object([
      ("technician", .string(technician)), ("name", .string(name)), ("shift", shift),
      ("away", away.map { .string($0) }), ("breaks", breaks), ("visits", .array(visits)),
    ])
  }

  static func unplaced(
    _ id: String, _ title: String, _ customer: String, later: Bool = false, promise: JSON? = nil, reason: String
  ) -> JSON {
    object([
      ("appointment", .string(id)), ("title", .string(title)), ("customer_name", .string(customer)), ("priority", 50),
      ("promise", promise), ("later_possible", .bool(later)), ("reason", .string(reason)),
    ])
  }

  /// Every mark once: done, on site, under way, to come, in danger, probably late, missed; a break; somebody away.
  static let anna = row(
    "t1", "Anna Hasler", breaks: [window("12:00", "12:30")],
    [
      visit(
        "M-001", .finished, "08:00", "09:00", promise: window("08:00", "10:00"),
        actual: ["depart": at("07:40"), "arrive": at("07:58"), "start": at("08:00"), "finish": at("09:10")]),
      visit(
        "M-002", .onSite, "09:30", "10:30", promise: window("09:00", "11:00"),
        actual: ["depart": at("09:15"), "arrive": at("09:35"), "start": at("09:35")],
        prediction: prediction("M-002", start: ("09:35", "09:35", "09:35"), finish: "10:50", late: 0)),
      visit(
        "M-003", .scheduled, "11:00", "11:45", customer: "Garage Frick AG", title: "Burner does not start",
        promise: window("10:00", "11:30"),
        prediction: prediction(
          "M-003", start: ("11:05", "11:20", "11:50"), finish: "12:00", late: 0.31,
          cause: "M-002 runs over by 20 min"), access: "Key at the bakery next door",
        notes: "Dog in the yard; ring before you open the gate", phone: "+4235551003", inDanger: true),
      visit(
        "M-004", .scheduled, "13:00", "14:00", customer: "Hotel Kulm", promise: window("11:00", "13:00"),
        prediction: prediction("M-004", start: ("13:05", "13:20", "13:45"), finish: "14:20", late: 0.85), crew: 2,
        inDanger: true),
    ])

  static let ben = row(
    "t2", "Ben Frick", breaks: [window("11:30", "12:00")],
    [
      visit(
        "M-005", .underWay, "10:30", "11:30", promise: window("10:00", "12:00"), actual: ["depart": at("10:10")],
        prediction: prediction("M-005", start: ("10:25", "10:30", "10:40"), finish: "11:30", late: 0.01)),
      visit("M-006", .missed, "08:00", "09:00", promise: window("08:00", "09:00")),
      visit("M-007", .scheduled, "14:00", "15:30"),
    ])

  static let carla = row("t3", "Carla Büchel", shift: nil, away: "holiday", [])

  static func board() throws -> DayBoard {
    try read(
      DayBoard.self,
      [
        "date": "2026-11-23", "now": at("10:15"), "revision": 3, "rows": [anna, ben, carla],
        "unplaced": [
          unplaced(
            "M-020", "Lift inspection", "Seniorenheim Schaan", promise: window("09:00", "11:00"),
            reason: "needs lift level 4, which no technician has"),
          unplaced("M-021", "Filter change", "Ida Ospelt", later: true, reason: "taken"),
        ],
      ])
  }

  static func late() throws -> LateReport { LateReport(try board(), above: 0.1) }

  static func mine() throws -> MyDay {
    try read(
      MyDay.self,
      ["date": "2026-11-23", "now": at("10:15"), "row": anna, "next": "M-002", "next_step": "finish"])
  }

  static func plan() throws -> PlanReport {
    try read(
      PlanReport.self,
      [
        "days": [
          [
            "date": "2026-11-23", "revision": 4, "visits": 61, "technicians": 9, "travel_seconds": 26_100,
            "work_seconds": 172_800, "expected_kept": 0.93, "promised_now": 4,
            "changes": [
              ["kind": "added", "visit": "M-030", "to_technician": "t1", "to_start": at("08:00")],
              [
                "kind": "moved", "visit": "M-031", "from_technician": "t1", "to_technician": "t2",
                "from_start": at("09:00"), "to_start": at("10:30"),
              ],
              [
                "kind": "retimed", "visit": "M-032", "from_technician": "t1", "to_technician": "t1",
                "from_start": at("11:00"), "to_start": at("11:20"),
              ],
              ["kind": "removed", "visit": "M-033", "from_technician": "t3", "from_start": at("14:00")],
            ],
            "unplaced": [
              unplaced(
                "M-020", "Lift inspection", "Seniorenheim Schaan",
                reason: "Anna Hasler, Ben Frick: taken by other visits then (09:00–11:00; needs lift level 2)")
            ],
          ],
          [
            "date": "2026-11-24", "revision": 1, "visits": 0, "technicians": 0, "travel_seconds": 0, "work_seconds": 0,
            "promised_now": 0, "changes": [], "unplaced": [],
          ],
        ]
      ])
  }

  static func offer() throws -> OfferReport {
    try read(
      OfferReport.self,
      [
        "tier": "gold", "least_chance": 0.9, "too_risky": 3,
        "slots": [
          [
            "window": window("09:00", "11:00"), "technician": "t1", "technician_name": "Anna Hasler",
            "start": at("09:20"), "chance": 0.97, "added_seconds": 540,
            "moves": [["appointment": "M-003", "from": at("10:00"), "to": at("10:25")]],
          ],
          [
            "window": window("13:00", "15:00"), "technician": "t2", "technician_name": "Ben Frick",
            "start": at("13:00"), "chance": 0.999, "added_seconds": 4200,
          ],
        ],
      ])
  }

  static func appointment(promised: Bool) -> JSON {
    object([
      ("id", "M-020"), ("customer", "c7"), ("site", "s7"), ("type", "lift-inspection"), ("title", "Lift inspection"),
      ("duration_minutes", 90), ("windows", [window("08:00", "12:00")]), ("skills", [["name": "lift", "level": 2]]),
      ("priority", 50), ("stage", promised ? "scheduled" : "requested"),
      ("promise", promised ? ["window": window("09:00", "11:00"), "made_at": at("07:00"), "chance": 0.94] : nil),
    ])
  }

  static func unplacedExplanation() throws -> Explanation {
    try read(
      Explanation.self,
      [
        "appointment": appointment(promised: false), "customer_name": "Seniorenheim Schaan", "date": "2026-11-23",
        "technicians": [
          ["technician": "t2", "name": "Ben Frick", "reason": "full"],
          ["technician": "t1", "name": "Anna Hasler", "reason": "skill"],
          ["technician": "t3", "name": "Carla Büchel", "reason": "skill"],
        ],
        "remedies": [
          "if the window ended at 12:30, 30 min later (Ben Frick would start at 12:20)",
          "if Ben Frick's shift ended at 17:00, 30 min later (he would start at 15:40)",
        ],
        "history": [],
      ])
  }

  static func placedExplanation() throws -> Explanation {
    try read(
      Explanation.self,
      [
        "appointment": appointment(promised: true), "customer_name": "Seniorenheim Schaan", "date": "2026-11-23",
        "technician": "t2", "technician_name": "Ben Frick",
        "planned": ["start": at("09:30"), "finish": at("11:00")],
        "prediction": prediction("M-020", start: ("09:25", "09:40", "10:10"), finish: "11:10", late: 0.04),
        "technicians": [
          ["technician": "t2", "name": "Ben Frick", "start": at("09:30"), "added_seconds": 600],
          ["technician": "t1", "name": "Anna Hasler", "reason": "skill"],
        ],
        "remedies": [], "history": [],
      ])
  }

  static func tick() throws -> TickReport {
    try read(
      TickReport.self,
      [
        "now": at("10:15"),
        "endangered": [
          [
            "technician": "t1", "technician_name": "Anna Hasler", "probability": 0.62,
            "cause": "M-002 runs over by 20 min",
            "visit": visit("M-003", .scheduled, "11:00", "11:45", promise: window("10:00", "11:30")),
          ]
        ],
        "moves": [
          [
            "visit": "M-003", "customer_name": "Garage Frick AG", "from": "t1", "to": "t2", "from_name": "Anna Hasler",
            "to_name": "Ben Frick", "saves": "M-003", "before": 0.62, "after": 0.08, "start": at("11:00"),
          ],
          [
            "visit": "M-004", "customer_name": "Hotel Kulm", "from": "t1", "to": "t3", "from_name": "Anna Hasler",
            "to_name": "Carla Büchel", "saves": "M-009", "before": 0.5, "after": 0.004, "start": at("12:30"),
          ],
        ],
        "queued": [notification()], "sent": 1, "failed": 0, "dropped": 2,
      ])
  }

  static func notification() -> JSON {
    [
      "sequence": 1, "key": "running-late/M-004/1", "kind": "running-late", "appointment": "M-004", "customer": "c4",
      "channel": "sms", "address": "+4235551004", "language": "en", "subject": "", "body": "We are sorry.",
      "reason": "Late with a chance of 0.85: expected 13:20, promised until 13:00.", "cause": 0,
      "created_at": at("10:15"), "due_at": at("10:15"), "expires_at": at("11:15"), "state": "queued", "attempts": 0,
    ]
  }
}
