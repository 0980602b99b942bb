# Today.
today-simulated = Simulated history: this learner was made by “studium demo”, nobody gave these answers.
today-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
  }
today-hours = { $hours } h { $minutes } min
today-lead-work = { $due ->
    [0] { $new ->
        [one] Nothing to repeat today, and one new card waits, about { $time }.
       *[other] Nothing to repeat today, and { $new } new cards wait, about { $time }.
    }
    [one] { $new ->
        [0] One card to repeat today, about { $time }.
        [one] One card to repeat and a new one today, about { $time }.
       *[other] One card to repeat and { $new } new ones today, about { $time }.
    }
   *[other] { $new ->
        [0] { $due } cards to repeat today, about { $time }.
        [one] { $due } cards to repeat and a new one today, about { $time }.
       *[other] { $due } cards to repeat and { $new } new ones today, about { $time }.
    }
  }
today-lead-first = { $new ->
    [one] Nothing is due yet, { $name }. One new card waits: begin with it.
   *[other] Nothing is due yet, { $name }. { $new } new cards wait: begin with five minutes.
  }
today-lead-empty = Nothing is here yet, { $name }. What do you want to learn?
today-lead-later = { $cards ->
    [one] Done for now. One card comes back at { $at }.
   *[other] Done for now. { $cards } cards come back, the first at { $at }.
  }
today-lead-done = All done for today.
today-lead-nothing = Nothing is due today.
today-lead-backlog = { $cards } cards have piled up since { $since }. You need not do them at once.
today-backlog-known = { $known ->
    [0] You probably know none of them any more.
    [one] You probably still know one of them.
   *[other] You probably still know { $known } of them.
  } Studying any of them helps; all at once would take { $time }.
today-first-day = { $date }, your first day
today-start = Start studying
today-begin = Begin
today-five = Only five minutes
today-read-first = Read first
today-read-something = Read something
today-study-more = Study more anyway
today-five-take = { $n ->
    [one] Five minutes take the card that is due first.
   *[other] Five minutes take the { $n } cards that come first.
  }
today-pace-own = Counted with your pace, { $seconds } seconds an answer.
today-pace-assumed = Counted with { $seconds } seconds an answer; after { $answers } answers with your own pace.
today-come-back = They come back on their own when you are about to forget them.
today-done-so-far = { $answers ->
    [one] One answer today, { $time }.
   *[other] { $answers } answers today, { $time }.
  }
today-next = { $cards ->
    [one] The next card is due { $when }.
   *[other] The next { $cards } cards are due { $when }.
  }
today-next-day = The next cards are due { $when }.
today-more-new = More new cards wait: today's limit is reached.
today-steps = Steps
today-step-repeat = { $n ->
    [one] Repeat one card
   *[other] Repeat { $n } cards
  }
today-step-new = { $n ->
    [one] Learn one new card
   *[other] Learn { $n } new cards
  }
today-step-done = { $n ->
    [one] One answer
   *[other] { $n } answers
  }
today-step-done-meta = { $passed ->
    [0] Done today, none remembered yet
    [one] Done today, one remembered
   *[other] Done today, { $passed } remembered
  }
today-step-next = Next
today-decks = By deck
today-decks-all = All decks
today-deck-meta = { $due ->
    [0] { $new } new
   *[other] { $new ->
        [0] { $due } to repeat
       *[other] { $due } to repeat, { $new } new
    }
  }, about { $time }
today-deck-study = Study { $deck }
today-min = min
today-h = h
today-reading = Continue reading
today-reading-all = All reading
today-reading-left = { $minutes ->
    [one] { $share } read, one minute left
   *[other] { $share } read, { $minutes } minutes left
  }
today-reading-share = Read
today-progress = Progress
today-streak = { $days ->
    [0] No streak yet
    [one] One day in a row
   *[other] { $days } days in a row
  }
today-streak-rule = One day off a week keeps the streak.
today-streak-ends = This week's day off is used: an answer today keeps the streak.
today-heat = { $days ->
    [0] No study days in the last { $weeks } weeks
    [one] One study day in the last { $weeks } weeks
   *[other] { $days } study days in the last { $weeks } weeks
  }
today-statistics = Statistics
today-coming = Coming days
today-coming-label = { $cards ->
    [0] Nothing is due in the next seven days
    [one] One card is due in the next seven days
   *[other] { $cards } cards are due in the next seven days, at most { $most } a day
  }
today-make-yours = Make it yours
today-or-yours = Or make it yours
today-way-import = Bring your material
today-way-import-meta = Anki packages, Quizlet, tables, Markdown, a saved article
today-way-library = Look around the library
today-way-library-meta = Explanations with questions and cards, free to use
today-way-make = Write your own cards
today-way-make-meta = With pictures, formulas and gaps
today-catch-up = Catch up
today-catch-up-how = Spread, each day keeps the same number; the cards that would lose most by waiting come first. What is learned stays as it is, only the dates change.
today-catch-up-legend = Over how many days?
today-catch-up-option = { $days } days, { $cards } cards a day, about { $time }
today-catch-up-cost = { $cost ->
    [0] Waiting costs nothing that counts.
    [one] Waiting costs about one card that you would still know today.
   *[other] Waiting costs about { $cost } cards that you would still know today.
  }
today-catch-up-do = Spread them
today-error-days = Choose one of the ways.
today-offline = You are offline.
today-offline-none = No cards are on this device.
today-offline-one = One card is on this device.
today-offline-many = {"{n}"} cards are on this device, with their pictures.
today-offline-sent = Answers are sent as soon as the server can be reached.
