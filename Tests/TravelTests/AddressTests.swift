import PunctualModel
import PunctualTravel
import Testing

@Suite("Addresses of routing servers")
struct AddressTests {
  @Test("servers are named by profile, and written as they are read")
  func read() throws {
    let servers = try RouterAddresses(
      ["osrm=http://127.0.0.1:5000/", "osrm:van=https://maps.example/osrm"], path: "--router")
    #expect(servers["car"]?.profile == "driving")
    #expect(servers["car"]?.name == "127.0.0.1:5000")
    #expect(servers["van"]?.profile == "van")
    #expect(servers["van"]?.name == "maps.example:443")
    #expect(servers.texts == ["osrm=http://127.0.0.1:5000", "osrm:van=https://maps.example/osrm"])
  }

  @Test(
    "what is no server is refused",
    arguments: [
      "", "osrm", "osrm=", "osrm=127.0.0.1:5000", "valhalla=http://x", "osrm:=http://x", "osrm=ftp://x", "osrm=http://",
      "osrm=http://x:99999", "osrm=http://x?key=1",
    ])
  func refused(text: String) {
    #expect(throws: Faults.self) { try RouterAddresses([text], path: "--router") }
  }

  @Test("two servers for one profile are one too many")
  func twice() {
    #expect(throws: Faults.self) { try RouterAddresses(["osrm=http://a", "osrm:car=http://b"], path: "") }
  }

  @Test("a known line is encoded as its inventors show it, and read back")
  func polyline() throws {
    let line = [
      Coordinate(longitude: -120.2, latitude: 38.5), Coordinate(longitude: -120.95, latitude: 40.7),
      Coordinate(longitude: -126.453, latitude: 43.252),
    ]
    #expect(Polyline.encode(line) == "_p~iF~ps|U_ulLnnqC_mqNvxq`@")
    #expect(Polyline.decode("_p~iF~ps|U_ulLnnqC_mqNvxq`@") == line)
    #expect(Polyline.decode("") == [])
    for broken in ["_", "_p~iF", "\u{1}\u{1}", "~~~~~~~~~~~~~~~~"] { #expect(Polyline.decode(broken) == nil) }
  }
}
