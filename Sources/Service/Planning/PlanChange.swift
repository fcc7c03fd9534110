import PunctualModel
import PunctualWire

/// One difference between two plans of a day.
public struct PlanChange: Hashable, Sendable {
  /// What became of the visit.
  public enum Kind: String, CaseIterable, Sendable {
    case added
    /// To another technician.
    case moved
    /// The same technician, another time.
    case retimed
    case removed
  }

  public var kind: Kind
  public var visit: String
  public var fromTechnician: String?
  public var toTechnician: String?
  public var fromStart: Instant?
  public var toStart: Instant?

  /// What differs, by visit id. Less than five minutes is no change.
  static func between(_ before: [TechnicianDay], _ after: [TechnicianDay]) -> [PlanChange] {
    let old = before.flatMap(\.visits).keyed(by: \.id)
    let new = after.flatMap(\.visits).keyed(by: \.id)
    return Set(old.keys).union(new.keys).sorted().compactMap { id in
      let (was, is_) = (old[id], new[id])
      let kind: Kind
      switch (was, is_) {
      case (nil, _): kind = .added
      case (_, nil): kind = .removed
      case (let was?, let is_?):
        if was.technician != is_.technician {
          kind = .moved
        } else if let a = was.planned.start, let b = is_.planned.start, abs(a - b) >= 300 {
          kind = .retimed
        } else {
          return nil
        }
      }
      return PlanChange(
        kind: kind, visit: id, fromTechnician: was?.technician, toTechnician: is_?.technician,
        fromStart: was?.planned.start, toStart: is_?.planned.start)
    }
  }
}

extension PlanChange: WireForm {
  public static let formName = "plan_change"
  public static let formSummary = "One difference between two plans of a day."

  public init(from fields: inout FieldReader) {
    kind = fields.required("kind", .choice(Kind.self), "What changed.")
    visit = fields.required("visit", .id, "The visit.")
    fromTechnician = fields.optional("from_technician", .id, "Who had it.")
    toTechnician = fields.optional("to_technician", .id, "Who has it now.")
    fromStart = fields.optional("from_start", .time, "When it was planned to start.")
    toStart = fields.optional("to_start", .time, "When it is planned to start now.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("kind", .choice(Kind.self), kind)
    fields.put("visit", .id, visit)
    fields.put("from_technician", .id, fromTechnician)
    fields.put("to_technician", .id, toTechnician)
    fields.put("from_start", .time, fromStart)
    fields.put("to_start", .time, toStart)
  }
}
