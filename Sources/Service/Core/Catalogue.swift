import PunctualModel
import PunctualWire

/// Every use case of a workspace: what `rpc` serves and `schema` describes.
public enum Catalogue {
  public static let all: [AnyUseCase] =
    records(Technician.self) + records(Customer.self) + records(Appointment.self) + [
      AnyUseCase(ForgetCustomer.self),
      AnyUseCase(ShowTimeline.self),
      AnyUseCase(OpenComplaint.self),
      AnyUseCase(AcknowledgeComplaint.self),
      AnyUseCase(AnswerComplaint.self),
      AnyUseCase(CloseComplaint.self),
      AnyUseCase(ListComplaints.self),
      AnyUseCase(ShowComplaint.self),
      AnyUseCase(RecordSurvey.self),
      AnyUseCase(ListSurveys.self),
      AnyUseCase(ListCalls.self),
      AnyUseCase(LogCall.self),
      AnyUseCase(ImportRecords.self),
      AnyUseCase(ExportRecords.self),
      AnyUseCase(MakePlan.self),
      AnyUseCase(PredictPlan.self),
      AnyUseCase(ShowBoard.self),
      AnyUseCase(ShowMyDay.self),
      AnyUseCase(AcknowledgeDay.self),
      AnyUseCase(DispatchVisit.self),
      AnyUseCase(DepartVisit.self),
      AnyUseCase(ArriveVisit.self),
      AnyUseCase(FinishVisit.self),
      AnyUseCase(CancelVisit.self),
      AnyUseCase(NoAccessVisit.self),
      AnyUseCase(CancelAppointment.self),
      AnyUseCase(MakeOffer.self),
      AnyUseCase(BookSlot.self),
      AnyUseCase(ProposeWindows.self),
      AnyUseCase(TakeProposal.self),
      AnyUseCase(ExplainAppointment.self),
      AnyUseCase(ShowLate.self),
      AnyUseCase(PreviewNotifications.self),
      AnyUseCase(ShowRules.self),
      AnyUseCase(SetRules.self),
      AnyUseCase(ResetRules.self),
      AnyUseCase(CheckRules.self),
      AnyUseCase(ShowTemplates.self),
      AnyUseCase(SetTemplates.self),
      AnyUseCase(TakeReply.self),
      AnyUseCase(ShowReplies.self),
      AnyUseCase(SettleReply.self),
      AnyUseCase(SendNotifications.self),
      AnyUseCase(ShowNotifications.self),
      AnyUseCase(RetryNotifications.self),
      AnyUseCase(ExplainMessage.self),
      AnyUseCase(TakeReceipt.self),
      AnyUseCase(ShowChannels.self),
      AnyUseCase(SetChannels.self),
      AnyUseCase(SetChannel.self),
      AnyUseCase(Tick.self),
      AnyUseCase(ShowReport.self),
      AnyUseCase(ShowTrouble.self),
      AnyUseCase(ShowCalibration.self),
      AnyUseCase(ShowBacktest.self),
      AnyUseCase(LearnFromHistory.self),
      AnyUseCase(PredictDay.self),
      AnyUseCase(UndoChange.self),
      AnyUseCase(ShowAuditLog.self),
      AnyUseCase(VerifyAudit.self),
      AnyUseCase(CheckHealth.self),
      AnyUseCase(BackUp.self),
      AnyUseCase(ShowCalendar.self),
      AnyUseCase(ShowMap.self),
      AnyUseCase(ShowTravel.self),
      AnyUseCase(SetTravel.self),
      AnyUseCase(FillTravel.self),
      AnyUseCase(CheckTravel.self),
      AnyUseCase(ClearTravel.self),
    ]

  public static func named(_ name: String) -> AnyUseCase? {
    byName[name]
  }

  private static let byName = all.keyed(by: \.name)

  private static func records<Kind: StoredRecord>(_: Kind.Type) -> [AnyUseCase] {
    [
      AnyUseCase(ListRecords<Kind>.self), AnyUseCase(ShowRecord<Kind>.self), AnyUseCase(AddRecord<Kind>.self),
      AnyUseCase(EditRecord<Kind>.self), AnyUseCase(RemoveRecord<Kind>.self),
    ]
  }
}
