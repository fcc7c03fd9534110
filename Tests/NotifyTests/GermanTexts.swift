/// What somebody who reads German gets, word for word: text messages.
let germanTexts = #"""
  == sms: request received
  Rhein Service: Wir haben Ihre Anfrage: Boiler service. Sie hören von uns bis Montag, 23. November, 10:00 Uhr. Eilt es? Tel. +423 555 0100

  == sms: confirmation
  Rhein Service: Termin bestätigt: Boiler service, Montag, 23. November, 09:00-11:00 Uhr, geplant mit Anna Beck. Ändern: Tel. +423 555 0100. Keine SMS: STOPP

  == sms: reminder
  Rhein Service: Erinnerung: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Ändern: Tel. +423 555 0100

  == sms: confirmation, moved
  Rhein Service: Neue Zeit: Boiler service, Montag, 23. November, 13:00-15:00 Uhr, geplant mit Anna Beck. Ändern: Tel. +423 555 0100. Keine SMS: STOPP

  == sms: reminder, soon
  Rhein Service: Gleich bei Ihnen: Boiler service, Montag, 23. November, 14:00-16:00 Uhr. Voraussichtlich: 14:10-14:40 Uhr. Fragen? +423 555 0100

  == sms: on my way
  Rhein Service: Anna Beck ist unterwegs zu Ihnen. Voraussichtlich: 09:20-09:55 Uhr. Fragen? +423 555 0100

  == sms: on my way, eta moved
  Rhein Service: Neue Zeit für Boiler service: voraussichtlich 09:50-10:25 Uhr. Fragen? +423 555 0100

  == sms: arrived
  Rhein Service: Anna Beck ist an der Tür: Boiler service, Dorfstrasse 1, Balzers.

  == sms: finished
  Rhein Service: Erledigt: Boiler service, Montag, 23. November, 10:05-10:30 Uhr. New igniter; the flame is steady. Zeichen A-0017. Stimmt etwas nicht? +423 555 0100

  == sms: follow-up
  Rhein Service: Erledigt: Boiler service. New igniter; the flame is steady. Danke! Wie zufrieden sind Sie? Antworten Sie mit 1 (gar nicht) bis 5 (sehr). Stimmt etwas nicht? Tel. +423 555 0100

  == sms: running late
  Rhein Service: Wir verspäten uns leider: Boiler service. Voraussichtlich: 11:30-12:00 Uhr. Es kommt Anna Beck. Passt nicht? Tel. +423 555 0100

  == sms: running late, eta moved
  Rhein Service: Neue Zeit für Boiler service: voraussichtlich 11:50-12:20 Uhr. Bitte entschuldigen Sie die Wartezeit. Fragen? +423 555 0100

  == sms: technician changed
  Rhein Service: Anders als angekündigt kommt Ben Ospelt zu Ihnen. Voraussichtlich: 11:50-12:20 Uhr. Fragen? +423 555 0100

  == sms: all clear
  Rhein Service: Gute Nachricht, wir sind wieder pünktlich: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Voraussichtlich: 10:50-11:15 Uhr.

  == sms: on my way, late
  Rhein Service: Anna Beck ist unterwegs zu Ihnen. Voraussichtlich: 11:30-12:00 Uhr. Bitte entschuldigen Sie die Wartezeit. Fragen? +423 555 0100

  == sms: may be late
  Rhein Service: Es kann leider später werden: Boiler service. Voraussichtlich: 10:35-11:05 Uhr. Es kommt Anna Beck. Passt nicht? Tel. +423 555 0100

  == sms: may be late, premium
  Rhein Service: Es tut uns sehr leid, es kann später werden: Boiler service. Voraussichtlich: 10:35-11:05 Uhr. Oder Tel. +423 555 0100

  == sms: running late, choices
  Rhein Service: Wir verspäten uns leider: Boiler service. Voraussichtlich: 11:30-12:00 Uhr. Andere Zeit, Antwort mit Nummer: 1: Mo 23.11. 14:00-16:00, 2: Di 24.11. 08:00-10:00.

  == sms: running late, premium
  Rhein Service: Es tut uns sehr leid, wir verspäten uns: Boiler service. Voraussichtlich: 11:30-12:00 Uhr. Andere Zeit, Antwort mit Nummer: 1: Mo 23.11. 14:00-16:00, 2: Di 24.11. 08:00-10:00. Oder Tel. +423 555 0100

  == sms: missed, choices
  Rhein Service: Wir hatten zugesagt: Montag, 23. November, 09:00-11:00 Uhr, und niemand ist gekommen. Wir bitten um Entschuldigung. Freie Zeiten, Antwort mit Nummer: 1: Mo 23.11. 14:00-16:00, 2: Di 24.11. 08:00-10:00.

  == sms: missed, premium
  Rhein Service: Wir hatten zugesagt: Montag, 23. November, 09:00-11:00 Uhr, und niemand ist gekommen. Es tut uns sehr leid. Freie Zeiten, Antwort mit Nummer: 1: Mo 23.11. 14:00-16:00, 2: Di 24.11. 08:00-10:00. Oder Tel. +423 555 0100, Sie kommen zuerst.

  == sms: missed
  Rhein Service: Wir hatten zugesagt: Montag, 23. November, 09:00-11:00 Uhr, und niemand ist gekommen. Wir bitten um Entschuldigung. Für eine neue Zeit: Tel. +423 555 0100

  == sms: missed, ahead
  Rhein Service: Wir hatten zugesagt: Montag, 23. November, 09:00-11:00 Uhr, und wir können nicht kommen. Wir bitten um Entschuldigung. Für eine neue Zeit: Tel. +423 555 0100

  == sms: reschedule
  Rhein Service: Boiler service: Freie Zeiten, Antwort mit Nummer: 1: Mo 23.11. 14:00-16:00, 2: Di 24.11. 08:00-10:00. Fragen? +423 555 0100

  == sms: no access
  Rhein Service: Wir standen für Boiler service vor Ihrer Tür und kamen nicht hinein. Neue Zeit: +423 555 0100

  == sms: thank you
  Rhein Service: Danke für Ihre Antwort (5 von 5).

  == sms: thank you, poor
  Rhein Service: Danke für Ihre Antwort (1 von 5). Das tut uns leid, wir melden uns bei Ihnen.

  == sms: complaint received
  Rhein Service: Wir haben Ihre Beschwerde zu Boiler service, es tut uns leid. Unsere Antwort kommt bis Dienstag, 24. November, 12:00 Uhr. Ergänzen? Tel. +423 555 0100

  == sms: complaint answered
  Rhein Service: Unsere Antwort auf Ihre Beschwerde zu Boiler service: A new seal comes tomorrow at nine, at no cost. Nicht in Ordnung? Tel. +423 555 0100

  == sms: complaint closed
  Rhein Service: Ihre Beschwerde zu Boiler service ist erledigt. Danke, dass Sie es uns gesagt haben. Nicht erledigt? Tel. +423 555 0100

  == sms: not started, to the technician
  Abfahrt 08:30: Mia Frick, Dorfstrasse 1, Balzers (A-0017). Schon unterwegs? Bitte melden.

  == sms: not started, to the office
  Anna Beck ist nicht losgefahren zu Mia Frick (A-0017); geplant 08:30.

  == sms: jeopardy
  In Gefahr (72 %): A-0017 Mia Frick, Montag, 23. November, 09:00-11:00 Uhr, voraussichtlich 11:30-12:00 Uhr, Anna Beck

  == sms: poor survey
  1 von 5 von Mia Frick (A-0017, Boiler service). "Two hours late, and nobody called." +4235550123

  == sms: needs a person
  Mia Frick (A-0017), Rückruf: "Is the key still with the neighbour?" +4235550123

  == sms: unreached
  Nicht erreicht: Mia Frick (A-0017), Rhein Service: Erinnerung: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Ändern: Tel. +423.... Versucht: +4235550123. Bitte anrufen: +4235550123

  == sms: day changed
  Dein Tag hat sich geändert (Montag, 23. November): neu um 10:15: Mia Frick, Dorfstrasse 1, Balzers; jetzt um 13:00: Noah Hasler, Bahnhofstrasse 2, Schaan; nicht mehr: Lea Ospelt, Landstrasse 3, Triesen. Antworte OK.
  """#
