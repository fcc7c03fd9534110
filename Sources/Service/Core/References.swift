import PunctualModel
import PunctualStore

/// Checks what a record names against what is there, and fills in what follows from it.
struct References {
  private let reader: any StoreReading
  private let knownSkills: Set<String>
  private let knownTiers: [String]

  /// Of what is there now: technicians and tiers that come later are not known.
  init(_ reader: any StoreReading) throws {
    self.reader = reader
    knownSkills = Set(try reader.technicians().flatMap(\.skills.keys))
    knownTiers = try reader.organisation().tiers.map(\.name)
  }

  func complete<Kind: StoredRecord>(_ record: Kind) throws -> Kind {
    var record = record
    var faults: [Fault] = []
    if var appointment = record as? Appointment {
      faults = try complete(&appointment)
      if let same = appointment as? Kind { record = same }
    } else if let customer = record as? Customer {
      faults = try check(customer)
    }
    if !faults.isEmpty { throw Faults(faults) }
    return record
  }

  func check(_ customer: Customer) throws -> [Fault] {
    guard !knownTiers.contains(customer.tier) else { return [] }
    return [
      Fault(
        .unknownReference, path: "/tier", "There is no service tier \"\(customer.tier)\".",
        hint: "The organisation's tiers are \(knownTiers.joined(separator: ", ")).")
    ]
  }

  /// An appointment without a site takes its customer's only one, and one without a title is called by its type.
  func complete(_ appointment: inout Appointment) throws -> [Fault] {
    var faults: [Fault] = []
    if appointment.title.isEmpty { appointment.title = appointment.type }
    if let customer = try reader.customer(appointment.customer) {
      if appointment.site.isEmpty, customer.sites.count == 1 {
        appointment.site = customer.sites[0].id
      } else if customer.site(appointment.site) == nil {
        faults.append(
          Fault(
            .unknownReference, path: "/site",
            appointment.site.isEmpty
              ? "Customer \(customer.id) has \(customer.sites.count) sites, so the site must be named."
              : "Customer \(customer.id) has no site \(appointment.site).",
            hint: "Its sites are: \(customer.sites.map(\.id).joined(separator: ", "))."))
      }
    } else {
      faults.append(
        Fault(
          .unknownReference, path: "/customer", "There is no customer \(appointment.customer).",
          hint: "Add the customer first, or in the same file."))
    }
    for (index, need) in appointment.skills.enumerated() where !knownSkills.contains(need.name) {
      faults.append(
        Fault(
          .unknownSkill, path: "/skills/\(index)/name", "No technician has a skill \"\(need.name)\".",
          hint: "Known skills: \(knownSkills.sorted().joined(separator: ", "))."))
    }
    if let technician = appointment.pin?.technician, try reader.technician(technician) == nil {
      faults.append(Fault(.unknownReference, path: "/pin/technician", "There is no technician \(technician)."))
    }
    return faults
  }
}
