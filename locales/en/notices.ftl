# What readers of files say: where something is wrong, and what is wrong with its mend.
place-file = the file
place-package = package
place-collection = collection
place-table = table { $table }
place-column = collection, table col, “{ $column }”
place-entry = collection, table { $table }, “{ $name }”
place-media = media { $member } “{ $name }”
place-note = note { $note }
place-card = note { $note }, card { $card }
place-line = line { $line }
place-line-of = { $file }, line { $line }
place-question = question “{ $name }”
place-question-at = line { $line }, question “{ $name }”

notice-after-quote = text stands after a closing quote ("); write a quote inside a quoted cell twice ("")
notice-aiken-answer = “ANSWER: { $answer }” names none of its choices; write the letter of one
notice-aiken-choices = it has fewer than two choices; write each on a line of its own, as “A) …”
notice-aiken-letters = its choices are not A, B, C … in this order (26 at most); letter them anew
notice-aiken-no-answer = no line “ANSWER:” follows its choices; write one with the letter of the right choice
notice-article-deep = its elements are nested thousands deep; save the page as text and import that
notice-article-empty = there is no text in it; save the page as text or HTML and import that
notice-article-large = it is larger than { $most } MB; save only the part you want to learn
notice-bomb = it unpacks to more than { $ratio } times its size, as only a bomb does; split the deck in Anki and export it in parts
notice-calendar-deep = more than { $most } components lie inside one another; export the calendar again
notice-calendar-encoding = its text is UTF-16 or UTF-32; export the calendar again, as UTF-8
notice-calendar-events = it has more than { $most } events; export fewer years or a single calendar
notice-calendar-large = it is larger than { $most } MB; export fewer years or a single calendar
notice-calendar-packed = it is packed; unpack it and give the .ics in it
notice-calendar-web-page = it is a web page or XML, not a calendar; give the calendar's iCalendar file, which often ends in .ics
notice-card-twice = the note has this card twice; the first one is kept
notice-cloze-kind = a gap of the kind “{ $kind }” cannot be read; use SHORTANSWER, NUMERICAL, MULTICHOICE or MULTIRESPONSE
notice-cloze-none = its text has no gap; write one as {"{1:SHORTANSWER:=…}"}
notice-cloze-open = a gap is never closed (“{ $text }”); write {"}"} after its answers
notice-cloze-placeholder = its text holds “{ $text }”, which stands for a gap here; write it otherwise
notice-collection-missing = the package says that it has this collection, but it is missing; export it from Anki again, or download it again
notice-content = it cannot be stored ({ $detail }); change it where it comes from and import it again
notice-content-long = it is longer than { $most } MB; cut it, or put pictures into files of their own
notice-crash = reading it took more memory or time than such a file can need, so it was stopped; it is damaged, or made to do harm: export it again from where it came from
notice-database = it is a database; export the deck from Anki as .apkg and import that
notice-document = it is a document (Office, e-book), which cannot be read yet; save its text as .txt, .md or .html and import that
notice-empty = the file is empty; export it again, or download it again
notice-encrypted = it is encrypted; unpack it with its password and import the .apkg inside
notice-endless = it takes far more work to read than its size explains; export it from Anki again, or download it again
notice-fields-few = it has { $has } fields and its note type { $wanted }; the missing ones are empty
notice-fields-many = it has { $has } fields and its note type { $wanted }; what was too much stands at the end of the last one
notice-full = the server has no room for it; make room, or ask whoever runs the server for more, and import it again
notice-future-layout = layout { $layout } is newer than this Studium knows (3); update Studium, or export with “Support older Anki versions” ticked
notice-future-schema = schema { $version } is newer than this Studium knows (18); update Studium, or export with “Support older Anki versions” ticked
notice-generated = the table “{ $table }” has generated columns, as no Anki collection has; export the deck from Anki itself
notice-gift-arrow = “{ $text }” is no pair; write both sides, with “->” between them
notice-gift-before = “{ $text }” stands before the first = or ~; write the sign before each answer
notice-gift-braces = its {"{"} and {"}"} do not belong together; close the answers, and write \{"{"} and \{"}"} for braces in a text
notice-gift-title = its name is never closed; write :: after it
notice-gift-two-answers = it has answers in two places; make two questions of it, or write \{"{"} and \{"}"} for braces in a text
notice-guid-twice = another note before it has the same guid ({ $guid }); the first one is kept
notice-heading-alone = a heading without text below it; write the answer there, or take the heading out
notice-letter-alone = “{ $letter }:” without a “Q:” or “C:” before it; write the question above it
notice-letter-empty = “{ $letter }:” without text; write what is asked after it
notice-line-long = it is longer than { $most } MB, which no card is; take it out, or break it into lines
notice-malformed = it is damaged (SQLite finds it malformed); export it from Anki again, or download it again
notice-media-absent = the package lists it but does not hold it; export it from Anki again, or add the file by hand
notice-media-characters = its name holds characters that no file name has; rename it in Anki and export again
notice-media-file-twice = another name before it has the same file; the first one is kept
notice-media-large = all files together unpack to more than { $most } MiB; split the deck in Anki and export it in parts
notice-media-list = the list is damaged ({ $detail }); export it from Anki again, or download it again
notice-media-missing = the media file “{ $name }” is missing; put it beside the Markdown file and import both
notice-media-name-long = its name is longer than { $most } bytes; rename it in Anki and export again
notice-media-name-twice = another file before it has the same name; the first one is kept
notice-media-path = its name is a path, which a media file's name must not be; rename it in Anki and export again
notice-media-unnamed = it has no name; name it in Anki and export again
notice-member-missing = it is missing from the package; export it from Anki again, or download it again
notice-moodle-category = a category without a name; name it, or take it out
notice-moodle-format = a text in the format “{ $format }”, which cannot be read; write it as html, markdown or plain_text
notice-moodle-gap = its text has the gap { $number }, for which there is no choice; add the choice, or take the gap out
notice-moodle-kind = a question of the kind “{ $kind }” cannot be read; make one of another kind of it
notice-moodle-markup = a text has tags outside of CDATA; put it between <![CDATA[ and ]]>
notice-moodle-no-gap = its text has no gap; write one as [[1]]
notice-moodle-pair = nothing belongs to “{ $text }”; write its answer
notice-moodle-root = it is XML, but no quiz of Moodle (no <quiz>); export the questions as Moodle XML
notice-moodle-true-false = its answers are not one true and one false, with one of them right; correct it in Moodle and export it again
notice-neither-true-nor-false = the answer “{ $answer }” is neither true nor false; write “true” or “false”
notice-no-answer = no answer; fill the second column or take the row out
notice-no-calendar = it is no calendar; give the calendar's iCalendar file, which often ends in .ics
notice-no-card = it makes no card; fill its question, or mark a gap as {"{{c1::…}}"}
notice-no-collection = no collection inside; choose a file that Anki exported (.apkg or .colpkg)
notice-no-gap = a cloze without a gap; mark what is left out as {"{{c1::…}}"}
notice-no-json = it is no JSON as Anki writes it ({ $detail }); export it from Anki again, or download it again
notice-no-message = it is not written as Anki does ({ $detail }); export it from Anki again, or download it again
notice-no-question = no question; fill the first column or take the row out
notice-no-question-column = no column is the question; say which column is the question
notice-no-right-option = no option is right; write “- [x]” before it
notice-no-row = the table “col” is empty; export it from Anki again, or download it again
notice-no-rows = there is no row in it; choose a file with one card per row
notice-no-schema = schema { $version } is in no package of Anki's; export it from Anki again
notice-no-separator = no separator is named; say what stands between two columns
notice-no-sqlite = it is not an SQLite file; export it from Anki again, or download it again
notice-no-text = it is no text, and no kind of file that can be read here; bring .apkg, .colpkg, .csv, .tsv, .md, .html or .txt
notice-no-utf8 = it is not valid UTF-8; choose another encoding, or save it as UTF-8
notice-not-zip = it is not a whole zip file (it ends too early, or is something else); export it from Anki again, or download it again
notice-note-text = its text is not UTF-8; edit the note in Anki and export again
notice-note-type = its note type ({ $id }) is missing; run Tools, Check Database in Anki and export again
notice-nul = its text holds NUL characters; take them out
notice-orphans = { $count ->
    [one] one card has no note
   *[other] { $count } cards have no note
  } and so nothing to ask; run Tools, Check Database in Anki and export again
