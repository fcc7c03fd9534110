import PunctualModel
import PunctualWire

/// Records that use every field, in the JSON that users write.
enum SampleRecords {
  static let organisation = """
    {"name":"Rhein Wärme AG","zone":"Europe/Vaduz","language":"de","phone":"+423 555 01 00","email":"office@example.org",
     "opening_hours":{"monday":{"start":"07:30","end":"17:00"}},
     "tiers":[{"name":"gold","promise_chance":0.95,"told_ahead_minutes":60,"window_minutes":60,"response_hours":4},
              {"name":"standard","promise_chance":0.85,"told_ahead_minutes":30,"window_minutes":240,"response_hours":24}],
     "travel":{"detour_factor":1.35,"speed_kmh":38.5,"parking_seconds":120}}
    """

  static let technician = """
    {"id":"t1","name":"Anna Büchel","phone":"+4235550101","email":"anna@example.org","photo":"photos/anna.jpg",
     "home":{"address":"Landstrasse 1, Vaduz","location":[9.5215,47.141]},"skills":{"boiler":2,"lift":1},
     "shifts":{"monday":{"start":"07:30","end":"16:30","breaks":[{"earliest":"11:30","latest":"13:00","minutes":45}]},
               "tuesday":{"start":"08:00","end":"12:00"}},
     "absences":[{"from":"2026-11-25","to":"2026-11-27","reason":"leave; paid"}],"pace":1.1,"max_visits":7,"revision":3}
    """

  static let customer = """
    {"id":"c1","name":"Hotel \\"Löwen\\"","language":"en","zone":"Europe/Zurich","tier":"gold",
     "contacts":[{"channel":"sms","address":"+4235550142","consent":true},
                 {"channel":"email","address":"desk@example.org","consent":false}],
     "sites":[{"id":"s1","address":"Städtle 7, Vaduz","location":[9.52,47.14],"area":"Vaduz","access":"Ring twice;\\ndog"},
              {"id":"s2","address":"Im Rain 3, Schaan","location":[9.51,47.165],"area":"Schaan"}],
     "notes":"Pays by card","revision":2}
    """

  static let appointment = """
    {"id":"a1","customer":"c1","site":"s1","type":"boiler-service","title":"Yearly service, boiler","duration_minutes":90,
     "windows":[["2026-11-23T08:00:00+01:00","2026-11-23T10:00:00+01:00"],
                ["2026-11-24T13:00:00+01:00","2026-11-24T17:00:00+01:00"]],
     "skills":[{"name":"boiler","level":2},{"name":"gas:line"}],"crew":2,"priority":50,
     "promise":{"window":["2026-11-23T08:00:00+01:00","2026-11-23T10:00:00+01:00"],"made_at":"2026-11-20T09:00:00+01:00",
                "chance":0.93},
     "stage":"booked","pin":{"technician":"t1","start":"2026-11-23T08:30:00+01:00"},"notes":"Bring filters","revision":4}
    """

  static let visit = """
    {"id":"v17","technician":"t4","type":"boiler-service","area":"north","site":"s88",
     "promised":["2026-11-23T09:00:00+02:00","2026-11-23T11:00:00+02:00"],
     "planned":{"depart":"2026-11-23T08:40:00+02:00","arrive":"2026-11-23T08:55:00+02:00",
                "start":"2026-11-23T09:00:00+02:00","finish":"2026-11-23T10:00:00+02:00"},
     "actual":{"depart":1795416000,"arrive":1795416900,"start":1795417200},
     "attributes":{"weather":"snow","floors":3,"height":2.5}}
    """

  /// All of them, as a document.
  static let document = """
    {"organisation":\(organisation),"technicians":[\(technician)],"customers":[\(customer)],"appointments":[\(appointment)],
     "visits":[\(visit)]}
    """

  static func records() throws(Faults) -> RecordSet {
    try read(RecordSet.self, document)
  }
}
