# Searching.
search-title = Search: { $words }
search-label = Search the library and your own things
search-empty = Search explanations, decks and cards.
search-nothing = Nothing was found for “{ $words }”.
search-nothing-hint = Try fewer words, or the beginning of one.
search-found = { $n ->
    [one] 1 result
   *[other] { $n } results
  }
search-found-more = The best { $n } results
search-where = Where to search
search-everything = Everything
search-library = Public library
search-mine = Mine
search-more = Show more
search-next = Next
search-suggestions = Suggestions
search-group-explanation = Explanations
search-group-deck = Decks
search-group-item = Cards
search-group-source = Documents
search-kind-explanation = Explanation
search-kind-deck = Deck
search-kind-item = Card
search-kind-source = Document
