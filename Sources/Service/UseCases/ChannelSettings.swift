import Foundation
import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

/// The channels of a workspace, and what stands in their way.
public struct ChannelReport: WireForm {
  public static let formName = "channel_report"
  public static let formSummary = "Which way messages go out, and what stands in the way."
  public var channels: Channels
  public var problems: [String]

  init(_ channels: Channels) {
    self.channels = channels
    let setups = [("default", channels.standard)] + channels.byRoute.map { ($0.key.rawValue, $0.value) }
    problems = setups.sorted { $0.0 < $1.0 }.compactMap { name, setup in setup.problem.map { "\(name): \($0)" } }
  }

  public init(from fields: inout FieldReader) {
    channels = fields.required("channels", .form(Channels.self), "The channels.")
    problems = fields.required(
      "problems", .list(.text), "What would stop messages if they left from here now, such as a secret that is not set."
    )
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("channels", .form(Channels.self), channels)
    fields.put("problems", .list(.text), problems)
  }
}

public struct ShowChannels: UseCase {
  public static let name = "notify.channels"
  public static let summary = "Which way messages go out, by way of contact."
  public static let writes = false

  public static func run(_ input: Nothing, in session: Session) throws -> ChannelReport {
    ChannelReport(try session.read { try $0.channels() })
  }
}

public struct SetChannels: UseCase {
  public static let name = "notify.set-channels"
  public static let summary = "Sets up which way messages go out: all of it anew."
  public static let writes = true

  public static func run(_ input: Channels, in session: Session) throws -> ChannelReport {
    try session.commit { transaction in
      try transaction.writer.save(input)
      try transaction.record(.settingChanged, Channels.key)
      return ChannelReport(input)
    }
  }
}

/// The channel for all ways of contact, in short: `file:PATH` or `command:[…]`.
public struct ChannelForm: WireForm {
  public static let formName = "channel"
  public static let formSummary = "Where messages go."
  public var channel: String

  public init(_ channel: String) { self.channel = channel }

  public init(from fields: inout FieldReader) {
    channel = fields.required(
      "channel", .text(1...4000), "`file:PATH`, or `command:` and a JSON array of the program and its arguments.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("channel", .text, channel)
  }
}

public struct SetChannel: UseCase {
  public static let name = "notify.channel"
  public static let summary = "Sends all messages one way: to a file, or to a program that reads each as JSON."
  public static let writes = true

  public static func run(_ input: ChannelForm, in session: Session) throws -> ChannelForm {
    let setup = try ChannelSetup(short: input.channel)
    return try session.commit { transaction in
      try transaction.writer.save(Channels(standard: setup))
      try transaction.record(.settingChanged, Channels.key)
      return ChannelForm(setup.short)
    }
  }
}

extension ChannelSetup {
  /// `file:PATH` or `command:["program","argument"]`.
  init(short text: String) throws(Faults) {
    if text.hasPrefix("file:"), text.count > 5 {
      self.init(.file, path: String(text.dropFirst(5)))
    } else if text.hasPrefix("command:"),
      let program = try? JSONDecoder().decode([String].self, from: Data(text.dropFirst(8).utf8)),
      program.first?.isEmpty == false
    {
      self.init(.command, program: program)
    } else {
      throw Faults(
        .outOfRange, path: "/channel", "This is not a channel.",
        hint: "Use file:PATH, or command: and a JSON array of the program and its arguments.")
    }
  }

  var short: String {
    guard kind == .command else { return "file:\(path ?? "")" }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return "command:" + String(decoding: (try? encoder.encode(program)) ?? Data(), as: UTF8.self)
  }
}
