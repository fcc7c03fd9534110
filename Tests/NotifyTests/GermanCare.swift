/// What somebody who reads German gets, word for word: complaints and surveys, and what the firm's own people get, by e-mail.
let germanCare = #"""
  == email: thank you
  Subject: Danke für Ihre Antwort

  Guten Tag Mia Frick

  Danke für Ihre Antwort (5 von 5). Wir geben sie weiter an die, die bei Ihnen waren.

  Ihr Team von Rhein Service

  == email: thank you, poor
  Subject: Danke für Ihre Antwort

  Guten Tag Mia Frick

  Danke, dass Sie uns das sagen (1 von 5). So wollen wir nicht sein: Jemand liest Ihre Antwort und meldet sich bei Ihnen.

  Ihr Team von Rhein Service

  == email: complaint received
  Subject: Wir haben Ihre Beschwerde: Boiler service

  Guten Tag Mia Frick

  Ihre Beschwerde zu Boiler service ist bei uns angekommen. Es tut uns leid, dass es Grund dafür gibt. Unsere Antwort haben Sie bis spätestens Dienstag, 24. November, 12:00 Uhr.

  Möchten Sie etwas ergänzen? Rufen Sie uns an (+423 555 0100), oder antworten Sie auf diese Nachricht.

  Unser Zeichen: C-12

  Ihr Team von Rhein Service

  == email: complaint answered
  Subject: Unsere Antwort auf Ihre Beschwerde: Boiler service

  Guten Tag Mia Frick

  Sie waren nicht zufrieden: Boiler service. Das ist unsere Antwort:

  A new seal comes tomorrow at nine, at no cost.

  Ist das für Sie in Ordnung? Wenn nicht, rufen Sie uns an (+423 555 0100), oder antworten Sie auf diese Nachricht.

  Unser Zeichen: C-12

  Ihr Team von Rhein Service

  == email: complaint closed
  Subject: Ihre Beschwerde ist erledigt: Boiler service

  Guten Tag Mia Frick

  Ihre Beschwerde zu Boiler service ist erledigt. Danke, dass Sie uns gesagt haben, was nicht gut war: Wir lernen daraus.

  Ist sie für Sie nicht erledigt? Rufen Sie uns an (+423 555 0100), oder antworten Sie auf diese Nachricht.

  Unser Zeichen: C-12

  Ihr Team von Rhein Service

  == email: not started, to the technician
  Subject: Nicht losgefahren: A-0017 Mia Frick

  Anna Beck, um 08:30 wäre Abfahrt zu Mia Frick. Schon unterwegs? Dann bitte melden: punctual visit depart A-0017

  Was: A-0017, Boiler service
  Wo: Dorfstrasse 1, Balzers
  Zugesagt: Montag, 23. November, 09:00–11:00 Uhr

  == email: not started, to the office
  Subject: Nicht losgefahren: A-0017 Mia Frick

  Anna Beck hätte um 08:30 zu Mia Frick losfahren sollen, und nichts ist gemeldet.

  Was: A-0017, Boiler service
  Wo: Dorfstrasse 1, Balzers
  Zugesagt: Montag, 23. November, 09:00–11:00 Uhr

  == email: jeopardy
  Subject: In Gefahr: A-0017 Mia Frick, Montag, 23. November, 09:00–11:00 Uhr

  Die Zusage an Mia Frick ist in Gefahr, und nichts wurde gefunden, das sie hält.

  Was: A-0017, Boiler service
  Zugesagt: Montag, 23. November, 09:00–11:00 Uhr
  Voraussichtlich: 11:30–12:00 Uhr
  Wahrscheinlichkeit einer Verspätung: 72 %
  Mit: Anna Beck
  Warum: A-0016 is still running, 40 min over plan
  Kunde: mia.frick@example.org

  == email: poor survey
  Subject: 1 von 5: Mia Frick, A-0017

  Mia Frick gab 1 von 5 für Boiler service (A-0017).
  Mit: Anna Beck

  Two hours late, and nobody called.

  Bitte heute melden: mia.frick@example.org

  == email: needs a person
  Subject: Mia Frick schreibt: A-0017

  Mia Frick schreibt zu Boiler service (A-0017): Rückruf

  Is the key still with the neighbour?

  Bitte antworten: mia.frick@example.org

  == email: unreached
  Subject: Nicht erreicht: Mia Frick, A-0017

  Mia Frick war nicht zu erreichen: Erinnerung: Boiler service, Montag, 23. November, 09:00–11:00 Uhr.

  Was: A-0017, Boiler service
  Zugesagt: Montag, 23. November, 09:00–11:00 Uhr
  Versucht: mia.frick@example.org

  Bitte einen anderen Weg suchen: Es ist keine Telefonnummer bekannt.

  == email: day changed
  Subject: Dein Tag hat sich geändert: Montag, 23. November

  Anna Beck, dein Tag hat sich geändert (Montag, 23. November):

  neu um 10:15: Mia Frick, Dorfstrasse 1, Balzers
  jetzt um 13:00: Noah Hasler, Bahnhofstrasse 2, Schaan
  nicht mehr: Lea Ospelt, Landstrasse 3, Triesen

  Bitte antworte mit OK, wenn du es gesehen hast.
  """#
