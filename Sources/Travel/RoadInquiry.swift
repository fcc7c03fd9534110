import Foundation
import PunctualModel

extension OSRMServer {
  /// As `ask`, again and again while it fails in passing and there is time.
  func asking(
    _ service: String, _ points: some Collection<MapPoint> & Sendable, _ options: String, most: Int,
    _ patience: Patience
  ) async throws(Failure) -> Data {
    var last: Failure?
    for attempt in 0..<patience.attempts {
      if attempt > 0 {
        do { try await patience.wait(before: attempt) } catch { break }
      }
      guard let seconds = patience.nextTry else { break }
      do throws(Failure) {
        return try await ask(service, points, options, most: most, seconds: seconds)
      } catch {
        last = error
        guard error.isPassing, !Task.isCancelled else { throw error }
      }
    }
    throw last ?? Failure(faults: address.fault("was given up: the time for it is over.", hint: "Allow more time."))
  }

  /// One block of a table, or why not.
  func answer(_ block: RoadBlock, of points: [MapPoint], _ patience: Patience) async -> Result<OSRMTable, Failure> {
    do throws(Failure) {
      let table = try await table(block, of: points, patience)
      return .success(table)
    } catch {
      return .failure(error)
    }
  }

  /// One block of a table.
  func table(_ block: RoadBlock, of points: [MapPoint], _ patience: Patience) async throws(Failure) -> OSRMTable {
    var options = "annotations=duration,distance&generate_hints=false"
    var asked = block.rows.map { points[$0] }
    if block.rows != block.columns {
      let numbers = { (range: Range<Int>) in range.map(String.init).joined(separator: ";") }
      options += "&sources=\(numbers(0..<asked.count))"
      asked += block.columns.map { points[$0] }
      options += "&destinations=\(numbers(block.rows.count..<asked.count))"
    }
    let body = try await asking(
      "table", asked, options, most: OSRMTable.mostBytes(block, places: asked.count), patience)
    return try OSRMTable(body, rows: block.rows.count, columns: block.columns.count, from: address)
  }
}

/// Asks a server for blocks of a matrix, several at a time, in parts that it takes, and puts its answers together.
struct RoadInquiry {
  private let points: [MapPoint]
  private let server: OSRMServer
  private let router: OSRMRouter
  private var limit: Int
  private var hasVersion = false
  private(set) var answer: RoadAnswer

  init(points: [MapPoint], server: OSRMServer, router: OSRMRouter) {
    self.points = points
    self.server = server
    self.router = router
    limit = router.maxTableSize ?? 500
    answer = RoadAnswer(matrix: .unknown(size: points.count))
  }

  /// Until all is answered, or something fails that does not pass.
  mutating func run(_ blocks: [RoadBlock]) async {
    let patience = router.patience()
    var waiting = blocks
    // While it is not known what the server takes, one part goes ahead of the others.
    var isSure = router.maxTableSize != nil
    while let block = waiting.popLast() {
      var parts = block.parts(limit: limit)
      if !isSure, !parts.isEmpty {
        let first = parts.removeFirst()
        switch await ask([first], patience).first {
        case .failure(let failure)? where failure.isTooBig && limit > 2:
          limit = limit > 100 ? 100 : limit / 2
          waiting.append(block)
          continue
        case .failure(let failure)?: return answer.failure = failure.faults
        default: isSure = true
        }
      }
      let results = await ask(parts, patience)
      var smaller: [RoadBlock] = []
      for (part, result) in zip(parts, results) {
        guard case .failure(let failure) = result else { continue }
        guard failure.isTooBig, router.maxTableSize == nil, limit > 2 else { return answer.failure = failure.faults }
        smaller.append(part)
      }
      if !smaller.isEmpty {
        limit = limit > 100 ? 100 : limit / 2
        waiting += smaller
      }
    }
    if answer.failure == nil { answer.tableLimit = limit }
    leaveOutFarPlaces()
  }

  /// What came of one part.
  private struct Reply: Sendable {
    var index: Int
    var result: Result<OSRMTable, OSRMServer.Failure>
  }

  /// Asks for parts, at most so many at a time; answers are put in at once. After a failure no more are asked for, and what
  /// was not asked for fails likewise.
  private mutating func ask(
    _ parts: [RoadBlock], _ patience: Patience
  ) async -> [Result<Void, OSRMServer.Failure>] {
    let (server, points) = (server, points)
    let given = OSRMServer.Failure(faults: server.address.fault("was not asked for the rest."))
    var results = [Result<Void, OSRMServer.Failure>](repeating: .failure(given), count: parts.count)
    var failure: OSRMServer.Failure?
    await withTaskGroup(of: Reply.self) { group in
      var next = 0
      func start() {
        guard next < parts.count, failure == nil else { return }
        let index = next
        next += 1
        answer.requests += 1
        let part = parts[index]
        group.addTask { await Reply(index: index, result: server.answer(part, of: points, patience)) }
      }
      for _ in 0..<router.parallel { start() }
      while let reply = await group.next() {
        let index = reply.index
        switch reply.result {
        case .success(let table):
          results[index] = take(table, of: parts[index])
          if case .failure(let changed) = results[index] { failure = failure ?? changed }
        case .failure(let error):
          results[index] = .failure(error)
          if !error.isTooBig, failure == nil {
            failure = error
            group.cancelAll()
          }
        }
        start()
      }
    }
    guard let failure else { return results }
    // The first cause is told, not what it led to.
    return results.map { result in if case .success = result { result } else { .failure(failure) } }
  }

  private mutating func take(_ table: OSRMTable, of block: RoadBlock) -> Result<Void, OSRMServer.Failure> {
    if hasVersion, table.version != answer.version {
      return .failure(
        OSRMServer.Failure(faults: server.address.fault("changed its map while it was asked.", hint: "Ask again.")))
    }
    (hasVersion, answer.version) = (true, table.version)
    let size = points.count
    for (row, place) in block.rows.enumerated() {
      for (column, other) in block.columns.enumerated() where place != other {
        let entry = row * block.columns.count + column
        answer.matrix.durations[place * size + other] = table.durations[entry]
        answer.matrix.distances?[place * size + other] = table.distances?[entry] ?? TravelMatrix.unknown
      }
    }
    note(table.sourceGaps, block.rows)
    note(table.destinationGaps, block.columns)
    return .success(())
  }

  private mutating func note(_ gaps: [Int?], _ places: [Int]) {
    for (gap, place) in zip(gaps, places) {
      if let gap, Double(gap) > router.maxSnapMetres { answer.offRoad[place] = gap }
    }
  }

  /// What the server measured from a road far away means nothing.
  private mutating func leaveOutFarPlaces() {
    let size = points.count
    for place in answer.offRoad.keys {
      for other in 0..<size where other != place {
        for entry in [place * size + other, other * size + place]
        where answer.matrix.durations[entry] != TravelMatrix.unknown {
          answer.matrix.durations[entry] = TravelMatrix.unreachable
          answer.matrix.distances?[entry] = TravelMatrix.unreachable
        }
      }
    }
  }
}
