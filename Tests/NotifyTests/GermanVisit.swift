/// What somebody who reads German gets, word for word: a visit that goes well, by e-mail.
let germanVisit = #"""
  == email: request received
  Subject: Wir haben Ihre Anfrage: Boiler service

  Guten Tag Mia Frick

  Danke, Ihre Anfrage ist bei uns angekommen: Boiler service, Dorfstrasse 1, Balzers. Sie hören von uns bis spätestens Montag, 23. November, 10:00 Uhr.

  Wir sind für Sie da: Montag–Dienstag 07:00–17:30 Uhr, Freitag 07:00–16:30 Uhr.
  Eilt es? Rufen Sie uns an: +423 555 0100.

  Unser Zeichen: A-0017

  Ihr Team von Rhein Service

  == email: confirmation
  Subject: Bestätigt: Boiler service, Montag, 23. November, 09:00–11:00 Uhr

  Guten Tag Mia Frick

  Ihr Termin ist bestätigt.

  Was: Boiler service
  Wann: Montag, 23. November, 09:00–11:00 Uhr
  Wo: Dorfstrasse 1, Balzers
  Wer: Anna Beck, nach heutigem Plan

  Wir beginnen innerhalb dieser Zeit. Der Termin liegt für Ihren Kalender bei. Zum Ändern oder Absagen rufen Sie uns bitte an (+423 555 0100) oder schreiben Sie an office@example.org.

  Ihr Team von Rhein Service

  == email: reminder
  Subject: Erinnerung: Boiler service, Montag, 23. November, 09:00–11:00 Uhr

  Guten Tag Mia Frick

  Bald sind wir bei Ihnen.

  Was: Boiler service
  Wann: Montag, 23. November, 09:00–11:00 Uhr
  Wo: Dorfstrasse 1, Balzers

  Bitte sorgen Sie dafür, dass uns jemand einlassen kann. Zum Ändern oder Absagen rufen Sie uns bitte an (+423 555 0100) oder schreiben Sie an office@example.org.

  Ihr Team von Rhein Service

  == email: confirmation, moved
  Subject: Neue Zeit: Boiler service, Montag, 23. November, 13:00–15:00 Uhr

  Guten Tag Mia Frick

  Ihr Termin hat eine neue Zeit; sie ersetzt die bisherige.

  Was: Boiler service
  Wann: Montag, 23. November, 13:00–15:00 Uhr
  Wo: Dorfstrasse 1, Balzers
  Wer: Anna Beck, nach heutigem Plan

  Wir beginnen innerhalb dieser Zeit. Der Termin liegt für Ihren Kalender bei. Zum Ändern oder Absagen rufen Sie uns bitte an (+423 555 0100) oder schreiben Sie an office@example.org.

  Ihr Team von Rhein Service

  == email: reminder, soon
  Subject: Gleich bei Ihnen: Boiler service, Montag, 23. November, 14:00–16:00 Uhr

  Guten Tag Mia Frick

  Bald ist es so weit: Boiler service, Montag, 23. November, 14:00–16:00 Uhr.
  Voraussichtlich bei Ihnen: 14:10–14:40 Uhr.
  Zu Ihnen kommt: Anna Beck.

  Bitte sorgen Sie dafür, dass uns jemand einlassen kann. Fragen? Sie erreichen uns unter +423 555 0100.

  Ihr Team von Rhein Service

  == email: on my way
  Subject: Unterwegs zu Ihnen: Boiler service

  Guten Tag Mia Frick

  Anna Beck ist unterwegs zu Ihnen: Boiler service, Dorfstrasse 1, Balzers.

  Voraussichtlich bei Ihnen: 09:20–09:55 Uhr.

  Fragen? Sie erreichen uns unter +423 555 0100.

  Ihr Team von Rhein Service

  == email: arrived
  Subject: Wir sind da: Boiler service

  Guten Tag Mia Frick

  Anna Beck ist an der Tür: Boiler service, Dorfstrasse 1, Balzers.

  Ihr Team von Rhein Service

  == email: finished
  Subject: Erledigt: Boiler service

  Guten Tag Mia Frick

  Das ist erledigt, für Ihre Unterlagen:

  Was: Boiler service
  Wo: Dorfstrasse 1, Balzers
  Wann: Montag, 23. November, 10:05–10:30 Uhr
  Von: Anna Beck
  Unser Zeichen: A-0017

  Was gemacht wurde:
  New igniter; the flame is steady.

  Ist etwas nicht in Ordnung? Rufen Sie uns bitte an: +423 555 0100.

  Ihr Team von Rhein Service

  == email: follow-up
  Subject: Wie zufrieden sind Sie? Boiler service

  Guten Tag Mia Frick

  Danke, dass wir bei Ihnen sein durften. Das ist erledigt: Boiler service, Dorfstrasse 1, Balzers, Montag, 23. November, 10:05–10:30 Uhr.

  Was gemacht wurde:
  New igniter; the flame is steady.

  Wie zufrieden sind Sie? Antworten Sie mit einer Zahl von 1 (gar nicht) bis 5 (sehr), gern auch mit einem Wort dazu.

  Ist etwas nicht in Ordnung? Rufen Sie uns bitte an: +423 555 0100.

  Ihr Team von Rhein Service
  """#
