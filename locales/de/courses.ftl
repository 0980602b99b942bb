# Fächer und ihre Themen.
course-new = Neues Fach
course-edit = Fach bearbeiten
course-about = Wofür du lernst: Lernsets, Quellen und Themen.
course-one = Fach
course-name = Name
course-letter = Buchstabe
course-letter-hint = Ein oder zwei auf der Kachel. Leer: der erste des Namens.
course-hue = Farbe
hue-teal = Petrol
hue-blue = Blau
hue-indigo = Indigo
hue-violet = Violett
hue-plum = Pflaume
hue-rose = Rosa
course-over = Fach, { $items } { $items ->
    [one] Karte
   *[other] Karten
  }, { $sources } { $sources ->
    [one] Quelle
   *[other] Quellen
  }
course-lead-empty = { $course } hat noch kein Lernset.
course-in-bin = Dieses Fach liegt im Papierkorb.
course-study = { $cards } in { $deck } lernen
course-no-decks = Leg hier ein Lernset an, oder nimm eines von deinen in dieses Fach.
course-add-deck = In dieses Fach nehmen
course-bin = Fach in den Papierkorb
course-bin-note = Seine Lernsets und Quellen bleiben.
course-gone = Dieses Fach gibt es nicht mehr.
course-name-blank = Es braucht einen Namen.
course-name-long = Der Name ist zu lang: höchstens 100 Zeichen.
course-letter-long = Ein oder zwei Buchstaben, nicht mehr.
topics-title = Themen
topics-none = Noch keine Themen.
topic-name = Name des Themas
topic-new = Neues Thema
topic-parent = Gehört zu
topic-parent-none = Keinem anderen Thema
topic-add = Hinzufügen
topic-rename = Umbenennen
topic-bin = In den Papierkorb
topic-parent-gone = Dieses Thema gibt es nicht mehr.
