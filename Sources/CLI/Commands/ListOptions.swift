import ArgumentParser
import PunctualModel
import PunctualService
import PunctualWire

/// The options that say which records of a kind are listed.
protocol ListNarrowing: ParsableArguments {
  associatedtype Query: RecordQuery

  func query(_ context: WireContext) throws -> Query
}

/// The options that every list has.
struct ListPart: ParsableArguments {
  @Option(help: "Only those after this id, to read a long list in parts.") var after: String?
  @Option(help: "So many at most.") var limit: Int?
}

struct TechnicianNarrowing: ListNarrowing {
  @Option(help: "Only those who have this skill.") var skill: String?
  @Option(help: "Words that stand in id, name, e-mail, phone or home.") var text: String?

  func query(_ context: WireContext) -> TechnicianQuery {
    var query = TechnicianQuery()
    (query.skill, query.text) = (skill, text)
    return query
  }
}

struct CustomerNarrowing: ListNarrowing {
  @Option(help: "Only those of this service tier.") var tier: String?
  @Option(help: "Only those with a site in this area.") var area: String?
  @Option(help: "Words that stand in id, name, contacts, addresses or notes.") var text: String?

  func query(_ context: WireContext) -> CustomerQuery {
    var query = CustomerQuery()
    (query.tier, query.area, query.text) = (tier, area, text)
    return query
  }
}

struct AppointmentNarrowing: ListNarrowing {
  @Option(help: "Only those planned on this day; else promised for it; else possible on it. `tomorrow` will do.")
  var date: String?
  @Option(help: "Of so many days from --date on.") var days: Int?
  @Option(
    name: .customLong("stage"), parsing: .upToNextOption,
    help: "Only those that stand there: \(Stage.allCases.map(\.rawValue).joined(separator: ", ")).")
  var stages: [String] = []
  @Option(help: "Only those of this customer.") var customer: String?
  @Option(help: "Only those on this technician's days, or pinned there.") var technician: String?
  @Option(help: "Only those of customers of this service tier.") var tier: String?
  @Option(help: "Only those at sites of this area.") var area: String?
  @Option(help: "Only this kind of work.") var type: String?
  @Option(help: "Words that stand in id, title, notes or the customer's name.") var text: String?

  func validate() throws {
    if days != nil && date == nil { throw ValidationError("--days counts from --date, which is missing.") }
  }

  func query(_ context: WireContext) throws -> AppointmentQuery {
    var query = AppointmentQuery()
    query.date = try context.date(date, option: "--date")
    query.days = days ?? 1
    query.stages = try stages.map { try ImportCommand.choice($0, "--stage") }
    (query.customer, query.technician, query.tier) = (customer, technician, tier)
    (query.area, query.type, query.text) = (area, type, text)
    return query
  }
}
