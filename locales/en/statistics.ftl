# Statistics.
statistics-over = { $weeks ->
    [4] The last 4 weeks
    [52] The last year
   *[other] The last { $weeks } weeks
  }
statistics-lead-above = { $points ->
    [one] You remember { $share } of what comes up, one point above your goal.
   *[other] You remember { $share } of what comes up, { $points } points above your goal.
  }
statistics-lead-below = { $points ->
    [one] You remember { $share } of what comes up, one point below your goal.
   *[other] You remember { $share } of what comes up, { $points } points below your goal.
  }
statistics-lead-goal = You remember { $share } of what comes up, as you aim to.
statistics-lead-few = { $left ->
    [one] After one more repeated card this page says how much you remember.
   *[other] After { $left } more repeated cards this page says how much you remember.
  }
statistics-lead-empty = Nothing was answered in this time.
statistics-period = Period
statistics-4 = 4 weeks
statistics-12 = 12 weeks
statistics-52 = Year
statistics-answers = Answers
statistics-answers-new = { $new ->
    [0] no new cards
    [one] one new card
   *[other] { $new } new cards
  }
statistics-held = Cards you hold for a month or longer
statistics-of = of { $total }
statistics-time = Time
statistics-a-day = { $minutes } min a study day
statistics-per-answer = Per answer
statistics-seconds = { $seconds } s
statistics-assumed = assumed
statistics-table = Show as table
statistics-how = How computed
statistics-retention = Retention by week
statistics-retention-note = Share of the cards that came up for review and that you remembered.
statistics-retention-label = { $weeks ->
    [0] No reviews in this time
    [one] Retention of one week, { $low } per cent; goal { $goal }
   *[other] Retention of { $weeks } weeks, from { $low } to { $high } per cent; goal { $goal }
  }
statistics-retention-how = Answers other than Again (with two buttons: Not yet), divided by all answers, counting only cards that were past their learning steps when they came up. Weeks with fewer than ten such answers are left out of the line.
statistics-goal = goal { $goal }
statistics-now = { $share } now
statistics-daily = Answers per day
statistics-weekly = Answers per week
statistics-activity-note = Every answer counts, also repeated ones.
statistics-activity-label = { $answers ->
    [0] No answers in this time
    [one] One answer in this time
   *[other] { $answers } answers in this time, at most { $most } in one bar
  }
statistics-activity-how = Answers in your log by study day. A study day begins at your roll-over hour; an answer that was taken back is not counted. Imported answers are.
statistics-coming = Coming reviews
statistics-coming-note = Cards due per day if you keep up.
statistics-coming-label = { $cards ->
    [0] No cards are due in the next 30 days
    [one] One card is due in the next 30 days
   *[other] { $cards } cards are due in the next 30 days, at most { $most } a day
  }
statistics-coming-how = Today's bar is everything that is due; the others are the dates that were promised with your last answers. New cards and cards that you will forget come on top.
statistics-days = Study days
statistics-days-note = { $days ->
    [one] One day with answers of the last { $of }. The stronger the colour, the more answers.
   *[other] { $days } days with answers of the last { $of }. The stronger the colour, the more answers.
  }
statistics-days-label = { $days ->
    [0] No study days in the last year
    [one] One study day in the last year
   *[other] { $days } study days in the last year
  }
statistics-days-how = A day counts once, however much was answered. The four shades are quarters of your own days, from the emptiest to the fullest.
statistics-calendar = Calendar, scrollable
statistics-states = Where your cards stand
statistics-states-note = { $total ->
    [one] One card in your decks.
   *[other] { $total } cards in your decks.
  }
statistics-state-new = New
statistics-state-learning = Being learned
statistics-state-young = Known for less than a month
statistics-state-held = Known for a month or longer
statistics-state-suspended = Paused
statistics-states-how = “Known for a month” means that the memory model gives a stability of 30 days or more: so long until the chance of recall has fallen to 90 per cent.
statistics-hardest = Hardest cards
statistics-hardest-note = Forgotten most often after they were known.
statistics-hardest-none = No card was forgotten twice yet.
statistics-hardest-how = Ordered by how often a known card was answered with Again or Not yet.
statistics-col-day = Day
statistics-col-week = Week of
statistics-col-month = Month
statistics-col-days = Days
statistics-col-minutes = Minutes
statistics-col-answers = Answers
statistics-col-retention = Retention, %
statistics-col-reviews = Reviews
statistics-col-cards = Cards
statistics-col-state = State
statistics-col-card = Card
statistics-col-lapses = Forgotten
statistics-col-asked = Answered
