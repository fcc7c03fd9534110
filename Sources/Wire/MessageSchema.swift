import PunctualModel

extension Schemas {
  /// A message as a channel gets it: a line of a file, or the standard input of a program.
  static let message: JSON = {
    let text: JSON = ["type": "string"]
    let time: JSON = ["type": "string", "format": "date-time"]
    func choice<Choice: RawRepresentable<String> & CaseIterable>(_: Choice.Type) -> JSON {
      ["type": "string", "enum": .array(Choice.allCases.map { .string($0.rawValue) })]
    }
    return [
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "message",
      "description": "A message as a channel gets it.", "type": "object",
      "required": [
        "key", "id", "audience", "kind", "channel", "address", "language", "subject", "body", "appointment", "customer",
        "created_at", "due_at", "expires_at",
      ],
      "properties": [
        "key": ["type": "string", "minLength": 1, "description": "The same key is the same message."],
        "id": ["type": "string", "pattern": "^[0-9a-f]{32}$"], "audience": choice(Audience.self),
        "kind": choice(NotificationKind.self), "channel": choice(ContactChannel.self), "address": text,
        "language": choice(Language.self), "subject": text, "body": text,
        "calendar": ["type": "string", "description": "A calendar entry (RFC 5545)."], "technician": text,
        "appointment": text, "customer": text, "created_at": time, "due_at": time, "expires_at": time,
        "told_start": time,
      ],
      "additionalProperties": false,
    ]
  }()
}
