import PunctualModel
import Testing

@testable import PunctualSample

@Suite("The firm, its team and its customers")
struct FirmTests {
  @Test("the same seed gives an equal firm, another seed another one")
  func determinism() {
    #expect(SampleFirm.make(seed: SampleFirm.defaultSeed) == firm)
    #expect(SampleFirm.make(seed: 7) != firm)
  }

  @Test("the default seed still means the same firm")
  func golden() {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func fold(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    for technician in firm.technicians { fold(technician.id + technician.name) }
    for customer in firm.customers { fold(customer.id + customer.name + customer.sites.map(\.id).joined()) }
    for appointment in firm.appointments {
      fold(appointment.id + appointment.site + appointment.type)
      for window in appointment.windows { fold(String(window.start.epochSeconds)) }
    }
    for record in firm.history { fold(record.id + record.technician + (record.site ?? "")) }
    #expect(firm.appointments.count == 343)
    #expect(firm.history.count == 14_945)
    #expect(hash == 7_788_718_385_887_837_125)
  }

  @Test("other seeds give firms of the same kind", arguments: [1, 42, UInt64.max])
  func otherSeeds(seed: UInt64) {
    let other = SampleFirm.make(seed: seed)
    #expect(other.customers.count == 220 && other.technicians.count == 14 && other.unplaceable.count == 4)
    #expect((320...380).contains(other.appointments.count))
    #expect(other.appointments.count { $0.crew == 2 } == 2)
    #expect((14_000...16_000).contains(other.history.count))
    let late = other.history.count { record in
      guard let start = record.actual.start, let promised = record.promised else { return false }
      return start > promised.end
    }
    #expect((0.1...0.2).contains(Double(late) / Double(other.history.count)))
  }

  @Test("ids are unique and every reference leads somewhere")
  func references() {
    #expect(Set(firm.technicians.map(\.id)).count == 14)
    #expect(Set(firm.customers.map(\.id)).count == 220)
    #expect(sites.count == firm.customers.reduce(0) { $0 + $1.sites.count })
    #expect(Set(firm.appointments.map(\.id)).count == firm.appointments.count)
    #expect(Set(firm.history.map(\.id)).count == firm.history.count)
    let customers = Dictionary(uniqueKeysWithValues: firm.customers.map { ($0.id, $0) })
    let tiers = Set(firm.organisation.tiers.map(\.name))
    for customer in firm.customers { #expect(tiers.contains(customer.tier)) }
    for appointment in firm.appointments {
      #expect(customers[appointment.customer]?.site(appointment.site) != nil)
    }
    let technicians = Set(firm.technicians.map(\.id))
    for record in firm.history {
      #expect(technicians.contains(record.technician))
      #expect(sites[record.site ?? ""]?.area == record.area)
    }
  }

  @Test("all points lie in Liechtenstein's box, near a municipality, and no two sites share one")
  func places() {
    let coordinates = sites.values.map(\.place.coordinate) + firm.technicians.map(\.home.coordinate)
    for point in coordinates {
      #expect((9.47...9.64).contains(point.longitude) && (47.05...47.27).contains(point.latitude))
      #expect(Municipality.all.contains { $0.centre.metres(to: point) <= $0.reach + 2 })
    }
    #expect(Set(sites.values.map(\.place.coordinate)).count == sites.count)
    #expect(Set(sites.values.map(\.area)).count == Municipality.all.count)
  }

  @Test("phone numbers and mail domains are from the reserved ranges only")
  func reserved() {
    let contacts = firm.customers.flatMap(\.contacts)
    let phones =
      contacts.filter { $0.channel == .sms }.map(\.address) + firm.technicians.compactMap(\.phone)
    for phone in phones {
      let isBritish = phone.hasPrefix("+447700900") && phone.count == 13
      let isAmerican = phone.hasPrefix("+120255501") && phone.count == 12
      #expect(isBritish || isAmerican, "\(phone)")
    }
    #expect(Set(phones).count == phones.count)
    #expect(firm.organisation.phone?.hasPrefix("+442079460") == true)
    let mails =
      contacts.filter { $0.channel == .email }.map(\.address) + firm.technicians.compactMap(\.email)
      + [firm.organisation.email ?? ""]
    for mail in mails {
      let parts = mail.split(separator: "@")
      #expect(parts.count == 2 && Reserved.mailDomains.contains(String(parts[1])), "\(mail)")
      #expect(mail.utf8.allSatisfy { $0 > 32 && $0 < 127 } && !mail.contains("..") && !mail.contains(".@"), "\(mail)")
    }
    #expect(Set(mails).count == mails.count)
  }

  @Test("customers have contacts, two languages, three tiers, some consents withheld, some with two sites")
  func customers() {
    let all = firm.customers
    #expect(all.allSatisfy { !$0.contacts.isEmpty && !$0.sites.isEmpty })
    #expect(Set(all.map(\.language)) == [.english, .german])
    #expect(Set(all.map(\.tier)) == ["gold", "silver", "standard"])
    #expect((25...60).contains(all.count { $0.sites.count == 2 }))
    #expect((5...40).contains(all.count { customer in customer.contacts.allSatisfy { !$0.consent } }))
    #expect(all.flatMap(\.contacts).count { !$0.consent } > 40)
    let abroad = all.filter { $0.zone.name != "Europe/Vaduz" }
    #expect(Set(abroad.map(\.zone.name)) == ["Europe/London", "America/New_York", "Asia/Singapore"])
    #expect((3...8).contains(abroad.count))
    #expect(Set(all.map(\.name)).count == all.count)
  }

  @Test("names are varied: an apostrophe, an umlaut, a hyphen, a very long one")
  func names() {
    let names = firm.customers.map(\.name) + firm.technicians.map(\.name)
    #expect(names.contains { $0.contains("O'") })
    #expect(names.contains { $0.contains("ü") })
    #expect(names.contains { $0.contains("-") })
    #expect(names.contains { $0.count > 60 })
  }

  @Test("the team: shifts with lunch, one part-timer, one on leave on Wednesday, every needed skill")
  func team() {
    let wednesday = SampleFirm.week[2]
    #expect(wednesday.description == "2026-11-25" && wednesday.weekday == .wednesday)
    #expect(firm.technicians.filter { $0.shift(on: wednesday) == nil }.map(\.id) == [Team.onLeave])
    let partTimers = firm.technicians.filter { $0.shifts.count < 5 }
    #expect(partTimers.count == 1)
    for technician in firm.technicians where technician.id != partTimers.first?.id {
      #expect(technician.shifts.values.allSatisfy { $0.breaks.count == 1 && $0.breaks[0].minutes == 45 })
    }
    #expect(Set(firm.technicians.flatMap { $0.shifts.values.map(\.start) }).count > 2)
    for type in WorkType.usual {
      #expect(firm.technicians.contains { type.skills.allSatisfy($0.has) }, "\(type.id)")
    }
    let certified = firm.technicians.filter { $0.skills["refrigerant"] != nil }
    #expect(certified.map(\.id) == [Team.onLeave])
  }

  @Test("tiers state their standards, the best first")
  func tiers() {
    let tiers = firm.organisation.tiers
    #expect(tiers.map(\.name) == ["gold", "silver", "standard"])
    #expect(tiers.map(\.windowMinutes) == [60, 120, 240])
    #expect(tiers.map(\.promiseChance) == tiers.map(\.promiseChance).sorted(by: >))
  }
}
