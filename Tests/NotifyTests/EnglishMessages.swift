/// What a customer of this language gets, word for word: `gallery` must give exactly this.
let englishMessages = #"""
  == email: confirmation
  Subject: Confirmed: Boiler service, Monday 23 November, 09:00–11:00

  Dear Mia Frick,

  Your appointment is confirmed.

  What: Boiler service
  When: Monday 23 November, 09:00–11:00
  Where: Dorfstrasse 1, Balzers

  We will start within this time. To change or cancel, call us on +423 555 0100 or write to office@example.org.

  Kind regards
  Rhein Service

  == email: reminder
  Subject: Reminder: Boiler service, Monday 23 November, 09:00–11:00

  Dear Mia Frick,

  We look forward to seeing you soon.

  What: Boiler service
  When: Monday 23 November, 09:00–11:00
  Where: Dorfstrasse 1, Balzers

  Please make sure that somebody can let us in. To change or cancel, call us on +423 555 0100 or write to office@example.org.

  Kind regards
  Rhein Service

  == email: running late
  Subject: We are running late: Boiler service

  Dear Mia Frick,

  We are sorry: we are running late and will probably not be with you in the promised time, Monday 23 November, 09:00–11:00 (Boiler service).

  Expected with you: 11:30–12:00, about 40 minutes later than promised.
  Coming to you: Anna Beck.

  If that suits you, there is nothing to do. If not, call us on +423 555 0100, and we will find another time together.

  Kind regards
  Rhein Service

  == email: running late, update
  Subject: New expected time: Boiler service

  Dear Mia Frick,

  The expected time of your appointment has changed: Boiler service.

  Expected with you: 11:50–12:20, about 60 minutes later than promised.
  Coming to you: Anna Beck.

  If that suits you, there is nothing to do. If not, call us on +423 555 0100, and we will find another time together.

  Kind regards
  Rhein Service

  == email: all clear
  Subject: Back on time: Boiler service

  Dear Mia Frick,

  Good news: we have caught up and expect to be with you as first promised, Monday 23 November, 09:00–11:00.
  Expected with you: 10:50–11:15.

  Thank you for your patience. To change or cancel, call us on +423 555 0100 or write to office@example.org.

  Kind regards
  Rhein Service

  == email: missed
  Subject: We did not come: Boiler service

  Dear Mia Frick,

  Nobody came to your appointment (Boiler service), although we had promised you Monday 23 November, 09:00–11:00. We apologise.

  You choose how to go on: call us on +423 555 0100 for a new time that suits you, or to make a complaint.

  Kind regards
  Rhein Service

  == email: on my way
  Subject: On the way to you: Boiler service

  Dear Mia Frick,

  Anna Beck is on the way to you: Boiler service, Dorfstrasse 1, Balzers.

  Expected with you: 09:20–09:55.

  Questions? Call us on +423 555 0100.

  Kind regards
  Rhein Service

  == email: on my way, update
  Subject: New arrival time: Boiler service

  Dear Mia Frick,

  The time at which we expect to be with you has changed: Boiler service, Dorfstrasse 1, Balzers.

  Expected with you: 09:50–10:25.

  Questions? Call us on +423 555 0100.

  Kind regards
  Rhein Service

  == email: follow-up
  Subject: Done: Boiler service

  Dear Mia Frick,

  Thank you for having us. This is done: Boiler service, Dorfstrasse 1, Balzers.

  How did we do? Reply with a number from 1 (poor) to 5 (excellent), and a word on why if you like.

  If something is not as it should be, call us on +423 555 0100.

  Kind regards
  Rhein Service

  == email: confirmation, moved
  Subject: New time: Boiler service, Monday 23 November, 13:00–15:00

  Dear Mia Frick,

  Your appointment has a new time; it replaces the one we gave you before.

  What: Boiler service
  When: Monday 23 November, 13:00–15:00
  Where: Dorfstrasse 1, Balzers

  We will start within this time. To change or cancel, call us on +423 555 0100 or write to office@example.org.

  Kind regards
  Rhein Service

  == email: on my way, late
  Subject: On the way to you: Boiler service

  Dear Mia Frick,

  Anna Beck is on the way to you: Boiler service, Dorfstrasse 1, Balzers.

  Expected with you: 11:30–12:00.

  That is later than we promised. We are sorry for the wait.

  Questions? Call us on +423 555 0100.

  Kind regards
  Rhein Service

  == sms: confirmation
  Rhein Service: Confirmed: Boiler service, Monday 23 November, 09:00-11:00. To change: +423 555 0100

  == sms: reminder
  Rhein Service: Reminder: Boiler service, Monday 23 November, 09:00-11:00. To change: +423 555 0100

  == sms: running late
  Rhein Service: Sorry, we are running late for Boiler service. Now expected: 11:30-12:00. Coming: Anna Beck. Doesn't suit? Call +423 555 0100

  == sms: running late, update
  Rhein Service: Update for Boiler service. Now expected: 11:50-12:20. Coming: Anna Beck. Doesn't suit? Call +423 555 0100

  == sms: all clear
  Rhein Service: Good news, we are back on time for Boiler service: Monday 23 November, 09:00-11:00. Expected: 10:50-11:15.

  == sms: missed
  Rhein Service: We promised to come Monday 23 November, 09:00-11:00, and nobody came. We apologise. Call +423 555 0100 for a new time that suits you.

  == sms: on my way
  Rhein Service: Anna Beck is on the way to you. Expected: 09:20-09:55. Questions? +423 555 0100

  == sms: on my way, update
  Rhein Service: New arrival time. Expected: 09:50-10:25. Questions? +423 555 0100

  == sms: follow-up
  Rhein Service: Done: Boiler service. Thank you! How did we do? Reply 1 (poor) to 5 (excellent). Something wrong? Call +423 555 0100

  == sms: confirmation, moved
  Rhein Service: New time: Boiler service, Monday 23 November, 13:00-15:00. To change: +423 555 0100

  == sms: on my way, late
  Rhein Service: Anna Beck is on the way to you. Expected: 11:30-12:00. Sorry for the wait. Questions? +423 555 0100
  """#
