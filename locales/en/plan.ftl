# The plan: whether it fits, the week, exams, times, calendars.
plan-span = { $first } to { $last }
plan-list = { $first } and { $last }
plan-change = Change the plan
plan-to-plan = To the plan

# How things stand.
plan-over = { $exam }, { $when }
plan-lead-none = No exam is planned yet.
plan-none-after = Say when the exam is and what it asks. Studium then plans the least work that reaches your goal, within the minutes you have.
plan-lead-making = Your plan is being made.
plan-making = The plan is being made
plan-making-after = A few seconds, as a rule. This page then shows it by itself.
plan-look-again = Look again
plan-lead-failed = No plan could be made.
plan-failed-after = Something went wrong on the server; its log says what. Your exams and times are kept.
plan-failed-old = The last try to plan anew failed. What you see is the plan from before.
plan-again = Plan again
plan-pending = Something has changed: the plan is being made anew. What you see is the one from before.
plan-missing-after = Until then there is no verdict, no minutes and no grade.
plan-missing-exams = No exam is ahead.
plan-missing-minutes = You have no minutes until the exam.
plan-missing-answers = { $left ->
    [one] After one more answer there will be a plan.
   *[other] After { $left } more answers there will be a plan.
  }
plan-missing-material = { $exam } has no topic with cards or anything to read yet.
plan-missing-far = { $exam } is more than two years away and will be planned later.
plan-lead-need = { $need ->
    [one] You need one minute a day. You have { $have }.
   *[other] You need { $need } minutes a day. You have { $have }.
  }
plan-lead-never = No number of minutes reaches every goal. You have { $have } a day.
plan-after-fits = Every goal is reached, in the simulation.
plan-after-short = { $n ->
    [one] The goal of { $exams } is not reached, in the simulation.
   *[other] The goals of { $exams } are not reached, in the simulation.
  }
plan-after-left-out = { $n ->
    [one] One step found no room.
   *[other] { $n } steps found no room.
  }
plan-after-missed-many = What was missed on { $n } days is spread over the coming days.
plan-after-missed = What was missed on { $days } is spread over the coming days.
plan-simulated = Minutes, recall and grades on this page are simulated with how you remember so far and how long your answers take. Nobody can promise them.
plan-simulated-word = simulated

# The ways out.
plan-ways = How to make the plan fit
plan-take-way = Use this plan
plan-other-times = Set other times
plan-ways-note = The week below is what your minutes allow now; no day goes over its minutes. Each way was simulated.
plan-way-minutes = Find more time
plan-way-minutes-what = { $minutes ->
    [one] One more minute on every day that has any.
   *[other] { $minutes } more minutes on every day that has any.
  }
plan-way-days = Study longer on some days
plan-way-days-what = { $minutes ->
    [one] One more minute every { $days }.
   *[other] { $minutes } more minutes every { $days }.
  }
plan-way-drop = { $topics ->
    [one] Drop a topic
   *[other] Drop { $topics } topics
  }
plan-way-drop-what = Leave out { $topics }; what you know of it is kept.
plan-way-accept = Accept a lower goal
plan-way-accept-one = { $exam } at { $goal }
plan-way-accept-what = Keep every topic, and aim for less: { $goals } recalled on the day.
plan-way-a-day = { $minutes ->
    [one] One minute a day.
   *[other] { $minutes } minutes a day.
  }
plan-way-results = Simulated: { $results }.
plan-way-result = { $exam } { $recall }
plan-way-not-reached = That does not reach every goal either.

# The week.
plan-week-before = Earlier days
plan-week-now = From today
plan-week-after = Later days
plan-day-of = { $minutes } of { $cap }
plan-day-load = { $minutes } of { $cap } minutes
plan-day-none = No minutes
plan-day-rest = day off
plan-day-after = not planned
plan-day-empty = Nothing planned.
plan-drag = Drag a step to another day, or choose it and press
plan-drag-key = . Reviews move only while they fit the day and the exam.
plan-move = Move to
plan-move-free = { $minutes } min free
plan-move-nowhere = No other day before the exam has minutes.
plan-move-label = { $step }, { $day }: why, and move to another day
plan-move-title = Why, and move
plan-move-into = Here: { $day }
plan-step-review = Review { $n }
plan-step-new = { $n } new
plan-step-read = Read
plan-step-read-page = Read p. { $page }
plan-step-read-pages = Read p. { $first }–{ $last }
plan-step-read-part = Read, part { $part } of { $of }
plan-step-quiz = Quiz
plan-step-mock = Mock exam
plan-step-mock-part = Mock exam, part { $part } of { $of }
plan-step-mend = { $n ->
    [0] Mend mistakes
    [one] Mend one mistake
   *[other] Mend { $n } mistakes
  }
plan-title-review = { $n ->
    [one] Review one card
   *[other] Review { $n } cards
  }
