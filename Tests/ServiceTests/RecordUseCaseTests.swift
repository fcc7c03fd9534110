import Foundation
import PunctualModel
import PunctualService
import PunctualStore
import PunctualWire
import Testing

@Suite("Records through the use cases")
struct RecordUseCaseTests {
  @Test("a customer with an apostrophe is added once under one idempotency key")
  func idempotentAdd() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let zone = try #require(Zone("Europe/Vaduz"))
    let now = Instant(epochSeconds: 1_795_000_000)
    let workspace = try Workspace.create(
      at: folder.path + "/p.sqlite", Organisation(name: "Test", zone: zone), now: now, actor: "test")
    let customer = Customer(id: "c1", name: "Sinéad O'Neill", language: .english, zone: zone)
    let first = try await workspace.perform(AddRecord<Customer>.self, customer, idempotencyKey: "k1")
    let again = try await workspace.perform(AddRecord<Customer>.self, customer, idempotencyKey: "k1")
    #expect(first == again)
    #expect(try workspace.store.read { try $0.customers() }.map(\.name) == ["Sinéad O'Neill"])
    await #expect(throws: Faults.self) {
      try await workspace.perform(AddRecord<Customer>.self, customer)
    }
  }
}
