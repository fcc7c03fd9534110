import PunctualModel
import PunctualService

/// Windows that can be promised, and what booking one led to.
enum OfferText {
  static func text(_ offer: OfferReport, _ style: Style) -> String {
    guard !offer.slots.isEmpty else {
      guard offer.tooRisky > 0 else {
        return "No window can be promised: nobody who could do it has room for it on these days."
      }
      return "No window can be promised with a chance of \(Style.percent(offer.leastChance)). "
        + "\(offer.tooRisky) would fit, but with too small a chance."
    }
    var table = Table([
      .init("window"), .init("chance", right: true), .init("technician", flexible: true), .init("start"),
      .init("adds", right: true), .init("moves", right: true),
    ])
    for slot in offer.slots {
      table.rows.append([
        "\(style.shortDay(style.zone.local(slot.window.start).date)) \(style.span(slot.window))",
        Style.percent(slot.chance),
        slot.technicianName, style.clock(slot.start), Style.duration(slot.addedSeconds), moves(slot),
      ])
    }
    let note =
      "Tier \(offer.tier): only windows kept with at least \(Style.percent(offer.leastChance))"
      + (offer.tooRisky > 0 ? "; \(offer.tooRisky) riskier ones are not offered" : "") + "."
    return table.text(style) + "\n" + style.ink(note, .dim)
  }

  /// How many visits a slot moves, and by how much at most.
  private static func moves(_ slot: Slot) -> String {
    guard let most = slot.moves.map({ abs($0.to - $0.from) }).max() else { return "-" }
    return "\(slot.moves.count) by \(Style.duration(most))"
  }

  static func text(_ booking: Booking, _ style: Style) -> String {
    let appointment = booking.appointment
    let window = appointment.promise?.window
    let day = window.map { style.day(style.zone.local($0.start).date) } ?? ""
    var lines = [
      "\(style.ink(appointment.id, .bold)) booked: \(appointment.title), \(day) \(style.span(window)), "
        + "kept with \(Style.percent(booking.chance))"
    ]
    if let technician = booking.technician {
      lines.append("  on \(technician)'s day at \(style.clock(booking.start))")
    } else {
      lines.append("  that day is not planned yet; the plan will choose the technician")
    }
    if booking.chance < booking.leastChance {
      lines.append("  riskier than the customer's tier is offered (\(Style.percent(booking.leastChance)))")
    }
    lines += booking.notifications.map { "  " + NotificationText.line($0, style) }
    return lines.joined(separator: "\n")
  }
}

extension OfferText {
  static func text(_ proposal: Proposal, _ style: Style) -> String {
    guard !proposal.windows.isEmpty else {
      return "The next days have no time that could be promised to \(proposal.customerName)."
    }
    var lines = [
      "Kept free for \(proposal.customerName), instead of \(style.ink(proposal.appointment, .bold)) as it is"
    ]
    lines += proposal.windows.map {
      "  \($0.code)  \(style.shortDay(style.zone.local($0.window.start).date)) \(style.span($0.window))"
        + "  until \(style.moment($0.until))"
    }
    if proposal.notifications.isEmpty {
      let call = proposal.phone.map { "call \($0)" } ?? "call"
      lines.append(
        "Nobody may write to the customer: \(call), then `punctual propose \(proposal.appointment) --take CODE`")
    }
    lines += proposal.notifications.map { "  " + NotificationText.line($0, style) }
    return lines.joined(separator: "\n")
  }
}

/// Why an appointment is where it is.
enum ExplainText {
  static func text(_ explanation: Explanation, _ style: Style) -> String {
    let appointment = explanation.appointment
    var lines = [
      style.ink("\(appointment.id)  \(appointment.title)", .bold)
        + "  for \(explanation.customerName), \(appointment.stage.rawValue)",
      "  " + windows(appointment, style),
    ]
    if !appointment.skills.isEmpty {
      lines.append("  needs \(appointment.skills.map { "\($0.name) level \($0.level)" }.joined(separator: ", "))")
    }
    if let name = explanation.technicianName, let planned = explanation.planned {
      lines.append(
        "  with \(name) on \(style.shortDay(explanation.date)), \(style.clock(planned.start))-\(style.clock(planned.finish))"
      )
      if let late = explanation.prediction?.late, appointment.promise != nil {
        lines.append(
          "  late with \(Style.percent(late.probability))" + (explanation.prediction?.cause.map { ": \($0)" } ?? ""))
      }
    } else {
      lines.append("  not on anybody's day (\(style.shortDay(explanation.date)))")
    }
    let able = explanation.technicians.filter { $0.reason == nil }
    if !able.isEmpty {
      lines += ["", style.ink("Who could take it, cheapest first", .bold)]
      for standing in able.prefix(6) {
        lines.append(
          "  \(Style.pad(standing.name, 20)) at \(style.clock(standing.start)), adds \(Style.duration(standing.addedSeconds ?? 0)) of travel"
        )
      }
    }
    let unable = Dictionary(grouping: explanation.technicians.filter { $0.reason != nil }) { $0.reason! }
    if !unable.isEmpty {
      lines += ["", style.ink("Who could not, and why", .bold)]
      for (reason, standings) in unable.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        lines += Style.wrap("\(reason.words): \(standings.map(\.name).joined(separator: ", "))", style.width - 4)
          .enumerated().map { ($0.offset == 0 ? "  " : "    ") + $0.element }
      }
    }
    if !explanation.remedies.isEmpty {
      lines += ["", style.ink("What would place it (each was tried)", .bold)]
      for remedy in explanation.remedies {
        lines += Style.wrap(remedy, style.width - 4).enumerated().map {
          ($0.offset == 0 ? "  - " : "    ") + $0.element
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func windows(_ appointment: Appointment, _ style: Style) -> String {
    if let promise = appointment.promise {
      let chance = promise.chance.map { ", with a stated chance of \(Style.percent($0))" } ?? ""
      return
        "promised \(style.shortDay(style.zone.local(promise.window.start).date)) \(style.span(promise.window))\(chance)"
    }
    let spans = appointment.windows.map { "\(style.shortDay(style.zone.local($0.start).date)) \(style.span($0))" }
    return "may be done " + spans.joined(separator: " or ")
  }
}