plan-title-new = { $n ->
    [one] Learn one new card
   *[other] Learn { $n } new cards
  }
plan-step-minutes = { $minutes } min
plan-step-so-far = { $done } of { $of } done
plan-step-over = done
plan-step-moved = moved
plan-tick = Done already
plan-tick-step = Done already: { $step }
plan-about-more = { $one }, { $two } and { $more } more
plan-why-due = Without it you would recall only { $recall } of these.
plan-why-consolidation = { $days ->
    [one] The last pass before { $exam }, which is tomorrow.
   *[other] The last pass before { $exam }, { $days } days ahead.
  }
plan-why-coverage = { $remaining ->
    [one] { $exam } still has one new card; by { $by } it should have been seen.
   *[other] { $exam } still has { $remaining } new cards; by { $by } all should have been seen.
  }
plan-why-before-cards = To be read before its cards are learnt, for { $exam }.
plan-why-spaced = Some days after learning it shows what stayed, for { $exam }.
plan-why-rehearsal = { $days ->
    [one] A rehearsal one day before { $exam }.
   *[other] A rehearsal { $days } days before { $exam }.
  }
plan-why-mistakes = What the mock exam showed to be weak, for { $exam }.
plan-why-moved = You put it here.
plan-why-missed = Missed on { $day }, and here it found room.

# What was done.
plan-said-moved = { $step } is on { $day } now.
plan-said-saved = Saved.
plan-said-way = Taken. The plan follows.
plan-said-after = Kept in mind: the plan follows.
plan-said-result = The result is kept, and stands beside what was predicted.
plan-said-ticked = Ticked off.
done-exam-create = The exam is there. The plan follows.
done-exam-edit = The exam is saved. The plan follows.
done-exam-bin = The exam is in the bin. Cards and their history stay.
done-exam-restore = The exam is back.

# Exams.
plan-exam = Exam
plan-exams = Exams ahead
plan-exams-short = Exams
plan-add-exam = Add an exam
plan-set-times = Set your times
plan-choose-topics = Choose its topics
plan-exam-gone = an exam that is gone
plan-topic-gone = a topic that is gone
plan-row-chance = { $chance } for your goal, { $goal }
plan-row-recall = { $recall } recalled on the day, simulated
plan-exam-when-at = { $date }, { $at }
plan-exam-lead = { $exam } is { $when }. With this plan: { $grade }, { $likely }.
plan-exam-lead-early = { $exam } is { $when }.
plan-exam-edit = Change the exam
plan-exam-edit-lead = Change { $exam }
plan-exam-new-lead = Which exam is ahead, and what does it ask?
plan-exam-bin = Put the exam into the bin
plan-exam-bin-note = Cards and their history stay.
plan-exam-topics = What the exam asks
plan-exam-topics-what = on the day, and share of the exam
plan-exam-topics-caption = Recall on the day of the exam by topic, beside its share of the exam
plan-exam-topics-none = As soon as there is a plan, recall on the day stands here by topic.
plan-exam-topics-note = Simulated. Cards that you will not have met by then count as not known. What is gained is measured in points of recall against doing nothing from today on.
plan-col-topic = Topic
plan-col-recall = Recall on the day
plan-col-weight = Exam
plan-col-gain = Gained
plan-col-minutes = Minutes
plan-recall-then = Chance of recall on the day:
plan-topic-cards = { $n ->
    [0] no cards
    [one] one card
   *[other] { $n } cards
  }
plan-topic-new = { $n } new
plan-topic-unseen = { $n ->
    [one] one stays unseen
   *[other] { $n } stay unseen
  }
plan-topic-empty = No cards yet
plan-course-after = { $exam } is { $when }.
plan-course-none = With a date, this page shows recall by topic against the weight in the exam.

# The form.
plan-form-what = What and when
plan-form-name = Name
plan-form-name-hint = For example: Biology, written exam
plan-form-day = Date
plan-form-time = Time
plan-form-time-hint = Shown only. The last day to study is the one before.
plan-form-topics = What it asks
plan-form-topics-hint = Choose the topics. The weight says how much of the exam each makes up, in any unit: points, percent, hours of lectures.
plan-form-topics-count = { $n ->
    [one] one topic
   *[other] { $n } topics
  }
