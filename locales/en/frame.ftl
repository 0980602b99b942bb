# The frame of every page: navigation, days, keys.
app-description = Explanations to read and try, cards to remember.
skip-to-content = Skip to content
close = Close
cancel = Cancel
save = Save
nav-sidebar = Sidebar
nav-main = Main
nav-main-phone = Main (phone)
nav-search = Search
nav-today = Today
nav-study = Study
nav-plan = Plan
nav-due = due
nav-library = Library
nav-decks = Decks
nav-statistics = Statistics
nav-subjects = Subjects
nav-add = Add or import
nav-add-short = Add
nav-more = More
nav-settings = Settings
nav-admin = This server
theme-switch = Switch between light and dark
sign-in = Sign in
sign-out = Sign out
sign-out-unsent-one = One answer is not sent yet. Sign out and lose it?
sign-out-unsent-many = {"{n}"} answers are not sent yet. Sign out and lose them?
legal-imprint = Imprint
legal-privacy = Privacy
keys-title = Keys
keys-search = Search
keys-this = Show these keys
keys-close = Close, or leave
keys-study = While studying: 1 Not yet, 3 Knew it, Space or Enter to show, Z to undo.
day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
day-in = in { $days } { $days ->
    [one] day
   *[other] days
  }
day-ago = { $days } { $days ->
    [one] day
   *[other] days
  } ago
span-under-a-minute = under 1 min
span-minutes = { $n } min
span-hours = { $n } h
span-days = { $n } { $n ->
    [one] day
   *[other] days
  }
span-months = { $n } { $n ->
    [one] month
   *[other] months
  }
span-years = { $n } { $n ->
    [one] year
   *[other] years
  }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
