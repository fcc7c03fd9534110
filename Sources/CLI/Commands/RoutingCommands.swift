import ArgumentParser
import Foundation
import PunctualModel
import PunctualService
import PunctualWire

struct SolveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solve", abstract: "Solve a routing problem given as VROOM's JSON; answer in VROOM's form.",
    discussion: """
      Reads standard input where no file is named. Exit code: 0 done, 1 internal, 2 input, 3 routing. Where the problem \
      has no matrix and no router is named, travel is straight line × 1.3 at 40 km/h.
      """)

  @OptionGroup var options: GlobalOptions
  @Argument(help: "A file, `-` for standard input, or the problem itself.") var problem: String?
  @Option(name: .customShort("i"), help: "The file to read.") var input: String?
  @Option(name: .customShort("o"), help: "The file to write.") var output: String?
  @Option(name: .customShort("t"), help: "Threads.") var threads = 4
  @Option(name: .customShort("x"), help: "How hard to search, 0 to 5; 5 where neither this nor -l is given.")
  var exploration: Int?
  @Option(
    name: .customShort("l"), help: "Most seconds of search; all of them are used unless -x or --iterations is given.")
  var limit: Double?
  @Flag(name: .customShort("c"), help: "Plan mode: keep the order of each vehicle's steps and report violations.")
  var planMode = false
  @Flag(name: .customShort("g"), help: "Distances in the answer, and the routes' lines where a router knows them.")
  var geometry = false
  @Option(
    name: [.customShort("r"), .customLong("router")],
    help:
      "Where travel comes from: osrm (see -a, -p), or osrm=http://HOST:PORT, or osrm:PROFILE=… Else it is estimated.")
  var router: [String] = []
  @Option(name: .customShort("a"), help: "profile:host of a routing server.") var address: [String] = []
  @Option(name: .customShort("p"), help: "profile:port of a routing server.") var port: [String] = []
  @Option(help: "The same seed, threads and iterations give the same answer.") var seed: UInt64 = 1
  @Option(help: "Iterations of the search, on each thread.") var iterations: Int?
  @Flag(help: "Say of each job that is left out why, by vehicle, and the least changes that would place it.")
  var explain = false
  @Flag(help: "Only say what no plan can do, without solving.") var precheck = false
  @Flag(help: "One problem a line in, one solution a line out, in the same order.") var ndjson = false
  @OptionGroup var lineOptions: LineOptions

  func validate() throws {
    guard (1...64).contains(threads) else { throw ValidationError("-t takes 1 to 64.") }
    guard (0...5).contains(exploration ?? 5) else { throw ValidationError("-x takes 0 to 5.") }
    guard limit.map({ $0 >= 0 && $0 <= 86_400 }) ?? true else { throw ValidationError("-l takes 0 to 86400.") }
    guard iterations.map({ $0 >= 0 }) ?? true else { throw ValidationError("--iterations takes 0 or more.") }
    _ = try osrm()
  }

  func run() async throws {
    var solver = RoutingSolver()
    solver.threads = threads
    solver.exploration = exploration
    solver.seed = seed
    solver.limit = limit
    solver.iterations = iterations
    solver.planMode = planMode
    solver.explains = explain
    solver.prechecks = precheck
    solver.distances = geometry
    if !router.isEmpty {
      solver.router = try osrm()
    }
    if ndjson { try await solveLines(solver) } else { try await solveOne(solver) }
  }

  private func solveOne(_ solver: RoutingSolver) async throws {
    let result: (answer: JSON, code: Int, faults: [Fault])
    do {
      result = await solver.answer(try read())
    } catch let faults as Faults {
      result = RoutingSolver.refusal(faults)
    }
    let console = options.console
    let text = result.answer.text()
    if let output {
      do {
        try Input.write(Array((text + "\n").utf8), to: output)
      } catch let faults as Faults {
        console.report(faults)
        throw ExitCode(1)
      }
    } else {
      console.out(text)
    }
    if result.code == 0, let fault = result.faults.first {
      console.say("travel is estimated by straight line: \(fault.message)")
    }
    if result.code != 0 {
      for fault in result.faults.prefix(20) {
        console.say("[Error] \(fault.message)\(fault.path.isEmpty ? "" : " (\(fault.path))")")
      }
      throw ExitCode(Int32(result.code))
    }
  }

  private func solveLines(_ solver: RoutingSolver) async throws {
    let console = options.console
    var worst = 0
    let descriptor: Int32
    do {
      descriptor = try Input.open(input ?? problem ?? "-")
    } catch let faults as Faults {
      console.report(faults)
      throw ExitCode(2)
    }
    defer { Input.close(descriptor) }
    var lines = lineOptions.reader(descriptor)
    while let line = try lines.next() {
      if line.isBlank { continue }
      let (answer, code, _) =
        if let fault = line.fault { RoutingSolver.refusal(Faults([fault])) } else { await solver.answer(line.bytes) }
      console.out(answer.text())
      worst = max(worst, code)
    }
    if worst != 0 { throw ExitCode(Int32(worst)) }
  }

  private func read() throws -> [UInt8] {
    if let input { return try Input.read(input) }
    if let problem, problem.first(where: { !$0.isWhitespace }) == "{" { return Array(problem.utf8) }
    return try Input.read(problem ?? "-")
  }

  /// The servers that `-r`, `-a` and `-p` name. `-r osrm` alone is VROOM's: port 5000 of this machine, unless told.
  private func osrm() throws -> RoutingSolver.Router {
    var named = router.filter { $0 != "osrm" }
    var places: [String: (host: String, port: Int)] = [:]
    if router.contains("osrm") { places["car"] = ("127.0.0.1", 5000) }
    for text in address {
      let (profile, host) = try Self.pair(text, "-a")
      places[profile, default: ("", 5000)].host = host
    }
    for text in port {
      let (profile, number) = try Self.pair(text, "-p")
      guard let port = Int(number), (1...65_535).contains(port) else {
        throw ValidationError("-p takes profile:port, with a port of 1 to 65535.")
      }
      places[profile, default: ("127.0.0.1", port)].port = port
    }
    for (profile, place) in places.sorted(by: { $0.key < $1.key }) {
      let kind = profile == "car" ? "osrm=" : "osrm:\(profile)="
      if named.contains(where: { $0.hasPrefix(kind) }) { continue }
      named.append("\(kind)http://\(place.host.contains(":") ? "[\(place.host)]" : place.host):\(place.port)")
    }
    do {
      return try .osrm(named, fallback: options.travelFallback == .estimate ? TravelEstimate() : nil)
    } catch let faults as Faults {
      throw ValidationError(faults.all.map { "\($0.message) \($0.hint ?? "")" }.joined(separator: "\n"))
    }
  }

  /// `profile:value`, or `value` for `car`.
  private static func pair(_ text: String, _ option: String) throws -> (String, String) {
    guard let colon = text.firstIndex(of: ":") else { return ("car", text) }
    let (profile, value) = (String(text[..<colon]), String(text[text.index(after: colon)...]))
    guard !profile.isEmpty, !value.isEmpty else { throw ValidationError("\(option) takes profile:value.") }
    return (profile, value)
  }
}

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "An independent verdict on a solution, whoever made it.",
    discussion: "Exit code: 0 valid, 1 not valid, 2 the input cannot be judged.")

  @OptionGroup var options: GlobalOptions
  @Argument(help: "The problem, in VROOM's form.") var problem: String
  @Argument(help: "The solution, in VROOM's form.") var solution: String

  func run() async throws {
    let console = options.console
    let verdict: (answer: JSON, valid: Bool)
    do {
      verdict = try SolutionCheck.verdict(
        problem: Input.read(problem), solution: Input.read(solution), travel: TravelEstimate())
    } catch let faults as Faults {
      console.report(faults)
      throw ExitCode(2)
    }
    console.out(verdict.answer.text(pretty: true))
    if !verdict.valid { throw ExitCode(1) }
  }
}
