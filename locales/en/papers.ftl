papers-title = Quizzes and mock exams
papers-after = Questions from your decks, answered in one go. What you miss comes back in your studying.
papers-new-exam = New mock exam
papers-new-quiz = New quiz
papers-none = There are none yet.
papers-past = Your attempts
paper-questions = { $n ->
    [one] one question
   *[other] { $n } questions
  }
paper-points-n = { $count ->
    [one] one point
   *[other] { $n } points
  }
paper-minutes-n = { $n ->
    [one] one minute
   *[other] { $n } minutes
  }
paper-reached = { $points } of { $of } points
paper-open = still open
paper-exam = mock exam
paper-quiz = quiz
paper-in-bin = This is in the bin.
paper-go-on = Go on
paper-begin = Begin
paper-print = Print
paper-edit = Change it
paper-bin = Put into the bin
paper-bin-note = What you reached stays.
paper-clock-note = { $n ->
    [one] The clock runs for one minute from when you begin, also while the page is closed. What is there by then is handed in.
   *[other] The clock runs for { $n } minutes from when you begin, also while the page is closed. What is there by then is handed in.
  }
paper-attempts-note = { $n ->
    [one] One attempt, { $used } used.
   *[other] { $n } attempts, { $used } used.
  }
paper-name = Name
paper-parts = What it asks
paper-parts-hint = How many questions from which deck. A deck counts with what lies in it. Empty: none.
paper-deck = Deck
paper-count = Questions
paper-points = Points each
paper-count-of = Questions from { $deck }
paper-points-of = Points for each question from { $deck }
paper-minutes = Minutes
paper-minutes-hint = Empty: as long as you like.
paper-attempts = How often it can be taken
paper-attempts-hint = Empty: as often as you like.
paper-mixed = Mix the questions of all decks
paper-save = Save
paper-no-decks = You have no decks with questions yet.
paper-back = Back
paper-print-hint = Print this page with your browser. What is right begins on a page of its own.
paper-print-name = Name: ______________________________ Date: ______________
paper-solutions = What is right
paper-name-wrong = Give it a name of at most 200 characters.
paper-minutes-wrong = Whole minutes, from 1 to 600.
paper-attempts-wrong = A whole number, from 1 to 1,000.
paper-no-questions = Choose at least one question, from at most 20 decks.
paper-points-wrong = Points are a number above 0, at most 1,000.
paper-count-wrong = The number of questions is a whole number.
paper-too-many = At most 200 questions.
paper-too-few = A deck holds fewer questions than that. Covered pictures, worked problems and long answers cannot be asked here.
paper-no-attempt-left = All attempts are used.
sitting-over = The time is over; this has been handed in.
sitting-response-long = This answer is too long.
sitting-saved = Saved
sitting-saving = Saving …
sitting-unsaved = Kept on this device
sitting-one-minute = One minute left
sitting-time-over = The time is over
sitting-leave = Leave; what you wrote stays
sitting-about-exam = Mock exam, attempt { $attempt }, { $n ->
    [one] one question
   *[other] { $n } questions
  }, { $points } points
sitting-about-quiz = Quiz, attempt { $attempt }, { $n ->
    [one] one question
   *[other] { $n } questions
  }, { $points } points
sitting-time-left = Time left
sitting-minutes-left = { $n ->
    [one] one minute left
   *[other] { $n } minutes left
  }
sitting-hide-clock = Hide the clock
sitting-show-clock = Show the clock
sitting-hand-in = Hand in
sitting-hand-in-now = Hand in now
sitting-hand-in-note = Nothing can be changed afterwards.
sitting-questions = Questions
sitting-place-open = Question { $n }, open
sitting-place-done = Question { $n }, answered
sitting-flagged = flagged
sitting-open-one = One question is open.
sitting-open-many = {"{n}"} questions are open.
sitting-open-none = Every question is answered.
sitting-question = Question { $n }
sitting-flag = Flag
sitting-sure = How sure are you?
sitting-if-you-like = If you like
sitting-guess = Guess
sitting-fairly = Fairly
sitting-certain = Certain
sitting-gap = Gap { $n }
sitting-order-hint = Give each its place.
result-about = attempt { $attempt }, { $at }, { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
  }
result-lead = { $points } of { $of } points.
result-all-right = Everything is right.
result-misses = { $n ->
    [one] One question was not right. It is due again in your studying.
   *[other] { $n } questions were not right. They are due again in your studying.
  }
result-study = { $n ->
    [one] Study this one now
   *[other] Study these { $n } now
  }
result-by-deck = By deck
result-of = { $points } of { $of }
result-sure = How sure, how right
result-right = Right
result-not-right = Partly or wrong
result-certain-and-wrong = Begin with those you were certain of and that were wrong. Such errors are corrected well once seen.
result-answers = The answers
result-left-open = Left open
result-seconds = { $n } s
result-your-answer = You answered:
result-right-answer = What is right
