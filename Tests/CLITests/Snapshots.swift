/// What the screens look like, to the character (line ends apart). A change here is a change that users see.
enum Snapshots {
  /// By screen and width; a screen that looks the same at both widths is there once, under 0.
  static let all: [String: [Int: String]] = [
    "board": [
      80: """
      Monday 23 November 2026, 10:15
        plan 3 · 7 visits · 2 technicians · 1 done · 2 left out

                        07    08    09    10    11    12    13    14    15    16
                                            v now
      t1 Anna Hasler       ···[=001=]···[>002 ]···[?3]~~~·····[!004]·············   4
      t2 Ben Frick         ···[x006]·········[>005]~~~············[007    ]······   3
      t3 Carla Büchel   holiday

      [ ] to do [>] running [=] done [x] missed [?] in danger [!] likely late ~ break

      Promises in danger  2 of 3 open, 1.2 expected to break
        !  85 %  M-004    Anna Hasler        promised 11:00-13:00, likely 13:05-13:45
                 Boiler service for Hotel Kulm
        ?  31 %  M-003    Anna Hasler        promised 10:00-11:30, likely 11:05-11:50
                 Burner does not start for Garage Frick AG; M-002 runs over by 20 min

      Left out
        M-020  Lift inspection for Seniorenheim Schaan, promised 09:00-11:00: needs
          lift level 4, which no technician has
      Kept for a later day, where they have a window too: M-021
      """,
      140: """
      Monday 23 November 2026, 10:15  plan 3 · 7 visits · 2 technicians · 1 done · 2 left out

                               07        08         09        10        11         12        13        14         15        16     visits   work
                                                                 v now
      t1 Anna Hasler                ·····[=001======]·····[>002       ]·····[?003 ]~~~~~········[!004     ]······················   4  3:45  41 %
      t2 Ben Frick                  ·····[x006     ]···············[>005    ]~~~~~~····················[007           ]··········   3  3:30  38 %
      t3 Carla Büchel          holiday

      [ ] to do [>] running [=] done [x] missed [?] in danger [!] likely late ~ break

      Promises in danger  2 of 3 open, 1.2 expected to break
        !  85 %  M-004    Anna Hasler        promised 11:00-13:00, likely 13:05-13:45
                 Boiler service for Hotel Kulm
        ?  31 %  M-003    Anna Hasler        promised 10:00-11:30, likely 11:05-11:50
                 Burner does not start for Garage Frick AG; M-002 runs over by 20 min

      Left out
        M-020  Lift inspection for Seniorenheim Schaan, promised 09:00-11:00: needs lift level 4, which no technician has
      Kept for a later day, where they have a window too: M-021
      """,
    ],
    "late": [
      0: """
      Promises in danger  2 of 3 open, 1.2 expected to break
        !  85 %  M-004    Anna Hasler        promised 11:00-13:00, likely 13:05-13:45
                 Boiler service for Hotel Kulm
        ?  31 %  M-003    Anna Hasler        promised 10:00-11:30, likely 11:05-11:50
                 Burner does not start for Garage Frick AG; M-002 runs over by 20 min
      """
    ],
    "mine": [
      0: """
      Anna Hasler, Monday 23 November 2026  shift 07:30-16:30

        08:00-09:10  M-001  Boiler service  done

      > 09:35-10:30  M-002  Boiler service  on site since 09:35
                     Rita Meier, Landstrasse 1, Vaduz
                     Promised 09:00-11:00

        11:00-11:45  M-003  Burner does not start  ? late with 31 %
                     Garage Frick AG, Landstrasse 1, Vaduz
                     Access: Key at the bakery next door
                     Phone: +4235551003
                     Promised 10:00-11:30
                     Note: Dog in the yard; ring before you open the gate

        12:00  break until 12:30

        13:00-14:00  M-004  Boiler service  ! late with 85 %
                     Hotel Kulm, Landstrasse 1, Vaduz
                     Promised 11:00-13:00
                     With a colleague: 2 technicians at once

      Next: punctual visit finish M-002
      """
    ],
    "plan": [
      80: """
      Plan 4 for Monday 23 November 2026
        61 visits with 9 technicians; 48 h of work, 7 h 15 min of travel
        93 % of its promises expected to be kept
        4 requests were given a window; their customers are told
        changes: 1 placed, 1 to another technician, 1 at another time, 1 taken out
          M-031  t1 09:00 -> t2 10:30
          M-032  t1 11:00 -> 11:20
          M-033  no longer with t3 at 14:00

      Left out
        M-020  Lift inspection for Seniorenheim Schaan: Anna Hasler, Ben Frick:
          taken by other visits then (09:00–11:00; needs lift level 2)
        `punctual explain M-020` says what would place it, `punctual propose M-020`
        offers its customer other times.

      Plan 1 for Tuesday 24 November 2026
        nothing to plan: no appointment may be done on this day
      """,
      140: """
      Plan 4 for Monday 23 November 2026
        61 visits with 9 technicians; 48 h of work, 7 h 15 min of travel
        93 % of its promises expected to be kept
        4 requests were given a window; their customers are told
        changes: 1 placed, 1 to another technician, 1 at another time, 1 taken out
          M-031  t1 09:00 -> t2 10:30
          M-032  t1 11:00 -> 11:20
          M-033  no longer with t3 at 14:00

      Left out
        M-020  Lift inspection for Seniorenheim Schaan: Anna Hasler, Ben Frick: taken by other visits then (09:00–11:00; needs lift level 2)
        `punctual explain M-020` says what would place it, `punctual propose M-020` offers its customer other times.

      Plan 1 for Tuesday 24 November 2026
        nothing to plan: no appointment may be done on this day
      """,
    ],
    "offer": [
      0: """
      window                  chance  technician   start        adds        moves
      Mon 23 Nov 09:00-11:00    97 %  Anna Hasler  09:20       9 min  1 by 25 min
      Mon 23 Nov 13:00-15:00   >99 %  Ben Frick    13:00  1 h 10 min            -
      Tier gold: only windows kept with at least 90 %; 3 riskier ones are not offered.
      """
    ],
    "unplaced": [
      0: """
      M-020  Lift inspection  for Seniorenheim Schaan, requested
        may be done Mon 23 Nov 08:00-12:00
        needs lift level 2
        not on anybody's day (Mon 23 Nov)

      Who could not, and why
        taken by other visits then: Ben Frick
        lack the skill: Anna Hasler, Carla Büchel

      What would place it (each was tried)
        - if the window ended at 12:30, 30 min later (Ben Frick would start at 12:20)
        - if Ben Frick's shift ended at 17:00, 30 min later (he would start at 15:40)
      """
    ],
    "placed": [
      0: """
      M-020  Lift inspection  for Seniorenheim Schaan, scheduled
        promised Mon 23 Nov 09:00-11:00, with a stated chance of 94 %
        needs lift level 2
        with Ben Frick on Mon 23 Nov, 09:30-11:00
        late with 4 %

      Who could take it, cheapest first
        Ben Frick            at 09:30, adds 10 min of travel

      Who could not, and why
        lack the skill: Anna Hasler
      """
    ],
    "tick": [
      80: """
      10:15  1 promise in danger
          62 % M-003 with Anna Hasler, promised 10:00-11:30: M-002 runs over by
            20 min
        + moved M-003 (Garage Frick AG) from Anna Hasler to Ben Frick, 11:00: its
          own promise from 62 % late to 8 %
        + moved M-004 (Hotel Kulm) from Anna Hasler to Carla Büchel, 12:30: the
          promise of M-009 from 50 % late to <1 %
        > running-late M-004 by sms: Late with a chance of 0.85: expected 13:20,
          promised until 13:00.
        1 sent, 0 refused, 2 dropped
      """,
      140: """
      10:15  1 promise in danger
          62 % M-003 with Anna Hasler, promised 10:00-11:30: M-002 runs over by 20 min
        + moved M-003 (Garage Frick AG) from Anna Hasler to Ben Frick, 11:00: its own promise from 62 % late to 8 %
        + moved M-004 (Hotel Kulm) from Anna Hasler to Carla Büchel, 12:30: the promise of M-009 from 50 % late to <1 %
        > running-late M-004 by sms: Late with a chance of 0.85: expected 13:20, promised until 13:00.
        1 sent, 0 refused, 2 dropped
      """,
    ],
  ]
}
