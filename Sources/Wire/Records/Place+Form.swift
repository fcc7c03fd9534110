import PunctualModel

extension ValueForm where Value == Coordinate {
  /// `[longitude, latitude]` in degrees, as GeoJSON and VROOM write it.
  public static var location: ValueForm<Coordinate> {
    let pair = ValueForm<[Double]>.list(.number, 2...2)
    var form = ValueForm<Coordinate>(
      read: { node, session in
        guard !node.isNull else {
          session.fail(
            .missingCoordinates, "The place has no coordinates.", hint: "Give them as [longitude, latitude].")
          return nil
        }
        let before = session.failures
        guard let numbers = pair.read(node, session), session.failures == before else { return nil }
        if abs(numbers[0]) > 180 {
          session.fail(.outOfRange, at: "/0", "The longitude \(numbers[0]) is not in -180 to 180.")
        }
        if abs(numbers[1]) > 90 {
          session.fail(
            .outOfRange, at: "/1", "The latitude \(numbers[1]) is not in -90 to 90.",
            hint: "Longitude stands first: [longitude, latitude].")
        }
        return session.failures == before ? Coordinate(longitude: numbers[0], latitude: numbers[1]) : nil
      },
      write: { coordinate, _ in .array([.double(coordinate.longitude), .double(coordinate.latitude)]) },
      describe: { _ in
        [
          "type": "array",
          "prefixItems": [
            ["type": "number", "minimum": -180, "maximum": 180], ["type": "number", "minimum": -90, "maximum": 90],
          ],
          "minItems": 2, "maxItems": 2,
        ]
      },
      placeholder: { Coordinate(longitude: 0, latitude: 0) })
    form.missing = .missingCoordinates
    return form
  }
}

extension Place: WireForm {
  public static let formName = "place"
  public static let formSummary = "An address with its point on the ground."

  public init(from fields: inout FieldReader) {
    self.init(
      address: fields.required("address", .text(1...500), "Street, number, town."),
      coordinate: fields.required("location", .location, "Longitude and latitude in degrees (WGS 84)."))
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("address", .text, address)
    fields.put("location", .location, coordinate)
  }
}
