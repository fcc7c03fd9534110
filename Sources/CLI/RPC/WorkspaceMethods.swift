import PunctualModel
import PunctualWire

/// What `workspace.create` takes.
struct WorkspaceCreation: WireForm {
  static let name = "workspace.create"
  static let summary = "Makes a new, empty workspace."
  static let formName = "workspace_creation"
  static let formSummary = "A workspace to make."
  let firm: String
  let zone: Zone

  init(firm: String, zone: Zone) {
    self.firm = firm
    self.zone = zone
  }

  init(from fields: inout FieldReader) {
    firm = fields.required("name", .text(1...200), "The firm's name.")
    zone = fields.required("zone", .zone, "The firm's zone, by its IANA name.")
  }

  func write(to fields: inout FieldWriter) {
    fields.put("name", .text, firm)
    fields.put("zone", .zone, zone)
  }
}

/// What `workspace.restore` takes.
struct WorkspaceRestoration: WireForm {
  static let name = "workspace.restore"
  static let summary = "Puts a copy in the workspace's place; it is checked first."
  static let formName = "workspace_restoration"
  static let formSummary = "A copy to put in the workspace's place."
  let path: String
  let replace: Bool

  init(from fields: inout FieldReader) {
    path = fields.required("path", .text(1...4000), "The copy, as `backup` made it.")
    replace = fields.defaulted(
      "replace", .boolean, false, "Also where there is a workspace, which is then kept beside. Else that is refused.")
  }

  func write(to fields: inout FieldWriter) {
    fields.put("path", .text, path)
    fields.put("replace", .boolean, replace)
  }
}

/// A workspace that a copy was put in the place of.
struct RestoredWorkspace: WireForm {
  static let formName = "restored_workspace"
  static let formSummary = "A workspace that is now as a copy of it was."
  let path: String
  let kept: String?

  init(path: String, kept: String?) {
    self.path = path
    self.kept = kept
  }

  init(from fields: inout FieldReader) {
    path = fields.required("path", .text, "The database.")
    kept = fields.optional("kept", .text, "Where it is kept as it was before; left out where there was none.")
  }

  func write(to fields: inout FieldWriter) {
    fields.put("path", .text, path)
    fields.put("kept", .text, kept)
  }
}
