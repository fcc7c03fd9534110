/// What somebody who reads English gets, word for word: text messages.
let englishTexts = #"""
  == sms: request received
  Rhein Service: We have your request: Boiler service. You will hear from us by Monday 23 November, 10:00. Urgent? +423 555 0100

  == sms: confirmation
  Rhein Service: Confirmed: Boiler service, Monday 23 November, 09:00-11:00, with Anna Beck as planned now. To change: +423 555 0100. No texts: STOP

  == sms: reminder
  Rhein Service: Reminder: Boiler service, Monday 23 November, 09:00-11:00. To change: +423 555 0100

  == sms: confirmation, moved
  Rhein Service: New time: Boiler service, Monday 23 November, 13:00-15:00, with Anna Beck as planned now. To change: +423 555 0100. No texts: STOP

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
  Rhein Service: Done: Boiler service. New igniter; the flame is steady. Thank you! How did we do? Reply 1 (poor) to 5 (excellent). Something wrong? Call +423 555 0100

  == sms: running late
  Rhein Service: Sorry, we are running late for Boiler service. Now expected: 11:30-12:00. Coming: Anna Beck. Doesn't suit? Call +423 555 0100

  == sms: running late, eta moved
  Rhein Service: New time for Boiler service: expected 11:50-12:20. Sorry for the wait. Questions? +423 555 0100

  == sms: technician changed
  Rhein Service: A change: Ben Ospelt will come to you, not the person we named before. Expected: 11:50-12:20. Questions? +423 555 0100

  == sms: all clear
  Rhein Service: Good news, we are back on time for Boiler service: Monday 23 November, 09:00-11:00. Expected: 10:50-11:15.

  == sms: on my way, late
  Rhein Service: Anna Beck is on the way to you. Expected: 11:30-12:00. Sorry for the wait. Questions? +423 555 0100

  == sms: may be late
  Rhein Service: Sorry, we may be late for Boiler service. Now expected: 10:35-11:05. Coming: Anna Beck. Doesn't suit? Call +423 555 0100

  == sms: may be late, premium
  Rhein Service: We are very sorry, we may be late for Boiler service. Now expected: 10:35-11:05. Or call +423 555 0100

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
  Not reached: Mia Frick (A-0017), Rhein Service: Reminder: Boiler service, Monday 23 November, 09:00-11:00. To change: +423 555 0100. Tried: +4235550123. Please call +4235550123

  == sms: day changed
  Your day has changed (Monday 23 November): new at 10:15: Mia Frick, Dorfstrasse 1, Balzers; now at 13:00: Noah Hasler, Bahnhofstrasse 2, Schaan; no longer: Lea Ospelt, Landstrasse 3, Triesen. Reply OK.
  """#
