/// Every code that an error can carry. `docs/errors.md` is generated from this list.
public enum FaultCode: String, CaseIterable, Sendable, Codable {
  case usage
  case notJSON = "not-json"
  case notCSV = "not-csv"
  case tooLarge = "too-large"
  case tooDeep = "too-deep"
  case wrongType = "wrong-type"
  case missingField = "missing-field"
  case unknownField = "unknown-field"
  case outOfRange = "out-of-range"
  case notATime = "not-a-time"
  case notADate = "not-a-date"
  case notAZone = "not-a-zone"
  case badWindow = "bad-window"
  case duplicateID = "duplicate-id"
  case unknownReference = "unknown-reference"
  case unknownSkill = "unknown-skill"
  case missingCoordinates = "missing-coordinates"
  case missingMatrix = "missing-matrix"
  case unsupported
  case badRecord = "bad-record"
  case badTemplate = "bad-template"
  case notFound = "not-found"
  case impossibleStep = "impossible-step"
  case conflict
  case slotTaken = "slot-taken"
  case stillUsed = "still-used"
  case unreachable
  case routerUnavailable = "router-unavailable"
  case busy
  case notPermitted = "not-permitted"
  case storage
  case newerSchema = "newer-schema"
  case unknownMethod = "unknown-method"
  case badRequest = "bad-request"
  case internalError = "internal"

  /// What kind of trouble it is: decides the exit code and whether trying again can help.
  public var category: FaultCategory {
    switch self {
    case .usage: .usage
    case .routerUnavailable: .unavailable
    case .busy: .busy
    case .notPermitted: .notPermitted
    case .storage, .newerSchema, .internalError: .failure
    default: .data
    }
  }

  /// What it means and what to do, for the error index.
  public var meaning: String {
    switch self {
    case .usage: "The command line is not one that the command takes. `--help` lists what it takes."
    case .notJSON: "The input is not JSON (RFC 8259). The message gives the byte and what was expected there."
    case .notCSV: "The input is not CSV with a header line, or a row has more cells than the header."
    case .tooLarge: "A line or a document is longer than the limit. Split it."
    case .tooDeep: "Arrays and objects are nested deeper than the limit."
    case .wrongType: "A value has another type than the field takes."
    case .missingField: "A field that must be given is not."
    case .unknownField: "The form has no such field; most often a misspelling."
    case .outOfRange: "A number or a length is outside what the field allows."
    case .notATime: "Not a time: RFC 3339 with an offset (`2026-11-23T09:00:00+01:00`) or a form that the field lists."
    case .notADate: "Not a day of the calendar in the form `2026-11-23`."
    case .notAZone: "Not a time zone of the IANA database, such as `Europe/Vaduz`."
    case .badWindow: "A window ends before it starts, or windows of one record overlap or are out of order."
    case .duplicateID: "Two records of one kind have the same id."
    case .unknownReference: "A record names another one that is neither in the input nor in the workspace."
    case .unknownSkill:
      "An appointment needs a skill that no technician has. Add it to a technician, or correct its name."
    case .missingCoordinates: "A place has no coordinates, and they are needed to estimate travel."
    case .missingMatrix: "No matrix is given for a profile, and travel cannot be estimated without coordinates."
    case .unsupported: "The input uses a feature that this version does not have. Nothing is ignored silently."
    case .badRecord:
      "A past visit contradicts itself (a finish before its start, a visit of 40 hours) and was set aside."
    case .badTemplate: "A template names an unknown variable, or a message lacks one that its template needs."
    case .notFound: "No record has this id."
    case .impossibleStep: "The life cycle does not allow this step from where the appointment stands."
    case .conflict: "Somebody else changed the record since it was read. Read it again, then decide."
    case .slotTaken: "The slot was offered, but is no longer free. Ask for a new offer."
    case .stillUsed: "Other records still refer to this one, so it cannot be removed."
    case .unreachable: "No way leads from one place to another."
    case .routerUnavailable: "The routing service did not answer, or not with what was asked."
    case .busy: "Another process holds the database. Try again."
    case .notPermitted: "The file or folder may not be read or written."
    case .storage: "The database could not do what was asked; the message says what it said."
    case .newerSchema: "The database was made by a newer version of Punctual. Update the program."
    case .unknownMethod: "No such method. `rpc.discover` lists them."
    case .badRequest: "Not a JSON-RPC 2.0 request."
    case .internalError: "A fault in Punctual itself. Please report it with the message."
    }
  }
}

/// The kinds of trouble that the exit codes tell apart.
public enum FaultCategory: String, Sendable {
  case usage, data, unavailable, busy, notPermitted, failure

  /// The process's exit code (`sysexits.h`): 64, 65, 69, 75, 77, 1.
  public var exitCode: Int32 {
    switch self {
    case .usage: 64
    case .data: 65
    case .unavailable: 69
    case .busy: 75
    case .notPermitted: 77
    case .failure: 1
    }
  }

  /// Whether the same request may succeed later, unchanged.
  public var retryable: Bool { self == .busy || self == .unavailable }
}
