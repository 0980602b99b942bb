# Suchen.
search-title = Suche: { $words }
search-label = Die Bibliothek und deine eigenen Sachen durchsuchen
search-empty = Durchsuche Erklärungen, Lernsets und Karten.
search-nothing = Zu „{ $words }“ wurde nichts gefunden.
search-nothing-hint = Versuch es mit weniger Wörtern oder dem Anfang eines Wortes.
search-found = { $n ->
    [one] 1 Treffer
   *[other] { $n } Treffer
  }
search-found-more = Die besten { $n } Treffer
search-where = Wo gesucht wird
search-everything = Alles
search-library = Öffentliche Bibliothek
search-mine = Eigenes
search-more = Mehr anzeigen
search-next = Weiter
search-suggestions = Vorschläge
search-group-explanation = Erklärungen
search-group-deck = Lernsets
search-group-item = Karten
search-group-source = Dokumente
search-kind-explanation = Erklärung
search-kind-deck = Lernset
search-kind-item = Karte
search-kind-source = Dokument
