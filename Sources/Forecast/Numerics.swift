#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The few functions of the C library that this module needs, and what is made of them.
enum Numerics {
  static func log(_ x: Double) -> Double {
    #if canImport(Glibc)
      Glibc.log(x)
    #elseif canImport(Musl)
      Musl.log(x)
    #else
      Darwin.log(x)
    #endif
  }

  static func exp(_ x: Double) -> Double {
    #if canImport(Glibc)
      Glibc.exp(x)
    #elseif canImport(Musl)
      Musl.exp(x)
    #else
      Darwin.exp(x)
    #endif
  }

  /// The value that a standard normal variable stays under with probability `p`, by bisection; ±3.3 at the ends.
  static func normalQuantile(_ p: Double) -> Double {
    var low = -3.3
    var high = 3.3
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if erfc(-middle / 2.0.squareRoot()) / 2 < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The value under which a share `p` of ascending, non-empty values lies, linear between neighbours.
  static func quantile(_ ascending: [Double], _ p: Double) -> Double {
    let place = p * Double(ascending.count - 1)
    let below = Int(place)
    guard below + 1 < ascending.count else { return ascending[ascending.count - 1] }
    return ascending[below] + (place - Double(below)) * (ascending[below + 1] - ascending[below])
  }

  /// To five decimals: enough for a model, and it keeps a stored one small.
  static func short(_ x: Double) -> Double {
    (x * 100_000).rounded() / 100_000
  }
}
