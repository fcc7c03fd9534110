/// Setup is charged only when the vehicle comes from another place.
extension Routes {
  /// Seconds of setup and service at `job` when the vehicle comes from `place`.
  @inline(__always)
  func work(_ kind: Kind, _ job: Int, from place: Int32) -> Int {
    let service = kind.service[job]
    return tables.hasSetup && tables.place[job] != place ? service + kind.setup[job] : service
  }
}
