import PunctualModel
import PunctualService

/// The calibration of one moment as a picture (SVG 1.1): where outcomes lay, stated against happened, and intervals.
///
/// It stands alone: no scripts, no fonts or files of others. Colours follow the reader's light or dark scheme, and
/// nothing is told by colour alone.
struct CalibrationPicture {
  var report: CalibrationReport
  var scores: MomentScores

  private static let width = 960
  private static let height = 400
  /// The plot of each panel: a square of so many units below the panel's title.
  private static let side = 240
  private static let top = 100

  var text: String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Self.width) \(Self.height)" \
    width="\(Self.width)" height="\(Self.height)" role="img" aria-labelledby="title description">
    <title id="title">\(Self.escaped(title))</title>
    <desc id="description">\(Self.escaped(description))</desc>
    <style>
    svg { font-family: system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; }
    text { fill: #1f2328; font-size: 12px; } .head { font-size: 18px; font-weight: 600; }
    .panel { font-size: 14px; font-weight: 600; } .soft { fill: #57606a; } .end { text-anchor: end; }
    .middle { text-anchor: middle; } .ground { fill: #ffffff; } .frame { fill: none; stroke: #d0d7de; }
    .grid { fill: none; stroke: #d0d7de; } .bar { fill: #0969da; }
    .level { stroke: #1f2328; stroke-dasharray: 5 4; fill: none; stroke-width: 1.5; }
    .honest { stroke: #9cc7f7; stroke-width: 5; fill: none; }
    .dot { fill: #0969da; stroke: #ffffff; stroke-width: 1.5; }
    @media (prefers-color-scheme: dark) { .ground { fill: #0d1117; } text { fill: #e6edf3; } .soft { fill: #9198a1; }
    .frame, .grid { stroke: #3d444d; } .bar, .dot { fill: #4493f8; } .level { stroke: #e6edf3; }
    .honest { stroke: #1f4b80; } .dot { stroke: #0d1117; } }
    </style>
    <rect class="ground" width="\(Self.width)" height="\(Self.height)"/>
    <text class="head" x="40" y="34">\(Self.escaped(title))</text>
    <text class="soft" x="40" y="54">\(Self.escaped(subtitle))</text>
    \(histogram(60))
    \(diagram(370))
    \(intervals(680))
    </svg>

    """
  }

  private var title: String { "The forecast from \(report.from) to \(report.to), \(scores.moment.words)" }

  private var subtitle: String {
    "\(scores.figures.count) predictions, "
      + (report.basis == .stated ? "as they were made at the time" : "each by a model of what was over before")
      + ". It judges the forecast, not people."
  }

  private var description: String {
    let shares = scores.pit.shares.map(CalibrationText.share).joined(separator: ", ")
    let rows = scores.reliability.map {
      "\(CalibrationText.share($0.stated)) stated, \(CalibrationText.share($0.happened)) happened of \($0.count)"
    }.joined(separator: "; ")
    return "Where outcomes lay, by tenths of their distributions: \(shares); level is honest. "
      + (rows.isEmpty ? "" : "Chances of lateness: \(rows). ")
      + "Within the 50, 80 and 90 % intervals: \(CalibrationText.share(scores.figures.coverage50)), "
      + "\(CalibrationText.share(scores.figures.coverage80)), \(CalibrationText.share(scores.figures.coverage90))."
  }

  /// Bars in tenths, with the line that an honest forecast keeps to.
  private func histogram(_ left: Int) -> String {
    let pit = scores.pit
    let most = max(0.2, (pit.shares.max() ?? 0) * 1.1)
    let step = Double(Self.side) / Double(pit.shares.count)
    var parts = [frame(left, "Where outcomes lay")]
    for (bin, share) in pit.shares.enumerated() {
      let high = share / most * Double(Self.side)
      parts.append(
        "<rect class=\"bar\" x=\"\(Self.number(Double(left) + Double(bin) * step + 2))\" "
          + "y=\"\(Self.number(Double(Self.top + Self.side) - high))\" width=\"\(Self.number(step - 4))\" "
          + "height=\"\(Self.number(high))\"><title>\(bin * 10)-\(bin * 10 + 10) %: \(CalibrationText.share(share))"
          + "</title></rect>")
    }
    let level = Self.number(Double(Self.top + Self.side) - 0.1 / most * Double(Self.side))
    parts.append("<path class=\"level\" d=\"M\(left) \(level)h\(Self.side)\"/>")
    parts.append(text(left - 6, y: level, "10 %", "soft end"))
    parts.append(below(left, "tenth of the distribution; level is honest"))
    parts.append(
      caption(
        left,
        "\(pit.isFlat ? "level" : "not level"): chi-square \(CalibrationText.decimal(pit.chiSquare, 1)), "
          + "chance up to \(CalibrationText.decimal(pit.critical, 1))"))
    return parts.joined(separator: "\n")
  }

  /// Stated against happened: honest chances lie on the diagonal, and within their bars.
  private func diagram(_ left: Int) -> String {
    var parts = [frame(left, "Chance of lateness"), axes(left)]
    func x(_ share: Double) -> String { Self.number(Double(left) + share * Double(Self.side)) }
    func y(_ share: Double) -> String { Self.number(Double(Self.top) + (1 - share) * Double(Self.side)) }
    parts.append("<path class=\"level\" d=\"M\(x(0)) \(y(0))L\(x(1)) \(y(1))\"/>")
    let most = Double(scores.reliability.map(\.count).max() ?? 1)
    for row in scores.reliability {
      parts.append(
        "<path class=\"honest\" d=\"M\(x(row.stated)) \(y(row.expectedLow))V\(y(row.expectedHigh))\"/>")
      parts.append(
        "<circle class=\"dot\" cx=\"\(x(row.stated))\" cy=\"\(y(row.happened))\" "
          + "r=\"\(Self.number(4 + 6 * (Double(row.count) / most).squareRoot()))\"><title>"
          + "\(CalibrationText.share(row.stated)) stated, \(CalibrationText.share(row.happened)) happened, "
          + "\(row.count) visits</title></circle>")
    }
    parts.append(below(left, "stated (across) against happened (up)"))
    parts.append(caption(left, "bars: where honest chances lie, 19 times in 20"))
    return parts.joined(separator: "\n")
  }

  /// How many outcomes came within each interval, against what it says.
  private func intervals(_ left: Int) -> String {
    var parts = [frame(left, "Within the intervals")]
    let figures = scores.figures
    let rows = [(0.5, figures.coverage50), (0.8, figures.coverage80), (0.9, figures.coverage90)]
    for (place, (nominal, share)) in rows.enumerated() {
      let y = Self.top + 30 + place * 70
      let due = Self.number(Double(left) + nominal * Double(Self.side))
      parts.append(
        "<rect class=\"bar\" x=\"\(left)\" y=\"\(y)\" width=\"\(Self.number(share * Double(Self.side)))\" height=\"28\">"
          + "<title>\(Int(nominal * 100)) % interval: \(CalibrationText.share(share))</title></rect>")
      parts.append("<path class=\"level\" d=\"M\(due) \(y - 8)v44\"/>")
      parts.append(
        text(left + 2, y: "\(y - 6)", "\(Int(nominal * 100)) % interval: \(CalibrationText.share(share))", ""))
    }
    parts.append(below(left, "share of outcomes; dashed: what it says"))
    parts.append(
      caption(
        left,
        "error (CRPS) \(CalibrationText.minutes(figures.crps)), skill "
          + "\(CalibrationText.skill(figures.crpsSkillPlan)) over the plan"))
    return parts.joined(separator: "\n")
  }

  private func frame(_ left: Int, _ title: String) -> String {
    "<text class=\"panel\" x=\"\(left)\" y=\"\(Self.top - 14)\">\(Self.escaped(title))</text>\n"
      + "<rect class=\"frame\" x=\"\(left)\" y=\"\(Self.top)\" width=\"\(Self.side)\" height=\"\(Self.side)\"/>"
  }

  /// Marks at every quarter, with the ends named.
  private func axes(_ left: Int) -> String {
    let bottom = Self.top + Self.side
    let quarters = (1...3).map { quarter in
      let step = Self.side * quarter / 4
      return
        "<path class=\"grid\" d=\"M\(left + step) \(Self.top)v\(Self.side)M\(left) \(bottom - step)h\(Self.side)\"/>"
    }
    return
      (quarters + [
        text(left - 6, y: "\(bottom)", "0", "soft end"), text(left - 6, y: "\(Self.top + 6)", "100 %", "soft end"),
      ]).joined(separator: "\n")
  }

  private func below(_ left: Int, _ words: String) -> String {
    text(left + Self.side / 2, y: "\(Self.top + Self.side + 20)", words, "soft middle")
  }

  private func caption(_ left: Int, _ words: String) -> String {
    text(left + Self.side / 2, y: "\(Self.top + Self.side + 40)", words, "middle")
  }

  private func text(_ x: Int, y: String, _ words: String, _ kind: String) -> String {
    "<text\(kind.isEmpty ? "" : " class=\"\(kind)\"") x=\"\(x)\" y=\"\(y)\">\(Self.escaped(words))</text>"
  }

  private static func number(_ value: Double) -> String { CalibrationText.decimal(value, 1) }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
