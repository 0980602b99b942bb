# Die öffentliche Bibliothek: Startseite, Fächer, Erklärungen.
front-title = Lernen und behalten
front-over = Studium. Für Schule, Ausbildung und Uni.
front-lead = Lies es, probier es aus und weiß es noch am Tag der Prüfung.
front-search = Was lernst du gerade?
front-search-label = Erklärungen durchsuchen
front-free = Kostenlos, und ohne Konto zum Lesen und Ausprobieren.
front-all = Die ganze Bibliothek
front-read = Weiterlesen
front-try = Probier es aus
front-try-more = Zwei weitere stehen in
front-try-there = der Erklärung.
front-try-kept = Deine Antworten bleiben auf diesem Gerät, bis du ein Konto willst.
front-what = Was es kann
front-understand = Verstehen
front-understand-text = Erklärungen mit Quellen, Abbildungen und Formeln, und zu jeder Karten und Fragen.
front-keep = Behalten
front-keep-text = Jede Karte kommt wieder, kurz bevor du sie vergisst. An manchen Tagen reichen fünf Minuten.
front-own = Eigenes mitbringen
front-own-text = Anki-Pakete mit dem ganzen Verlauf, Tabellen, Markdown, gespeicherte Artikel. Alles lässt sich wieder mitnehmen.
front-join = Kostenloses Konto anlegen
front-curve = Mit jeder Wiederholung vergisst man langsamer: vier Kurven, jede flacher als die vorige
front-curve-1 = heute
front-curve-2 = 3 Tage
front-curve-3 = 2 Wochen
front-curve-4 = 2 Monate
subjects = Fächer
all-subjects = Alle Fächer
topics = Themen
topics-figures = Erklärungen, Karten
subject-lead = { $n ->
    [one] { $subject }: eine Erklärung zum Lesen und Ausprobieren.
   *[other] { $subject }: { $n } Erklärungen zum Lesen und Ausprobieren.
  }
subject-after = { $cards ->
    [one] Mit einer Karte zum Behalten. Alles kostenlos, ohne Konto.
   *[other] Mit { $cards } Karten zum Behalten. Alles kostenlos, ohne Konto.
  }
subject-aside = Wo du anfangen kannst, Lernsets
subject-signed-in = , und jede Erklärung zeigt auch, wie gut sie sitzt.
in-order = In sinnvoller Reihenfolge
begin = Fang hier an
try-questions = { $n ->
    [one] Eine Frage ausprobieren
   *[other] { $n } Fragen ausprobieren
  }
study-subject = Alle lernen
kind-explanation = Erklärung
level-school = Schule
level-vocational = Ausbildung
level-university = Uni
checked = Geprüft
minutes = { $minutes } min
cards = { $cards ->
    [one] 1 Karte
   *[other] { $cards } Karten
  }
explanations = { $n ->
    [one] 1 Erklärung
   *[other] { $n } Erklärungen
  }
recall-now = Sitzt zu
recall-new = neu für dich
recall-due = { $cards } wieder dran
go-on = Weiterlesen: { $heading }
crumbs = Brotkrumen
contents = Inhalt
margin = Üben und Verwandtes
by = Von { $author }.
by-checked = Von { $author }, geprüft von { $checker }.
updated = Stand { $date }, Fassung { $version }.
reading-time = { $minutes } min Lesezeit.
level-line = Stufe: { $level }.
try-first = Erst ausprobieren
try-count = { $n ->
    [one] eine Frage
   *[other] { $n } Fragen
  }
try-count-guest = { $n ->
    [one] eine Frage, ohne Konto
   *[other] { $n } Fragen, ohne Konto
  }
try-end = Das waren alle. Sie kommen wieder, kurz bevor du sie vergisst.
try-end-guest = Das waren alle. Deine Antworten bleiben auf diesem Gerät;
try-end-account = mit einem kostenlosen Konto
try-end-back = kommen sie wieder, kurz bevor du sie vergisst.
teaser-place = { $n } von { $of }
teaser-skip = Überspringen
teaser-next = Nächste Frage
teaser-done = Fertig
takeaways = Das Wichtigste
flips = Karten umdrehen
flips-text = { $shown } von { $cards } Karten. Überleg dir die Antwort, dann dreh die Karte um.
flips-text-guest = { $shown } von { $cards } Karten, ohne Konto. Überleg dir die Antwort, dann dreh die Karte um.
flips-rest = { $n ->
    [one] Eine weitere Karte
   *[other] { $n } weitere Karten
  }
flip-turn = Umdrehen
flip-not-yet = Noch nicht
flip-knew-it = Gewusst
faq = Fragen
figure = Abbildung { $number }.
footnotes = Belege
footnote-back = Zurück
footnote-back-label = Zurück zum Text
practise = Das üben
practise-guest = { $cards ->
    [one] Eine Karte gehört zu dieser Seite. Mit einem kostenlosen Konto kommt sie wieder, kurz bevor du sie vergisst.
   *[other] { $cards } Karten gehören zu dieser Seite{ $questions ->
        [0] {""}
        [one] , auch die Frage am Anfang
       *[other] , auch die { $questions } Fragen am Anfang
    }. Mit einem kostenlosen Konto kommen sie wieder, kurz bevor du sie vergisst.
  }
practise-mine = Du lernst diese { $cards } Karten.
practise-not-yet = { $cards ->
    [one] Eine Karte gehört zu dieser Seite.
   *[other] { $cards } Karten gehören zu dieser Seite{ $questions ->
        [0] {""}
        [one] , auch die Frage am Anfang
       *[other] , auch die { $questions } Fragen am Anfang
    }.
  }
practise-leave = Nicht mehr lernen
study-cards = { $cards ->
    [one] 1 Karte lernen
   *[other] { $cards } Karten lernen
  }
related = Verwandtes
more-of = Alles aus { $subject }
library-lead = Erklärungen zum Lesen, Ausprobieren und Behalten.
library-none = Nichts passt zu allen diesen Filtern.
filters = Filter
filter-subject = Fach
filter-level = Stufe
filter-language = Sprache
filter-any = Alle
filter-any-language = Meine zuerst
filters-apply = Anzeigen
filters-clear = Alle Filter löschen
