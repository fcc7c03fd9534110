/// What somebody who reads this language gets, word for word: `gallery` must give exactly this.
let germanMessages = #"""
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

  == email: on my way, eta moved
  Subject: Neue voraussichtliche Zeit: Boiler service

  Guten Tag Mia Frick

  Die Zeit, zu der wir bei Ihnen sein werden, hat sich geändert: Boiler service, Dorfstrasse 1, Balzers.

  Voraussichtlich bei Ihnen: 09:50–10:25 Uhr.
  Zu Ihnen kommt: Anna Beck.

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

  == email: running late
  Subject: Wir verspäten uns: Boiler service

  Guten Tag Mia Frick

  Wir verspäten uns und können die zugesagte Zeit voraussichtlich nicht einhalten: Boiler service, Montag, 23. November, 09:00–11:00 Uhr. Wir bitten Sie um Entschuldigung.

  Voraussichtlich bei Ihnen: 11:30–12:00 Uhr, etwa 40 Minuten später als zugesagt.
  Zu Ihnen kommt: Anna Beck.

  Wenn Ihnen das passt, brauchen Sie nichts zu tun. Wenn nicht, rufen Sie uns bitte an (+423 555 0100); wir finden gemeinsam eine andere Zeit.

  Ihr Team von Rhein Service

  == email: running late, eta moved
  Subject: Neue voraussichtliche Zeit: Boiler service

  Guten Tag Mia Frick

  Die Zeit, zu der wir bei Ihnen sein werden, hat sich geändert: Boiler service, Dorfstrasse 1, Balzers.

  Voraussichtlich bei Ihnen: 11:50–12:20 Uhr, etwa 60 Minuten später als zugesagt.
  Zu Ihnen kommt: Anna Beck.

  Bitte entschuldigen Sie die Wartezeit.

  Fragen? Sie erreichen uns unter +423 555 0100.

  Ihr Team von Rhein Service

  == email: technician changed
  Subject: Es kommt jemand anders zu Ihnen: Boiler service

  Guten Tag Mia Frick

  Zu Ihnen kommt Ben Ospelt, nicht wie angekündigt (Boiler service).

  Voraussichtlich bei Ihnen: 11:50–12:20 Uhr.

  Fragen? Sie erreichen uns unter +423 555 0100.

  Ihr Team von Rhein Service

  == email: all clear
  Subject: Wieder pünktlich: Boiler service

  Guten Tag Mia Frick

  Gute Nachricht: Wir haben aufgeholt und sind voraussichtlich wie ursprünglich zugesagt bei Ihnen: Montag, 23. November, 09:00–11:00 Uhr.
  Voraussichtlich bei Ihnen: 10:50–11:15 Uhr.

  Danke für Ihre Geduld. Zum Ändern oder Absagen rufen Sie uns bitte an (+423 555 0100) oder schreiben Sie an office@example.org.

  Ihr Team von Rhein Service

  == email: on my way, late
  Subject: Unterwegs zu Ihnen: Boiler service

  Guten Tag Mia Frick

  Anna Beck ist unterwegs zu Ihnen: Boiler service, Dorfstrasse 1, Balzers.

  Voraussichtlich bei Ihnen: 11:30–12:00 Uhr.

  Das ist später als zugesagt. Bitte entschuldigen Sie die Wartezeit.

  Fragen? Sie erreichen uns unter +423 555 0100.

  Ihr Team von Rhein Service

  == email: running late, choices
  Subject: Wir verspäten uns: Boiler service

  Guten Tag Mia Frick

  Wir verspäten uns und können die zugesagte Zeit voraussichtlich nicht einhalten: Boiler service, Montag, 23. November, 09:00–11:00 Uhr. Wir bitten Sie um Entschuldigung.

  Voraussichtlich bei Ihnen: 11:30–12:00 Uhr, etwa 40 Minuten später als zugesagt.
  Zu Ihnen kommt: Anna Beck.

  Wenn Ihnen das passt, brauchen Sie nichts zu tun.

  Passt Ihnen eine andere Zeit besser? Antworten Sie mit ihrer Nummer:

    1   Montag, 23. November, 14:00–16:00 Uhr
    2   Dienstag, 24. November, 08:00–10:00 Uhr

  Wir halten diese Zeiten für Sie frei bis 18:00 Uhr.

  Ihr Team von Rhein Service

  == email: running late, premium
  Subject: Wir verspäten uns: Boiler service

  Guten Tag Mia Frick

  Zugesagt hatten wir Ihnen Montag, 23. November, 09:00–11:00 Uhr (Boiler service), und das können wir voraussichtlich nicht einhalten. Das tut uns sehr leid.

  Voraussichtlich bei Ihnen: 11:30–12:00 Uhr, etwa 40 Minuten später als zugesagt.
  Zu Ihnen kommt: Anna Beck.

  Wenn Ihnen das passt, brauchen Sie nichts zu tun: Wir bleiben dran und melden jede Änderung.

  Passt Ihnen eine andere Zeit besser? Antworten Sie mit ihrer Nummer:

    1   Montag, 23. November, 14:00–16:00 Uhr
    2   Dienstag, 24. November, 08:00–10:00 Uhr

  Wir halten diese Zeiten für Sie frei bis 18:00 Uhr.
  Lieber am Telefon? +423 555 0100: Sie kommen zuerst.

  Ihr Team von Rhein Service

  == email: missed, choices
  Subject: Wir sind nicht gekommen: Boiler service

  Guten Tag Mia Frick

  Zu Ihrem Termin (Boiler service) ist niemand gekommen, obwohl wir ihn Ihnen zugesagt hatten: Montag, 23. November, 09:00–11:00 Uhr. Wir bitten Sie um Entschuldigung.

  Wir haben für Sie eine Beschwerde eröffnet und beantworten sie bis Dienstag, 24. November, 11:30 Uhr.

  Diese Zeiten sind für Sie frei; antworten Sie mit der Nummer der Zeit, die Ihnen passt:

    1   Montag, 23. November, 14:00–16:00 Uhr
    2   Dienstag, 24. November, 08:00–10:00 Uhr

  Wir halten diese Zeiten für Sie frei bis 18:00 Uhr.

  Ihr Team von Rhein Service

  == email: missed, premium
  Subject: Wir haben Sie versetzt: Boiler service

  Guten Tag Mia Frick

  Zugesagt hatten wir Ihnen Montag, 23. November, 09:00–11:00 Uhr für Boiler service, und niemand ist gekommen. Dafür gibt es keine Ausrede, und wir bitten Sie um Entschuldigung.

  Wir haben für Sie eine Beschwerde eröffnet und beantworten sie bis Dienstag, 24. November, 11:30 Uhr.

  Diese Zeiten sind für Sie frei; antworten Sie mit der Nummer der Zeit, die Ihnen passt:

    1   Montag, 23. November, 14:00–16:00 Uhr
    2   Dienstag, 24. November, 08:00–10:00 Uhr

  Wir halten diese Zeiten für Sie frei bis 18:00 Uhr.
  Oder rufen Sie uns an (+423 555 0100): Sie kommen zuerst.

  Ihr Team von Rhein Service

  == email: missed
  Subject: Wir sind nicht gekommen: Boiler service

  Guten Tag Mia Frick

  Zu Ihrem Termin (Boiler service) ist niemand gekommen, obwohl wir ihn Ihnen zugesagt hatten: Montag, 23. November, 09:00–11:00 Uhr. Wir bitten Sie um Entschuldigung.

  Wir haben für Sie eine Beschwerde eröffnet.
  Rufen Sie uns unter +423 555 0100 an, für eine neue Zeit, die Ihnen passt.

  Ihr Team von Rhein Service

  == email: missed, ahead
  Subject: Wir können nicht kommen: Boiler service

  Guten Tag Mia Frick

  Zu Ihrem Termin (Boiler service) können wir nicht kommen, obwohl wir ihn Ihnen zugesagt hatten: Montag, 23. November, 09:00–11:00 Uhr. Wir bitten Sie um Entschuldigung.

  Wir haben für Sie eine Beschwerde eröffnet.
  Rufen Sie uns unter +423 555 0100 an, für eine neue Zeit, die Ihnen passt.

  Ihr Team von Rhein Service

  == email: reschedule
  Subject: Eine andere Zeit für Sie: Boiler service

  Guten Tag Mia Frick

  Wir suchen mit Ihnen eine andere Zeit für Boiler service.

  Diese Zeiten sind für Sie frei; antworten Sie mit der Nummer der Zeit, die Ihnen passt:

    1   Montag, 23. November, 14:00–16:00 Uhr
    2   Dienstag, 24. November, 08:00–10:00 Uhr

  Wir halten diese Zeiten für Sie frei bis 18:00 Uhr.

  Ihr Team von Rhein Service

  == email: no access
  Subject: Wir kamen nicht hinein: Boiler service

  Guten Tag Mia Frick

  Wir waren bei Dorfstrasse 1, Balzers für Boiler service, und niemand konnte uns einlassen. Schade; finden wir eine andere Zeit.
  Rufen Sie uns unter +423 555 0100 an, für eine Zeit, die Ihnen passt.

  Ihr Team von Rhein Service

  == email: thank you
  Subject: Danke für Ihre Antwort

  Guten Tag Mia Frick

  Danke für Ihre Antwort (5 von 5). Wir geben sie weiter an die, die bei Ihnen waren.

  Ihr Team von Rhein Service

  == email: thank you, poor
  Subject: Danke für Ihre Antwort

  Guten Tag Mia Frick

  Danke, dass Sie uns das sagen (1 von 5). So wollen wir nicht sein: Ihre Worte werden heute gelesen, und wir melden uns bei Ihnen.

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

  Bitte anrufen.

  == email: day changed
  Subject: Dein Tag hat sich geändert: Montag, 23. November

  Anna Beck, dein Tag hat sich geändert (Montag, 23. November):

  neu um 10:15: Mia Frick, Dorfstrasse 1, Balzers
  jetzt um 13:00: Noah Hasler, Bahnhofstrasse 2, Schaan
  nicht mehr: Lea Ospelt, Landstrasse 3, Triesen

  Bitte antworte mit OK, wenn du es gesehen hast.

  == sms: request received
  Rhein Service: Wir haben Ihre Anfrage: Boiler service. Sie hören von uns bis Montag, 23. November, 10:00 Uhr. Eilt es? Tel. +423 555 0100

  == sms: confirmation
  Rhein Service: Termin bestätigt: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Ändern: Tel. +423 555 0100. Keine SMS: STOPP

  == sms: reminder
  Rhein Service: Erinnerung: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Ändern: Tel. +423 555 0100

  == sms: confirmation, moved
  Rhein Service: Neue Zeit: Boiler service, Montag, 23. November, 13:00-15:00 Uhr. Ändern: Tel. +423 555 0100. Keine SMS: STOPP

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
  Rhein Service: Erledigt: Boiler service. Danke! Wie zufrieden sind Sie? Antworten Sie mit 1 (gar nicht) bis 5 (sehr). Stimmt etwas nicht? Tel. +423 555 0100

  == sms: running late
  Rhein Service: Wir verspäten uns leider: Boiler service. Voraussichtlich: 11:30-12:00 Uhr. Es kommt Anna Beck. Passt nicht? Tel. +423 555 0100

  == sms: running late, eta moved
  Rhein Service: Neue Zeit für Boiler service: voraussichtlich 11:50-12:20 Uhr. Bitte entschuldigen Sie die Wartezeit. Fragen? +423 555 0100

  == sms: technician changed
  Rhein Service: Zu Ihnen kommt Ben Ospelt, nicht wie angekündigt. Voraussichtlich: 11:50-12:20 Uhr. Fragen? +423 555 0100

  == sms: all clear
  Rhein Service: Gute Nachricht, wir sind wieder pünktlich: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Voraussichtlich: 10:50-11:15 Uhr.

  == sms: on my way, late
  Rhein Service: Anna Beck ist unterwegs zu Ihnen. Voraussichtlich: 11:30-12:00 Uhr. Bitte entschuldigen Sie die Wartezeit. Fragen? +423 555 0100

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
  Nicht erreicht: Mia Frick (A-0017), Rhein Service: Erinnerung: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Ändern: Tel. +423.... Versucht: +4235550123. Bitte anrufen.

  == sms: day changed
  Dein Tag hat sich geändert (Montag, 23. November): neu um 10:15: Mia Frick, Dorfstrasse 1, Balzers; jetzt um 13:00: Noah Hasler, Bahnhofstrasse 2, Schaan; nicht mehr: Lea Ospelt, Landstrasse 3, Triesen. Antworte OK.
  """#
