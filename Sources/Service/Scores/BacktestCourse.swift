import PunctualForecast
import PunctualModel
import PunctualNotify

import struct PunctualModel.Notification

/// What would have been said on one past day: the live loop's own rules, at each look, to customers of whom nothing is
/// known but their promise.
struct BacktestCourse {
  let notifier: Notifier
  let organisation: Organisation
  private let customer: Customer
  private let site: Site
  private var told: [String: [Notification]] = [:]
  private(set) var looks: [BacktestLook] = []
  private var lastLook: (chance: Double, median: Instant)?
  /// The visit that is told in full.
  let followed: String?

  init(_ notifier: Notifier, _ organisation: Organisation, followed: String?) {
    self.notifier = notifier
    self.organisation = organisation
    self.followed = followed
    site = Site(
      id: "site", place: Place(address: "Customer's site", coordinate: Coordinate(longitude: 0, latitude: 0)), area: "")
    customer = Customer(
      id: "customer", name: "Customer", language: organisation.language, zone: organisation.zone,
      tier: organisation.tiers.last?.name ?? "",
      contacts: [Contact(channel: .sms, address: "+10000000000", consent: true)], sites: [site])
  }

  /// Decides what is said at a look.
  mutating func see(_ moment: DayReplay.Moment) throws {
    for visit in moment.visits where visit.actual.start == nil {
      guard let prediction = moment.predictions[visit.id] else { continue }
      var said: [Notification] = []
      if let promise = visit.promised {
        var decided = try notifier.decide(journey(visit, promise, prediction, moment.at)).notifications
        for index in decided.indices {
          decided[index].state = .sent
          decided[index].sentAt = moment.at
        }
        told[visit.id, default: []] += decided
        // What the office and the technicians are told is no alarm to a customer.
        said = decided.filter { $0.audience == .customer }
      }
      if visit.id == followed { follow(visit, prediction, moment, said) }
    }
  }

  private func journey(
    _ visit: VisitRecord, _ promise: TimeWindow, _ prediction: VisitPrediction, _ now: Instant
  ) -> Journey {
    let stage: Stage = visit.actual.arrive != nil ? .onSite : visit.actual.depart != nil ? .underWay : .scheduled
    // What was confirmed and reminded of on the days before is over: only the day itself is gone through again.
    let promised = Promise(window: promise, madeAt: promise.start - 30 * 86_400)
    return Journey(
      now: now, organisation: organisation, customer: customer, site: site,
      appointment: Appointment(
        id: visit.id, customer: customer.id, site: site.id, type: visit.type ?? "", title: visit.type ?? "",
        durationSeconds: 0, windows: [promise], promise: promised, stage: stage),
      visits: [
        Visit(
          id: visit.id, appointment: visit.id, technician: visit.technician,
          date: organisation.zone.local(promise.start).date, position: 0, stage: stage, planned: visit.planned,
          actual: visit.actual)
      ],
      technicians: [
        Technician(
          id: visit.technician, name: visit.technician, home: site.place, shifts: [:])
      ],
      prediction: prediction, told: told[visit.id] ?? [])
  }

  /// A look is told where something happened, something was said, or the forecast has moved.
  private mutating func follow(
    _ visit: VisitRecord, _ prediction: VisitPrediction, _ moment: DayReplay.Moment, _ said: [Notification]
  ) {
    let happened = moment.visits.filter { $0.technician == visit.technician }.compactMap { other -> String? in
      let name = other.id == visit.id ? "" : " \(other.id)"
      if other.actual.finish == moment.at { return "finished\(name)" }
      if other.actual.start == moment.at { return "began\(name)" }
      if other.actual.arrive == moment.at { return "arrived\(name)" }
      return other.actual.depart == moment.at ? "set out\(name.isEmpty ? "" : " for" + name)" : nil
    }
    let median = prediction.start.at(0.5)
    let moved =
      lastLook.map { abs($0.chance - prediction.late.probability) >= 0.05 || abs(median - $0.median) >= 300 } ?? true
    guard moved || !happened.isEmpty || !said.isEmpty else { return }
    lastLook = (prediction.late.probability, median)
    looks.append(
      BacktestLook(
        at: moment.at, happened: happened.isEmpty ? nil : happened.joined(separator: ", "),
        chanceLate: prediction.late.probability, low: prediction.start.at(0.1), median: median,
        high: prediction.start.at(0.9), cause: prediction.cause, said: said.map { "\($0.kind.rawValue): \($0.reason)" })
    )
  }

  /// What was said against what happened.
  func figures(_ visits: [VisitRecord], aheadSeconds: Int) -> BacktestFigures {
    var figures = BacktestFigures()
    for visit in visits {
      guard let promise = visit.promised, let start = visit.actual.start else { continue }
      figures.visits += 1
      let messages = (told[visit.id] ?? []).filter { $0.audience == .customer }
      for message in messages { figures.messages[message.kind.rawValue, default: 0] += 1 }
      let alarms = messages.filter { message in
        message.kind == .runningLate
          || (message.kind == .onMyWay && message.toldStart.map { $0 > promise.end } ?? false)
      }
      let isCalledOff = messages.last { $0.kind != .onMyWay }?.kind == .allClear
      if !alarms.isEmpty { figures.alarms += 1 }
      if start <= promise.end {
        if !alarms.isEmpty {
          figures.falseAlarms += 1
          if !isCalledOff { figures.falseStanding += 1 }
        }
        continue
      }
      figures.late += 1
      guard !isCalledOff, let first = alarms.first?.createdAt, first <= promise.end else { continue }
      figures.told += 1
      figures.leads.append((promise.end - first) / 60)
      if promise.end - first >= aheadSeconds { figures.toldInTime += 1 }
    }
    figures.leadMinutes = figures.leads.isEmpty ? nil : figures.leads.sorted()[figures.leads.count / 2]
    return figures
  }
}
