/// Ten kinds of bad input, as a line of NDJSON and as a parameter of `records.import`.
struct BadInput: Sendable, CustomStringConvertible {
  var description: String
  /// What is sent; each line but one is sound, or would be.
  var lines: [String]
  /// The section of a document of records that such records stand in; nil where it is no JSON at all.
  var section: String?
  var code: String
  /// Below the record.
  var path: String
  var line = 1
  /// Of the record in its section, for `rpc`.
  var index = 0
  /// Where `rpc`, whose lines may be longer, says something else.
  var rpc: (code: String, path: String)?

  static let all = [
    BadInput(
      description: "not JSON", lines: [#"{"kind":"customer","id":"c900",oops}"#], section: nil, code: "not-json",
      path: ""
    ),
    BadInput(
      description: "an unknown skill", lines: [appointment(#""skills":[{"name":"welding"}]"#)], section: "appointments",
      code: "unknown-skill", path: "/skills/0/name"),
    BadInput(
      description: "a window that ends before it starts",
      lines: [appointment(windows: #"[["2026-11-23T11:00:00+01:00","2026-11-23T09:00:00+01:00"]]"#)],
      section: "appointments", code: "bad-window", path: "/windows/0"),
    BadInput(
      description: "a duplicate id", lines: [appointment(), appointment()], section: "appointments",
      code: "duplicate-id", path: "/id", line: 2, index: 1),
    BadInput(
      description: "missing coordinates",
      lines: [customer(#""sites":[{"id":"s1","address":"Aeulestrasse 1, Vaduz"}]"#)],
      section: "customers", code: "missing-coordinates", path: "/sites/0/location"),
    BadInput(
      description: "a line of 10 MB", lines: [customer(#""notes":"\#(String(repeating: "x", count: 10 << 20))""#)],
      section: "customers", code: "too-large", path: "", rpc: ("out-of-range", "/notes")),
    BadInput(
      description: "a wrong type deep inside",
      lines: [
        #"{"kind":"technician","id":"t90","name":"T","home":{"address":"A","location":[9.5,47.1]},"shifts":{"monday":"#
          + #"{"start":"08:00","end":"17:00","breaks":[{"earliest":"12:00","latest":"13:00","minutes":"thirty"}]}}}"#
      ],
      section: "technicians", code: "wrong-type", path: "/shifts/monday/breaks/0/minutes"),
    BadInput(
      description: "an impossible date",
      lines: [appointment(windows: #"[["2026-02-30T09:00:00+01:00","2026-03-01T09:00:00+01:00"]]"#)],
      section: "appointments", code: "not-a-time", path: "/windows/0/0"),
    BadInput(
      description: "an unknown time zone", lines: [customer(#""zone":"Europe/Atlantis""#)], section: "customers",
      code: "not-a-zone", path: "/zone"),
    BadInput(
      description: "a negative duration", lines: [appointment(duration: "-5")], section: "appointments",
      code: "out-of-range", path: "/duration_minutes"),
  ]

  private static func customer(_ member: String) -> String { #"{"kind":"customer","id":"c900","name":"C",\#(member)}"# }

  private static func appointment(
    _ member: String? = nil, windows: String = #"[["2026-11-23T09:00:00+01:00","2026-11-23T11:00:00+01:00"]]"#,
    duration: String = "60"
  ) -> String {
    #"{"kind":"appointment","id":"a900","customer":"c001","type":"boiler-service","duration_minutes":\#(duration),"#
      + #""windows":\#(windows)\#(member.map { "," + $0 } ?? "")}"#
  }

  /// The records as `rpc` takes them.
  var request: String {
    guard let section else {
      return #"{"jsonrpc":"2.0","id":7,"method":"records.import","params":{"records":\#(lines[0])}}"#
    }
    let records = lines.map { line in
      ["customer", "appointment", "technician"].reduce(line) { $0.replacing(#""kind":"\#($1)","#, with: "") }
    }
    return #"{"jsonrpc":"2.0","id":7,"method":"records.import","params":{"records":{"\#(section)":"#
      + "[\(records.joined(separator: ","))]}}}"
  }
}

/// Bad problems of `solve`, with what the answer says.
struct BadProblem: Sendable, CustomStringConvertible {
  var description: String
  var text: String
  var code: String
  var path: String

  static let all = [
    BadProblem(description: "not JSON", text: "{oops}", code: "not-json", path: ""),
    BadProblem(description: "nothing at all", text: "", code: "not-json", path: ""),
    BadProblem(
      description: "a skill that is no number", text: problem(#""id":1,"location":[9.5,47.1],"skills":["welding"]"#),
      code: "wrong-type", path: "/jobs/0/skills/0"),
    BadProblem(
      description: "a window that ends before it starts",
      text: problem(#""id":1,"location":[9.5,47.1],"time_windows":[[200,100]]"#), code: "bad-window",
      path: "/jobs/0/time_windows/0"),
    BadProblem(
      description: "a duplicate id", text: problem(#""id":1,"location":[9.5,47.1]},{"id":1,"location":[9.5,47.2]"#),
      code: "duplicate-id", path: "/jobs/1/id"),
    BadProblem(
      description: "missing coordinates", text: problem(#""id":1"#), code: "missing-coordinates", path: "/jobs/0"),
    BadProblem(
      description: "a line of 10 MB",
      text: problem(#""id":1,"location":[9.5,47.1],"service":"\#(String(repeating: "x", count: 10 << 20))""#),
      code: "wrong-type", path: "/jobs/0/service"),
    BadProblem(
      description: "a wrong type deep inside",
      text: #"{"jobs":[],"vehicles":[{"id":1,"start":[9.5,47.1],"breaks":[{"id":1,"time_windows":[[0,"noon"]]}]}]}"#,
      code: "wrong-type", path: "/vehicles/0/breaks/0/time_windows/0/1"),
    BadProblem(
      description: "a negative duration", text: problem(#""id":1,"location":[9.5,47.1],"service":-5"#),
      code: "out-of-range", path: "/jobs/0/service"),
  ]

  private static func problem(_ job: String) -> String {
    #"{"jobs":[{\#(job)}],"vehicles":[{"id":1,"start":[9.5,47.1]}]}"#
  }
}