notice-other-kind = it is { $format }, which says nothing about cards; bring .apkg, .colpkg, .csv, .tsv, .md, .html or .txt
notice-packed = it is an archive; unpack it and import the files inside
notice-packing = it is packed in a way that Anki does not use; export it from Anki again
notice-pdf = it is a PDF, which cannot be read yet; save its text as .txt, .md or .html and import that
notice-picture-or-sound = it is a picture or a sound; write a card and put it there, or import a package that has it
notice-qti-adaptive = it changes while it is answered (adaptive), which cannot be read; make a fixed question of it
notice-qti-bomb = it unpacks to more than { $ratio } times its size, as only a bomb does; make the package again
notice-qti-encrypted = the package is encrypted; unpack it with its password and pack it without
notice-qti-full = the package unpacks to more than { $most } MB; split it and import the parts
notice-qti-href = “{ $href }” leads out of the package; put the file into it and link it from there
notice-qti-interaction = “{ $name }” cannot be read; use a choice, an order, a match, a text entry or an extended text
notice-qti-large = it unpacks to more than { $most } MB; make it smaller
notice-qti-manifest = it is no manifest of a package; export the package again
notice-qti-match = not each of one side belongs to exactly one of the other; make a choice of it
notice-qti-members = it has more than { $most } files; split it and import the parts
notice-qti-missing = “{ $name }” is not in the package; put it there, or export the package again
notice-qti-no-href = it does not say which file it is (no href); export the package again
notice-qti-no-item = it is no item of QTI (<{ $name }>); export the questions as QTI 2.1
notice-qti-no-right = it does not say which answer is right; give it a correct response or a mapping with points
notice-qti-no-zip = it is not a whole zip file (it ends too early, or is something else); export it again, or download it again
notice-qti-order = it does not say the right order of all its choices; give it the whole correct response
notice-qti-overlaps = members of the zip share bytes, as only a zip bomb does; make the package again
notice-qti-response = its response “{ $name }” is not declared; export it again
notice-qti-rules = its own rules for points are not followed; what is right is taken from its correct response or its mapping
notice-qti-several = it asks several things at once, or inside an answer; make a question of each
notice-qti-template = parts of it are made up anew each time (template), which cannot be read; make a fixed question of it
notice-qti-test = the order and sections of a test are not read; its questions are, where they are in the package
notice-qti-version = it is QTI { $version }, which cannot be read; export it as QTI 2.1
notice-qti-zip = the zip is damaged ({ $detail }); export it again, or download it again
notice-question-alone = “Q:” without an answer; write it after “A:”
notice-question-folded = an answer whose question is folded away on the page; unfold it there and save again, or write the question yourself
notice-quiz-empty-answer = an answer is empty; write it, or take it out
notice-quiz-file = the file “{ $name }” in it is damaged or not base64; put it in again
notice-quiz-file-large = the file “{ $name }” is left out: one may have { $most } MB, and all together must fit; make it smaller
notice-quiz-file-missing = the file “{ $name }” is named, but not there; put it in again
notice-quiz-file-twice = another file before it is called “{ $name }”, too; the first one is kept
notice-quiz-fraction = an answer is worth { $fraction } %; write a number from −100 to 100
notice-quiz-lost = { $format } has no place for { $what ->
    [mark] its points
    [penalty] its penalty for wrong tries
    [hidden] that it is hidden
    [hints] its hints
    [files] its pictures and files
    [id] its identifier
    [tags] its tags
    [name] its name
    [feedback] its feedback
    [combined] feedback by how right the answer is
    [shuffle] whether its answers are shuffled
    [numbering] how its answers are numbered
    [instruction] that its instruction is hidden
    [all-or-nothing] that only all right answers together count
    [case] that upper and lower case matter
    [units] its units
    [essay] how its answer is to be written and marked
    [hint-settings] what its hints do beside their text
    [description] its description
    [negative] points that a typed answer costs; it counts nothing
    [pattern] an answer with * in a gap; it is left out
    [twice] an answer that is there twice in a gap; the first counts
    [weight] a gap of 0 or more than 255 points; it counts one
    [any-number] points for any number at all; they are left out
    [other-units] its other units; the first one is there
    [unit-rules] how its unit is asked for
    [template] the text that is there before the answer
    [select] that only some of its things are asked; all are
    [order-grading] how nearly right orders count; each thing in its place counts
    [layout] how its answers are laid out
    [markup] markup in an answer that is typed or dragged; its words are there
    [groups] groups of words to drag; they are one
    [once] that each word can be used only once
    [rubric] points that are looked for in an answer; they stand in the notes for marking
    [feedback-files] pictures in the feedback of a gap
   *[other] { $what }
  }; the rest of the question is there
