/// What somebody who reads English gets, word for word: a visit that goes well, by e-mail.
let englishVisit = #"""
  == email: request received
  Subject: We have your request: Boiler service

  Dear Mia Frick,

  Thank you. Your request has reached us: Boiler service, Dorfstrasse 1, Balzers. You will hear from us by Monday 23 November, 10:00 at the latest.

  We are here for you Monday–Tuesday 07:00–17:30, Friday 07:00–16:30.
  Urgent? Call us on +423 555 0100.

  Our reference: A-0017

  Kind regards
  Rhein Service

  == email: confirmation
  Subject: Confirmed: Boiler service, Monday 23 November, 09:00–11:00

  Dear Mia Frick,

  Your appointment is confirmed.

  What: Boiler service
  When: Monday 23 November, 09:00–11:00
  Where: Dorfstrasse 1, Balzers
  Who: Anna Beck, as planned now

  We will start within this time. The appointment is attached for your calendar. To change or cancel, call us on +423 555 0100 or write to office@example.org.

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

  == email: confirmation, moved
  Subject: New time: Boiler service, Monday 23 November, 13:00–15:00

  Dear Mia Frick,

  Your appointment has a new time; it replaces the one we gave you before.

  What: Boiler service
  When: Monday 23 November, 13:00–15:00
  Where: Dorfstrasse 1, Balzers
  Who: Anna Beck, as planned now

  We will start within this time. The appointment is attached for your calendar. To change or cancel, call us on +423 555 0100 or write to office@example.org.

  Kind regards
  Rhein Service

  == email: reminder, soon
  Subject: Soon with you: Boiler service, Monday 23 November, 14:00–16:00

  Dear Mia Frick,

  It is nearly time: Boiler service, Monday 23 November, 14:00–16:00.
  Expected with you: 14:10–14:40.
  Coming to you: Anna Beck.

  Please make sure that somebody can let us in. Questions? Call us on +423 555 0100.

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

  == email: arrived
  Subject: We are here: Boiler service

  Dear Mia Frick,

  Anna Beck is at the door: Boiler service, Dorfstrasse 1, Balzers.

  Kind regards
  Rhein Service

  == email: finished
  Subject: Done: Boiler service

  Dear Mia Frick,

  This is done, for you to keep:

  What: Boiler service
  Where: Dorfstrasse 1, Balzers
  When: Monday 23 November, 10:05–10:30
  By: Anna Beck
  Our reference: A-0017

  What was done:
  New igniter; the flame is steady.

  If something is not as it should be, call us on +423 555 0100.

  Kind regards
  Rhein Service

  == email: follow-up
  Subject: How did we do? Boiler service

  Dear Mia Frick,

  Thank you for having us. This is done: Boiler service, Dorfstrasse 1, Balzers, Monday 23 November, 10:05–10:30.

  What was done:
  New igniter; the flame is steady.

  How did we do? Reply with a number from 1 (poor) to 5 (excellent), and a word on why if you like.

  If something is not as it should be, call us on +423 555 0100.

  Kind regards
  Rhein Service
  """#
