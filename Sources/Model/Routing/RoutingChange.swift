/// What a re-plan changed for one job of the standing plan, which is what the vehicles' `steps` state.
public struct RoutingChange: Hashable, Sendable {
  /// Index of the job.
  public var job: Int
  /// Index of the vehicle that had it.
  public var fromVehicle: Int
  /// Index of the vehicle that has it now; nil where it is left out.
  public var toVehicle: Int?
  /// Start of service as it stood (the step's `serviceAt`), where that is stated.
  public var fromStart: Int?
  /// Start of service now; nil where it is left out.
  public var toStart: Int?

  public init(job: Int, fromVehicle: Int, toVehicle: Int?, fromStart: Int?, toStart: Int?) {
    self.job = job
    self.fromVehicle = fromVehicle
    self.toVehicle = toVehicle
    self.fromStart = fromStart
    self.toStart = toStart
  }
}
