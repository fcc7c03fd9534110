import PunctualForecast
import PunctualModel
import PunctualNotify
import PunctualStore
import PunctualWire

/// The facade: a database, a clock and an actor. Commands and `rpc` do everything through ``perform(_:_:idempotencyKey:dryRun:)``.
public struct Workspace: Sendable {
  public let store: Store
  /// States the time; nothing below reads another clock.
  public let clock: @Sendable () -> Instant
  /// Who asks, for the journal.
  public var actor: String
  /// Why, for the journal: the first entry of each write carries it.
  public var reason: String?
  /// Instead of the workspace's own setting.
  public var travelFallback: TravelFallback?

  public init(store: Store, clock: @escaping @Sendable () -> Instant, actor: String) {
    self.store = store
    self.clock = clock
    self.actor = actor
  }

  /// Zone and time that the forms of this workspace are read and written with.
  public func context() throws -> WireContext {
    WireContext(zone: try store.read { try $0.organisation().zone }, now: clock())
  }

  /// Runs one use case.
  ///
  /// - Parameters:
  ///   - idempotencyKey: the same key again gives the first answer and changes nothing; with another input it is refused.
  ///   - dryRun: everything is computed, nothing is kept.
  public func perform<Case: UseCase>(
    _ type: Case.Type, _ input: Case.Input, idempotencyKey: String? = nil, dryRun: Bool = false
  ) async throws -> Case.Output {
    let context = try context()
    let fingerprint =
      idempotencyKey == nil
      ? ""
      : Store.hash(
        ofRequest: "\(Case.name) \(Form.write(input, context: WireContext(zone: .utc, now: nil)).text())")
    let session = Session(
      store: store, now: context.now ?? clock(), clock: clock, zone: context.zone, actor: actor, reason: reason,
      dryRun: dryRun, idempotencyKey: idempotencyKey, fingerprint: fingerprint, travelFallback: travelFallback)
    if let key = idempotencyKey, let answer = try store.read({ try session.answered(key, in: $0) }) {
      return try Session.decode(answer, context)
    }
    do {
      return try await Case.run(input, in: session)
    } catch let replay as Session.AlreadyAnswered {
      return try Session.decode(replay.answer, context)
    }
  }
}

/// One request under way.
public struct Session: Sendable {
  public let store: Store
  /// When it began: what it decides, it decides for this moment.
  public let now: Instant
  /// The present, for what takes long.
  let clock: @Sendable () -> Instant
  public let zone: Zone
  public let actor: String
  var reason: String?
  public let dryRun: Bool
  let idempotencyKey: String?
  let fingerprint: String
  var travelFallback: TravelFallback?

  struct AlreadyAnswered: Error { let answer: String }
  private struct Overtaken: Error {}
  private struct RolledBack<Output>: Error where Output: Sendable { let output: Output }

  public var context: WireContext { WireContext(zone: zone, now: now) }
  public var today: LocalDate { zone.local(now).date }

  /// The same request, of which nothing is kept.
  var rehearsal: Session {
    Session(
      store: store, now: now, clock: clock, zone: zone, actor: actor, reason: reason, dryRun: true, idempotencyKey: nil,
      fingerprint: "", travelFallback: travelFallback)
  }

  /// Reads at one moment: see ``Store/read(_:)``.
  public func read<T: Sendable>(_ body: (StoreReader) throws -> T) throws -> T {
    try store.read(body)
  }

