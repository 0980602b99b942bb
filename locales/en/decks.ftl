# Decks, the bin, and taking things back.
decks-title = Decks
decks-lead-none = There is no deck yet.
decks-after-none = Import what you have, or make a deck and write the first card.
decks-lead = { $decks ->
    [one] One deck is yours to study.
   *[other] { $decks } decks are yours to study.
  }
decks-after = { $cards ->
    [one] One card waits today.
   *[other] { $cards } cards wait today.
  }
decks-after-nothing = Nothing is due today.
decks-more = More about decks
items-browse = Browse all cards
deck-study = Study
deck-study-n = Study { $cards } { $cards ->
    [one] card
   *[other] cards
  }
deck-new = New deck
deck-new-below = New deck inside
deck-import = Import
deck-edit = Edit this deck
deck-settings = How it is studied
deck-bin = Put into the bin
deck-bin-note = { $items ->
    [0] The deck goes to the bin for 30 days.
    [one] One card goes to the bin for 30 days. Your review history stays.
   *[other] { $items } cards go to the bin for 30 days. Your review history stays.
  }
deck-path = Where this deck is
deck-lead-recall = { $deck }: you would recall { $recall } of it today.
deck-lead-empty = { $deck } is still empty.
deck-lead-new = { $items ->
    [one] { $deck }: one card to get to know.
   *[other] { $deck }: { $items } cards to get to know.
  }
deck-waits-nothing = Nothing is due today.
deck-waits-due = { $due ->
    [one] One card is due today.
   *[other] { $due } cards are due today.
  }
deck-waits-new = { $new ->
    [one] One new card waits today.
   *[other] { $new } new cards wait today.
  }
deck-waits-both = { $due ->
    [one] One card is due today
   *[other] { $due } cards are due today
  }, and { $new ->
    [one] one new one waits.
   *[other] { $new } new ones wait.
  }
deck-in-bin = This deck is in the bin.
deck-below = Decks inside
deck-cards = Cards
deck-in-browser = In the browser
deck-empty = No card lies here yet.
deck-empty-here = No card lies in this very deck.
deck-about = About this deck
deck-do = Change
deck-take = Take it along
deck-as-anki = Anki package
deck-as-table = Table (CSV)
deck-as-markdown = Markdown
deck-as-questions = Questions for Moodle and others
deck-of-library = This belongs to the library: you can study it, but not change it.
deck-name = Name
deck-parent = Inside
deck-parent-none = No other deck
deck-course = Subject
deck-course-none = No subject
deck-language = Language of its cards
deck-language-hint = For reading aloud and search. A card or field may say otherwise.
deck-description = Description
language-unsaid = Not said
language-of-card = As the card
count-new = new
count-due = due
count-items = { $items } { $items ->
    [one] card
   *[other] cards
  }
pager = Pages
pager-start = To the start
pager-next = Next
bin-title = Bin
bin-lead-empty = The bin is empty.
bin-lead = { $things ->
    [one] One thing is in the bin.
   *[other] { $things } things are in the bin.
  }
bin-after = What lies here is deleted after { $days } days. Your review history stays in any case.
bin-left = deleted in { $when }
bin-restore = Take out
undo = Undo
undone = Taken back.
done-saved = Saved.
done-deck-create = The deck is there.
done-deck-bin = The deck and its cards are in the bin for 30 days.
done-deck-restore = The deck is back.
done-deck-course = The deck has its subject.
done-course-create = The subject is there.
done-course-bin = The subject is in the bin for 30 days. Its decks stay.
done-course-restore = The subject is back.
done-topic-create = The topic is there.
done-topic-bin = The topic is in the bin for 30 days.
done-item-create = The card is saved.
done-item-edit = The card is saved. Its history stays.
done-items-bin = In the bin for 30 days. Your review history stays.
done-items-restore = Back from the bin.
done-items-move = Moved.
done-items-tag = The tags are changed.
done-cards-suspend = Paused.
done-cards-unsuspend = No longer paused.
done-cards-bury = Not today: back tomorrow.
done-cards-flag = Flagged.
done-cards-unflag = The flag is gone.
done-cards-forget = They start anew. Your review history stays.
done-cards-reschedule = The new due date is set.
done-catch-up = The cards were moved to the coming days.
done-drafts-accept = Accepted: they are cards now.
done-drafts-reject = Dropped.
deck-name-blank = A deck needs a name.
deck-name-long = This name is too long: 200 characters at most.
deck-name-taken = A deck of this name is already there.
deck-parent-inside = A deck cannot lie inside itself.
deck-parent-gone = That deck is no longer there.
deck-too-deep = That is nested too deep: 20 levels at most.
deck-description-long = The description is too long: 20,000 characters at most.
