internal import GRDB

extension Migration {
  /// What routing servers answered, so that nobody is asked twice.
  ///
  /// A place of a map is a row; what is known of the ways from it is one blob (see ``RoadLegs``), so that a matrix of
  /// 2,000 places is 2,000 rows to read, not four million. Ids are never given twice: a blob may name a place that is gone.
  static let m0007Roads = Migration(name: "0007 roads") { database in
    try database.execute(
      sql: """
        CREATE TABLE travel_map (
          id INTEGER PRIMARY KEY,
          profile TEXT NOT NULL UNIQUE,
          version TEXT NOT NULL,
          asked_at INTEGER NOT NULL,
          table_limit INTEGER CONSTRAINT "table_limit is 2 or more" CHECK (table_limit >= 2)
        ) STRICT;

        CREATE TABLE travel_place (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          map INTEGER NOT NULL REFERENCES travel_map (id) ON DELETE CASCADE,
          longitude INTEGER NOT NULL
            CONSTRAINT "longitude is -180 to 180 degrees" CHECK (abs(longitude) <= 180000000),
          latitude INTEGER NOT NULL CONSTRAINT "latitude is -90 to 90 degrees" CHECK (abs(latitude) <= 90000000),
          off_road INTEGER CONSTRAINT "off_road is 0 or more" CHECK (off_road >= 0),
          legs BLOB NOT NULL,
          UNIQUE (map, longitude, latitude)
        ) STRICT;
        """)
  }
}