  /// The one write of a use case: its effects, their journal entries, the messages they cause and the remembered answer
  /// stand or fall together.
  ///
  /// - Parameter inAnyOrder: references between records are checked at the end; see ``Store/write(inAnyOrder:_:)``.
  public func commit<Output: WireForm>(
    inAnyOrder: Bool = false, _ body: (Transaction) throws -> Output
  ) throws -> Output {
    do {
      return try store.write(inAnyOrder: inAnyOrder) { writer in
        if let key = idempotencyKey, let answer = try answered(key, in: writer) {
          throw AlreadyAnswered(answer: answer)
        }
        let output = try body(
          Transaction(
            writer: writer, now: now, zone: zone, actor: actor, reason: reason,
            notifier: StoredRules.notifier(writer)))
        if dryRun { throw RolledBack(output: output) }
        if let key = idempotencyKey {
          try writer.rememberAnswer(
            idempotencyKey: key, requestHash: fingerprint, answer: Form.write(output, context: context).text(), at: now)
        }
        return output
      }
    } catch let rolledBack as RolledBack<Output> {
      return rolledBack.output
    }
  }

  /// A change that takes long to decide: it is decided on what was read, while others may write, and made only if nothing
  /// has happened since. After two such misses it is decided within the write, where nobody can come in between.
  public func commit<Basis: Sendable, Decision, Output: WireForm>(
    reading: (any StoreReading) throws -> Basis, deciding: (Basis) -> Decision,
    _ body: (Transaction, Decision) throws -> Output
  ) throws -> Output {
    for _ in 0..<2 {
      let (basis, sequence) = try read { (try reading($0), try $0.lastEventSequence()) }
      let decision = deciding(basis)
      do {
        return try commit { transaction in
          guard try transaction.writer.lastEventSequence() == sequence else { throw Overtaken() }
          return try body(transaction, decision)
        }
      } catch is Overtaken {
        continue
      }
    }
    return try commit { try body($0, deciding(reading($0.writer))) }
  }

  func answered(_ key: String, in reader: some StoreReading) throws -> String? {
    guard let stored = try reader.storedAnswer(idempotencyKey: key) else { return nil }
    guard !stored.requestHash.isEmpty else {
      throw Faults(
        .conflict, path: "/idempotency_key", "This request was done; its answer was erased with its customer.",
        hint: "Take a new key for a new request.")
    }
    guard stored.requestHash == fingerprint else {
      throw Faults(
        .conflict, path: "/idempotency_key", "This idempotency key was used for another request.",
        hint: "Take a new key for a new request.")
    }
    return stored.answer
  }

  static func decode<Output: WireForm>(_ answer: String, _ context: WireContext) throws -> Output {
    try Form.read(Output.self, from: JSONDocument.parse(Array(answer.utf8)).root, context: context, allowUnknown: true)
  }
}

extension Workspace {
  /// Width of the window that a customer's tier promises, in minutes.
  public func windowMinutes(customer: String) throws -> Int {
    try store.read { reader in
      try reader.organisation().tier(try reader.customer(customer)?.tier ?? "").windowMinutes
    }
  }
}

extension Workspace {
  /// Makes a new, empty workspace.
  ///
  /// - Throws: `conflict` where there is one already.
  public static func create(
    at path: String, _ organisation: Organisation, now: Instant, actor: String,
    reason: String? = nil, clock: (@Sendable () -> Instant)? = nil
  ) throws -> Workspace {
    let store = try Store.create(at: path, organisation: organisation, now: now, actor: actor, reason: reason)
    return Workspace(store: store, clock: clock ?? { now }, actor: actor)
  }
}

/// A workspace that was made.
public struct NewWorkspace: WireForm {
  public static let formName = "new_workspace"
  public static let formSummary = "A workspace that was made."
  public var path: String
  public var name: String
  public var zone: Zone

  public init(path: String, name: String, zone: Zone) {
    self.path = path
    self.name = name
    self.zone = zone
  }

  public init(from fields: inout FieldReader) {
    path = fields.required("path", .text, "The database.")
    name = fields.required("name", .text, "The firm's name.")
    zone = fields.required("zone", .zone, "The firm's zone.")
  }

  public func write(to fields: inout FieldWriter) {
    fields.put("path", .text, path)
    fields.put("name", .text, name)
    fields.put("zone", .zone, zone)
  }
}
