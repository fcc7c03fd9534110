import PunctualService

enum TravelText {
  static func status(_ status: TravelStatus, _ style: Style) -> String {
    let settings = status.settings
    var lines: [String] = []
    if !settings.routers.isEmpty {
      lines.append(
        "by road: \(settings.routers.joined(separator: ", ")), \(settings.timeoutSeconds) s a request, \(settings.totalSeconds) s in all"
      )
      lines.append(
        settings.fallback == .refuse
          ? "without an answer: nothing is planned on guesses" : "without an answer: by straight line, calibrated")
    } else {
      lines.append("by straight line: no routing server is set")
    }
    lines += status.kept.map { map in
      let version = map.version.map { ", map \($0)" } ?? ""
      return "kept for \(map.profile): \(Style.count(map.places, "place"))\(version), \(size(map.bytes))"
    }
    return lines.joined(separator: "\n")
  }

  static func filled(_ done: TravelFilled, _ style: Style) -> String {
    "\(Style.count(done.places, "place")), \(Style.count(done.pairs, "pair")) known; asked for \(done.askedPairs) in "
      + Style.count(done.requests, "request")
      + (done.offMap > 0 ? "; \(Style.count(done.offMap, "place")) off the map" : "")
  }

  static func checks(_ checks: TravelChecks, _ style: Style) -> String {
    checks.items.map { check($0) }.joined(separator: "\n\n")
  }

  private static func check(_ check: TravelCheck) -> String {
    var lines = ["\(check.profile): \(check.router) answers" + (check.serverMap.map { ", map \($0)" } ?? "")]
    if check.serverMap != check.keptMap, let kept = check.keptMap {
      lines.append("what is kept is of map \(kept): it is replaced when something new is asked for")
    }
    lines += check.offMap.sorted { $0.key < $1.key }.map { name, metres in
      "off the map: \(name), \((metres + 500) / 1000) km from the nearest road"
    }
    if let error = check.estimateError {
      let calibrated = check.calibratedError.map { ", \(percent($0)) when calibrated by \(check.trips) trips" } ?? ""
      lines.append("the straight line is off by \(percent(error)) on average\(calibrated)")
    }
    return lines.joined(separator: "\n")
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 100_000 ? "\((bytes + 999) / 1000) kB" : "\(Double((bytes + 50_000) / 100_000) / 10) MB"
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
