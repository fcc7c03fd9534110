/// An exact amount of cost: weights by unit, by hour, by kilometre and by hour² all are whole numbers of its parts.
/// Beyond any sensible amount it stays at its end.
struct Money {
  private static let unit: Int128 = 12_960_000
  private static let most = Int128.max / 4

  private var parts: Int128 = 0

  /// A weight for so many, `per` of which cost it once: 1, 1000 or 3600, or 12,960,000 seconds².
  mutating func add(_ weight: Int, for amount: Int128 = 1, per: Int128 = 1) {
    let (cost, tooMuch) = Int128(weight).multipliedReportingOverflow(by: amount)
    let (share, far) = cost.multipliedReportingOverflow(by: Self.unit / per)
    parts = tooMuch || far ? Self.most : min(parts + min(share, Self.most), Self.most)
  }

  mutating func add(_ weight: Int, hours seconds: Int) {
    add(weight, for: Int128(seconds), per: 3600)
  }

  /// In the caller's unit, not rounded.
  var value: Double { Double(parts) / Double(Self.unit) }

  /// To the nearest unit, halves up.
  var rounded: Int {
    Int(clamping: (2 * parts + Self.unit) / (2 * Self.unit))
  }
}