notice-quiz-lost-category = { $format } has no place for the description and identifier of the category “{ $name }”; its name is there
notice-quiz-lost-many = { $count ->
    [one] here
   *[other] in { $count } questions, of which this is the first,
  } Studium has no place for { $what ->
    [name] the name; the text is there
    [mark] the points
    [penalty] the penalty for wrong tries
    [hidden] that it is hidden
    [hint-settings] what hints do beside their text
    [shuffle] that the answers are not shuffled
    [numbering] how the answers are numbered
    [instruction] that the instruction is hidden
    [unit-rules] how a unit is asked for
    [essay] how long an answer may be and whether files come with it
    [layout] how the answers are laid out
    [once] that each word can be used only once
   *[other] { $what }
  }; the questions are there
notice-quiz-description = it is a text that asks nothing; put it into the question that it belongs to
notice-quiz-no-right = none of its answers is right; give one of them points
notice-quiz-file-unused = the file “{ $name }” is in it but not shown, so it is left out; put it into a text
notice-quiz-gap = { $what ->
    [several] a gap asks to choose several; make it a question of its own
    [no-wrong] a gap to choose for has no wrong choice; add one
    [many] it has more gaps than a text can have here (100); split it
    [number] the gap “{ $text }” has no answer; write one
   *[other] it has a gap that cannot be read (“{ $text }”); write it anew
  }
