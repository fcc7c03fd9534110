/// What a customer of this language gets, word for word: `gallery` must give exactly this.
let germanMessages = #"""
  == email: confirmation
  Subject: Bestätigt: Boiler service, Montag, 23. November, 09:00–11:00 Uhr

  Guten Tag Mia Frick

  Ihr Termin ist bestätigt.

  Was: Boiler service
  Wann: Montag, 23. November, 09:00–11:00 Uhr
  Wo: Dorfstrasse 1, Balzers

  Wir beginnen innerhalb dieser Zeit. Zum Ändern oder Absagen rufen Sie uns bitte an (+423 555 0100) oder schreiben Sie an office@example.org.

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

  == email: running late
  Subject: Wir verspäten uns: Boiler service

  Guten Tag Mia Frick

  Wir verspäten uns und können die zugesagte Zeit voraussichtlich nicht einhalten: Boiler service, Montag, 23. November, 09:00–11:00 Uhr. Wir bitten Sie um Entschuldigung.

  Voraussichtlich bei Ihnen: 11:30–12:00 Uhr, etwa 40 Minuten später als zugesagt.
  Zu Ihnen kommt: Anna Beck.

  Wenn Ihnen das passt, brauchen Sie nichts zu tun. Wenn nicht, rufen Sie uns bitte an (+423 555 0100); wir finden gemeinsam eine andere Zeit.

  Ihr Team von Rhein Service

  == email: running late, update
  Subject: Neue voraussichtliche Zeit: Boiler service

  Guten Tag Mia Frick

  Die voraussichtliche Zeit Ihres Termins hat sich geändert: Boiler service.

  Voraussichtlich bei Ihnen: 11:50–12:20 Uhr, etwa 60 Minuten später als zugesagt.
  Zu Ihnen kommt: Anna Beck.

  Wenn Ihnen das passt, brauchen Sie nichts zu tun. Wenn nicht, rufen Sie uns bitte an (+423 555 0100); wir finden gemeinsam eine andere Zeit.

  Ihr Team von Rhein Service

  == email: all clear
  Subject: Wieder pünktlich: Boiler service

  Guten Tag Mia Frick

  Gute Nachricht: Wir haben aufgeholt und sind voraussichtlich wie ursprünglich zugesagt bei Ihnen: Montag, 23. November, 09:00–11:00 Uhr.
  Voraussichtlich bei Ihnen: 10:50–11:15 Uhr.

  Danke für Ihre Geduld. Zum Ändern oder Absagen rufen Sie uns bitte an (+423 555 0100) oder schreiben Sie an office@example.org.

  Ihr Team von Rhein Service

  == email: missed
  Subject: Wir sind nicht gekommen: Boiler service

  Guten Tag Mia Frick

  Zu Ihrem Termin (Boiler service) ist niemand gekommen, obwohl wir ihn Ihnen zugesagt hatten: Montag, 23. November, 09:00–11:00 Uhr. Wir bitten Sie um Entschuldigung.

  Sie entscheiden, wie es weitergeht: Rufen Sie uns unter +423 555 0100 an, für eine neue Zeit, die Ihnen passt, oder um sich zu beschweren.

  Ihr Team von Rhein Service

  == email: on my way
  Subject: Unterwegs zu Ihnen: Boiler service

  Guten Tag Mia Frick

  Anna Beck ist unterwegs zu Ihnen: Boiler service, Dorfstrasse 1, Balzers.

  Voraussichtlich bei Ihnen: 09:20–09:55 Uhr.

  Fragen? Sie erreichen uns unter +423 555 0100.

  Ihr Team von Rhein Service

  == email: on my way, update
  Subject: Neue Ankunftszeit: Boiler service

  Guten Tag Mia Frick

  Die Zeit, zu der wir bei Ihnen sein werden, hat sich geändert: Boiler service, Dorfstrasse 1, Balzers.

  Voraussichtlich bei Ihnen: 09:50–10:25 Uhr.

  Fragen? Sie erreichen uns unter +423 555 0100.

  Ihr Team von Rhein Service

  == email: follow-up
  Subject: Erledigt: Boiler service

  Guten Tag Mia Frick

  Danke, dass wir bei Ihnen sein durften. Das ist erledigt: Boiler service, Dorfstrasse 1, Balzers.

  Wie zufrieden sind Sie? Antworten Sie mit einer Zahl von 1 (gar nicht) bis 5 (sehr), gern auch mit einem Wort dazu.

  Ist etwas nicht in Ordnung? Rufen Sie uns bitte an: +423 555 0100.

  Ihr Team von Rhein Service

  == email: confirmation, moved
  Subject: Neue Zeit: Boiler service, Montag, 23. November, 13:00–15:00 Uhr

  Guten Tag Mia Frick

  Ihr Termin hat eine neue Zeit; sie ersetzt die bisherige.

  Was: Boiler service
  Wann: Montag, 23. November, 13:00–15:00 Uhr
  Wo: Dorfstrasse 1, Balzers

  Wir beginnen innerhalb dieser Zeit. Zum Ändern oder Absagen rufen Sie uns bitte an (+423 555 0100) oder schreiben Sie an office@example.org.

  Ihr Team von Rhein Service

  == email: on my way, late
  Subject: Unterwegs zu Ihnen: Boiler service

  Guten Tag Mia Frick

  Anna Beck ist unterwegs zu Ihnen: Boiler service, Dorfstrasse 1, Balzers.

  Voraussichtlich bei Ihnen: 11:30–12:00 Uhr.

  Das ist später als zugesagt. Bitte entschuldigen Sie die Wartezeit.

  Fragen? Sie erreichen uns unter +423 555 0100.

  Ihr Team von Rhein Service

  == sms: confirmation
  Rhein Service: Termin bestätigt: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Ändern: Tel. +423 555 0100

  == sms: reminder
  Rhein Service: Erinnerung: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Ändern: Tel. +423 555 0100

  == sms: running late
  Rhein Service: Wir verspäten uns leider: Boiler service. Voraussichtlich: 11:30-12:00 Uhr. Es kommt Anna Beck. Passt nicht? Tel. +423 555 0100

  == sms: running late, update
  Rhein Service: Neue Zeit: Boiler service. Voraussichtlich: 11:50-12:20 Uhr. Es kommt Anna Beck. Passt nicht? Tel. +423 555 0100

  == sms: all clear
  Rhein Service: Gute Nachricht, wir sind wieder pünktlich: Boiler service, Montag, 23. November, 09:00-11:00 Uhr. Voraussichtlich: 10:50-11:15 Uhr.

  == sms: missed
  Rhein Service: Wir hatten zugesagt: Montag, 23. November, 09:00-11:00 Uhr, und niemand ist gekommen. Wir bitten um Entschuldigung. Für eine neue Zeit: Tel. +423 555 0100

  == sms: on my way
  Rhein Service: Anna Beck ist unterwegs zu Ihnen. Voraussichtlich: 09:20-09:55 Uhr. Fragen? +423 555 0100

  == sms: on my way, update
  Rhein Service: Neue Ankunftszeit. Voraussichtlich: 09:50-10:25 Uhr. Fragen? +423 555 0100

  == sms: follow-up
  Rhein Service: Erledigt: Boiler service. Danke! Wie zufrieden sind Sie? Antworten Sie mit 1 (gar nicht) bis 5 (sehr). Stimmt etwas nicht? Tel. +423 555 0100

  == sms: confirmation, moved
  Rhein Service: Neue Zeit: Boiler service, Montag, 23. November, 13:00-15:00 Uhr. Ändern: Tel. +423 555 0100

  == sms: on my way, late
  Rhein Service: Anna Beck ist unterwegs zu Ihnen. Voraussichtlich: 11:30-12:00 Uhr. Bitte entschuldigen Sie die Wartezeit. Fragen? +423 555 0100
  """#