plan-form-no-topics = There are no cards to ask for yet. Bring material first.
plan-form-all = All topics of this table
plan-form-weight = Weight
plan-form-weight-of = Weight of { $topic }
plan-form-goal = Goal
plan-form-target = What you want to reach
plan-form-target-hint = A grade of this scale, or percent: 80 %
plan-form-pass = Passed from
plan-form-pass-hint = Empty: as usual for this scale
plan-form-scale = Scale
plan-scale-percent = Percent
plan-scale-percent-hint = 0 to 100 % of the points
plan-scale-school = German school grades
plan-scale-school-hint = 6 to 1, a 2 from 70 %
plan-scale-chamber = IHK
plan-scale-chamber-hint = 6 to 1 by the 100-point key, a 2 from 81 %
plan-scale-upper = Oberstufe
plan-scale-upper-hint = 0 to 15 points
plan-scale-own = A table of your own
plan-scale-own-hint = Any grades, with the percent from which each is given
plan-scale-table = From this share of the points on, this grade. The lowest begins at 0; empty rows are left out.
plan-scale-from = From %
plan-scale-grade = Grade
plan-scale-from-row = From percent, row { $row }
plan-scale-grade-row = Grade, row { $row }
plan-form-after = Afterwards
plan-after-keep = Keep it for good
plan-after-keep-hint = Its cards go on coming back, as you have set it.
plan-after-let-go = Let it go
plan-after-let-go-hint = Its cards do not come back after the exam, unless another exam asks for them.
plan-form-more = More about the exam
plan-form-exam-weight = How much it matters beside other exams
plan-form-exam-weight-hint = 1 is usual
plan-form-questions = Questions altogether
plan-form-questions-hint = 1 to 500; empty: 40
plan-form-recall = Percent of them that ask what your cards ask
plan-form-recall-hint = The others are problems to solve; empty: 100
plan-form-guess = Problems that can be guessed
plan-guess-none = No: answers are written
plan-guess-choices = One of { $n } choices
plan-form-add = Add the exam
plan-error-day = This is not a date.
plan-error-time = A time like 9:15, or nothing.
plan-error-target = A grade of the scale, or percent like 80 %.
plan-error-weight = A weight is a number from 0 to 1,000.
plan-error-number = This number is outside what is possible.
plan-error-scale-empty = The table needs 1 to 101 grades.
plan-error-scale-start = The lowest grade must begin at 0 %.
plan-error-scale-share = Each grade begins at a percent of its own, from 0 to 100.
plan-error-scale-name = Each grade needs a name of its own, at most 40 characters.
plan-exam-name-blank = It needs a name.
plan-exam-name-long = This name is too long: 100 characters at most.
plan-exam-day-wrong = This day is too far away.
plan-exam-minute-wrong = A time like 9:15, or nothing.
plan-exams-many = There are 100 exams already. Put one into the bin first.
plan-weight-wrong = Above 0, at most 1,000.
plan-target-wrong = Above 0 %, at most 100 %.
plan-pass-wrong = From 0 to 100 %.
plan-questions-wrong = 1 to 500 questions, 0 to 100 % of recall.
plan-topics-wrong = At most 200 topics, with weights from 0 to 1,000.

# The grade.
plan-grade = Grade
plan-grade-likely = likely { $low } to { $high }
plan-grade-likely-one = likely { $grade } ({ $low } to { $high })
plan-grade-likely-named = likely { $from } to { $to } ({ $low } to { $high })
plan-grade-chances = Chance to pass: { $pass }; to reach your goal: { $target }
plan-chance-under = under { $share }
plan-chance-over = over { $share }
plan-goal = Your goal: { $goal }.
plan-goal-named = { $grade } (from { $share })
plan-grade-simulated = Simulated: 4 of 5 exams like this would end in this range. { $touched } of the exam is known from your answers and cards.
plan-grade-no-plan = No forecast until there is a plan.
plan-grade-answers = { $more ->
    [one] After one more answer. Until then no forecast and no grade.
   *[other] After { $more } more answers. Until then no forecast and no grade.
  }
plan-grade-touched = Only { $share } of the exam has been touched. From { $needed } on there is a forecast.
plan-grade-topics = No topic has a weight yet, so there is no forecast.
plan-on-track = On track
plan-below-goal = Below the goal
plan-record = How often were we right
plan-record-should = 4 of 5 should lie inside
plan-record-lead = { $exams ->
    [one] { $inside ->
        [0] The one exam so far lay outside the range that was predicted.
       *[other] The one exam so far lay inside the range that was predicted.
    }
   *[other] { $inside } of { $exams } results lay inside the range that was predicted.
  }
plan-record-error = On average they were { $points } points away from the middle.
plan-record-exam = Exam
plan-record-range = Range
plan-record-predicted = Predicted
plan-record-came = Result
plan-record-inside = Inside
plan-range = { $low } to { $high }
plan-inside = Inside
plan-outside = Outside

# After the exam.
plan-over-exam = { $exam } was { $when }.
plan-over-result = Your result: { $grade } ({ $share } of the points).
plan-over-cards = And its cards?
plan-keep = Keep them for good
plan-let-go = Let them go
plan-result-title = How did it go?
plan-result = Your result
plan-result-save = Keep the result
plan-result-why = A grade of its scale, or percent like 82 %. It is compared with what was predicted, nothing else.
plan-result-early = The exam is not over yet.
plan-grade-long = This grade is too long: 40 characters at most.
plan-grade-unknown = The exam's scale has no such grade. Percent like 82 % is understood, too.
plan-share-wrong = From 0 to 100 %.

