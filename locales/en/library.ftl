# The public library: front page, subjects, explanations.
front-title = Learn it, keep it
front-over = Studium. For school, vocational training and university.
front-lead = Read it, try it, and still know it on the day of the exam.
front-search = What are you learning?
front-search-label = Search explanations
front-free = Free, and open to read and to try without an account.
front-all = The whole library
front-read = Read on
front-try = Try it
front-try-more = Two more stand in
front-try-there = the explanation.
front-try-kept = Answers stay on this device until you want an account.
front-what = What it does
front-understand = Understand
front-understand-text = Explanations with sources, figures and formulas, and cards and questions beside each one.
front-keep = Keep
front-keep-text = Every card comes back when you are about to forget it. Some days five minutes are enough.
front-own = Bring your own
front-own-text = Anki packages with their whole history, spreadsheets, Markdown, saved articles. Everything can be taken out again.
front-join = Create a free account
front-curve = Forgetting slows with every review: four curves, each flatter than the one before
front-curve-1 = today
front-curve-2 = 3 days
front-curve-3 = 2 weeks
front-curve-4 = 2 months
subjects = Subjects
all-subjects = All subjects
topics = Topics
topics-figures = explanations, cards
subject-lead = { $n ->
    [one] { $subject }: one explanation to read and to try.
   *[other] { $subject }: { $n } explanations to read and to try.
  }
subject-after = { $cards ->
    [one] With one card to keep. All free, without an account.
   *[other] With { $cards } cards to keep. All free, without an account.
  }
subject-aside = Where to begin, decks
subject-signed-in = , and each explanation also shows how much of it you know.
in-order = In a sensible order
begin = Begin here
try-questions = { $n ->
    [one] Try one question
   *[other] Try { $n } questions
  }
study-subject = Study all of them
kind-explanation = Explanation
level-school = School
level-vocational = Vocational training
level-university = University
checked = Checked
minutes = { $minutes } min
cards = { $cards ->
    [one] 1 card
   *[other] { $cards } cards
  }
explanations = { $n ->
    [one] 1 explanation
   *[other] { $n } explanations
  }
recall-now = Chance of recall now:
recall-new = new to you
recall-due = { $cards } due
go-on = Go on reading: { $heading }
crumbs = Breadcrumb
contents = Contents
margin = Practise and related
by = By { $author }.
by-checked = By { $author }, checked by { $checker }.
updated = Updated { $date }, version { $version }.
reading-time = { $minutes } min read.
level-line = Level: { $level }.
try-first = Try it first
try-count = { $n ->
    [one] one question
   *[other] { $n } questions
  }
try-count-guest = { $n ->
    [one] one question, no account needed
   *[other] { $n } questions, no account needed
  }
try-end = That was all. They come back when you are about to forget them.
try-end-guest = That was all. Your answers stay on this device;
try-end-account = with a free account
try-end-back = they come back when you are about to forget them.
teaser-place = { $n } of { $of }
teaser-skip = Skip
teaser-next = Next question
teaser-done = Done
takeaways = Key takeaways
flips = Flip the cards
flips-text = { $shown } of { $cards } cards. Think of the answer, then turn the card.
flips-text-guest = { $shown } of { $cards } cards, no account needed. Think of the answer, then turn the card.
flips-rest = { $n ->
    [one] One more card
   *[other] { $n } more cards
  }
flip-turn = Turn
flip-not-yet = Not yet
flip-knew-it = Knew it
faq = Questions
figure = Figure { $number }.
footnotes = References
footnote-back = Back
footnote-back-label = Back to the text
practise = Practise this
practise-guest = { $cards ->
    [one] One card belongs to this page. With a free account it comes back when you are about to forget it.
   *[other] { $cards } cards belong to this page{ $questions ->
        [0] {""}
        [one] , the question at the top among them
       *[other] , the { $questions } questions at the top among them
    }. With a free account they come back when you are about to forget them.
  }
practise-mine = You study these { $cards } cards.
practise-not-yet = { $cards ->
    [one] One card belongs to this page.
   *[other] { $cards } cards belong to this page{ $questions ->
        [0] {""}
        [one] , the question at the top among them
       *[other] , the { $questions } questions at the top among them
    }.
  }
practise-leave = No longer study them
study-cards = { $cards ->
    [one] Study 1 card
   *[other] Study { $cards } cards
  }
related = Related
more-of = All of { $subject }
library-lead = Explanations to read, to try and to keep.
library-none = Nothing fits all of these filters.
filters = Filters
filter-subject = Subject
filter-level = Level
filter-language = Language
filter-any = Any
filter-any-language = Mine first
filters-apply = Show
filters-clear = Clear all filters
