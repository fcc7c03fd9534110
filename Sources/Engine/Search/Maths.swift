#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The natural logarithm.
@inline(__always) func logarithm(_ value: Double) -> Double { log(value) }

/// `base` to the power of `exponent`.
@inline(__always) func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }

/// e to a power.
@inline(__always) func exponential(_ value: Double) -> Double { exp(value) }
