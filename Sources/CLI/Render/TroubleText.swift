import PunctualModel
import PunctualService

/// What goes wrong again and again, with counts beside what is expected.
enum TroubleText {
  static func text(_ report: TroubleReport, _ style: Style) -> String {
    let head = style.ink("What goes wrong again and again, \(report.from) to \(report.to)", .bold)
    let all = report.counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
    let looked = "  \(Style.count(report.visits, "visit"))" + (all.isEmpty ? "" : ": \(all.joined(separator: ", "))")
    guard !report.items.isEmpty else {
      return [head, looked, "  nothing stands out among \(report.tested) groups"].joined(separator: "\n")
    }
    var lines = [head, looked]
    for subject in TroubleSubject.allCases {
      let items = report.items.filter { $0.subject == subject }
      if items.isEmpty { continue }
      var table = Table([
        .init(title(subject), flexible: true), .init("trouble"), .init("count", right: true),
        .init("visits", right: true), .init("expected", right: true), .init("times", right: true), .init("trend"),
        .init("newest"),
      ])
      for item in items.prefix(12) {
        table.rows.append([
          name(item), item.kind.rawValue, "\(item.count)", "\(item.visits)", Style.tenths(item.expected),
          Style.tenths(item.ratio), item.trend.rawValue,
          item.examples.first ?? "",
        ])
      }
      lines += ["", table.text(style, indent: 2)]
      if items.count > 12 { lines.append("  and \(items.count - 12) more; --json has them all") }
    }
    lines += [
      "",
      "  Expected: what the same kinds of work show elsewhere. Of \(report.tested) groups looked at, those are shown that "
        + "chance would hardly make; about one in ten may still be chance.",
    ]
    return lines.joined(separator: "\n")
  }

  /// What tells it from the others comes first, for the end may be cut.
  private static func name(_ item: Trouble) -> String {
    switch item.subject {
    case .site: "\(item.name) \(item.label)"
    case .pairing: "\(item.name) \(item.type ?? "")"
    case .type, .part: item.label
    }
  }

  private static func title(_ subject: TroubleSubject) -> String {
    switch subject {
    case .site: "site"
    case .type: "kind of work"
    case .pairing: "technician"
    case .part: "part or code"
    }
  }
}
