import Foundation
import PunctualModel
import PunctualNotify

import struct PunctualModel.Notification

/// A message as the outbox would hold it.
func message(_ key: String = "running-late/A-0017/1", body: String = "Grüezi, it's \"late\" 🛠️\nline two")
  -> Notification
{
  Notification(
    sequence: 7, key: key, kind: .runningLate, appointment: "A-0017", customer: "c1", channel: .email,
    address: "mia.frick@example.org", language: .german, subject: "Wir verspäten uns", body: body,
    reason: "P(late) 0.72", createdAt: at("10:40"), dueAt: at("10:40"), expiresAt: at("11:40"),
    toldStart: at("11:40"))
}

extension Channel {
  /// Delivers a message as it leaves at the moment that it was made.
  func deliver(_ notification: Notification) async -> DeliveryOutcome {
    await deliver(OutgoingMessage(notification, at: notification.createdAt, firm: "Test Heating"))
  }
}

/// A folder of its own for one test, removed afterwards.
func withFolder(_ body: (URL) async throws -> Void) async throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("punctual-notify-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try await body(folder)
}

/// The lines of a file.
func lines(_ file: URL) throws -> [String] {
  String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").map(String.init)
}
