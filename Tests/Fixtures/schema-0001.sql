-- A workspace as the program wrote it at schema 1 (.dump), for the tests of migrations.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES('0001 initial');
CREATE TABLE organisation (
  id INTEGER PRIMARY KEY CONSTRAINT "there is one organisation" CHECK (id = 1),
  name TEXT NOT NULL,
  zone TEXT NOT NULL,
  language TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  opening_hours TEXT NOT NULL CHECK (json_valid(opening_hours)),
  tiers TEXT NOT NULL CHECK (json_valid(tiers)),
  travel TEXT NOT NULL CHECK (json_valid(travel))
) STRICT;
INSERT INTO organisation VALUES(1,'Small','Europe/Vaduz','en',NULL,NULL,'{}','[{"name":"standard","promiseChance":0.85,"responseHours":24,"toldAheadMinutes":30,"windowMinutes":240}]','{"detourFactor":1.3,"parkingSeconds":0,"speedKmh":40}');
CREATE TABLE technician (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  email TEXT,
  photo TEXT,
  address TEXT NOT NULL,
  longitude REAL NOT NULL CONSTRAINT "longitude is -180 to 180" CHECK (longitude BETWEEN -180 AND 180),
  latitude REAL NOT NULL CONSTRAINT "latitude is -90 to 90" CHECK (latitude BETWEEN -90 AND 90),
  shifts TEXT NOT NULL CHECK (json_valid(shifts)),
  absences TEXT NOT NULL CHECK (json_valid(absences)),
  pace REAL NOT NULL CONSTRAINT "pace is more than 0" CHECK (pace > 0),
  max_visits INTEGER CONSTRAINT "max_visits is 0 or more" CHECK (max_visits >= 0),
  revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1)
) STRICT;
INSERT INTO technician VALUES('t1','Anna Beck',NULL,NULL,NULL,'Gasse 1',9.5199999999999995736,47.140000000000000569,'{"monday":{"breaks":[{"earliest":"11:30","latest":"13:00","minutes":45}],"end":"17:00","start":"08:00"}}','[]',1.0,NULL,1);
CREATE TABLE technician_skill (
  technician TEXT NOT NULL REFERENCES technician (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  level INTEGER NOT NULL CONSTRAINT "level is 1 or more" CHECK (level >= 1),
  PRIMARY KEY (technician, name)
) STRICT, WITHOUT ROWID;
INSERT INTO technician_skill VALUES('t1','gas',2);
CREATE TABLE customer (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  zone TEXT NOT NULL,
  tier TEXT NOT NULL,
  notes TEXT,
  revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1)
) STRICT;
INSERT INTO customer VALUES('c1','Frau Hasler','en','Europe/Vaduz','standard','rings once',2);
CREATE TABLE contact (
  customer TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  channel TEXT NOT NULL CONSTRAINT "channel is email or sms" CHECK (channel IN ('email', 'sms')),
  address TEXT NOT NULL,
  consent INTEGER NOT NULL CHECK (consent IN (0, 1)),
  PRIMARY KEY (customer, position)
) STRICT, WITHOUT ROWID;
INSERT INTO contact VALUES('c1',0,'email','hasler@example.org',1);
CREATE TABLE site (
  customer TEXT NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  address TEXT NOT NULL,
  longitude REAL NOT NULL CONSTRAINT "longitude is -180 to 180" CHECK (longitude BETWEEN -180 AND 180),
  latitude REAL NOT NULL CONSTRAINT "latitude is -90 to 90" CHECK (latitude BETWEEN -90 AND 90),
  area TEXT NOT NULL,
  access TEXT,
  PRIMARY KEY (customer, id)
) STRICT, WITHOUT ROWID;
INSERT INTO site VALUES('c1','s1',0,'Weg 1',9.5299999999999993605,47.149999999999998578,'north','key at no. 3');
CREATE TABLE appointment (
  id TEXT PRIMARY KEY NOT NULL,
  customer TEXT NOT NULL,
  site TEXT NOT NULL,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  duration_seconds INTEGER NOT NULL CONSTRAINT "duration is 0 or more" CHECK (duration_seconds >= 0),
  crew INTEGER NOT NULL CONSTRAINT "crew is 1 or more" CHECK (crew >= 1),
  priority INTEGER NOT NULL CONSTRAINT "priority is 0 to 100" CHECK (priority BETWEEN 0 AND 100),
  promise_start INTEGER,
  promise_end INTEGER,
  promise_made_at INTEGER,
  promise_chance REAL CONSTRAINT "chance is 0 to 1" CHECK (promise_chance BETWEEN 0 AND 1),
  stage TEXT NOT NULL CONSTRAINT "stage is known" CHECK (stage IN ('requested', 'booked', 'scheduled', 'dispatched', 'under-way', 'on-site', 'finished', 'cancelled', 'missed', 'no-access')),
  pin_technician TEXT REFERENCES technician (id),
  pin_start INTEGER,
  notes TEXT,
  revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1),
  FOREIGN KEY (customer, site) REFERENCES site (customer, id),
  CONSTRAINT "a promise ends after it starts" CHECK (promise_start <= promise_end),
  CONSTRAINT "a promise is whole" CHECK (
    (promise_start IS NULL) = (promise_end IS NULL) AND (promise_start IS NULL) = (promise_made_at IS NULL))
) STRICT;
INSERT INTO appointment VALUES('a1','c1','s1','check','Gas check',2400,1,0,1795420800,1795435200,1795363200,0.97499999999999997779,'under-way',NULL,NULL,NULL,4);
INSERT INTO appointment VALUES('a2','c1','s1','check','Check',2400,1,0,1795417200,1795431600,1795363200,0.97499999999999997779,'scheduled',NULL,NULL,NULL,3);
INSERT INTO appointment VALUES('a3','c1','s1','check','Check',36000,1,0,NULL,NULL,NULL,NULL,'requested',NULL,NULL,NULL,1);
CREATE TABLE appointment_window (
  appointment TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (appointment, position),
  CONSTRAINT "a window ends after it starts" CHECK ("start" <= "end")
) STRICT, WITHOUT ROWID;
INSERT INTO appointment_window VALUES('a3',0,1795417200,1795420800);
INSERT INTO appointment_window VALUES('a2',0,1795417200,1795431600);
INSERT INTO appointment_window VALUES('a1',0,1795417200,1795446000);
CREATE TABLE appointment_skill (
  appointment TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  level INTEGER NOT NULL CONSTRAINT "level is 1 or more" CHECK (level >= 1),
  PRIMARY KEY (appointment, position)
) STRICT, WITHOUT ROWID;
INSERT INTO appointment_skill VALUES('a1',0,'gas',1);
CREATE TABLE visit (
  id TEXT PRIMARY KEY NOT NULL,
  appointment TEXT NOT NULL REFERENCES appointment (id),
  technician TEXT NOT NULL REFERENCES technician (id),
  date TEXT NOT NULL CONSTRAINT "date is a day" CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  position INTEGER NOT NULL CONSTRAINT "position is 0 or more" CHECK (position >= 0),
  stage TEXT NOT NULL CONSTRAINT "stage is known" CHECK (stage IN ('requested', 'booked', 'scheduled', 'dispatched', 'under-way', 'on-site', 'finished', 'cancelled', 'missed', 'no-access')),
  planned_depart INTEGER,
  planned_arrive INTEGER,
  planned_start INTEGER,
  planned_finish INTEGER,
  actual_depart INTEGER,
  actual_arrive INTEGER,
  actual_start INTEGER,
  actual_finish INTEGER,
  CONSTRAINT "a visit finishes after it starts" CHECK (planned_start <= planned_finish)
) STRICT;
INSERT INTO visit VALUES('a1','a1','t1','2026-11-23',0,'under-way',1795424686,1795424843,1795424843,1795427243,1795417500,NULL,NULL,NULL);
INSERT INTO visit VALUES('a2','a2','t1','2026-11-23',1,'scheduled',1795427243,1795427243,1795427243,1795429643,NULL,NULL,NULL,NULL);
CREATE TABLE plan (
  date TEXT PRIMARY KEY NOT NULL CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  revision INTEGER NOT NULL CONSTRAINT "revision is 1 or more" CHECK (revision >= 1),
  made_at INTEGER NOT NULL,
  seed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "plan" VALUES('2026-11-23',1,1795363200,1);
CREATE TABLE planned_day (
  date TEXT NOT NULL REFERENCES plan (date) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  technician TEXT NOT NULL REFERENCES technician (id) ON DELETE CASCADE,
  PRIMARY KEY (date, position),
  UNIQUE (date, technician)
) STRICT, WITHOUT ROWID;
INSERT INTO planned_day VALUES('2026-11-23',0,'t1');
CREATE TABLE planned_break (
  date TEXT NOT NULL,
  technician TEXT NOT NULL,
  position INTEGER NOT NULL,
  "start" INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (date, technician, position),
  FOREIGN KEY (date, technician) REFERENCES planned_day (date, technician) ON DELETE CASCADE,
  CONSTRAINT "a break ends after it starts" CHECK ("start" <= "end")
) STRICT, WITHOUT ROWID;
INSERT INTO planned_break VALUES('2026-11-23','t1',0,1795429800,1795432500);
CREATE TABLE unplaced (
  date TEXT NOT NULL REFERENCES plan (date) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  appointment TEXT NOT NULL REFERENCES appointment (id) ON DELETE CASCADE,
  reason TEXT NOT NULL,
  reasons TEXT NOT NULL CHECK (json_valid(reasons)),
  PRIMARY KEY (date, position)
) STRICT, WITHOUT ROWID;
INSERT INTO unplaced VALUES('2026-11-23',0,'a3','Anna Beck: cannot reach and finish it within window and shift (08:00–09:00)','{"t1":"unreachable"}');
CREATE TABLE event (
  sequence INTEGER PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  details TEXT NOT NULL CHECK (json_valid(details))
) STRICT;
INSERT INTO event VALUES(1,1795363200,'ada','workspace-created','workspace','{}');
INSERT INTO event VALUES(2,1795363200,'ada','imported','records','{"appointments":"3 added","customers":"1 added","past_visits":"1 added","technicians":"1 added"}');
INSERT INTO event VALUES(3,1795363200,'ada','planned','2026-11-23','{"changes":"2","revision":"1","seed":"1"}');
INSERT INTO event VALUES(4,1795363200,'ada','scheduled','a1','{"start":"1795424843","to":"t1"}');
INSERT INTO event VALUES(5,1795363200,'ada','scheduled','a2','{"start":"1795427243","to":"t1"}');
INSERT INTO event VALUES(6,1795363200,'ada','promised','a1','{"chance":"98 %","from":"1795420800","to":"1795435200"}');
INSERT INTO event VALUES(7,1795363200,'ada','notification-queued','a1','{"key":"confirmation/a1/1@1795420800-1795435200","kind":"confirmation","reason":"2026-11-23 09:00–13:00 was promised, with a chance of 0.98 to keep it."}');
INSERT INTO event VALUES(8,1795363200,'ada','promised','a2','{"chance":"98 %","from":"1795417200","to":"1795431600"}');
INSERT INTO event VALUES(9,1795363200,'ada','notification-queued','a2','{"key":"confirmation/a2/1@1795417200-1795431600","kind":"confirmation","reason":"2026-11-23 08:00–12:00 was promised, with a chance of 0.98 to keep it."}');
INSERT INTO event VALUES(10,1795417500,'ada','departed','a1','{"technician":"t1"}');
INSERT INTO event VALUES(11,1795417500,'ada','notification-queued','a1','{"key":"on-my-way/a1/1","kind":"on-my-way","reason":"The technician has set out: P(late) 0.00, median start 09:00, 240 min before the promise''s end."}');
INSERT INTO event VALUES(12,1795417560,'ada','notification-sent','a1','{"detail":"file","key":"confirmation/a1/1@1795420800-1795435200"}');
INSERT INTO event VALUES(13,1795417560,'ada','notification-sent','a2','{"detail":"file","key":"confirmation/a2/1@1795417200-1795431600"}');
INSERT INTO event VALUES(14,1795417560,'ada','notification-sent','a1','{"detail":"file","key":"on-my-way/a1/1"}');
INSERT INTO event VALUES(15,1795417620,'ada','customer-changed','c1','{"fields":"notes"}');
CREATE TABLE notification (
  sequence INTEGER PRIMARY KEY NOT NULL,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  appointment TEXT NOT NULL REFERENCES appointment (id),
  customer TEXT NOT NULL REFERENCES customer (id),
  channel TEXT NOT NULL CONSTRAINT "channel is email or sms" CHECK (channel IN ('email', 'sms')),
  address TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  reason TEXT NOT NULL,
  cause INTEGER REFERENCES event (sequence),
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  state TEXT NOT NULL CONSTRAINT "state is known" CHECK (state IN ('queued', 'leased', 'sent', 'dead', 'dropped')),
  attempts INTEGER NOT NULL CONSTRAINT "attempts is 0 or more" CHECK (attempts >= 0),
  next_attempt_at INTEGER,
  sent_at INTEGER,
  last_error TEXT,
  told_start INTEGER,
  CONSTRAINT "a message expires after it is due" CHECK (due_at <= expires_at),
  CONSTRAINT "a lease ends" CHECK (state <> 'leased' OR next_attempt_at IS NOT NULL),
  CONSTRAINT "a sent message has a time" CHECK (state <> 'sent' OR sent_at IS NOT NULL)
) STRICT;
INSERT INTO notification VALUES(1,'confirmation/a1/1@1795420800-1795435200','confirmation','a1','c1','email','hasler@example.org','en','Confirmed: Gas check, Monday 23 November, 09:00–13:00',replace('Dear Frau Hasler,\n\nYour appointment is confirmed.\n\nWhat: Gas check\nWhen: Monday 23 November, 09:00–13:00\nWhere: Weg 1\n\nWe will start within this time. To change or cancel, just reply to this message.\n\nKind regards\nSmall','\n',char(10)),'2026-11-23 09:00–13:00 was promised, with a chance of 0.98 to keep it.',6,1795363200,1795363200,1795435200,'sent',1,NULL,1795417560,NULL,1795420800);
INSERT INTO notification VALUES(2,'confirmation/a2/1@1795417200-1795431600','confirmation','a2','c1','email','hasler@example.org','en','Confirmed: Check, Monday 23 November, 08:00–12:00',replace('Dear Frau Hasler,\n\nYour appointment is confirmed.\n\nWhat: Check\nWhen: Monday 23 November, 08:00–12:00\nWhere: Weg 1\n\nWe will start within this time. To change or cancel, just reply to this message.\n\nKind regards\nSmall','\n',char(10)),'2026-11-23 08:00–12:00 was promised, with a chance of 0.98 to keep it.',8,1795363200,1795363200,1795431600,'sent',1,NULL,1795417560,NULL,1795417200);
INSERT INTO notification VALUES(3,'on-my-way/a1/1','on-my-way','a1','c1','email','hasler@example.org','en','On the way to you: Gas check',replace('Dear Frau Hasler,\n\nAnna Beck is on the way to you: Gas check, Weg 1.\n\nExpected with you: 09:00–09:05.\n\nKind regards\nSmall','\n',char(10)),'The technician has set out: P(late) 0.00, median start 09:00, 240 min before the promise''s end.',10,1795417500,1795417500,1795421100,'sent',1,NULL,1795417560,NULL,1795420800);
CREATE TABLE visit_record (
  id TEXT PRIMARY KEY NOT NULL,
  technician TEXT NOT NULL,
  type TEXT,
  area TEXT,
  site TEXT,
  promised_start INTEGER,
  promised_end INTEGER,
  planned_depart INTEGER,
  planned_arrive INTEGER,
  planned_start INTEGER,
  planned_finish INTEGER,
  actual_depart INTEGER,
  actual_arrive INTEGER,
  actual_start INTEGER,
  actual_finish INTEGER,
  attributes TEXT NOT NULL CHECK (json_valid(attributes)),
  CONSTRAINT "a promise ends after it starts" CHECK (promised_start <= promised_end),
  CONSTRAINT "a promise is whole" CHECK ((promised_start IS NULL) = (promised_end IS NULL))
) STRICT;
INSERT INTO visit_record VALUES('v1','t1','check','north','s1',NULL,NULL,NULL,NULL,1791180000,1791182400,NULL,NULL,1791180300,1791183000,'{"floor":2}');
CREATE TABLE forecast_model (
  id INTEGER PRIMARY KEY CONSTRAINT "there is one model" CHECK (id = 1),
  bytes BLOB NOT NULL,
  learned_at INTEGER NOT NULL,
  visits INTEGER NOT NULL CHECK (visits >= 0)
) STRICT;
CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE idempotency (
  key TEXT PRIMARY KEY NOT NULL,
  request_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
INSERT INTO idempotency VALUES('k1','customer.edit {"id":"c1","changes":{"notes":"rings once"}}','{"id":"c1","name":"Frau Hasler","language":"en","zone":"Europe/Vaduz","tier":"standard","contacts":[{"channel":"email","address":"hasler@example.org","consent":true}],"sites":[{"id":"s1","address":"Weg 1","location":[9.53,47.15],"area":"north","access":"key at no. 3"}],"notes":"rings once","revision":2}',1795417620);
CREATE INDEX appointment_by_customer ON appointment (customer, site);
CREATE INDEX appointment_by_stage ON appointment (stage);
CREATE INDEX appointment_by_pin ON appointment (pin_technician) WHERE pin_technician IS NOT NULL;
CREATE INDEX appointment_window_by_time ON appointment_window ("end", "start");
CREATE INDEX visit_by_day ON visit (date, technician, position);
CREATE INDEX visit_by_appointment ON visit (appointment);
CREATE INDEX visit_by_technician ON visit (technician);
CREATE INDEX planned_day_by_technician ON planned_day (technician);
CREATE INDEX unplaced_by_appointment ON unplaced (appointment);
CREATE INDEX event_by_subject ON event (subject, sequence);
CREATE TRIGGER event_no_gap BEFORE INSERT ON event
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'the journal has no gaps'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE INDEX notification_waiting ON notification (due_at) WHERE state IN ('queued', 'leased');
CREATE INDEX notification_by_appointment ON notification (appointment);
CREATE INDEX notification_by_customer ON notification (customer);
CREATE INDEX notification_by_cause ON notification (cause);
COMMIT;
