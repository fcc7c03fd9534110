import PunctualModel

/// The tables of a course as plain pointers, for the inner loops: no reference counts.
///
/// Safe to share: the pointers lead into tables that live as long as `Tables` and are not written after it is built.
struct CourseView: BitwiseCopyable, @unchecked Sendable {
  let preferredStart: UnsafePointer<Int>
  let preferredEnd: UnsafePointer<Int>
  let earlyRate: UnsafePointer<Int>
  let lateRate: UnsafePointer<Int>
  let dueBy: UnsafePointer<Int>
  let dueRate: UnsafePointer<Int>
  let plannedStart: UnsafePointer<Int>
  let workVariance: UnsafePointer<Double>
  let promiseEnd: UnsafePointer<Int>

  let latenessWeight: Int
  let worstRate: Int
  let laterStartRate: Int
  let waitingRate: Int
  let movedRate: Int
  let expectedLateRate: Int
  let mayStartLater: Bool
  let unfairHours: Int
  let unfairJobs: Int
  let travelSpread: Double
  let workSpread: Double

  let hasGroups: Bool
  let groupOf: UnsafePointer<Int32>
  let linkFrom: UnsafePointer<Int32>
  let links: UnsafePointer<Relations.Link>

  let jobs: Int
  /// Breaks of the vehicle with most of them, plus one.
  let states: Int
  let windows: WindowsView
  let breakWindows: WindowsView
  let breakSeconds: UnsafePointer<Int>

  init(
    _ course: CourseTables, jobs: Int, states: Int, windows: WindowsView, breaks: WindowsView,
    breakSeconds: borrowing Flat<Int>
  ) {
    preferredStart = UnsafePointer(course.preferredStart.base)
    preferredEnd = UnsafePointer(course.preferredEnd.base)
    earlyRate = UnsafePointer(course.earlyRate.base)
    lateRate = UnsafePointer(course.lateRate.base)
    dueBy = UnsafePointer(course.dueBy.base)
    dueRate = UnsafePointer(course.dueRate.base)
    plannedStart = UnsafePointer(course.plannedStart.base)
    workVariance = UnsafePointer(course.workVariance.base)
    promiseEnd = UnsafePointer(course.promiseEnd.base)
    latenessWeight = course.latenessWeight
    worstRate = course.worstRate
    laterStartRate = course.laterStartRate
    waitingRate = course.waitingRate
    movedRate = course.movedRate
    expectedLateRate = course.expectedLateRate
    mayStartLater = course.mayStartLater
    unfairHours = course.unfairHours
    unfairJobs = course.unfairJobs
    travelSpread = course.spread.travel
    workSpread = course.spread.work
    hasGroups = course.relations.areNeeded
    groupOf = UnsafePointer(course.relations.groupOf.base)
    linkFrom = UnsafePointer(course.relations.linkFrom.base)
    links = UnsafePointer(course.relations.links.base)
    self.jobs = jobs
    self.states = states
    self.windows = windows
    breakWindows = breaks
    self.breakSeconds = UnsafePointer(breakSeconds.base)
  }

  @inline(__always) func isInGroup(_ job: Int) -> Bool { hasGroups && groupOf[job] >= 0 }
  @inline(__always) func links(of job: Int) -> Range<Int> { Int(linkFrom[job])..<Int(linkFrom[job + 1]) }
}
