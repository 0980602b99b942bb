# Quellen und die Entwürfe darin.
sources-title = Quellen
sources-lead-none = Noch hast du keinen Text mitgebracht.
sources-after-none = Importiere einen gespeicherten Artikel oder Text: Seine Fragen und Antworten warten hier auf deine Entscheidung.
sources-lead-open = { $drafts ->
    [one] Ein Entwurf wartet auf deine Entscheidung.
   *[other] { $drafts } Entwürfe warten auf deine Entscheidung.
  }
sources-lead = { $sources ->
    [one] Eine Quelle, und nichts wartet darin.
   *[other] { $sources } Quellen, und nichts wartet darin.
  }
source-words = { $words } { $words ->
    [one] Wort
   *[other] Wörter
  }
source-open = { $drafts } { $drafts ->
    [one] Entwurf wartet
   *[other] Entwürfe warten
  }
source-accepted = { $items } { $items ->
    [one] Karte daraus
   *[other] Karten daraus
  }
source-nothing-open = Über jeden Entwurf ist entschieden.
source-lead-open = { $drafts ->
    [one] Eine Frage mit ihrer Antwort ist gefunden. Sie wird zur Karte, wenn du sie übernimmst.
   *[other] { $drafts } Fragen mit ihren Antworten sind gefunden. Sie werden zu Karten, wenn du sie übernimmst.
  }
source-origin = Woher sie stammt
drafts-title = Entwürfe
drafts-none = Kein Entwurf wartet.
drafts-deck = Übernommene kommen in
drafts-deck-new = Ein Lernset namens „{ $name }“
drafts-accept-all = { $drafts ->
    [one] Übernehmen
   *[other] Alle { $drafts } übernehmen
  }
drafts-keys = Tasten für den ersten: A übernimmt, E bearbeitet, R verwirft.
draft-accept = Übernehmen
draft-edit = Bearbeiten
draft-reject = Verwerfen
draft-edit-title = Entwurf bearbeiten
draft-not-open = Über diesen Entwurf wurde inzwischen entschieden.
found-question = Eine Frage im Text
found-flashcard = Eine Lernkarte der Seite
found-definition = Eine Definition
found-faq = Eine häufige Frage
