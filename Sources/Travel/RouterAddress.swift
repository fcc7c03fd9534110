import Foundation
import PunctualModel

/// Where a routing server answers for one profile.
public struct RouterAddress: Hashable, Sendable {
  /// `http://127.0.0.1:5000`, perhaps with a path before OSRM's own (`https://maps.example/osrm`); no slash at its end.
  public let base: String
  /// Host and port, for messages: what an address carries besides may be secret.
  public let name: String
  /// The server's name of the profile, such as `driving`.
  public let profile: String

  /// Nil where the text is no address of a server. Nor is one with a name and password, which do not belong where
  /// addresses are shown.
  public init?(_ url: String, profile: String) {
    var text = url
    while text.hasSuffix("/") { text.removeLast() }
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty, !host.contains(" "),
      parts.query == nil, parts.fragment == nil, parts.user == nil, parts.password == nil, !profile.isEmpty
    else { return nil }
    let port = parts.port ?? (scheme == "https" ? 443 : 80)
    guard (1...65535).contains(port) else { return nil }
    base = text
    name = "\(host):\(port)"
    self.profile = profile
  }

  /// Nil where host or port is none. An IPv6 address needs no brackets.
  public init?(host: String, port: Int, profile: String) {
    guard !host.contains("/"), !host.contains("@"), !host.contains("?") else { return nil }
    self.init("http://\(host.contains(":") ? "[\(host)]" : host):\(port)", profile: profile)
  }

  /// What OSRM's own profile `driving` is called by vehicles: `car`. Others go by their own names.
  public static func serverProfile(_ profile: String) -> String { profile == "car" ? "driving" : profile }

  /// The address of a request of a service (`table`, `route`, `nearest`).
  func url(_ service: String, _ points: some Sequence<MapPoint>, _ options: String) -> URL? {
    let segment = profile.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let places = points.map { "\(degrees($0.longitude)),\(degrees($0.latitude))" }.joined(separator: ";")
    return URL(string: "\(base)/\(service)/v1/\(segment)/\(places)?\(options)")
  }
}

/// Degrees with six decimals.
private func degrees(_ millionths: Int32) -> String {
  let fraction = String(abs(millionths) % 1_000_000)
  let zeros = String(repeating: "0", count: 6 - fraction.count)
  return "\(millionths < 0 ? "-" : "")\(abs(millionths) / 1_000_000).\(zeros)\(fraction)"
}

/// The routing servers that a command line or a setting names, by the vehicles' profiles.
public struct RouterAddresses: Hashable, Sendable {
  /// By profile.
  public private(set) var servers: [String: RouterAddress] = [:]

  public init() {}

  /// Reads `osrm=http://127.0.0.1:5000` (for the profile `car`) and `osrm:van=http://…`, any number of them.
  ///
  /// - Throws: `out-of-range` for each that is none, with `path`.
  public init(_ texts: [String], path: String) throws(Faults) {
    var faults: [Fault] = []
    for text in texts {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let kind = parts[safe: 0]?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let profile = kind?[safe: 1] ?? "car"
      guard kind?.first == "osrm", !profile.isEmpty, profile.utf8.count <= 100, let url = parts[safe: 1],
        let address = RouterAddress(url, profile: RouterAddress.serverProfile(profile))
      else {
        faults.append(
          Fault(
            .outOfRange, path: path, "That is not a routing server.",
            hint: "Give osrm=http://HOST:PORT, or osrm:PROFILE=http://HOST:PORT for vehicles of another profile."))
        continue
      }
      if servers[profile] != nil {
        faults.append(
          Fault(.duplicateID, path: path, "Two servers are named for the profile \(profile).", hint: "Name one."))
      }
      servers[profile] = address
    }
    if !faults.isEmpty { throw Faults(faults) }
  }

  public subscript(profile: String) -> RouterAddress? {
    get { servers[profile] }
    set { servers[profile] = newValue }
  }

  /// As they are read, in order of profile.
  public var texts: [String] {
    servers.sorted { $0.key < $1.key }.map { profile, address in
      (profile == "car" ? "osrm=" : "osrm:\(profile)=") + address.base
    }
  }
}

extension Array {
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
