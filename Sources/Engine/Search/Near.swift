/// For each job the jobs nearest to it that can come right before it in time, and those that can come right after it, with
/// the travel between: where the search looks for a place first.
final class Near: Sendable {
  /// Fewer miss good places on long routes, more take too long.
  static let most = 40

  struct Entry: BitwiseCopyable, Sendable {
    var job: Int32
    var seconds: Int32
  }

  /// By job, `most` entries each, of which the first `beforeCount` (`afterCount`) are in use.
  let before: Flat<Entry>
  let after: Flat<Entry>
  let beforeCount: Flat<Int32>
  let afterCount: Flat<Int32>

  /// - Parameter nearest: by job, `each` jobs in order of distance.
  init(_ tables: Tables, nearest: borrowing Flat<Int32>, each: Int, _ isCancelled: () -> Bool) {
    let jobs = tables.isSimple ? tables.jobs : 0
    before = Flat(jobs * Near.most, filledWith: Entry(job: -1, seconds: 0))
    after = Flat(jobs * Near.most, filledWith: Entry(job: -1, seconds: 0))
    beforeCount = Flat(jobs, filledWith: 0)
    afterCount = Flat(jobs, filledWith: 0)
    for job in 0..<jobs where job & 255 != 0 || !isCancelled() {
      for index in 0..<each {
        let other = Int(nearest[job * each + index])
        if other == job { continue }
        if beforeCount[job] < Near.most, let seconds = Near.travel(tables, other, job) {
          before[job * Near.most + Int(beforeCount[job])] = Entry(job: Int32(other), seconds: seconds)
          beforeCount[job] += 1
        }
        if afterCount[job] < Near.most, let seconds = Near.travel(tables, job, other) {
          after[job * Near.most + Int(afterCount[job])] = Entry(job: Int32(other), seconds: seconds)
          afterCount[job] += 1
        }
      }
    }
  }

  /// Between two jobs, if the second can follow the first at all.
  private static func travel(_ tables: Tables, _ first: Int, _ second: Int) -> Int32? {
    let kind = tables.kinds.base
    let seconds = kind.pointee.seconds(tables.place[first], tables.place[second])
    let soonest = tables.windows.firstOpen[first] + kind.pointee.service[first] + Int(seconds)
    return seconds == unreachable || soonest > tables.windows.lastClose[second] ? nil : seconds
  }
}
