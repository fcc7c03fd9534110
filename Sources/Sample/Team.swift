import PunctualModel

/// The fourteen technicians.
enum Team {
  static func technicians(seed: UInt64) -> [Technician] {
    members.enumerated().map { index, member in
      let number = index + 1
      let id = "t\(padded(number, 2))"
      var random = Generator(seed: seed, "technician \(id)")
      let municipality = Municipality.byName[member.lives] ?? Municipality.all[0]
      return Technician(
        id: id, name: member.name, phone: Reserved.mobile(980 + index),
        email: "\(Names.folded(member.name)).team@example.com", photo: "https://example.com/team/\(id).jpg",
        home: Place(
          address:
            "\(random.pick(Names.streets)) \(random.integer(1...48)), \(municipality.postCode) \(municipality.name)",
          coordinate: municipality.point(&random)),
        skills: member.skills, shifts: member.hours.shifts, absences: member.absences, pace: member.pace,
        maxVisits: member.hours == .partTime ? 4 : nil)
    }
  }

  /// The one who alone is certified for refrigerants, and is on leave on the Wednesday of the week.
  static let onLeave = "t09"
  static let leaveDay = SampleFirm.firstDay.adding(days: 2)

  /// Who works together where two are needed: both have what the work asks for.
  static let liftPair = ["t04", "t10"]
  static let heatingPair = ["t01", "t03"]

  private struct Member {
    var name: String
    var lives: String
    var skills: [String: Int]
    var hours = Hours.standard
    var pace = 1.0
    var absences: [Absence] = []
  }

  private enum Hours {
    case early, standard, late, partTime

    var shifts: [Weekday: Shift] {
      let lunch = ShiftBreak(earliest: time(11, 30), latest: time(13), minutes: 45)
      let (days, shift): (Int, Shift) =
        switch self {
        case .early: (5, Shift(start: time(7), end: time(16), breaks: [lunch]))
        case .standard: (5, Shift(start: time(7, 30), end: time(16, 30), breaks: [lunch]))
        case .late: (5, Shift(start: time(8), end: time(17), breaks: [lunch]))
        // Five hours ask for no lunch break.
        case .partTime: (4, Shift(start: time(8), end: time(13)))
        }
      return Dictionary(uniqueKeysWithValues: Weekday.allCases.prefix(days).map { ($0, shift) })
    }
  }

  private static let members = [
    Member(name: "Anna Beckenried", lives: "Vaduz", skills: ["heating": 3, "electrical": 1]),
    Member(
      name: "Bruno Marthaler", lives: "Schaan", skills: ["heating": 3, "heat-pump": 1], hours: .early, pace: 0.95),
    Member(name: "Carla Haselwander", lives: "Eschen", skills: ["heating": 2, "electrical": 2]),
    Member(name: "Dominic O'Neill", lives: "Triesen", skills: ["lift": 3, "electrical": 2], hours: .early),
    Member(name: "Elif Kayali", lives: "Balzers", skills: ["heat-pump": 3, "heating": 2, "electrical": 1]),
    Member(name: "Fabian Öhlinger", lives: "Mauren", skills: ["heating": 2], pace: 1.05),
    Member(name: "Gian-Luca Rischatsch", lives: "Schaan", skills: ["lift": 2, "electrical": 2]),
    Member(name: "Hannah Wolfsgruber", lives: "Triesen", skills: ["heating": 1, "electrical": 1], hours: .partTime),
    Member(
      name: "Ivo Kienast", lives: "Ruggell", skills: ["heat-pump": 3, "refrigerant": 1, "heating": 1, "electrical": 1],
      absences: [Absence(from: leaveDay, to: leaveDay, reason: "leave")]),
    Member(name: "Jana D'Angelo", lives: "Vaduz", skills: ["lift": 3, "electrical": 2, "heating": 1]),
    Member(
      name: "Karim Ben Youssef", lives: "Gamprin", skills: ["heating": 2, "heat-pump": 2, "electrical": 1], hours: .late
    ),
    Member(name: "Lena Müller-Frickenhaus", lives: "Eschen", skills: ["lift": 2, "electrical": 1]),
    Member(name: "Marco Selenko", lives: "Triesenberg", skills: ["heating": 2, "heat-pump": 1], pace: 1.1),
    Member(
      name: "Nora Åkesson", lives: "Balzers", skills: ["lift": 2, "heat-pump": 1, "electrical": 2], hours: .late),
  ]
}

/// Addresses that reach nobody.
enum Reserved {
  /// Ofcom's mobile numbers for drama, +44 7700 900000 to 900999: nobody has them. Liechtenstein reserves no such range.
  static func mobile(_ number: Int) -> String { "+447700900\(padded(number, 3))" }

  /// North American numbers for fiction, 555-0100 to 555-0199, with Washington's area code.
  static func american(_ number: Int) -> String { "+1202555\(padded(100 + number, 4))" }

  /// RFC 2606.
  static let mailDomains = ["example.com", "example.org", "example.net"]
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
