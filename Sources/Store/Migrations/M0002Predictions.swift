internal import GRDB

extension Migration {
  /// Predictions as they were made at stated moments, to be compared with what happened. At most one a visit and moment;
  /// gone with the appointment.
  static let m0002Predictions = Migration(name: "0002 predictions") { database in
    try database.execute(
      sql: """
        CREATE TABLE prediction (
          appointment TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
          visit TEXT NOT NULL,
          moment TEXT NOT NULL CONSTRAINT "moment is known" CHECK (
            moment IN ('day-start', 'hour-ahead', 'next', 'working')),
          made_at INTEGER NOT NULL,
          technician TEXT NOT NULL,
          planned INTEGER NOT NULL,
          deadline INTEGER,
          chance_late REAL CONSTRAINT "chance is 0 to 1" CHECK (chance_late BETWEEN 0 AND 1),
          quantiles TEXT NOT NULL CHECK (json_valid(quantiles)),
          PRIMARY KEY (visit, moment),
          CONSTRAINT "a chance has a deadline" CHECK ((chance_late IS NULL) = (deadline IS NULL))
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX prediction_by_appointment ON prediction (appointment);
        CREATE INDEX prediction_by_time ON prediction (made_at);
        """)
  }
}
