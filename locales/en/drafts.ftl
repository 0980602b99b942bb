# Sources and the drafts found in them.
sources-title = Sources
sources-lead-none = You have brought no text along yet.
sources-after-none = Import a saved article or a text: its questions and answers wait here for your decision.
sources-lead-open = { $drafts ->
    [one] One draft waits for your decision.
   *[other] { $drafts } drafts wait for your decision.
  }
sources-lead = { $sources ->
    [one] One source, and nothing waits in it.
   *[other] { $sources } sources, and nothing waits in them.
  }
source-words = { $words } { $words ->
    [one] word
   *[other] words
  }
source-open = { $drafts } { $drafts ->
    [one] draft waits
   *[other] drafts wait
  }
source-accepted = { $items } { $items ->
    [one] card made of it
   *[other] cards made of it
  }
source-nothing-open = Every draft has been decided.
source-lead-open = { $drafts ->
    [one] One question with its answer was found. It becomes a card when you accept it.
   *[other] { $drafts } questions with their answers were found. They become cards when you accept them.
  }
source-origin = Where it was saved from
drafts-title = Drafts
drafts-none = No draft waits.
drafts-deck = Accepted ones go into
drafts-deck-new = A deck named “{ $name }”
drafts-accept-all = { $drafts ->
    [one] Accept it
   *[other] Accept all { $drafts }
  }
drafts-keys = Keys for the first one: A accepts, E edits, R drops.
draft-accept = Accept
draft-edit = Edit
draft-reject = Drop
draft-edit-title = Edit this draft
draft-not-open = This draft was decided in the meantime.
found-question = A question in the text
found-flashcard = A flashcard of the page
found-definition = A definition
found-faq = A frequent question
