import PunctualModel

extension VROOMObject {
  /// A job; nil where it lacks what makes it one.
  func job(_ locations: inout VROOMLocations) -> RoutingJob? {
    let id = id()
    let job = id.map { called("job \($0)") } ?? self
    let location = locations.read(job, "location", required: true)
    // `amount` is the older name of `delivery`.
    let delivery = job.wholes("delivery", "delivery") ?? job.wholes("amount", "amount")
    let result = RoutingJob(
      id: id ?? 0, description: job.text("description"), location: location ?? 0,
      setup: job.whole("setup", "setup duration") ?? 0, service: job.whole("service", "service duration") ?? 0,
      setupPerType: job.perType("setup_per_type"), servicePerType: job.perType("service_per_type"),
      delivery: delivery ?? [], pickup: job.wholes("pickup", "pickup") ?? [],
      skills: Set(job.wholes("skills", "skill value") ?? []),
      priority: job.whole("priority", "priority value", in: 0...100) ?? 0, windows: job.windows() ?? [])
    return id == nil || location == nil ? nil : result
  }
}
