import PunctualModel

/// A kind of work of the sample firm: what it asks for, and how long it really takes.
struct WorkType: Sendable {
  var id: String
  var title: [Language: String]
  /// Planned lengths, equally likely.
  var minutes: [Int]
  var skills: [SkillNeed]
  var equipment: Equipment
  /// Share of the firm's work, by weight.
  var weight: Double
  /// A fault: more urgent, more frequent and longer in winter.
  var isRepair = false
  /// Actual over planned time: median, spread of the logarithm, and the chance of a heavy overrun.
  var reality: (median: Double, spread: Double, overrun: Double)
}

/// What stands at a site and is worked on.
enum Equipment: Sendable {
  case boiler, heatPump, lift
}

extension WorkType {
  /// The ordinary work. What only the special appointments ask for is in ``special``.
  static let usual: [WorkType] = [
    WorkType(
      id: "boiler-service", title: [.english: "Boiler service", .german: "Heizungswartung"], minutes: [60, 75, 90],
      skills: [SkillNeed("heating", level: 1)], equipment: .boiler, weight: 22, reality: (1.00, 0.18, 0.02)),
    WorkType(
      id: "boiler-repair", title: [.english: "Boiler repair", .german: "Heizungsreparatur"], minutes: [60, 90, 120],
      skills: [SkillNeed("heating", level: 2)], equipment: .boiler, weight: 12, isRepair: true,
      reality: (1.08, 0.38, 0.07)),
    WorkType(
      id: "thermostat", title: [.english: "Heating control set-up", .german: "Einstellung der Heizungsregelung"],
      minutes: [30, 45], skills: [SkillNeed("heating", level: 1), SkillNeed("electrical", level: 1)],
      equipment: .boiler,
      weight: 8, reality: (0.95, 0.25, 0.03)),
    WorkType(
      id: "radiator-balance", title: [.english: "Radiator balancing", .german: "Hydraulischer Abgleich"],
      minutes: [45, 60, 75], skills: [SkillNeed("heating", level: 1)], equipment: .boiler, weight: 8,
      reality: (0.98, 0.22, 0.02)),
    WorkType(
      id: "burner-replacement", title: [.english: "Burner replacement", .german: "Brennertausch"], minutes: [150, 180],
      skills: [SkillNeed("heating", level: 3)], equipment: .boiler, weight: 5, reality: (1.05, 0.22, 0.04)),
    WorkType(
      id: "heat-pump-service", title: [.english: "Heat pump service", .german: "Wartung der Wärmepumpe"],
      minutes: [60, 75, 90], skills: [SkillNeed("heat-pump", level: 1)], equipment: .heatPump, weight: 14,
      reality: (1.03, 0.20, 0.03)),
    WorkType(
      id: "heat-pump-repair", title: [.english: "Heat pump repair", .german: "Reparatur der Wärmepumpe"],
      minutes: [90, 120], skills: [SkillNeed("heat-pump", level: 2), SkillNeed("electrical", level: 1)],
      equipment: .heatPump, weight: 10, isRepair: true, reality: (1.12, 0.40, 0.08)),
    WorkType(
      id: "refrigerant-check", title: [.english: "Refrigerant leak check", .german: "Dichtheitsprüfung Kältemittel"],
      minutes: [45, 60], skills: [SkillNeed("refrigerant", level: 1)], equipment: .heatPump, weight: 16,
      reality: (1.00, 0.15, 0.02)),
    WorkType(
      id: "lift-inspection", title: [.english: "Lift inspection", .german: "Liftprüfung"], minutes: [45, 60],
      skills: [SkillNeed("lift", level: 2)], equipment: .lift, weight: 12, reality: (1.00, 0.12, 0.01)),
    WorkType(
      id: "lift-maintenance", title: [.english: "Lift maintenance", .german: "Liftwartung"],
      minutes: [60, 75, 90, 120],
      skills: [SkillNeed("lift", level: 1)], equipment: .lift, weight: 14, reality: (1.02, 0.17, 0.02)),
    WorkType(
      id: "lift-repair", title: [.english: "Lift repair", .german: "Liftreparatur"], minutes: [60, 90, 120],
      skills: [SkillNeed("lift", level: 2), SkillNeed("electrical", level: 2)], equipment: .lift, weight: 8,
      isRepair: true, reality: (1.10, 0.36, 0.07)),
  ]

  /// Work for two technicians at once.
  static let special: [WorkType] = [
    WorkType(
      id: "lift-door-exchange", title: [.english: "Lift door exchange", .german: "Austausch der Lifttür"],
      minutes: [150], skills: [SkillNeed("lift", level: 2)], equipment: .lift, weight: 0, reality: (1.05, 0.20, 0.03)),
    WorkType(
      id: "boiler-exchange", title: [.english: "Boiler exchange", .german: "Kesseltausch"], minutes: [180],
      skills: [SkillNeed("heating", level: 2)], equipment: .boiler, weight: 0, reality: (1.05, 0.20, 0.04)),
  ]

  static let byID = Dictionary(uniqueKeysWithValues: (usual + special).map { ($0.id, $0) })
}