notice-quiz-many = from here on the file is not read: it has more than { $most } questions; split it and import the parts
notice-quiz-no-answer = it has no answer; write at least one that is right
notice-quiz-no-text = it asks nothing; write its text
notice-quiz-none = there is no question in it; choose a file with questions
notice-quiz-number = “{ $text }” is no number that can be used; write it as 1234.5, with at most 100 digits
notice-quiz-part = its part “{ $name }” is not read; the rest of the question is
notice-quiz-parts = it has more than { $most } answers or other parts; split it
notice-quiz-range = the range from { $low } to { $high } is empty; write the smaller number first
notice-quiz-setting = its setting “{ $name }” is “{ $value }”, which is not understood; the usual one is taken
notice-quiz-text-long = one of its texts is longer than { $most } kB; cut it, or put pictures into files of their own
notice-quiz-unsayable = { $format } cannot say it, so it is not in the file: { $what ->
    [choice] it is a choice
    [true-false] it is true or false
    [short] it asks for a short answer
    [numeric] it asks for a number
    [essay] it asks for a longer text
    [match] it asks for pairs
    [cloze] it has gaps of several kinds, or a gap that cannot be written
    [gap-select] it has gaps to choose for
    [drag-words] it has gaps to drag to
    [order] it asks for an order
    [description] it asks nothing
    [no-text] it has no text
    [empty-answer] an answer is missing or empty
    [single-choice] one answer is to be chosen, but not exactly one is right among others
    [arrow] an answer holds “->”
    [answer-format] an answer has markup
    [markup] it has markup
    [partly-right] an answer is partly right, or several may be chosen
    [one-right] not exactly one answer is right
    [letters] it has fewer than 2 or more than 26 answers
    [line-start] a line of it begins like a choice or an answer
    [gap-number] a gap has no choice
    [range] a range is too wide
    [card] it is a card that is turned, no question with an answer to check
    [occlusion] it is a picture with masks
    [list] it is a list to recall
    [anki] it is a note of Anki's; export the deck as an Anki package
    [formula] it asks for a formula
    [worked] it is solved step by step on paper
    [number] its number cannot be written with a decimal point
   *[other] { $what }
  }
notice-quote-open = a quote (") is never closed; write a quote inside a quoted cell twice ("")
notice-row-columns = { $has } columns where { $wanted } are expected; put quotes around a cell that contains the separator
notice-sqlite = SQLite cannot read it ({ $detail }); export it from Anki again, or download it again
notice-stuck = reading it did not get on for { $minutes } minutes; export it again, or split it into parts
notice-table-missing = the table “{ $table }” is missing; export it from Anki again, or download it again
notice-template-missing = its template { $template } is missing; run Tools, Check Database in Anki and export again
notice-too-large = it is larger than { $most } MB; split it and import the parts
notice-too-many-columns = more than { $most } columns, which no table of cards has; take out those you do not need
notice-too-many-files = it has more than { $most } files; split the deck in Anki and export it in parts
notice-trigger = it has a trigger ({ $name }), as no Anki collection has; export the deck from Anki itself
notice-twice = the same stands further up; it is kept once
notice-unpack = it cannot be unpacked ({ $detail }); export it from Anki again, or download it again
notice-unpacks-large = it unpacks to more than { $most } MiB; split the deck in Anki and export it in parts
notice-unreadable = it cannot be read to its end ({ $detail }); export it from Anki again, or download it again
notice-value-large = it has a value larger than any note needs; export it from Anki again, or download it again
notice-view = it has a view ({ $name }), as no Anki collection has; export the deck from Anki itself
notice-virtual-table = it has a virtual table ({ $name }), as no Anki collection has; export the deck from Anki itself
notice-xml = its XML is broken ({ $detail }); export it again, or correct it there
notice-xml-deep = more than { $most } elements lie inside one another; export it again
notice-xml-doctype = it brings a document type (<!DOCTYPE …>), which is not read, since it can do harm; take that line out
notice-xml-elements = it has more than { $most } elements; split it
notice-xml-ends = it ends too early; export it again, or download it again
notice-xml-entity = “&{ $name };” is no character of XML; write the character itself, or its number
notice-xml-many = from here on the file is not read: { $most } questions before it were broken; export it again
notice-xml-no-element = it is no XML; export the questions again
notice-xml-open = <{ $name }> is never closed; export it again, or download it again
notice-xml-utf8 = it is not valid UTF-8; save it as UTF-8, or say its encoding in the first line
notice-zip-damaged = the zip is damaged ({ $detail }); export it from Anki again, or download it again
notice-zip-overlaps = members of the zip share bytes, as only a zip bomb does; export it from Anki again, or download it again
