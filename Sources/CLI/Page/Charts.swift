/// Charts as inline SVG: no script, no outside resource. Colours are classes of the page's style, so that they follow light,
/// dark and print.
enum Charts {
  /// One bar of parts that are stacked from the bottom.
  struct Stack {
    var label: String
    /// What a reader is told on pointing at it.
    var title: String
    /// Class and amount.
    var parts: [(String, Int)]
  }

  /// Bars side by side, each of parts.
  static func stacks(_ bars: [Stack], title: String) -> String {
    let (width, height, left, bottom) = (720.0, 220.0, 34.0, 26.0)
    let most = max(1, bars.map { $0.parts.reduce(0) { $0 + $1.1 } }.max() ?? 1)
    let step = niceStep(most)
    let top = Double((most + step - 1) / step * step)
    let plot = height - bottom - 8
    func y(_ amount: Double) -> Double { 8 + plot * (1 - amount / top) }
    var marks: [String] = []
    for line in stride(from: 0, through: Int(top), by: step) {
      marks.append(
        "<line class=\"grid\" x1=\"\(left)\" x2=\"\(width)\" y1=\"\(text(y(Double(line))))\" y2=\"\(text(y(Double(line))))\"/>"
          + "<text class=\"axis\" x=\"\(left - 6)\" y=\"\(text(y(Double(line)) + 4))\" text-anchor=\"end\">\(line)</text>"
      )
    }
    let slot = (width - left) / Double(max(1, bars.count))
    let every = max(1, (bars.count + 11) / 12)
    for (index, bar) in bars.enumerated() {
      let x = left + slot * Double(index) + slot * 0.12
      var below = 0.0
      var rects = ""
      for (name, amount) in bar.parts where amount > 0 {
        let (from, to) = (y(below), y(below + Double(amount)))
        rects +=
          "<rect class=\"\(name)\" x=\"\(text(x))\" y=\"\(text(to))\" width=\"\(text(slot * 0.76))\" "
          + "height=\"\(text(max(0.5, from - to)))\"/>"
        below += Double(amount)
      }
      marks.append("<g><title>\(HTML.escape(bar.title))</title>\(rects)</g>")
      guard index % every == 0 else { continue }
      marks.append(
        "<text class=\"axis\" x=\"\(text(x + slot * 0.38))\" y=\"\(height - 8)\" text-anchor=\"middle\">"
          + "\(HTML.escape(bar.label))</text>")
    }
    return svg(width, height, title, marks)
  }

  /// One bar to the right, with its figure, and a mark where a standard lies.
  struct Level {
    var label: String
    /// 0 to 1.
    var share: Double
    var figure: String
    var standard: Double?
  }

  static func levels(_ bars: [Level], title: String, barClass: String = "kept") -> String {
    let (width, row, left, right) = (720.0, 30.0, 150.0, 110.0)
    let plot = width - left - right
    var marks: [String] = []
    for (index, bar) in bars.enumerated() {
      let y = Double(index) * row + 6
      let length = max(0, min(1, bar.share)) * plot
      marks.append(
        "<text class=\"label\" x=\"\(left - 8)\" y=\"\(text(y + 14))\" text-anchor=\"end\">\(HTML.escape(short(bar.label)))"
          + "<title>\(HTML.escape(bar.label))</title></text>"
          + "<rect class=\"track\" x=\"\(left)\" y=\"\(text(y))\" width=\"\(text(plot))\" height=\"18\" rx=\"2\"/>"
          + "<rect class=\"\(barClass)\" x=\"\(left)\" y=\"\(text(y))\" width=\"\(text(length))\" height=\"18\" rx=\"2\"/>"
          + "<text class=\"figure\" x=\"\(text(width - right + 8))\" y=\"\(text(y + 14))\">\(HTML.escape(bar.figure))</text>"
      )
      if let standard = bar.standard {
        let x = text(left + max(0, min(1, standard)) * plot)
        marks.append("<line class=\"standard\" x1=\"\(x)\" x2=\"\(x)\" y1=\"\(text(y - 4))\" y2=\"\(text(y + 22))\"/>")
      }
    }
    return svg(width, Double(bars.count) * row + 8, title, marks)
  }

  private static func svg(_ width: Double, _ height: Double, _ title: String, _ marks: [String]) -> String {
    """
    <svg viewBox="0 0 \(text(width)) \(text(height))" role="img" aria-label="\(HTML.escape(title))">
    \(marks.joined(separator: "\n"))
    </svg>
    """
  }

  private static func short(_ label: String) -> String { Style.cut(label, 20) }

  /// 1, 2 or 5 times a power of ten, so that there are four lines or so.
  private static func niceStep(_ most: Int) -> Int {
    var step = 1
    while true {
      for factor in [1, 2, 5] where most <= step * factor * 5 { return step * factor }
      step *= 10
    }
  }

  /// A coordinate with one decimal at most.
  private static func text(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
  }
}
