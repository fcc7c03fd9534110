// swift-tools-version:6.2
import PackageDescription

// Apart from the main package: it is built with the sanitizers' flags and links a main function of its own.
let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "punctual", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "PunctualModel", package: "punctual"), .product(name: "PunctualWire", package: "punctual"),
        .product(name: "PunctualForecast", package: "punctual"), .product(name: "PunctualNotify", package: "punctual"),
        .product(name: "PunctualTravel", package: "punctual"), .product(name: "PunctualService", package: "punctual"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
