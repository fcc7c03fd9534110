import PunctualModel
import PunctualWire
import Testing

import struct PunctualModel.Notification

@Suite("Forms of the records")
struct RecordFormTests {
  @Test("every record reads back as it was written")
  func roundTrip() throws {
    func check<T: WireForm & Equatable>(_ value: T, sourceLocation: SourceLocation = #_sourceLocation) throws {
      let text = Form.write(value, context: vaduz).text()
      #expect(try read(T.self, text) == value, sourceLocation: sourceLocation)
    }
    let records = try SampleRecords.records()
    try check(records)
    try check(try #require(records.organisation))
    let times = VisitTimes(depart: monday8, arrive: monday8 + 600, start: monday8 + 900)
    let date = try #require(LocalDate("2026-11-23"))
    let visit = Visit(
      id: "a1+2", appointment: "a1", technician: "t1", date: date, position: 3, stage: .onSite, planned: times,
      actual: VisitTimes(depart: monday8))
    let day = TechnicianDay(
      technician: "t1", date: date, visits: [visit], breaks: [TimeWindow(start: monday8, end: monday8 + 2700)])
    try check(
      Plan(
        date: date, revision: 7, madeAt: monday8, seed: .max, days: [day],
        unplaced: [Unplaced(appointment: "a9", reason: "No one is free.", reasons: ["t1": .offShift, "t2": .full])]))
    try check(
      Event(
        sequence: 9, at: monday8, actor: "desk", kind: .noAccess, subject: "a1", details: ["by": "t1", "at": "door"]))
    try check(
      Notification(
        sequence: 4, key: "a1/running-late/3", kind: .runningLate, appointment: "a1", customer: "c1", channel: .sms,
        address: "+4235550142", language: .german, subject: "Später", body: "Wir kommen später.", reason: "late",
        cause: 9,
        createdAt: monday8, dueAt: monday8, expiresAt: monday8 + 3600, state: .dead, attempts: 5,
        nextAttemptAt: monday8 + 60, sentAt: monday8 + 1, lastError: "refused", toldStart: monday8 + 7200))
    try check(
      Complaint(
        id: "CP-1", customer: "c1", appointment: "a1", cause: .noAccess, text: "Niemand da.\nשלום", openedAt: monday8,
        dueAt: monday8 + 14_400, acknowledgedAt: monday8 + 60, answeredAt: monday8 + 90, answer: "Sorry",
        closedAt: monday8 + 100, revision: 4))
    try check(SurveyAnswer(appointment: "a1", customer: "c1", score: 2, comment: "👎", at: monday8))
    for meaning in [ReplyMeaning.choice(2), .survey(5), .optOut, .freeText] {
      try check(
        Reply(
          sequence: 3, providerID: "SM1", customer: "c1", address: "+4235550142", channel: .sms, text: "2",
          receivedAt: monday8, about: 7, meaning: meaning, outcome: "booked"))
    }
    let spread = Spread(
      mean: monday8,
      quantiles: [Quantile(probability: 0.1, value: monday8 - 60), Quantile(probability: 0.9, value: monday8 + 60)])
    let prediction = VisitPrediction(
      id: "a1", technician: "t1", arrive: spread, start: spread, finish: spread,
      late: Lateness(probability: 0.31, expectedSeconds: 140), cause: "v12 ran over by 25 min",
      basedOn: Evidence(samples: 412, level: "type+technician"))
    try check(DayPrediction(now: monday8, visits: [prediction]))
  }

  @Test("a prediction is written as the contract has it")
  func predictionText() {
    let spread = Spread(mean: monday8, quantiles: [Quantile(probability: 0.5, value: monday8)])
    let prediction = VisitPrediction(
      id: "v17", technician: "t4", arrive: spread, start: spread, finish: spread,
      late: Lateness(probability: 0.31, expectedSeconds: 140), cause: nil, basedOn: Evidence(samples: 0, level: "prior")
    )
    let time = "2026-11-23T08:00:00+01:00"
    let spreadText = #"{"mean":"\#(time)","quantiles":{"0.5":"\#(time)"}}"#
    #expect(
      Form.write(DayPrediction(now: monday8, visits: [prediction]), context: vaduz).text()
        == #"{"now":"\#(time)","visits":[{"id":"v17","technician":"t4","arrive":\#(spreadText),"start":\#(spreadText),"#
        + #""finish":\#(spreadText),"late":{"probability":0.31,"expected_seconds":140},"#
        + #""based_on":{"samples":0,"level":"prior"}}]}"#)
  }

  @Test("what is left out takes the stated default")
  func defaults() throws {
    let customer = try read(
      Customer.self, #"{"id":"c","name":"N"}"#, context: WireContext(zone: vaduz.zone, language: .german))
    #expect(customer == Customer(id: "c", name: "N", language: .german, zone: vaduz.zone))
    let appointment = try read(
      Appointment.self, #"{"id":"a","customer":"c","type":"x","duration_minutes":30,"windows":[[0,3600]]}"#)
    #expect(
      appointment
        == Appointment(
          id: "a", customer: "c", site: "", type: "x", title: "", durationSeconds: 1800,
          windows: [TimeWindow(start: Instant(epochSeconds: 0), end: Instant(epochSeconds: 3600))]))
    let day = try read(
      DayInProgress.self,
      #"{"now":0,"routes":[{"technician":"t4","visits":[{"id":"v1"},{"id":"v2","technician":"t5"}]}]}"#)
    #expect(day.quantiles == DayInProgress.usualQuantiles)
    #expect(day.routes[0].visits.map(\.technician) == ["t4", "t5"])
  }

  @Test(
    "an appointment's faults carry code and path",
    arguments: [
      (#""windows":[]"#, ["out-of-range /windows"]),
      (#""windows":[["2026-11-23T10:00:00+01:00","2026-11-23T08:00:00+01:00"]]"#, ["bad-window /windows/0"]),
      (#""windows":[[0,3600],[3000,4000]]"#, ["bad-window /windows/1"]),
      (#""windows":[[7200,9000],[0,3600]]"#, ["bad-window /windows/1"]),
      (#""windows":[[0,3600],[9]]"#, ["out-of-range /windows/1"]),
      (#""windows":[["2026-02-30T09:00:00+01:00",3600]]"#, ["not-a-time /windows/0/0"]),
      (#""windows":[[0,"tomorrow 9:00"]]"#, ["not-a-time /windows/0/1"]),
      (#""windows":[[0,1.5]]"#, ["wrong-type /windows/0/1"]),
      (#""windows":{}"#, ["wrong-type /windows"]),
      (#""duration_minutes":-5"#, ["out-of-range /duration_minutes"]),
      (#""duration_minutes":30.0"#, ["wrong-type /duration_minutes"]),
      (#""duration_minutes":99999999999999999999"#, ["out-of-range /duration_minutes"]),
      (#""duration_minutes":"30""#, ["wrong-type /duration_minutes"]),
      (#""duration_minutes":null"#, ["wrong-type /duration_minutes"]),
      (#""id":"""#, ["out-of-range /id"]), (#""id":"a\nb""#, ["out-of-range /id"]), (#""id":7"#, ["wrong-type /id"]),
      (#""skills":[{"name":"a"},{"name":"b","level":"2"}]"#, ["wrong-type /skills/1/level"]),
      (#""skills":[{"name":"a"},{"name":"a"}]"#, ["duplicate-id /skills/1/name"]),
      (#""skills":[{"nmae":"a"}]"#, ["missing-field /skills/0/name", "unknown-field /skills/0/nmae"]),
      (#""stage":"sheduled""#, ["out-of-range /stage"]), (#""priority":101"#, ["out-of-range /priority"]),
      (#""promise":{"window":[0,1]}"#, ["missing-field /promise/made_at"]),
      (#""pin":{"start":"later"}"#, ["not-a-time /pin/start"]), (#""priorty":5"#, ["unknown-field /priorty"]),
      (#""a/b~c":5"#, ["unknown-field /a~1b~0c"]),
    ])
  func appointmentFaults(_ member: String, _ expected: [String]) throws {
    var members: [(key: String, text: String)] = [
      ("id", #""id":"a""#), ("customer", #""customer":"c""#), ("type", #""type":"x""#),
      ("duration_minutes", #""duration_minutes":30"#), ("windows", #""windows":[[0,3600]]"#),
    ]
    members.removeAll { member.hasPrefix("\"\($0.key)\"") }
    let text = "{" + (members.map(\.text) + [member]).joined(separator: ",") + "}"
    #expect(faults(Appointment.self, text) == expected)
  }

  @Test("all faults of a record show at once, with hints for misspellings")
  func allAtOnce() {
    let text = """
      {"id":"t1","nam":"Anna","home":{"address":"x"},"skills":{"boiler":0},
       "shifts":{"monday":{"start":"17:00","end":"08:00"},"tuesdy":{},
                 "friday":{"start":"08:00","end":"12:00","breaks":[{"earliest":"11:30","latest":"12:00","minutes":45}]}},
       "absences":[{"from":"2026-11-26","to":"2026-11-25"},{"from":"2026-02-30","to":"2026-11-25"}],"email":"nobody"}
      """
    let found = faults { () throws(Faults) in _ = try read(Technician.self, text) }
    #expect(
      places(found) == [
        "missing-field /name", "out-of-range /email", "missing-coordinates /home/location",
        "out-of-range /skills/boiler",
        "bad-window /shifts/monday/end", "unknown-field /shifts/tuesdy", "bad-window /shifts/friday/breaks/0",
        "bad-window /absences/0/to", "not-a-date /absences/1/from", "unknown-field /nam",
      ])
    #expect(found.last?.hint == "Did you mean `name`?")
    #expect(found[5].hint == "Did you mean `tuesday`?")
  }

  @Test("places, addresses and zones are checked")
  func customerFaults() {
    let text = """
      {"id":"c","name":"N","zone":"Europe/Vadutz","contacts":[{"channel":"sms","address":"079 555 01 42"},
       {"channel":"email","address":"a@b@c"},{"channel":"fax","address":"1"}],
       "sites":[{"id":"s","address":"x","location":[47.1,97.5]},{"id":"s","address":"x","location":null},
                {"id":"u","address":"x","location":[9.5]},{"id":"v","address":"x","location":["9.5",47]}]}
      """
    #expect(
      faults(Customer.self, text) == [
        "not-a-zone /zone", "out-of-range /contacts/0/address", "out-of-range /contacts/1/address",
        "out-of-range /contacts/2/channel", "out-of-range /sites/0/location/1", "missing-coordinates /sites/1/location",
        "out-of-range /sites/2/location", "wrong-type /sites/3/location/0",
      ])
    #expect(
      faults(
        Customer.self,
        #"{"id":"c","name":"N","sites":[{"id":"s","address":"x","location":[9,47]},{"id":"s","address":"y","location":[9,47]}]}"#
      )
        == ["duplicate-id /sites/1/id"])
  }

  @Test("too long a text is refused")
  func longText() {
    let long = String(repeating: "x", count: 10_001)
    #expect(faults(Customer.self, #"{"id":"c","name":"N","notes":"\#(long)"}"#) == ["out-of-range /notes"])
  }

  @Test("a record that is no object is refused", arguments: ["[]", "1", "null", "\"x\""])
  func noObject(_ text: String) {
    #expect(faults(Customer.self, text) == ["wrong-type "])
  }

  @Test("the same visit twice in a day in progress is refused, and so are probabilities beyond 1")
  func dayFaults() {
    #expect(
      faults(
        DayInProgress.self,
        #"{"now":0,"quantiles":[0.5,1.5],"routes":[{"technician":"t","visits":[{"id":"v"},{"id":"v"}]}]}"#)
        == ["out-of-range /quantiles/1", "duplicate-id /routes/0/visits/1/id"])
    #expect(
      faults(
        DayInProgress.self, #"{"now":0,"routes":[{"technician":"t","visits":[{"id":"v","attributes":{"x":[]}}]}]}"#)
        == ["wrong-type /routes/0/visits/0/attributes/x"])
  }

  @Test("path and line of the surroundings are put before")
  func surroundings() throws {
    let node = try JSONDocument.parse(#"{"id":1}"#).root
    let found = faults { () throws(Faults) in
      _ = try Form.read(VisitRecord.self, from: node, context: vaduz, path: "/params", line: 12)
    }
    #expect(found.map { "\($0.line ?? 0) \($0.path)" } == ["12 /params/id"])
  }

  @Test("unknown fields are passed over where that is asked for")
  func allowUnknown() throws {
    let node = try JSONDocument.parse(#"{"id":"v","colour":"red","planned":{"x":1}}"#).root
    let record = try Form.read(VisitRecord.self, from: node, context: vaduz, allowUnknown: true)
    #expect(record == VisitRecord(id: "v", technician: ""))
  }

  @Test("a thousand faults are listed, and the last says that there are more")
  func manyFaults() throws {
    let text = "[" + Array(repeating: "1", count: 5000).joined(separator: ",") + "]"
    let found = faults { () throws(Faults) in
      _ = try Form.read(.list(.text), from: JSONDocument.parse(text).root, context: vaduz)
    }
    #expect(found.count == 1000)
    #expect(found.last?.path == "/999")
    #expect(found.last?.message == "There are more faults, which are not listed.")
  }
}
