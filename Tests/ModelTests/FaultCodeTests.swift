import PunctualModel
import Testing

@Suite("Codes of errors")
struct FaultCodeTests {
  @Test("a code is lower-case words joined by hyphens", arguments: FaultCode.allCases)
  func kebabCase(code: FaultCode) {
    let words = code.rawValue.split(separator: "-", omittingEmptySubsequences: false)
    #expect(words.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (97...122).contains($0) } })
  }

  @Test("no two codes are the same, and no two mean the same")
  func unique() {
    #expect(Set(FaultCode.allCases.map(\.rawValue)).count == FaultCode.allCases.count)
    #expect(Set(FaultCode.allCases.map(\.meaning)).count == FaultCode.allCases.count)
  }

  @Test("each code has a sentence that says what it means", arguments: FaultCode.allCases)
  func meaning(code: FaultCode) {
    #expect(code.meaning.count >= 20)
    #expect(code.meaning.hasSuffix("."))
    #expect(code.meaning.first?.isUppercase == true)
  }

  @Test("each code has the exit code that scripts tell the trouble by")
  func exitCodes() {
    let other: [FaultCode: Int32] = [
      .usage: 64, .routerUnavailable: 69, .busy: 75, .notPermitted: 77, .storage: 1,
      .newerSchema: 1, .internalError: 1,
    ]
    for code in FaultCode.allCases {
      #expect(code.category.exitCode == other[code] ?? 65, "\(code.rawValue)")
    }
  }

  @Test("only what may pass by itself is worth trying again")
  func retryable() {
    let worthIt = FaultCode.allCases.filter { $0.category.retryable }
    #expect(Set(worthIt) == [.busy, .routerUnavailable])
  }

  @Test("faults tell code, place and message, one a line")
  func description() {
    let faults = Faults([
      Fault(.missingField, path: "/name", line: 3, "name is missing"), Fault(.notCSV, "this is not CSV"),
    ])
    #expect(faults.description == "missing-field at line 3 /name: name is missing\nnot-csv: this is not CSV")
  }
}
