import PunctualModel
import PunctualService

/// What came of a simulated month: a column a policy.
enum SimulationText {
  static func text(_ report: SimulationReport, _ style: Style) -> String {
    guard let first = report.policies.first else { return "nothing was simulated" }
    var table = Table([.init("", flexible: true)] + report.policies.map { .init(title($0.policy), right: true) })
    func row(_ title: String, _ figure: (SimulatedOutcome) -> String) {
      table.rows.append([title] + report.policies.map(figure))
    }
    row("promises kept") { share($0.kept, $0.promises) }
    row("  broken, by how much") { "\($0.promises - $0.kept) · \(Style.duration($0.meanLateSeconds))" }
    row("  of them, nobody came that day") { "\($0.missed)" }
    row("broken, told 30 min ahead or more") { share($0.toldInTime, broken($0)) }
    row("  of them by telephone") { "\($0.toldByCall)" }
    row("  in writing, of those who may be written to") { share($0.toldInTime - $0.toldByCall, $0.brokenConsenting) }
    row("  of those who may be written to or called") { share($0.toldInTime, $0.brokenReachable) }
    row("  told as early as the tier states") { share($0.toldByStandard, broken($0)) }
    row("  told before the promise ended") { share($0.toldBefore, broken($0)) }
    row("told of a delay, and it was kept") { share($0.falseAlarms, $0.kept) }
    row("  as a share of all who were told") { share($0.falseAlarms, $0.alarms) }
    row("messages a visit beyond confirmation") { hundredths($0.messages, $0.promises) }
    row("calls to customers, a day") { hundredths($0.calls, report.workingDays) }
    row("messages to the office, a day") { hundredths($0.officeMessages, report.workingDays) }
    row("visits moved") { "\($0.moves)" }
    row("endangered, kept by a move unnoticed") { $0.endangered == 0 ? "" : share($0.recovered, $0.endangered) }
    row("broken if nobody acts, kept unnoticed") { outcome in
      outcome.brokenIfSilent.map { share(outcome.savedQuietly ?? 0, $0) } ?? ""
    }
    row("kept if nobody acts, broken here") { $0.newlyBroken.map { "\($0)" } ?? "" }
    let head = style.ink(
      "\(report.workingDays) working days from \(report.from) to \(report.to), \(first.promises) promises, seed "
        + "\(report.seed)", .bold)
    return head + "\n\n" + table.text(style, indent: 2) + "\n\n"
      + Style.wrap(meaning, style.width).map { style.ink($0, .dim) }.joined(separator: "\n")
  }

  /// What the figures count.
  private static let meaning = """
    Kept: somebody, of a crew everybody, was there before the promise ended; where nobody opened, too. Told: the last word \
    that stood half an hour before the promise ended was of a delay, or of nobody coming; of all broken promises, those of \
    customers who may not be written to included. By telephone: one dispatcher takes a request up after two minutes, speaks \
    for four, and reaches three of four. Told and kept: a false alarm, also where it was taken back in time. \
    Endangered: in danger at some step, by the chance from which customers are told at the earliest, or with nobody planned; \
    broken; or broken where nobody acts. Kept by a move unnoticed: of these, the ones that a move brought out of danger, that \
    were kept, and whose customers heard of no delay.
    """

  private static func broken(_ outcome: SimulatedOutcome) -> Int { outcome.promises - outcome.kept }

  private static func title(_ policy: String) -> String {
    switch policy {
    case "silent": "tell nobody"
    case "schedule": "by schedule"
    default: "Punctual"
    }
  }

  private static func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "" : "\(Style.tenths(100 * Double(part) / Double(whole))) % (\(part))"
  }

  private static func hundredths(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "" }
    let hundredths = (part * 100 + whole / 2) / whole
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
