/// What somebody who reads this language gets, word for word: `gallery` must give exactly this.
let englishMessages = #"""
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

  == email: on my way, eta moved
  Subject: New expected time: Boiler service

  Dear Mia Frick,

  The time at which we expect to be with you has changed: Boiler service, Dorfstrasse 1, Balzers.

  Expected with you: 09:50–10:25.
  Coming to you: Anna Beck.

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

  == email: running late
  Subject: We are running late: Boiler service

  Dear Mia Frick,

  We are sorry: we are running late and will probably not be with you in the promised time, Monday 23 November, 09:00–11:00 (Boiler service).

  Expected with you: 11:30–12:00, about 40 minutes later than promised.
  Coming to you: Anna Beck.

  If that suits you, there is nothing to do. If not, call us on +423 555 0100, and we will find another time together.

  Kind regards
  Rhein Service

  == email: running late, eta moved
  Subject: New expected time: Boiler service

  Dear Mia Frick,

  The time at which we expect to be with you has changed: Boiler service, Dorfstrasse 1, Balzers.

  Expected with you: 11:50–12:20, about 60 minutes later than promised.
  Coming to you: Anna Beck.

  We are sorry for the wait.

  Questions? Call us on +423 555 0100.

  Kind regards
  Rhein Service

  == email: technician changed
  Subject: Somebody else comes to you: Boiler service

  Dear Mia Frick,

  Ben Ospelt will come to you, and not the person we told you of (Boiler service).

  Expected with you: 11:50–12:20.

  Questions? Call us on +423 555 0100.

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

  == email: on my way, late
  Subject: On the way to you: Boiler service

  Dear Mia Frick,

  Anna Beck is on the way to you: Boiler service, Dorfstrasse 1, Balzers.

  Expected with you: 11:30–12:00.

  That is later than we promised. We are sorry for the wait.

  Questions? Call us on +423 555 0100.

  Kind regards
  Rhein Service

  == email: running late, choices
  Subject: We are running late: Boiler service

  Dear Mia Frick,

  We are sorry: we are running late and will probably not be with you in the promised time, Monday 23 November, 09:00–11:00 (Boiler service).

  Expected with you: 11:30–12:00, about 40 minutes later than promised.
  Coming to you: Anna Beck.

  If that suits you, there is nothing to do.

  If another time suits you better, reply with its number:

    1   Monday 23 November, 14:00–16:00
    2   Tuesday 24 November, 08:00–10:00

  We keep these free for you until 18:00.

  Kind regards
  Rhein Service

  == email: running late, premium
  Subject: We are running late: Boiler service

  Dear Mia Frick,

  We promised you Monday 23 November, 09:00–11:00 (Boiler service), and it looks as if we will not keep it. We are very sorry.

  Expected with you: 11:30–12:00, about 40 minutes later than promised.
  Coming to you: Anna Beck.

  If that suits you, there is nothing to do: we keep at it and tell you of any change.

  If another time suits you better, reply with its number:

    1   Monday 23 November, 14:00–16:00
    2   Tuesday 24 November, 08:00–10:00

  We keep these free for you until 18:00.
  Rather talk? +423 555 0100: you come first.

  Kind regards
  Rhein Service

  == email: missed, choices
  Subject: We did not come: Boiler service

  Dear Mia Frick,

  Nobody came to your appointment (Boiler service), although we had promised you Monday 23 November, 09:00–11:00. We apologise.

  We have opened a complaint for you and will answer it by Tuesday 24 November, 11:30.

  These times are free for you; reply with the number of the one that suits you:

    1   Monday 23 November, 14:00–16:00
    2   Tuesday 24 November, 08:00–10:00

  We keep these free for you until 18:00.

  Kind regards
  Rhein Service

  == email: missed, premium
  Subject: We let you down: Boiler service

  Dear Mia Frick,

  We promised you Monday 23 November, 09:00–11:00 for Boiler service, and nobody came. There is no excuse for that, and we apologise.

  We have opened a complaint on your behalf and will answer it by Tuesday 24 November, 11:30.

  These times are free for you; reply with the number of the one that suits you:

    1   Monday 23 November, 14:00–16:00
    2   Tuesday 24 November, 08:00–10:00

  We keep these free for you until 18:00.
  Or call us on +423 555 0100: you come first.

  Kind regards
  Rhein Service

  == email: missed
  Subject: We did not come: Boiler service

  Dear Mia Frick,

  Nobody came to your appointment (Boiler service), although we had promised you Monday 23 November, 09:00–11:00. We apologise.

  We have opened a complaint for you.
  Call us on +423 555 0100 for a new time that suits you.

  Kind regards
  Rhein Service

  == email: missed, ahead
  Subject: We cannot come: Boiler service

  Dear Mia Frick,

  We cannot come to your appointment (Boiler service), although we had promised you Monday 23 November, 09:00–11:00. We apologise.

  We have opened a complaint for you.
  Call us on +423 555 0100 for a new time that suits you.

  Kind regards
  Rhein Service

  == email: reschedule
  Subject: Another time for you: Boiler service

  Dear Mia Frick,

  Let us agree on another time for Boiler service.

  These times are free for you; reply with the number of the one that suits you:

    1   Monday 23 November, 14:00–16:00
    2   Tuesday 24 November, 08:00–10:00

  We keep these free for you until 18:00.

  Kind regards
  Rhein Service

  == email: no access
  Subject: We could not get in: Boiler service

  Dear Mia Frick,

  We were at Dorfstrasse 1, Balzers for Boiler service, and nobody could let us in. A pity; let us find another time.
  Call us on +423 555 0100 for a time that suits you.

  Kind regards
  Rhein Service

  == email: thank you
  Subject: Thank you for your answer

  Dear Mia Frick,

  Thank you for your answer (5 of 5). We pass it on to those who were with you.

  Kind regards
  Rhein Service

  == email: thank you, poor
  Subject: Thank you for your answer

  Dear Mia Frick,

  Thank you for telling us (1 of 5). That is not what we want to be: somebody will read your words today and be in touch with you.

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

  Please call.

  == email: day changed
  Subject: Your day has changed: Monday 23 November

  Anna Beck, your day has changed (Monday 23 November):

  new at 10:15: Mia Frick, Dorfstrasse 1, Balzers
  now at 13:00: Noah Hasler, Bahnhofstrasse 2, Schaan
  no longer: Lea Ospelt, Landstrasse 3, Triesen

  Please reply OK when you have seen it.

  == sms: request received
  Rhein Service: We have your request: Boiler service. You will hear from us by Monday 23 November, 10:00. Urgent? +423 555 0100

  == sms: confirmation
  Rhein Service: Confirmed: Boiler service, Monday 23 November, 09:00-11:00. To change: +423 555 0100. No texts: STOP

  == sms: reminder
  Rhein Service: Reminder: Boiler service, Monday 23 November, 09:00-11:00. To change: +423 555 0100

  == sms: confirmation, moved
  Rhein Service: New time: Boiler service, Monday 23 November, 13:00-15:00. To change: +423 555 0100. No texts: STOP

  == sms: reminder, soon
  Rhein Service: Soon with you: Boiler service, Monday 23 November, 14:00-16:00. Expected: 14:10-14:40. Questions? +423 555 0100

  == sms: on my way
  Rhein Service: Anna Beck is on the way to you. Expected: 09:20-09:55. Questions? +423 555 0100

  == sms: on my way, eta moved
  Rhein Service: New time for Boiler service: expected 09:50-10:25. Questions? +423 555 0100

  == sms: arrived
  Rhein Service: Anna Beck is at the door: Boiler service, Dorfstrasse 1, Balzers.

  == sms: finished
  Rhein Service: Done: Boiler service, Monday 23 November, 10:05-10:30. New igniter; the flame is steady. Ref. A-0017. Something wrong? +423 555 0100

  == sms: follow-up
  Rhein Service: Done: Boiler service. Thank you! How did we do? Reply 1 (poor) to 5 (excellent). Something wrong? Call +423 555 0100

  == sms: running late
  Rhein Service: Sorry, we are running late for Boiler service. Now expected: 11:30-12:00. Coming: Anna Beck. Doesn't suit? Call +423 555 0100

  == sms: running late, eta moved
  Rhein Service: New time for Boiler service: expected 11:50-12:20. Sorry for the wait. Questions? +423 555 0100

  == sms: technician changed
  Rhein Service: Ben Ospelt will come to you, not the person we told you of. Expected: 11:50-12:20. Questions? +423 555 0100

  == sms: all clear
  Rhein Service: Good news, we are back on time for Boiler service: Monday 23 November, 09:00-11:00. Expected: 10:50-11:15.

  == sms: on my way, late
  Rhein Service: Anna Beck is on the way to you. Expected: 11:30-12:00. Sorry for the wait. Questions? +423 555 0100

  == sms: running late, choices
  Rhein Service: Sorry, we are running late for Boiler service. Now expected: 11:30-12:00. Other times, reply the number: 1: Mon 23 Nov 14:00-16:00, 2: Tue 24 Nov 08:00-10:00.

  == sms: running late, premium
  Rhein Service: We are very sorry, we are running late for Boiler service. Now expected: 11:30-12:00. Other times, reply the number: 1: Mon 23 Nov 14:00-16:00, 2: Tue 24 Nov 08:00-10:00. Or call +423 555 0100

  == sms: missed, choices
  Rhein Service: We promised to come Monday 23 November, 09:00-11:00, and nobody came. We apologise. Free times, reply the number: 1: Mon 23 Nov 14:00-16:00, 2: Tue 24 Nov 08:00-10:00.

  == sms: missed, premium
  Rhein Service: We promised to come Monday 23 November, 09:00-11:00, and nobody came. We are very sorry. Free times, reply the number: 1: Mon 23 Nov 14:00-16:00, 2: Tue 24 Nov 08:00-10:00. Or call +423 555 0100, you come first.

  == sms: missed
  Rhein Service: We promised to come Monday 23 November, 09:00-11:00, and nobody came. We apologise. Call +423 555 0100 for a new time that suits you.

  == sms: missed, ahead
  Rhein Service: We promised to come Monday 23 November, 09:00-11:00, and we cannot. We apologise. Call +423 555 0100 for a new time that suits you.

  == sms: reschedule
  Rhein Service: Boiler service: Free times, reply the number: 1: Mon 23 Nov 14:00-16:00, 2: Tue 24 Nov 08:00-10:00. Questions? +423 555 0100

  == sms: no access
  Rhein Service: We were at your door for Boiler service and could not get in. New time: +423 555 0100

  == sms: thank you
  Rhein Service: Thank you for your answer (5 of 5).

  == sms: thank you, poor
  Rhein Service: Thank you for your answer (1 of 5). We are sorry, and somebody will be in touch with you.

  == sms: complaint received
  Rhein Service: We have your complaint about Boiler service and are sorry. Our answer comes by Tuesday 24 November, 12:00. Anything to add? +423 555 0100

  == sms: complaint answered
  Rhein Service: Our answer to your complaint about Boiler service: A new seal comes tomorrow at nine, at no cost. Not all right? +423 555 0100

  == sms: complaint closed
  Rhein Service: Your complaint about Boiler service is settled. Thank you for telling us. Not settled for you? +423 555 0100

  == sms: not started, to the technician
  To set out at 08:30: Mia Frick, Dorfstrasse 1, Balzers (A-0017). On the way? Please report it.

  == sms: not started, to the office
  Anna Beck has not set out to Mia Frick (A-0017); planned 08:30.

  == sms: jeopardy
  In danger (72 %): A-0017 Mia Frick, Monday 23 November, 09:00-11:00, expected 11:30-12:00, Anna Beck

  == sms: poor survey
  1 of 5 from Mia Frick (A-0017, Boiler service). "Two hours late, and nobody called." +4235550123

  == sms: needs a person
  Mia Frick (A-0017), a call: "Is the key still with the neighbour?" +4235550123

  == sms: unreached
  Not reached: Mia Frick (A-0017), Rhein Service: Reminder: Boiler service, Monday 23 November, 09:00-11:00. To change: +423 555 0100. Tried: +4235550123. Please call.

  == sms: day changed
  Your day has changed (Monday 23 November): new at 10:15: Mia Frick, Dorfstrasse 1, Balzers; now at 13:00: Noah Hasler, Bahnhofstrasse 2, Schaan; no longer: Lea Ospelt, Landstrasse 3, Triesen. Reply OK.
  """#
