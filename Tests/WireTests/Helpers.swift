import PunctualModel
import PunctualWire
import Testing

/// The faults that a body throws; empty where it throws none.
func faults(_ body: () throws(Faults) -> Void) -> [Fault] {
  do throws(Faults) {
    try body()
    return []
  } catch {
    return error.all
  }
}

/// A fault as code and path, for comparisons.
func places(_ faults: [Fault]) -> [String] {
  faults.map { "\($0.code.rawValue) \($0.path)" }
}

/// The faults of reading a text as a form.
func faults<T: WireForm>(_: T.Type, _ text: String, context: WireContext = vaduz) -> [String] {
  places(faults { () throws(Faults) in _ = try read(T.self, text, context: context) })
}

func read<T: WireForm>(_: T.Type, _ text: String, context: WireContext = vaduz) throws(Faults) -> T {
  try Form.read(T.self, from: JSONDocument.parse(text).root, context: context)
}

/// Monday, 2026-11-23, 08:00 in Vaduz.
let monday8 = Instant(epochSeconds: 1_795_417_200)

let vaduz = WireContext(zone: Zone("Europe/Vaduz") ?? .utc, now: monday8)