# Times.
plan-your-times = Your time
plan-times = When you can study
plan-times-meta = Minutes by weekday, days off, single days
plan-times-after = No day is ever planned beyond its minutes.
plan-times-lead-usual = You have not said when you can study: { $minutes } minutes a day are assumed.
plan-times-lead-none = You have no time to study in any week.
plan-times-lead = { $hours ->
    [0] You have { $minutes } minutes a week.
   *[other] { $minutes ->
        [0] You have { $hours } h a week.
       *[other] You have { $hours } h { $minutes } min a week.
    }
  }
plan-times-saved = Saved. The plan follows.
plan-times-weekdays = Minutes by weekday
plan-times-weekdays-hint = 0 is a day off, every week.
plan-times-off = Days off
plan-times-off-row = Day off, row { $row }
plan-times-off-hint = Holidays, trips. An empty row is none.
plan-times-single = Single days
plan-times-single-row = Day, row { $row }
plan-times-single-minutes = Minutes, row { $row }
plan-times-single-hint = Other minutes on one day, once.
plan-times-coming = The coming days
plan-times-coming-note = As the plan counts them, busy times taken off.
plan-error-minutes = Whole minutes, from 0 to 1,440.
plan-minutes-wrong = Whole minutes, from 0 to 1,440.
plan-days-many = These are too many days.

# Calendars.
plan-calendar = Calendars
plan-calendar-meta = See the plan in your calendar, and keep out of what is there
plan-calendar-lead = Your plan in your calendar, and your calendar in your plan.
plan-feed = The plan in your calendar
plan-feed-what = Calendars that subscribe to this address show your steps and exams as whole days, and look again by themselves.
plan-feed-address = Secret address
plan-feed-copy = Copy
plan-feed-copied = Copied
plan-feed-secret = Whoever has the address can read your plan. A new one makes the old one useless.
plan-feed-make = Make an address
plan-feed-renew = New address
plan-feed-end = End it
plan-feed-sure = Give up this address?
plan-feed-sure-what = Calendars that subscribe to it get nothing more.
plan-feed-sure-yes = Give it up
plan-feed-made = The address is there.
plan-feed-renewed = There is a new address. The old one leads nowhere.
plan-feed-ended = The address leads nowhere now.
plan-feed-removed = The calendar is removed. The plan follows.
plan-feed-name = Studium, { $learner }
plan-feed-description = Steps of the plan and exams.
plan-feed-step = Step
plan-feed-exam = Exam
plan-busy = Busy times
plan-busy-what = Import a calendar (.ics), and the plan keeps out of days that are full.
plan-busy-meta = { $n ->
    [one] one busy time, read up to { $until }
   *[other] { $n } busy times, read up to { $until }
  }
plan-busy-remove = Remove { $calendar }
plan-busy-file = Calendar file
plan-busy-import = Import
plan-busy-note = A day keeps its minutes as long as so many are free between 8 and 22 o'clock. Only when you are busy is kept, no titles. It is a copy: import it again when it has changed.
plan-busy-read = { $n ->
    [0] Read. It has no busy time in the coming months.
    [one] Read: one busy time. The plan follows.
   *[other] Read: { $n } busy times. The plan follows.
  }
plan-busy-problems = { $n ->
    [one] One place could not be read
   *[other] { $n } places could not be read
  }
plan-busy-line = Line { $line }:
plan-error-file-none = Choose a file first.
plan-calendar-large = This file is too large: 5 MB at most.
plan-calendar-unreadable = This is not a calendar file (.ics).
plan-calendars-many = There are 20 calendars already. Remove one first.

# What is refused.
plan-error-way = Choose one of the ways.
plan-changed = The plan has changed meanwhile. This is how it is now.
plan-step-done = This step is done already.
plan-step-with-cards = Cards tick themselves off when they are answered.
plan-day-past = This day is over.
plan-day-after-exam = By then the exam is over.
plan-day-outside = This day is not in the plan.
plan-day-before-cards = A review can wait, but its cards are not there before the day it was planned for.
plan-day-full = This day has too few minutes left for the step.

# Today.
plan-today-lead-fits = { $n ->
    [one] One step today, { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
      }, and { $exam } stays on track.
   *[other] { $n } steps today, { $minutes } minutes, and { $exam } stays on track.
  }
plan-today-lead = { $n ->
    [one] One step today, { $minutes ->
        [one] one minute
       *[other] { $minutes } minutes
      }.
   *[other] { $n } steps today, { $minutes } minutes.
  }
plan-today-done = Everything planned for today is done.
plan-today-five = Steps tick themselves off. Five minutes take the cards that come first.
