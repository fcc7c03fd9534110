// swift-tools-version:6.2
import PackageDescription

let package = Package(
  name: "Cancellation",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "punctual", path: "../..")],
  targets: [
    .executableTarget(
      name: "Cancellation",
      dependencies: [
        .product(name: "PunctualModel", package: "punctual"), .product(name: "PunctualEngine", package: "punctual"),
      ],
      path: ".", sources: ["main.swift"])
  ],
  swiftLanguageModes: [.v6]
)
