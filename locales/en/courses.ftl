# Subjects and their topics.
course-new = New subject
course-edit = Edit this subject
course-about = What you study for: its decks, sources and topics.
course-one = subject
course-name = Name
course-letter = Letter
course-letter-hint = One or two on the tile. Empty: the first of the name.
course-hue = Colour
hue-teal = Teal
hue-blue = Blue
hue-indigo = Indigo
hue-violet = Violet
hue-plum = Plum
hue-rose = Rose
course-over = Subject, { $items } { $items ->
    [one] card
   *[other] cards
  }, { $sources } { $sources ->
    [one] source
   *[other] sources
  }
course-lead-empty = { $course } has no deck yet.
course-in-bin = This subject is in the bin.
course-study = Study { $cards } in { $deck }
course-no-decks = Make a deck here, or put one of yours into this subject.
course-add-deck = Put into this subject
course-bin = Put the subject into the bin
course-bin-note = Its decks and sources stay.
course-gone = This subject is no longer there.
course-name-blank = It needs a name.
course-name-long = This name is too long: 100 characters at most.
course-letter-long = One or two letters, not more.
topics-title = Topics
topics-none = No topics yet.
topic-name = Name of the topic
topic-new = New topic
topic-parent = Inside
topic-parent-none = No other topic
topic-add = Add
topic-rename = Rename
topic-bin = Into the bin
topic-parent-gone = That topic is no longer there.
