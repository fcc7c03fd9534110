import PunctualModel

/// A past visit reduced to what is learned from, with names as indices: 88 bytes, since a history may hold a million.
struct PastVisit {
  /// Its place in the history, from 0.
  var index: Int
  var technician: Int32
  var type: Int32
  var area: Int32
  var site: Int32
  /// Its place among the visits that were not set aside at once.
  var row: Int32
  var planned: Stamps
  var actual: Stamps
  private let opens: Int32
  private let closes: Int32
  /// The time that its work was expected to take, in seconds: as planned, or, where nothing was, what is usual.
  private(set) var work: Int32

  /// - Parameters:
  ///   - notBefore: the start of the promised window, or the planned start where the plan itself waits; work never
  ///     begins before.
  ///   - notAfter: the end of the promised window.
  init(
    index: Int, technician: Int32, type: Int32, area: Int32, site: Int32, row: Int, notBefore: Int?, notAfter: Int?,
    planned: Stamps, actual: Stamps
  ) {
    self.index = index
    (self.technician, self.type, self.area, self.site) = (technician, type, area, site)
    self.row = Int32(row)
    (self.planned, self.actual) = (planned, actual)
    func offset(_ instant: Int?) -> Int32 { instant.map { Int32(clamping: $0 - planned.start) } ?? Self.none }
    (opens, closes) = (offset(notBefore), offset(notAfter))
    work = Int32(clamping: planned.finish - planned.start)
  }

  private static let none = Int32.min

  /// Whether the plan gave it any time.
  var isPlanned: Bool { planned.finish > planned.start }

  /// Its work took usually so many seconds; only where nothing was planned.
  mutating func expect(work seconds: Int) {
    if !isPlanned { work = Int32(clamping: seconds) }
  }

  var notBefore: Int? { opens == Self.none ? nil : planned.start + Int(opens) }
  var notAfter: Int? { closes == Self.none ? nil : planned.start + Int(closes) }

  /// Epoch seconds of a visit that has both a start and a finish, none farther from the start than
  /// ``RecordCheck/longest``.
  struct Stamps {
    let start: Int
    private let departed: Int32
    private let arrived: Int32
    private let length: Int32

    init(depart: Int?, arrive: Int?, start: Int, finish: Int) {
      self.start = start
      departed = depart.map { Int32(clamping: start - $0) } ?? -1
      arrived = arrive.map { Int32(clamping: start - $0) } ?? -1
      length = Int32(clamping: finish - start)
    }

    var depart: Int? { departed < 0 ? nil : start - Int(departed) }
    var arrive: Int? { arrived < 0 ? nil : start - Int(arrived) }
    var finish: Int { start + Int(length) }
  }
}

/// Many short texts in one piece of memory.
struct Texts {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(bytes.count)
  }

  subscript(place: Int) -> String {
    String(decoding: bytes[(place > 0 ? ends[place - 1] : 0)..<ends[place]], as: UTF8.self)
  }
}

/// What keeps a past visit from being learned from.
enum RecordCheck {
  /// No visit, no trip and no wait of a day takes longer: 16 hours.
  static let longest = 16 * 3600
  /// Two visits of a technician may share so many seconds: stamps are pressed by hand.
  static let overlapAllowed = 60
  /// Times outside about ±3,000 years are a broken clock (and could overflow).
  static let farthest = 100_000_000_000

  /// The stamps of a record, or what is wrong with them.
  static func stamps(_ times: VisitTimes, _ kind: String) -> Result<PastVisit.Stamps, Complaint> {
    guard let start = times.start?.epochSeconds else { return .failure(Complaint("has no \(kind) start", "start")) }
    guard let finish = times.finish?.epochSeconds else { return .failure(Complaint("has no \(kind) finish", "finish")) }
    if let complaint = contradiction(times, kind) { return .failure(complaint) }
    return .success(
      PastVisit.Stamps(
        depart: times.depart?.epochSeconds, arrive: times.arrive?.epochSeconds, start: start, finish: finish))
  }

  /// What is wrong with those stamps that there are; nil where nothing is.
  static func contradiction(_ times: VisitTimes, _ kind: String) -> Complaint? {
    let all: [Stamp?] = [
      times.depart.map { Stamp(name: "departure", field: "depart", at: $0.epochSeconds) },
      times.arrive.map { Stamp(name: "arrival", field: "arrive", at: $0.epochSeconds) },
      times.start.map { Stamp(name: "start", field: "start", at: $0.epochSeconds) },
      times.finish.map { Stamp(name: "finish", field: "finish", at: $0.epochSeconds) },
    ]
    let stamps = all.compactMap { $0 }
    for stamp in stamps where stamp.at < -farthest || stamp.at > farthest {
      return Complaint("has its \(kind) \(stamp.name) in no possible year", stamp.field)
    }
    for (before, stamp) in zip(stamps, stamps.dropFirst()) {
      guard stamp.at >= before.at else {
        return Complaint("has its \(kind) \(stamp.name) before its \(before.name): a clock ran backwards", stamp.field)
      }
      guard stamp.at - before.at <= longest else {
        let hours = (stamp.at - before.at) / 3600
        return Complaint(
          "took \(hours) h from \(kind) \(before.name) to \(stamp.name); over 16 h is no visit", stamp.field)
      }
    }
    return nil
  }

  /// What is wrong where a visit began too far from its plan; nil where it did not.
  static func strayed(planned: Instant, actual: Instant) -> Complaint? {
    let far = abs(actual.epochSeconds - planned.epochSeconds)
    guard far > longest else { return nil }
    return Complaint("began \(far / 3600) h from its plan: another day's visit, or a clock of another zone", "start")
  }

  private struct Stamp {
    var name: String
    var field: String
    var at: Int
  }

  /// What is wrong with a record, to be completed with its id.
  struct Complaint: Error {
    var text: String
    /// The stamp that shows it, as the form names it.
    var field: String

    init(_ text: String, _ field: String) { (self.text, self.field) = (text, field) }
  }

  static func fault(_ index: Int, _ id: String, _ text: String) -> Fault {
    Fault(
      .badRecord, path: "/\(index)", line: index + 1, "Visit \(id) \(text).",
      hint: "It was set aside; correct the record and learn again.")
  }

  /// Marks visits of one technician that happen at once, by their places, each with the place of the other. `visits` are
  /// in order of technician and start.
  static func overlaps(_ visits: [PastVisit]) -> [Int: Int] {
    var clashes: [Int: Int] = [:]
    var open = 0
    for index in visits.indices.dropFirst() {
      let visit = visits[index]
      if visits[open].technician != visit.technician {
        open = index
        continue
      }
      if visits[open].actual.finish - visit.actual.start > overlapAllowed {
        clashes[open] = clashes[open] ?? index
        clashes[index] = open
      }
      if visit.actual.finish > visits[open].actual.finish { open = index }
    }
    return clashes
  }
}

/// Names in the order of their first appearance.
struct Names {
  private(set) var all: [String] = []
  private var indices: [String: Int32] = [:]

  mutating func index(_ name: String?) -> Int32 {
    guard let name else { return -1 }
    if let known = indices[name] { return known }
    let index = Int32(all.count)
    indices[name] = index
    all.append(name)
    return index
  }
}
