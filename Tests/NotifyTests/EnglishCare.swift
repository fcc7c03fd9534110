/// What somebody who reads English gets, word for word: complaints and surveys, and what the firm's own people get, by e-mail.
let englishCare = #"""
  == email: thank you
  Subject: Thank you for your answer

  Dear Mia Frick,

  Thank you for your answer (5 of 5). We pass it on to those who were with you.

  Kind regards
  Rhein Service

  == email: thank you, poor
  Subject: Thank you for your answer

  Dear Mia Frick,

  Thank you for telling us (1 of 5). That is not what we want to be: somebody will read your answer and be in touch with you.

  Kind regards
  Rhein Service

  == email: complaint received
  Subject: We have your complaint: Boiler service

  Dear Mia Frick,

  Your complaint about Boiler service has reached us. We are sorry that there is reason for it. You will have our answer by Tuesday 24 November, 12:00 at the latest.

  Something to add? Call us on +423 555 0100, or reply to this message.

  Our reference: C-12

  Kind regards
  Rhein Service

  == email: complaint answered
  Subject: Our answer to your complaint: Boiler service

  Dear Mia Frick,

  You were not content with Boiler service. This is our answer:

  A new seal comes tomorrow at nine, at no cost.

  Is that all right for you? If not, call us on +423 555 0100, or reply to this message.

  Our reference: C-12

  Kind regards
  Rhein Service

  == email: complaint closed
  Subject: Your complaint is settled: Boiler service

  Dear Mia Frick,

  We have settled your complaint about Boiler service. Thank you for telling us what went wrong: we learn from it.

  Is it not settled for you? Call us on +423 555 0100, or reply to this message.

  Our reference: C-12

  Kind regards
  Rhein Service

  == email: not started, to the technician
  Subject: Not set out: A-0017 Mia Frick

  Anna Beck, you should have set out at 08:30 to Mia Frick. Are you on the way? Then report it: punctual visit depart A-0017

  What: A-0017, Boiler service
  Where: Dorfstrasse 1, Balzers
  Promised: Monday 23 November, 09:00–11:00

  == email: not started, to the office
  Subject: Not set out: A-0017 Mia Frick

  Anna Beck should have set out at 08:30 to Mia Frick, and nothing is reported.

  What: A-0017, Boiler service
  Where: Dorfstrasse 1, Balzers
  Promised: Monday 23 November, 09:00–11:00

  == email: jeopardy
  Subject: In danger: A-0017 Mia Frick, Monday 23 November, 09:00–11:00

  The promise to Mia Frick is in danger, and no move was found that keeps it.

  What: A-0017, Boiler service
  Promised: Monday 23 November, 09:00–11:00
  Expected: 11:30–12:00
  Chance of being late: 72 %
  With: Anna Beck
  Why: A-0016 is still running, 40 min over plan
  Customer: mia.frick@example.org

  == email: poor survey
  Subject: 1 of 5: Mia Frick, A-0017

  Mia Frick gave 1 of 5 for Boiler service (A-0017).
  With: Anna Beck

  Two hours late, and nobody called.

  Please get in touch today: mia.frick@example.org

  == email: needs a person
  Subject: Mia Frick wrote: A-0017

  Mia Frick wrote about Boiler service (A-0017): a call

  Is the key still with the neighbour?

  Please answer: mia.frick@example.org

  == email: unreached
  Subject: Not reached: Mia Frick, A-0017

  Mia Frick could not be reached: Reminder: Boiler service, Monday 23 November, 09:00–11:00.

  What: A-0017, Boiler service
  Promised: Monday 23 November, 09:00–11:00
  Tried: mia.frick@example.org

  Please find another way: no telephone number is on record.

  == email: day changed
  Subject: Your day has changed: Monday 23 November

  Anna Beck, your day has changed (Monday 23 November):

  new at 10:15: Mia Frick, Dorfstrasse 1, Balzers
  now at 13:00: Noah Hasler, Bahnhofstrasse 2, Schaan
  no longer: Lea Ospelt, Landstrasse 3, Triesen

  Please reply OK when you have seen it.
  """#
