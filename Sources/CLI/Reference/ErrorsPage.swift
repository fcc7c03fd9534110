import PunctualModel
import PunctualService

/// The error index.
enum ErrorsPage {
  static var lines: [String] {
    [
      "# Errors", "",
      "An error has a code, the place in the input, one sentence, and mostly a hint. All errors of an input come at once.",
      "A command writes them on standard error, a sentence each:", "",
      "```", "error: The window ends before it starts. [bad-window at line 3, /windows]", "  hint: …", "```", "",
      "With `--json` they are one document there,",
      "`{\"errors\":[{\"code\",\"path\",\"line\",\"hint\",\"message\",\"retryable\"}]}`, and in `rpc` they are `error.data`.",
      "`punctual schema --errors` gives this list as JSON.", "",
      "## Exit codes", "",
    ]
      + Markdown.table(
        ["exit", "category", "meaning", "the same request may succeed later"],
        [FaultCategory.usage, .data, .unavailable, .busy, .notPermitted, .failure].map { category in
          ["\(category.exitCode)", category.name, meaning(category), category.retryable ? "yes" : "no"]
        })
      + [
        "",
        "0 is success. `solve` has VROOM's codes instead: 0 done, 1 internal, 2 input, 3 routing. `check` has 0 valid,",
        "1 not valid, 2 the input cannot be judged. `doctor` has 1 where something is not well.", "",
        "## Codes", "",
      ]
      + Markdown.table(
        ["code", "category", "meaning"],
        FaultCode.allCases.map { ["`\($0.rawValue)`", $0.category.name, $0.meaning] })
      + ["", "## Violations", "", "What `punctual check` can find wrong with a solution.", ""]
      + Markdown.table(["code", "meaning"], ErrorIndex.violations.map { ["`\($0.code)`", $0.meaning] })
  }

  private static func meaning(_ category: FaultCategory) -> String {
    switch category {
    case .usage: "The command line is wrong."
    case .data: "The input is wrong, or does not fit what is there."
    case .unavailable: "A service that is needed does not answer."
    case .busy: "Another process holds the database."
    case .notPermitted: "A file or folder may not be read or written."
    case .failure: "Anything else."
    }
  }
}
