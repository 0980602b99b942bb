# Files in and out.
import-title = Add or import
import-lead = Bring along what you have.
import-after = Cards, their history and their pictures. Nothing is doubled when you bring the same file again.
import-drop = Drop files here or choose them
import-kinds = .apkg, .colpkg, .csv, .tsv, .md, .html, .txt; questions from Moodle and others: .xml, .gift, Aiken, QTI (.zip)
import-drop-busy = {"{name}"}: {"{done}"} of {"{size}"}
import-drop-done = Uploaded
import-drop-failed = Not uploaded: {"{why}"}
import-drop-again = Try again
import-drop-remove = Remove
import-paste = Paste text instead
import-paste-label = Text
import-paste-hint = From Quizlet or a spreadsheet, one card per line; or Markdown with Q: and A:; or an article.
import-into = Put it in
import-into-file = Decks as the file says
import-into-hint = A deck, or decks inside each other: Biology::Cells
import-tags = Tags for all of it
import-begin = Import
import-write-card = Write a card
import-lately = Lately
import-state-failed = Not imported
import-state-queued = Waiting
import-state-running = Under way
import-counted = { $items ->
    [one] 1 new item
   *[other] { $items } new items
  }{ $updated ->
    [0] {""}
   *[other] , { $updated } updated
  }
import-running-lead = Importing…
import-running-after = You can go on and do other things meanwhile.
import-progress = {"{done}"} of {"{total}"}
import-look-again = Look again
import-failed-lead = This could not be imported.
import-failed-after = Nothing of it was kept.
import-nothing-lead = There is nothing new in it.
import-nothing-after = Nothing was changed.
import-merged-lead = Your decks are up to date.
import-done-lead = { $items ->
    [one] One item is here.
   *[other] { $items } items are here.
  }
import-done-after = Your history came along: every card is due when it was due before.
import-drafts-lead = { $drafts ->
    [one] One draft to look at.
   *[other] { $drafts } drafts to look at.
  }
import-fig-items = New items
import-fig-cards = Cards
import-fig-reviews = Answers of your history
import-fig-media = Pictures and sounds
import-fig-updated = Updated
import-fig-drafts = Drafts
import-open-source = Read it and choose cards
import-study = Study
import-open-deck = Open the deck
import-another = Import something else
import-skipped = { $count ->
    [one] One thing was left out
   *[other] { $count } things were left out
  }
import-skipped-more = and { $count } more
import-table-lead = { $rows ->
    [one] One row.
   *[other] { $rows } rows.
  }
import-table-after = Say which column is what; the first rows are shown.
import-table-rows = The first rows
import-table-broken = { $rows ->
    [one] One row cannot be read and will be left out.
   *[other] { $rows } rows cannot be read and will be left out.
  }
import-table-header = The first row holds the names of the columns
import-table-html = The texts are HTML
import-column = Column { $n }
import-role-front = Question
import-role-back = Answer
import-role-extra = Extra
import-role-tags = Tags
import-role-deck = Deck
import-role-kind = Kind of card
import-role-guid = Id
import-role-ignore = Leave out
import-no-file = Choose a file or paste a text.
import-no-question = Say which column is the question.
import-name-wrong = The file needs a name of at most 300 characters.
import-file-too-large = The file is larger than 64 GB.
import-upload-unfinished = The file has not arrived whole yet. Upload it to its end, then import it.
media-name-wrong = This is not a name that a file can have.
export-format-unknown = Decks can be written as apkg, csv, md, gift, aiken or xml (Moodle).
export-questions-lead = Take your questions along.
export-questions-after = For Moodle and other platforms. Plain cards, lists and pictures with masks are no questions and stay here.
export-questions-formats = Format
export-moodle = Moodle XML
export-gift = GIFT
export-aiken = Aiken
export-questions-whole = Everything will be in the file.
export-questions-missing = { $count ->
    [one] One thing will not be in the file
   *[other] { $count } things will not be in the file
  }
export-questions-take = Download
