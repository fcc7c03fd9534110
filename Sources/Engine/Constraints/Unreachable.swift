import PunctualModel

/// The travel time of a pair that no way connects. A leg with it is never driven.
let unreachable = TravelMatrix.unreachable
