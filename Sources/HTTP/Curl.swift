import CurlShim

/// libcurl's names and numbers, as far as they are needed here. They are part of its binary interface, so they never change.
enum Curl {
  /// Whether libcurl is there. It is looked for when this is first asked, not at the start: it brings thirty libraries.
  static let isLoaded = load(names)

  static func load(_ names: [String]) -> Bool { names.contains { curl_shim_load($0) } }

  #if canImport(Darwin)
    private static let names = ["libcurl.4.dylib"]
  #else
    /// The second is Debian's build with another library for TLS, which is often there where the first is not.
    private static let names = ["libcurl.so.4", "libcurl-gnutls.so.4"]
  #endif

  enum Option: Int32, CaseIterable {
    case post = 47
    case freshConnect = 74
    case forbidReuse = 75
    case httpVersion = 84
    case noSignal = 99
    case timeoutMilliseconds = 155
    case protocols = 181
    case suppressConnectHeaders = 265
    case idleLimit = 288
    case quickExit = 322
    case writeContext = 10001
    case url = 10002
    case readContext = 10009
    case fields = 10023
    case headerContext = 10029
    case authorities = 10065
    case userAgent = 10018
    case acceptEncoding = 10102
    case writeFunction = 20011
    case readFunction = 20012
    case headerFunction = 20079
    case bodySize = 30120

    /// As libcurl calls it.
    var name: String {
      switch self {
      case .post: "POST"
      case .freshConnect: "FRESH_CONNECT"
      case .forbidReuse: "FORBID_REUSE"
      case .httpVersion: "HTTP_VERSION"
      case .noSignal: "NOSIGNAL"
      case .timeoutMilliseconds: "TIMEOUT_MS"
      case .protocols: "PROTOCOLS"
      case .suppressConnectHeaders: "SUPPRESS_CONNECT_HEADERS"
      case .idleLimit: "MAXAGE_CONN"
      case .quickExit: "QUICK_EXIT"
      case .writeContext: "WRITEDATA"
      case .url: "URL"
      case .readContext: "READDATA"
      case .fields: "HTTPHEADER"
      case .headerContext: "HEADERDATA"
      case .authorities: "CAINFO"
      case .userAgent: "USERAGENT"
      case .acceptEncoding: "ACCEPT_ENCODING"
      case .writeFunction: "WRITEFUNCTION"
      case .readFunction: "READFUNCTION"
      case .headerFunction: "HEADERFUNCTION"
      case .bodySize: "POSTFIELDSIZE_LARGE"
      }
    }
  }

  enum Info: Int32 {
    /// Bytes of requests that were sent.
    case requestSize = 0x20000C
    /// What a proxy answered to the wish for a tunnel.
    case tunnelStatus = 0x200016
  }

  /// The number that libcurl itself knows an option by; nil where it knows none, or does not tell (before 7.73).
  static func number(ofOption name: String) -> Int32? {
    let number = curl_shim_option(name)
    return number < 0 ? nil : number
  }

  static let http11 = 2
  static let httpAndHTTPS = 3

  /// What a code of libcurl means.
  static func cause(_ code: Int32, seconds: Double) -> HTTPFailure.Cause {
    switch code {
    case CURL_SHIM_STOPPED: .cancelled
    case 3: .malformed
    case 6: .nameUnknown
    case 7: .nothingListens
    case 28: .late(seconds)
    case 18, 52, 55, 56: .closed
    // A line that is no HTTP may be one of HTTP 0.9, which libcurl takes for a protocol that is not allowed.
    case 0, 1, 8, 23, 61: .notHTTP
    case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98: .notSecure
    default: .other(String(cString: curl_shim_words(code)))
    }
  }
}
