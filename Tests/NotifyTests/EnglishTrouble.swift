/// What somebody who reads English gets, word for word: a visit that does not go as promised, by e-mail.
let englishTrouble = #"""
  == email: on my way, eta moved
  Subject: New expected time: Boiler service

  Dear Mia Frick,

  The time at which we expect to be with you has changed: Boiler service, Dorfstrasse 1, Balzers.

  Expected with you: 09:50–10:25.
  Coming to you: Anna Beck.

  Questions? Call us on +423 555 0100.

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

  A change: Ben Ospelt will come to you, not the person we named before (Boiler service).

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

  == email: may be late
  Subject: We may be late: Boiler service

  Dear Mia Frick,

  We may not be with you within the promised time, Monday 23 November, 09:00–11:00 (Boiler service). We do what we can, and are sorry that we cannot be sure.

  Expected with you: 10:35–11:05.
  Coming to you: Anna Beck.

  If that suits you, there is nothing to do. If not, call us on +423 555 0100, and we will find another time together.

  Kind regards
  Rhein Service

  == email: may be late, premium
  Subject: We may be late: Boiler service

  Dear Mia Frick,

  We promised you Monday 23 November, 09:00–11:00 (Boiler service), and we may not quite keep it. We are very sorry.

  Expected with you: 10:35–11:05.
  Coming to you: Anna Beck.

  If that suits you, there is nothing to do: we keep at it and tell you of any change.
  Rather talk? +423 555 0100: you come first.

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

  Kept free for you until 18:00.

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

  Kept free for you until 18:00.
  Rather talk? +423 555 0100: you come first.

  Kind regards
  Rhein Service

  == email: missed, choices
  Subject: We did not come: Boiler service

  Dear Mia Frick,

  Nobody came to your appointment (Boiler service), although we had promised you Monday 23 November, 09:00–11:00. We apologise.

  We have opened a complaint for you and will answer it by Tuesday 24 November, 11:30.

  This is what we have free for you; just reply with the number that suits you:

    1   Monday 23 November, 14:00–16:00
    2   Tuesday 24 November, 08:00–10:00

  Kept free for you until 18:00.

  Kind regards
  Rhein Service

  == email: missed, premium
  Subject: We let you down: Boiler service

  Dear Mia Frick,

  We promised you Monday 23 November, 09:00–11:00 for Boiler service, and nobody came. There is no excuse for that, and we apologise.

  We have opened a complaint on your behalf and will answer it by Tuesday 24 November, 11:30.

  This is what we have free for you; just reply with the number that suits you:

    1   Monday 23 November, 14:00–16:00
    2   Tuesday 24 November, 08:00–10:00

  Kept free for you until 18:00.
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

  This is what we have free for you; just reply with the number that suits you:

    1   Monday 23 November, 14:00–16:00
    2   Tuesday 24 November, 08:00–10:00

  Kept free for you until 18:00.

  Kind regards
  Rhein Service

  == email: no access
  Subject: We could not get in: Boiler service

  Dear Mia Frick,

  We were at Dorfstrasse 1, Balzers for Boiler service, and nobody could let us in. We are sorry to have missed you and will gladly come another time.
  Call us on +423 555 0100 for a time that suits you.

  Kind regards
  Rhein Service
  """#
