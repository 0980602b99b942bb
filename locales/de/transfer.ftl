# Dateien hinein und hinaus.
import-title = Hinzufügen oder importieren
import-lead = Bring mit, was du hast.
import-after = Karten, ihr Verlauf und ihre Bilder. Bringst du dieselbe Datei noch einmal, wird nichts doppelt.
import-drop = Dateien hier ablegen oder auswählen
import-kinds = .apkg, .colpkg, .csv, .tsv, .md, .html, .txt; Fragen aus Moodle und anderen: .xml, .gift, Aiken, QTI (.zip)
import-drop-busy = {"{name}"}: {"{done}"} von {"{size}"}
import-drop-done = Hochgeladen
import-drop-failed = Nicht hochgeladen: {"{why}"}
import-drop-again = Noch einmal
import-drop-remove = Entfernen
import-paste = Stattdessen Text einfügen
import-paste-label = Text
import-paste-hint = Aus Quizlet oder einer Tabelle, eine Karte pro Zeile; oder Markdown mit Q: und A:; oder ein Artikel.
import-into = Ablegen in
import-into-file = Lernsets, wie die Datei sie nennt
import-into-hint = Ein Lernset, oder Lernsets ineinander: Biologie::Zellen
import-tags = Schlagwörter für alles
import-begin = Importieren
import-write-card = Eine Karte schreiben
import-lately = Zuletzt
import-state-failed = Nicht importiert
import-state-queued = Wartet
import-state-running = Läuft
import-counted = { $items ->
    [one] 1 neuer Eintrag
   *[other] { $items } neue Einträge
  }{ $updated ->
    [0] {""}
   *[other] , { $updated } erneuert
  }
import-running-lead = Wird importiert …
import-running-after = Du kannst inzwischen anderes tun.
import-progress = {"{done}"} von {"{total}"}
import-look-again = Noch einmal nachsehen
import-failed-lead = Das ließ sich nicht importieren.
import-failed-after = Nichts davon wurde behalten.
import-nothing-lead = Darin ist nichts Neues.
import-nothing-after = Es wurde nichts geändert.
import-merged-lead = Deine Lernsets sind auf dem neuesten Stand.
import-done-lead = { $items ->
    [one] Ein Eintrag ist da.
   *[other] { $items } Einträge sind da.
  }
import-done-after = Dein Verlauf ist mitgekommen: Jede Karte ist dann fällig, wann sie es vorher war.
import-drafts-lead = { $drafts ->
    [one] Ein Entwurf zum Ansehen.
   *[other] { $drafts } Entwürfe zum Ansehen.
  }
import-fig-items = Neue Einträge
import-fig-cards = Karten
import-fig-reviews = Antworten aus deinem Verlauf
import-fig-media = Bilder und Töne
import-fig-updated = Erneuert
import-fig-drafts = Entwürfe
import-open-source = Lesen und Karten auswählen
import-study = Lernen
import-open-deck = Lernset öffnen
import-another = Noch etwas importieren
import-skipped = { $count ->
    [one] Eine Sache wurde ausgelassen
   *[other] { $count } Sachen wurden ausgelassen
  }
import-skipped-more = und { $count } weitere
import-table-lead = { $rows ->
    [one] Eine Zeile.
   *[other] { $rows } Zeilen.
  }
import-table-after = Sag, welche Spalte was ist; die ersten Zeilen siehst du hier.
import-table-rows = Die ersten Zeilen
import-table-broken = { $rows ->
    [one] Eine Zeile lässt sich nicht lesen und wird ausgelassen.
   *[other] { $rows } Zeilen lassen sich nicht lesen und werden ausgelassen.
  }
import-table-header = Die erste Zeile enthält die Namen der Spalten
import-table-html = Die Texte sind HTML
import-column = Spalte { $n }
import-role-front = Frage
import-role-back = Antwort
import-role-extra = Zusatz
import-role-tags = Schlagwörter
import-role-deck = Lernset
import-role-kind = Art der Karte
import-role-guid = Kennung
import-role-ignore = Auslassen
import-no-file = Wähle eine Datei oder füge einen Text ein.
import-no-question = Sag, welche Spalte die Frage ist.
import-name-wrong = Die Datei braucht einen Namen von höchstens 300 Zeichen.
import-file-too-large = Die Datei ist größer als 64 GB.
import-upload-unfinished = Die Datei ist noch nicht ganz da. Lade sie zu Ende hoch und importiere sie dann.
media-name-wrong = So kann keine Datei heißen.
export-format-unknown = Stapel können als apkg, csv, md, gift, aiken oder xml (Moodle) geschrieben werden.
export-questions-lead = Nimm deine Fragen mit.
export-questions-after = Für Moodle und andere Plattformen. Einfache Karten, Listen und Bilder mit Masken sind keine Fragen und bleiben hier.
export-questions-formats = Format
export-moodle = Moodle XML
export-gift = GIFT
export-aiken = Aiken
export-questions-whole = Alles wird in der Datei stehen.
export-questions-missing = { $count ->
    [one] Eines wird nicht in der Datei stehen
   *[other] { $count } Dinge werden nicht in der Datei stehen
  }
export-questions-take = Herunterladen
