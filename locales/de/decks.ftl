# Lernsets, der Papierkorb und das Zurücknehmen.
decks-title = Lernsets
decks-lead-none = Noch gibt es kein Lernset.
decks-after-none = Importiere, was du hast, oder leg ein Lernset an und schreib die erste Karte.
decks-lead = { $decks ->
    [one] Du lernst mit einem Lernset.
   *[other] Du lernst mit { $decks } Lernsets.
  }
decks-after = { $cards ->
    [one] Eine Karte wartet heute.
   *[other] { $cards } Karten warten heute.
  }
decks-after-nothing = Heute ist nichts fällig.
decks-more = Mehr zu Lernsets
items-browse = Alle Karten durchsehen
deck-study = Lernen
deck-study-n = { $cards } { $cards ->
    [one] Karte
   *[other] Karten
  } lernen
deck-new = Neues Lernset
deck-new-below = Neues Lernset darin
deck-import = Importieren
deck-edit = Lernset bearbeiten
deck-settings = Wie es gelernt wird
deck-bin = In den Papierkorb
deck-bin-note = { $items ->
    [0] Das Lernset liegt 30 Tage im Papierkorb.
    [one] Eine Karte liegt 30 Tage im Papierkorb. Dein Verlauf bleibt.
   *[other] { $items } Karten liegen 30 Tage im Papierkorb. Dein Verlauf bleibt.
  }
deck-path = Wo dieses Lernset liegt
deck-lead-recall = { $deck } sitzt heute zu { $recall }.
deck-lead-empty = { $deck } ist noch leer.
deck-lead-new = { $items ->
    [one] { $deck }: eine Karte zum Kennenlernen.
   *[other] { $deck }: { $items } Karten zum Kennenlernen.
  }
deck-waits-nothing = Heute ist nichts fällig.
deck-waits-due = { $due ->
    [one] Heute ist eine Karte fällig.
   *[other] Heute sind { $due } Karten fällig.
  }
deck-waits-new = { $new ->
    [one] Heute wartet eine neue Karte.
   *[other] Heute warten { $new } neue Karten.
  }
deck-waits-both = { $due ->
    [one] Heute ist eine Karte fällig
   *[other] Heute sind { $due } Karten fällig
  }, und { $new ->
    [one] eine neue wartet.
   *[other] { $new } neue warten.
  }
deck-in-bin = Dieses Lernset liegt im Papierkorb.
deck-below = Lernsets darin
deck-cards = Karten
deck-in-browser = Im Kartenbrowser
deck-empty = Hier liegt noch keine Karte.
deck-empty-here = In diesem Lernset selbst liegt keine Karte.
deck-about = Über dieses Lernset
deck-do = Ändern
deck-take = Mitnehmen
deck-as-anki = Anki-Paket
deck-as-table = Tabelle (CSV)
deck-as-markdown = Markdown
deck-as-questions = Fragen für Moodle und andere
deck-of-library = Das gehört der Bibliothek: Du kannst es lernen, aber nicht ändern.
deck-name = Name
deck-parent = Liegt in
deck-parent-none = Keinem anderen Lernset
deck-course = Fach
deck-course-none = Kein Fach
deck-language = Sprache der Karten
deck-language-hint = Zum Vorlesen und für die Suche. Eine Karte oder ein Feld kann etwas anderes sagen.
deck-description = Beschreibung
language-unsaid = Nicht angegeben
language-of-card = Wie die Karte
count-new = neu
count-due = fällig
count-items = { $items } { $items ->
    [one] Karte
   *[other] Karten
  }
pager = Seiten
pager-start = Zum Anfang
pager-next = Weiter
bin-title = Papierkorb
bin-lead-empty = Der Papierkorb ist leer.
bin-lead = { $things ->
    [one] Eines liegt im Papierkorb.
   *[other] { $things } Dinge liegen im Papierkorb.
  }
bin-after = Was hier liegt, wird nach { $days } Tagen gelöscht. Dein Verlauf bleibt in jedem Fall.
bin-left = noch { $when }
bin-restore = Herausnehmen
undo = Rückgängig
undone = Zurückgenommen.
done-saved = Gespeichert.
done-deck-create = Das Lernset ist angelegt.
done-deck-bin = Das Lernset liegt mit seinen Karten 30 Tage im Papierkorb.
done-deck-restore = Das Lernset ist zurück.
done-deck-course = Das Lernset gehört jetzt zum Fach.
done-course-create = Das Fach ist angelegt.
done-course-bin = Das Fach liegt 30 Tage im Papierkorb. Seine Lernsets bleiben.
done-course-restore = Das Fach ist zurück.
done-topic-create = Das Thema ist angelegt.
done-topic-bin = Das Thema liegt 30 Tage im Papierkorb.
done-item-create = Die Karte ist gespeichert.
done-item-edit = Die Karte ist gespeichert. Ihr Verlauf bleibt.
done-items-bin = Liegt 30 Tage im Papierkorb. Dein Verlauf bleibt.
done-items-restore = Aus dem Papierkorb zurück.
done-items-move = Verschoben.
done-items-tag = Die Schlagwörter sind geändert.
done-cards-suspend = Pausiert.
done-cards-unsuspend = Nicht mehr pausiert.
done-cards-bury = Heute nicht: morgen wieder da.
done-cards-flag = Markiert.
done-cards-unflag = Die Markierung ist weg.
done-cards-forget = Sie beginnen von vorn. Dein Verlauf bleibt.
done-cards-reschedule = Der neue Termin steht.
done-catch-up = Die Karten wurden auf die nächsten Tage verteilt.
done-drafts-accept = Übernommen: Das sind jetzt Karten.
done-drafts-reject = Verworfen.
deck-name-blank = Ein Lernset braucht einen Namen.
deck-name-long = Der Name ist zu lang: höchstens 200 Zeichen.
deck-name-taken = Ein Lernset mit diesem Namen gibt es schon.
deck-parent-inside = Ein Lernset kann nicht in sich selbst liegen.
deck-parent-gone = Dieses Lernset gibt es nicht mehr.
deck-too-deep = Das ist zu tief verschachtelt: höchstens 20 Ebenen.
deck-description-long = Die Beschreibung ist zu lang: höchstens 20.000 Zeichen.
