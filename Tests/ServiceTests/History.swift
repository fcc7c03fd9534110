import PunctualModel

/// Past visits, made up.
enum History {
  /// Boiler services on the days before the Monday, `overrun` minutes longer than planned, alternately by t1 and t3.
  static func records(_ count: Int, overrun: Int = 10) -> [VisitRecord] {
    (0..<count).map { number in
      let date = Firm.monday.adding(days: -1 - number / 4)
      let start = Firm.time(["08:00", "10:00", "13:00", "15:00"][number % 4], on: date)
      let late = (number * 37 % 11) * 60
      let planned = VisitTimes(depart: start - 900, arrive: start - 60, start: start, finish: start + 3600)
      let actual = VisitTimes(
        depart: start - 900 + late, arrive: start + late, start: start + late,
        finish: start + late + 3600 + (overrun + number % 7) * 60)
      return VisitRecord(
        id: "h\(number)", technician: number % 2 == 0 ? "t1" : "t3", type: "boiler-service", area: "south",
        site: "s\(number % 5 + 1)", promised: TimeWindow(start: start - 1800, end: start + 300), planned: planned,
        actual: actual)
    }
  }
}
