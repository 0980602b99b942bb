# How I forget.
forgetting-link = How I forget: do the forecasts come true?
forgetting-title = How I forget
forgetting-lead-fitting = Your answers are being measured. It takes a few seconds.
forgetting-lead-tested = The forecast was that you know { $forecast }; you knew { $known }.
forgetting-lead-untested = These numbers have not been tested on your answers yet.
forgetting-lead-few = { $left ->
    [one] After one more repeated card it can be measured how you forget.
   *[other] After { $left } more repeated cards it can be measured how you forget.
  }
forgetting-lead-never = You have repeated { $reviews } times: enough to measure how you forget.
forgetting-lead-nothing = Your answers lie on too few days to measure how you forget.
forgetting-use-published = Forecasts and due dates use the published numbers, which fit the average learner.
forgetting-use-fit = Forecasts and due dates use your own numbers, measured from your answers.
forgetting-use-pasted = Forecasts and due dates use the numbers that you pasted.
forgetting-use-import = Forecasts and due dates use the numbers that came with your Anki collection.
forgetting-changed = Other numbers are in use now. Your cards are being recomputed; their due dates stay.
forgetting-step = Step {"{done}"} of {"{total}"}
forgetting-look-again = Look again
forgetting-failed = The last measurement broke off. Nothing was changed; try again.
forgetting-fit-first = Measure how I forget
forgetting-fit-again = Measure again
forgetting-fit-why = New numbers are taken only if they forecast your latest answers better, by more than chance. Due dates stay as promised.
forgetting-found-better = { $date }: your own numbers forecast your latest answers better than those before, by more than chance. They were taken.
forgetting-found-nothing = { $date }: your own numbers did not forecast your latest answers better by more than chance. Nothing was changed.
forgetting-found-few = { $answers ->
    [one] { $date }: one answer could be used, too few to measure anything. Nothing was changed.
   *[other] { $date }: { $answers } answers could be used, too few to measure anything. Nothing was changed.
  }
forgetting-found-one-day = { $date }: your answers lie on too few days to hold some back for a test. Nothing was changed.
forgetting-reviews = Repeated cards
forgetting-tested-on = Answers of the test
forgetting-after-week = Known a week after learning
forgetting-axis-known = Known, %
forgetting-axis-forecast = Forecast, %
forgetting-axis-recall = Known, %
forgetting-axis-days = Days after the first answer
forgetting-calibration = Do the forecasts come true?
forgetting-calibration-one = On the dashed line the forecast is exactly right; below it you knew less than forecast.
forgetting-calibration-both = On the dashed line the forecast is exactly right; below it you knew less. Filled: the numbers in use. Open: the published ones.
forgetting-calibration-label = { $groups ->
    [one] One group of answers; forecast and known differ by { $off } points
   *[other] { $groups } groups of answers; forecast and known differ by at most { $off } points
  }
forgetting-calibration-how = The answers since { $from } were held back when your numbers were measured on { $date }. They are sorted by their forecast and parted into groups of equal size; each dot is one group: its mean forecast, and the share that you knew. Only answers from memory count, at least a day after the answer before.
forgetting-col-group = Group
forgetting-col-forecast = Forecast, %
forgetting-col-known = Known, %
forgetting-col-answers = Answers
forgetting-col-forecast-published = Forecast, published, %
forgetting-col-known-published = Known, published, %
forgetting-curve = Your forgetting curve
forgetting-curve-one = How probable it is that you still know a card that you first answered with Good (with two buttons: Knew it).
forgetting-curve-both = How probable it is that you still know a card that you first answered with Good (with two buttons: Knew it). Dashed: the published numbers.
forgetting-curve-label-one = { $share } per cent after { $days } days
forgetting-curve-label-both = { $share } per cent after { $days } days; with the published numbers { $other }
forgetting-curve-table = Known so many days after the first answer, %
forgetting-first-table = Days until the chance has fallen to 90 per cent, by the first answer
forgetting-curve-how = FSRS-6: R = (1 + f·t/S)^(−w20), where S are the days until the chance has fallen to 90 per cent, w2 after a first Good, and f makes it so. Every later repetition makes S longer.
forgetting-col-days = Days
forgetting-col-first = First answer
forgetting-col-in-use = In use
forgetting-col-published = Published
forgetting-again = Again
forgetting-hard = Hard
forgetting-good = Good
forgetting-easy = Easy
forgetting-qualities = How good the forecasts are
forgetting-gain-taken = The new numbers were taken: their log loss is { $gain } lower, more than the standard error of { $noise }.
forgetting-gain-small = The new numbers were not taken: their log loss is only { $gain } lower, within the standard error of { $noise }.
forgetting-gain-none = The new numbers were not taken: their log loss is { $gain } higher.
forgetting-qualities-how = All on the same { $answers } answers, which the new numbers had not seen. Log loss: the mean of −ln of the chance given to what happened; lower is better. RMSE (bins): how far forecast and known lie apart over bins of like cards (interval, repetitions, lapses); lower is better. Order: the chance that a known answer had a higher forecast than a forgotten one; 0.5 is guessing. The moving average is the share known of the last hundred answers; it cannot say which card.
forgetting-col-forecast-by = Forecast by
forgetting-col-log-loss = Log loss
forgetting-col-rmse = RMSE (bins)
forgetting-col-order = Order
forgetting-row-published = published numbers
forgetting-row-current = numbers in use before
forgetting-row-own = new numbers
forgetting-row-average = moving average
forgetting-fits = Measurements
forgetting-fits-note = Every night it is looked whether there are enough new answers for another one: a hundred, and a tenth of all.
forgetting-fits-how = A fifth of the answers, the latest, is held back. Several ways of fitting compete on the earlier ones; the best meets the numbers in use on what was held back. It is taken if it is better by more than one standard error, with days as the independent units.
forgetting-col-date = Date
forgetting-col-found = Result
forgetting-col-usable = Usable answers
forgetting-col-gain = Gain in log loss
forgetting-verdict-accepted = better, taken
forgetting-verdict-not-better = not better
forgetting-verdict-too-few-answers = too few answers
forgetting-verdict-nothing-to-compare = too few days
forgetting-numbers = The numbers
forgetting-numbers-note = The 21 parameters of FSRS-6 that are in use. Anki shows them under “FSRS parameters”.
forgetting-before = Used before
forgetting-since = Since { $date }: { $origin }
forgetting-origin-published = published
forgetting-origin-import = from Anki
forgetting-origin-fit = measured
forgetting-origin-pasted = pasted
forgetting-use-again = Use again
forgetting-reset = Back to the published numbers
forgetting-paste = Paste numbers from Anki
forgetting-paste-label = Parameters
forgetting-paste-hint = 17, 19 or 21 numbers with commas or blanks between. What lies outside its range is moved to its end.
forgetting-paste-use = Use these
forgetting-paste-empty = Paste the numbers first.
forgetting-paste-word = Something here is not a number. Numbers are written with a decimal point.
forgetting-paste-count = FSRS has 17, 19 or 21 numbers; here are more or fewer.
forgetting-paste-finite = One of these is infinite or no number.
forgetting-paste-long = This is too long to be 21 numbers.
