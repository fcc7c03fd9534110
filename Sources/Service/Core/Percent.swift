extension Double {
  /// A chance in whole percent, rounded down, so that nothing reads as surer than it is: `84 %`.
  var percent: String { "\(Int((self * 100).rounded(.down))) %" }
}
