// swift-tools-version:6.2
import PackageDescription

/// Warnings are errors where `CI` is set, so that a newer compiler's new warning never stops a user's build.
let strict: [SwiftSetting] = Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// A library of ours: module `Punctual<name>` in `Sources/<name>`.
func library(_ name: String, _ needs: [Target.Dependency] = [], resources: [Resource]? = nil) -> Target {
  .target(
    name: "Punctual" + name, dependencies: needs, path: "Sources/" + name, resources: resources, swiftSettings: strict)
}

/// The tests of one module, in `Tests/<name>Tests`.
func tests(_ name: String, _ needs: [Target.Dependency]) -> Target {
  .testTarget(name: name + "Tests", dependencies: needs + ["Support"], swiftSettings: strict)
}

let model: Target.Dependency = "PunctualModel"

let package = Package(
  name: "punctual",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "punctual", targets: ["punctual"]),
    .library(name: "PunctualModel", targets: ["PunctualModel"]),
    .library(name: "PunctualEngine", targets: ["PunctualEngine"]),
    .library(name: "PunctualCheck", targets: ["PunctualCheck"]),
    .library(name: "PunctualForecast", targets: ["PunctualForecast"]),
    .library(name: "PunctualNotify", targets: ["PunctualNotify"]),
    .library(name: "PunctualTravel", targets: ["PunctualTravel"]),
    .library(name: "PunctualWire", targets: ["PunctualWire"]),
    .library(name: "PunctualService", targets: ["PunctualService"]),
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
  ],
  targets: [
    library("Model"),
    library("Engine", [model]),
    library("Check", [model]),
    library("Forecast", [model]),
    // Declares the parts of libcurl that are loaded when they are first needed.
    .target(name: "CurlShim", linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]),
    library("HTTP", ["CurlShim"]),
    library(
      "Notify",
      [
        model, "PunctualHTTP",
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    library("Travel", [model, "PunctualHTTP"]),
    library("Wire", [model]),
    library("Store", [model, .product(name: "GRDB", package: "GRDB.swift")]),
    library("Sample", [model]),
    library(
      "Service",
      [
        model, "PunctualEngine", "PunctualCheck", "PunctualForecast", "PunctualNotify", "PunctualTravel",
        "PunctualWire",
        "PunctualStore", "PunctualSample",
      ]),
    library(
      "CLI",
      [
        model, "PunctualService", "PunctualStore", "PunctualWire",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "punctual", dependencies: ["PunctualCLI"], path: "Sources/punctual", swiftSettings: strict),

    .target(name: "Support", dependencies: [model], path: "Tests/Support", swiftSettings: strict),
    tests("Model", [model]),
    tests("Engine", [model, "PunctualEngine", "PunctualCheck"]),
    tests("Check", [model, "PunctualCheck"]),
    tests("Forecast", [model, "PunctualForecast"]),
    tests("HTTP", ["PunctualHTTP"]),
    tests("Notify", [model, "PunctualNotify"]),
    tests("Travel", [model, "PunctualTravel"]),
    tests("Wire", [model, "PunctualWire"]),
    tests("Store", [model, "PunctualStore", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("Sample", [model, "PunctualSample"]),
    tests("Service", [model, "PunctualService", "PunctualStore", "PunctualWire", "PunctualSample", "PunctualNotify"]),
    tests("CLI", [model, "PunctualCLI", "PunctualWire"]),
    tests("EndToEnd", ["punctual"]),
  ],
  swiftLanguageModes: [.v6]
)
