import Foundation
import PunctualModel
import PunctualWire

/// What the tests of VROOM's form share.
enum VROOMText {
  static func read(_ text: String, wantsDistances: Bool = false) throws(Faults) -> VROOMInput {
    try VROOMProblem.read(JSONDocument.parse(text).root, wantsDistances: wantsDistances)
  }

  /// The faults of a problem; none where it can be read.
  static func faults(_ text: String) -> [Fault] {
    do throws(Faults) {
      _ = try read(text)
      return []
    } catch {
      return error.all
    }
  }

  /// As `faults`, each as code and path.
  static func refused(_ text: String) -> [String] {
    faults(text).map { "\($0.code.rawValue) \($0.path)" }
  }

  /// A problem of one job and one vehicle in a matrix of three places; what is given replaces or adds members.
  static func problem(
    job: String = "", vehicle: String = "", more: String = "",
    matrices: String = #"{"car":{"durations":[[0,100,200],[110,0,150],[210,160,0]]}}"#
  ) -> String {
    """
    {"jobs":[{"id":1,"location_index":1\(job.isEmpty ? "" : "," + job)}],
     "vehicles":[{"id":7,"start_index":0\(vehicle.isEmpty ? "" : "," + vehicle)}]\(more.isEmpty ? "" : "," + more),
     "matrices":\(matrices)}
    """
  }

  /// The problems of SampleData, by name.
  static func samples() throws -> [(name: String, bytes: [UInt8])] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "SampleData/problems")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    return try files.filter { $0.hasSuffix(".json") && !$0.contains(".expected") }.sorted().map { name in
      (name, [UInt8](try Data(contentsOf: folder.appending(path: name))))
    }
  }
}
