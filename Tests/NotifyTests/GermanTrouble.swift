/// What somebody who reads German gets, word for word: a visit that does not go as promised, by e-mail.
let germanTrouble = #"""
  == email: on my way, eta moved
  Subject: Neue voraussichtliche Zeit: Boiler service

  Guten Tag Mia Frick

  Die Zeit, zu der wir bei Ihnen sein werden, hat sich geändert: Boiler service, Dorfstrasse 1, Balzers.

  Voraussichtlich bei Ihnen: 09:50–10:25 Uhr.
  Zu Ihnen kommt: Anna Beck.

  Fragen? Sie erreichen uns unter +423 555 0100.

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

  Anders als angekündigt kommt Ben Ospelt zu Ihnen (Boiler service).

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

  == email: may be late
  Subject: Es kann später werden: Boiler service

  Guten Tag Mia Frick

  Möglicherweise können wir die zugesagte Zeit nicht ganz einhalten: Boiler service, Montag, 23. November, 09:00–11:00 Uhr. Wir tun, was wir können, und bedauern die Ungewissheit.

  Voraussichtlich bei Ihnen: 10:35–11:05 Uhr.
  Zu Ihnen kommt: Anna Beck.

  Wenn Ihnen das passt, brauchen Sie nichts zu tun. Wenn nicht, rufen Sie uns bitte an (+423 555 0100); wir finden gemeinsam eine andere Zeit.

  Ihr Team von Rhein Service

  == email: may be late, premium
  Subject: Es kann später werden: Boiler service

  Guten Tag Mia Frick

  Zugesagt hatten wir Ihnen Montag, 23. November, 09:00–11:00 Uhr (Boiler service), und das können wir möglicherweise nicht ganz einhalten. Das tut uns sehr leid.

  Voraussichtlich bei Ihnen: 10:35–11:05 Uhr.
  Zu Ihnen kommt: Anna Beck.

  Wenn Ihnen das passt, brauchen Sie nichts zu tun: Wir bleiben dran und melden jede Änderung.
  Lieber am Telefon? +423 555 0100: Sie kommen zuerst.

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

  Für Sie freigehalten bis 18:00 Uhr.

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

  Für Sie freigehalten bis 18:00 Uhr.
  Lieber am Telefon? +423 555 0100: Sie kommen zuerst.

  Ihr Team von Rhein Service

  == email: missed, choices
  Subject: Wir sind nicht gekommen: Boiler service

  Guten Tag Mia Frick

  Zu Ihrem Termin (Boiler service) ist niemand gekommen, obwohl wir ihn Ihnen zugesagt hatten: Montag, 23. November, 09:00–11:00 Uhr. Wir bitten Sie um Entschuldigung.

  Wir haben für Sie eine Beschwerde eröffnet und beantworten sie bis Dienstag, 24. November, 11:30 Uhr.

  Das hätten wir für Sie frei; antworten Sie einfach mit der Nummer, die Ihnen passt:

    1   Montag, 23. November, 14:00–16:00 Uhr
    2   Dienstag, 24. November, 08:00–10:00 Uhr

  Für Sie freigehalten bis 18:00 Uhr.

  Ihr Team von Rhein Service

  == email: missed, premium
  Subject: Wir haben Sie versetzt: Boiler service

  Guten Tag Mia Frick

  Zugesagt hatten wir Ihnen Montag, 23. November, 09:00–11:00 Uhr für Boiler service, und niemand ist gekommen. Dafür gibt es keine Ausrede, und wir bitten Sie um Entschuldigung.

  Wir haben für Sie eine Beschwerde eröffnet und beantworten sie bis Dienstag, 24. November, 11:30 Uhr.

  Das hätten wir für Sie frei; antworten Sie einfach mit der Nummer, die Ihnen passt:

    1   Montag, 23. November, 14:00–16:00 Uhr
    2   Dienstag, 24. November, 08:00–10:00 Uhr

  Für Sie freigehalten bis 18:00 Uhr.
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

  Das hätten wir für Sie frei; antworten Sie einfach mit der Nummer, die Ihnen passt:

    1   Montag, 23. November, 14:00–16:00 Uhr
    2   Dienstag, 24. November, 08:00–10:00 Uhr

  Für Sie freigehalten bis 18:00 Uhr.

  Ihr Team von Rhein Service

  == email: no access
  Subject: Wir kamen nicht hinein: Boiler service

  Guten Tag Mia Frick

  Wir waren bei Dorfstrasse 1, Balzers für Boiler service, und niemand konnte uns einlassen. Schade; gern kommen wir zu einer anderen Zeit.
  Rufen Sie uns unter +423 555 0100 an, für eine Zeit, die Ihnen passt.

  Ihr Team von Rhein Service
  """#
