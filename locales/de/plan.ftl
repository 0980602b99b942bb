# Der Plan: ob er aufgeht, die Woche, Prüfungen, Zeiten, Kalender.
plan-span = { $first } bis { $last }
plan-list = { $first } und { $last }
plan-change = Plan ändern
plan-to-plan = Zum Plan

# Wie es steht.
plan-over = { $exam }, { $when }
plan-lead-none = Noch ist keine Prüfung geplant.
plan-none-after = Sag, wann die Prüfung ist und was sie verlangt. Studium plant dann die wenigste Arbeit, die dein Ziel erreicht, in den Minuten, die du hast.
plan-lead-making = Dein Plan entsteht gerade.
plan-making = Der Plan entsteht
plan-making-after = Meist dauert das wenige Sekunden. Die Seite zeigt ihn dann von selbst.
plan-look-again = Nachsehen
plan-lead-failed = Es kam kein Plan zustande.
plan-failed-after = Auf dem Server ging etwas schief; sein Protokoll sagt, was. Deine Prüfungen und Zeiten sind erhalten.
plan-failed-old = Der letzte Versuch, neu zu planen, ging schief. Du siehst den Plan von vorher.
plan-again = Noch einmal planen
plan-pending = Etwas hat sich geändert: Der Plan entsteht neu. Du siehst den von vorher.
plan-missing-after = Bis dahin gibt es kein Urteil, keine Minuten und keine Note.
plan-missing-exams = Es steht keine Prüfung an.
plan-missing-minutes = Bis zur Prüfung hast du keine Minuten.
plan-missing-answers = { $left ->
    [one] Nach einer weiteren Antwort gibt es einen Plan.
   *[other] Nach { $left } weiteren Antworten gibt es einen Plan.
  }
plan-missing-material = { $exam } hat noch kein Thema mit Karten oder etwas zu lesen.
plan-missing-far = { $exam } ist mehr als zwei Jahre entfernt und wird später geplant.
plan-lead-need = { $need ->
    [one] Du brauchst eine Minute am Tag. Du hast { $have }.
   *[other] Du brauchst { $need } Minuten am Tag. Du hast { $have }.
  }
plan-lead-never = Keine Zahl von Minuten erreicht jedes Ziel. Du hast { $have } am Tag.
plan-after-fits = In der Simulation wird jedes Ziel erreicht.
plan-after-short = { $n ->
    [one] In der Simulation wird das Ziel von { $exams } nicht erreicht.
   *[other] In der Simulation werden die Ziele von { $exams } nicht erreicht.
  }
plan-after-left-out = { $n ->
    [one] Ein Schritt fand keinen Platz.
   *[other] { $n } Schritte fanden keinen Platz.
  }
plan-after-missed-many = Was an { $n } Tagen ausfiel, ist auf die kommenden Tage verteilt.
plan-after-missed = Was am { $days } ausfiel, ist auf die kommenden Tage verteilt.
plan-simulated = Minuten, Behaltenes und Noten auf dieser Seite sind simuliert, mit deinem bisherigen Gedächtnis und Tempo. Versprechen kann sie niemand.
plan-simulated-word = simuliert

# Die Auswege.
plan-ways = Wie der Plan aufgeht
plan-take-way = Diesen Plan nehmen
plan-other-times = Andere Zeiten angeben
plan-ways-note = Die Woche unten zeigt, was deine Minuten jetzt hergeben; kein Tag geht über seine Minuten. Jeder Weg wurde simuliert.
plan-way-minutes = Mehr Zeit finden
plan-way-minutes-what = { $minutes ->
    [one] Eine Minute mehr an jedem Tag, der welche hat.
   *[other] { $minutes } Minuten mehr an jedem Tag, der welche hat.
  }
plan-way-days = An einigen Tagen länger lernen
plan-way-days-what = { $minutes ->
    [one] Eine Minute mehr an jedem { $days }.
   *[other] { $minutes } Minuten mehr an jedem { $days }.
  }
plan-way-drop = { $topics ->
    [one] Ein Thema weglassen
   *[other] { $topics } Themen weglassen
  }
plan-way-drop-what = Ohne { $topics }; was du davon weißt, bleibt.
plan-way-accept = Ein niedrigeres Ziel annehmen
plan-way-accept-one = { $exam } bei { $goal }
plan-way-accept-what = Alle Themen behalten und weniger anstreben: { $goals } am Prüfungstag.
plan-way-a-day = { $minutes ->
    [one] Eine Minute am Tag.
   *[other] { $minutes } Minuten am Tag.
  }
plan-way-results = Simuliert: { $results }.
plan-way-result = { $exam } { $recall }
plan-way-not-reached = Auch das erreicht nicht jedes Ziel.

# Die Woche.
plan-week-before = Frühere Tage
plan-week-now = Ab heute
plan-week-after = Spätere Tage
plan-day-of = { $minutes } von { $cap }
plan-day-load = { $minutes } von { $cap } Minuten
plan-day-none = Keine Minuten
plan-day-rest = freier Tag
plan-day-after = nicht geplant
plan-day-empty = Nichts geplant.
plan-drag = Zieh einen Schritt auf einen anderen Tag, oder wähl ihn und drück
plan-drag-key = . Wiederholungen wandern nur, wenn Tag und Prüfung es zulassen.
plan-move = Verschieben auf
plan-move-free = { $minutes } min frei
plan-move-nowhere = Kein anderer Tag vor der Prüfung hat Minuten.
plan-move-label = { $step }, { $day }: warum, und auf einen anderen Tag verschieben
plan-move-title = Warum, und verschieben
plan-move-into = Hierher: { $day }
plan-step-review = { $n } wiederholen
plan-step-new = { $n } neue
plan-step-read = Lesen
plan-step-read-page = S. { $page } lesen
plan-step-read-pages = S. { $first }–{ $last } lesen
plan-step-read-part = Lesen, Teil { $part } von { $of }
plan-step-quiz = Quiz
plan-step-mock = Probeklausur
plan-step-mock-part = Probeklausur, Teil { $part } von { $of }
plan-step-mend = { $n ->
    [0] Fehler nacharbeiten
    [one] Einen Fehler nacharbeiten
   *[other] { $n } Fehler nacharbeiten
  }
plan-title-review = { $n ->
    [one] Eine Karte wiederholen
   *[other] { $n } Karten wiederholen
  }
plan-title-new = { $n ->
    [one] Eine neue Karte lernen
   *[other] { $n } neue Karten lernen
  }
plan-step-minutes = { $minutes } min
plan-step-so-far = { $done } von { $of } fertig
plan-step-over = erledigt
plan-step-moved = verschoben
plan-tick = Schon erledigt
plan-tick-step = Schon erledigt: { $step }
plan-about-more = { $one }, { $two } und { $more } weitere
plan-why-due = Ohne diesen Schritt säßen davon nur noch { $recall }.
plan-why-consolidation = { $days ->
    [one] Der letzte Durchgang vor { $exam }, das ist morgen.
   *[other] Der letzte Durchgang vor { $exam } in { $days } Tagen.
  }
plan-why-coverage = { $remaining ->
    [one] { $exam } hat noch eine neue Karte; bis { $by } sollte sie gesehen sein.
   *[other] { $exam } hat noch { $remaining } neue Karten; bis { $by } sollten alle gesehen sein.
  }
plan-why-before-cards = Wird gelesen, bevor die Karten dazu drankommen, für { $exam }.
plan-why-spaced = Einige Tage nach dem Lernen zeigt es, was geblieben ist, für { $exam }.
plan-why-rehearsal = { $days ->
    [one] Eine Probe einen Tag vor { $exam }.
   *[other] Eine Probe { $days } Tage vor { $exam }.
  }
plan-why-mistakes = Was die Probeklausur als schwach zeigte, für { $exam }.
plan-why-moved = Du hast ihn hierher gelegt.
plan-why-missed = Ausgefallen am { $day }, hier war Platz.

# Was getan wurde.
plan-said-moved = { $step } liegt jetzt auf { $day }.
plan-said-saved = Gespeichert.
plan-said-way = Übernommen. Der Plan folgt.
plan-said-after = Gemerkt: Der Plan folgt.
plan-said-result = Das Ergebnis ist notiert und steht neben der Vorhersage.
plan-said-ticked = Abgehakt.
done-exam-create = Die Prüfung ist da. Der Plan folgt.
done-exam-edit = Die Prüfung ist gespeichert. Der Plan folgt.
done-exam-bin = Die Prüfung liegt im Papierkorb. Karten und ihr Verlauf bleiben.
done-exam-restore = Die Prüfung ist wieder da.

# Prüfungen.
plan-exam = Prüfung
plan-exams = Anstehende Prüfungen
plan-exams-short = Prüfungen
plan-add-exam = Prüfung anlegen
plan-set-times = Zeiten angeben
plan-choose-topics = Themen wählen
plan-exam-gone = eine gelöschte Prüfung
plan-topic-gone = ein gelöschtes Thema
plan-row-chance = { $chance } für dein Ziel, { $goal }
plan-row-recall = sitzt am Prüfungstag zu { $recall }, simuliert
plan-exam-when-at = { $date }, { $at } Uhr
plan-exam-lead = { $exam } ist { $when }. Mit diesem Plan: { $grade }, { $likely }.
plan-exam-lead-early = { $exam } ist { $when }.
plan-exam-edit = Prüfung ändern
plan-exam-edit-lead = { $exam } ändern
plan-exam-new-lead = Welche Prüfung steht an, und was verlangt sie?
plan-exam-bin = Prüfung in den Papierkorb
plan-exam-bin-note = Karten und ihr Verlauf bleiben.
plan-exam-topics = Was die Prüfung verlangt
plan-exam-topics-what = am Prüfungstag, und Anteil an der Prüfung
plan-exam-topics-caption = Was am Prüfungstag sitzt, nach Themen, neben dem Anteil an der Prüfung
plan-exam-topics-none = Sobald es einen Plan gibt, steht hier nach Themen, was am Prüfungstag sitzt.
plan-exam-topics-note = Simuliert. Karten, die du bis dahin nicht gesehen hast, gelten als nicht gewusst. Der Gewinn ist in Punkten gemessen, verglichen damit, ab heute nichts zu tun.
plan-col-topic = Thema
plan-col-recall = Sitzt dann zu
plan-col-weight = Prüfung
plan-col-gain = Gewinn
plan-col-minutes = Minuten
plan-recall-then = Sitzt am Prüfungstag zu
plan-topic-cards = { $n ->
    [0] keine Karten
    [one] eine Karte
   *[other] { $n } Karten
  }
plan-topic-new = { $n } neu
plan-topic-unseen = { $n ->
    [one] eine bleibt ungesehen
   *[other] { $n } bleiben ungesehen
  }
plan-topic-empty = Noch keine Karten
plan-course-after = { $exam } ist { $when }.
plan-course-none = Mit einem Termin zeigt diese Seite nach Themen, was dann sitzt, neben dem Gewicht in der Prüfung.

# Das Formular.
plan-form-what = Was und wann
plan-form-name = Name
plan-form-name-hint = Zum Beispiel: Biologie, Klausur
plan-form-day = Datum
plan-form-time = Uhrzeit
plan-form-time-hint = Wird nur angezeigt. Der letzte Lerntag ist der Tag davor.
plan-form-topics = Was sie verlangt
plan-form-topics-hint = Wähl die Themen. Das Gewicht sagt, wie viel der Prüfung jedes ausmacht, in irgendeiner Einheit: Punkte, Prozent, Vorlesungsstunden.
plan-form-topics-count = { $n ->
    [one] ein Thema
   *[other] { $n } Themen
  }
plan-form-no-topics = Es gibt noch keine Karten, nach denen gefragt werden könnte. Bring zuerst Material mit.
plan-form-all = Alle Themen dieser Tabelle
plan-form-weight = Gewicht
plan-form-weight-of = Gewicht von { $topic }
plan-form-goal = Ziel
plan-form-target = Was du erreichen willst
plan-form-target-hint = Eine Note dieser Skala oder Prozent: 80 %
plan-form-pass = Bestanden ab
plan-form-pass-hint = Leer: wie bei dieser Skala üblich
plan-form-scale = Skala
plan-scale-percent = Prozent
plan-scale-percent-hint = 0 bis 100 % der Punkte
plan-scale-school = Schulnoten
plan-scale-school-hint = 6 bis 1, eine 2 ab 70 %
plan-scale-chamber = IHK
plan-scale-chamber-hint = 6 bis 1 nach dem 100-Punkte-Schlüssel, eine 2 ab 81 %
plan-scale-upper = Oberstufe
plan-scale-upper-hint = 0 bis 15 Notenpunkte
plan-scale-own = Eine eigene Tabelle
plan-scale-own-hint = Beliebige Noten, mit den Prozent, ab denen es jede gibt
plan-scale-table = Ab diesem Anteil der Punkte gibt es diese Note. Die niedrigste beginnt bei 0; leere Zeilen zählen nicht.
plan-scale-from = Ab %
plan-scale-grade = Note
plan-scale-from-row = Ab Prozent, Zeile { $row }
plan-scale-grade-row = Note, Zeile { $row }
plan-form-after = Danach
plan-after-keep = Für immer behalten
plan-after-keep-hint = Die Karten kommen weiter dran, so wie du es eingestellt hast.
plan-after-let-go = Loslassen
plan-after-let-go-hint = Nach der Prüfung kommen die Karten nicht mehr, außer eine andere Prüfung fragt nach ihnen.
plan-form-more = Mehr zur Prüfung
plan-form-exam-weight = Wie wichtig sie neben anderen ist
plan-form-exam-weight-hint = 1 ist üblich
plan-form-questions = Fragen insgesamt
plan-form-questions-hint = 1 bis 500; leer: 40
plan-form-recall = Prozent davon, die fragen, was deine Karten fragen
plan-form-recall-hint = Die anderen sind zu lösen; leer: 100
plan-form-guess = Lässt sich bei ihnen raten?
plan-guess-none = Nein: Antworten werden geschrieben
plan-guess-choices = Eine von { $n } Möglichkeiten
plan-form-add = Prüfung anlegen
plan-error-day = Das ist kein Datum.
plan-error-time = Eine Uhrzeit wie 9:15, oder nichts.
plan-error-target = Eine Note der Skala, oder Prozent wie 80 %.
plan-error-weight = Ein Gewicht ist eine Zahl von 0 bis 1.000.
plan-error-number = Diese Zahl liegt außerhalb des Möglichen.
plan-error-scale-empty = Die Tabelle braucht 1 bis 101 Noten.
plan-error-scale-start = Die niedrigste Note muss bei 0 % beginnen.
plan-error-scale-share = Jede Note beginnt bei eigenen Prozent, von 0 bis 100.
plan-error-scale-name = Jede Note braucht einen eigenen Namen, höchstens 40 Zeichen.
plan-exam-name-blank = Sie braucht einen Namen.
plan-exam-name-long = Der Name ist zu lang: höchstens 100 Zeichen.
plan-exam-day-wrong = Dieser Tag ist zu weit entfernt.
plan-exam-minute-wrong = Eine Uhrzeit wie 9:15, oder nichts.
plan-exams-many = Es gibt schon 100 Prüfungen. Leg erst eine in den Papierkorb.
plan-weight-wrong = Über 0, höchstens 1.000.
plan-target-wrong = Über 0 %, höchstens 100 %.
plan-pass-wrong = Von 0 bis 100 %.
plan-questions-wrong = 1 bis 500 Fragen, 0 bis 100 % davon zum Wiedergeben.
plan-topics-wrong = Höchstens 200 Themen, mit Gewichten von 0 bis 1.000.

# Die Note.
plan-grade = Note
plan-grade-likely = wahrscheinlich { $low } bis { $high }
plan-grade-likely-one = wahrscheinlich { $grade } ({ $low } bis { $high })
plan-grade-likely-named = wahrscheinlich { $from } bis { $to } ({ $low } bis { $high })
plan-grade-chances = Chance zu bestehen: { $pass }; dein Ziel zu erreichen: { $target }
plan-chance-under = unter { $share }
plan-chance-over = über { $share }
plan-goal = Dein Ziel: { $goal }.
plan-goal-named = { $grade } (ab { $share })
plan-grade-simulated = Simuliert: 4 von 5 solchen Prüfungen lägen in diesem Bereich. { $touched } der Prüfung sind durch deine Antworten und Karten bekannt.
plan-grade-no-plan = Keine Prognose, bis es einen Plan gibt.
plan-grade-answers = { $more ->
    [one] Nach einer weiteren Antwort. Bis dahin keine Prognose und keine Note.
   *[other] Nach { $more } weiteren Antworten. Bis dahin keine Prognose und keine Note.
  }
plan-grade-touched = Erst { $share } der Prüfung sind berührt. Ab { $needed } gibt es eine Prognose.
plan-grade-topics = Noch hat kein Thema ein Gewicht, also keine Prognose.
plan-on-track = Im Plan
plan-below-goal = Unter dem Ziel
plan-record = Wie oft lagen wir richtig
plan-record-should = 4 von 5 sollten darin liegen
plan-record-lead = { $exams ->
    [one] { $inside ->
        [0] Die eine Prüfung bisher lag außerhalb des vorhergesagten Bereichs.
       *[other] Die eine Prüfung bisher lag im vorhergesagten Bereich.
    }
   *[other] { $inside } von { $exams } Ergebnissen lagen im vorhergesagten Bereich.
  }
plan-record-error = Im Schnitt lagen sie { $points } Punkte neben der Mitte.
plan-record-exam = Prüfung
plan-record-range = Bereich
plan-record-predicted = Vorhergesagt
plan-record-came = Ergebnis
plan-record-inside = Darin
plan-range = { $low } bis { $high }
plan-inside = Darin
plan-outside = Außerhalb

# Nach der Prüfung.
plan-over-exam = { $exam } war { $when }.
plan-over-result = Dein Ergebnis: { $grade } ({ $share } der Punkte).
plan-over-cards = Und die Karten dazu?
plan-keep = Für immer behalten
plan-let-go = Loslassen
plan-result-title = Wie lief es?
plan-result = Dein Ergebnis
plan-result-save = Ergebnis notieren
plan-result-why = Eine Note ihrer Skala, oder Prozent wie 82 %. Es wird nur mit der Vorhersage verglichen, sonst nichts.
plan-result-early = Die Prüfung ist noch nicht vorbei.
plan-grade-long = Diese Note ist zu lang: höchstens 40 Zeichen.
plan-grade-unknown = Die Skala der Prüfung hat diese Note nicht. Prozent wie 82 % gehen auch.
plan-share-wrong = Von 0 bis 100 %.

# Zeiten.
plan-your-times = Deine Zeit
plan-times = Wann du lernen kannst
plan-times-meta = Minuten je Wochentag, freie Tage, einzelne Tage
plan-times-after = Kein Tag wird je über seine Minuten hinaus geplant.
plan-times-lead-usual = Du hast noch nicht gesagt, wann du lernen kannst: { $minutes } Minuten am Tag sind angenommen.
plan-times-lead-none = Du hast in keiner Woche Zeit zum Lernen.
plan-times-lead = { $hours ->
    [0] Du hast { $minutes } Minuten in der Woche.
   *[other] { $minutes ->
        [0] Du hast { $hours } h in der Woche.
       *[other] Du hast { $hours } h { $minutes } min in der Woche.
    }
  }
plan-times-saved = Gespeichert. Der Plan folgt.
plan-times-weekdays = Minuten je Wochentag
plan-times-weekdays-hint = 0 ist ein freier Tag, jede Woche.
plan-times-off = Freie Tage
plan-times-off-row = Freier Tag, Zeile { $row }
plan-times-off-hint = Ferien, Reisen. Eine leere Zeile zählt nicht.
plan-times-single = Einzelne Tage
plan-times-single-row = Tag, Zeile { $row }
plan-times-single-minutes = Minuten, Zeile { $row }
plan-times-single-hint = Andere Minuten an einem Tag, einmal.
plan-times-coming = Die kommenden Tage
plan-times-coming-note = So wie der Plan sie zählt, ohne belegte Zeiten.
plan-error-minutes = Ganze Minuten, von 0 bis 1.440.
plan-minutes-wrong = Ganze Minuten, von 0 bis 1.440.
plan-days-many = Das sind zu viele Tage.

# Kalender.
plan-calendar = Kalender
plan-calendar-meta = Den Plan im Kalender sehen, und umgehen, was dort steht
plan-calendar-lead = Dein Plan in deinem Kalender, und dein Kalender in deinem Plan.
plan-feed = Der Plan im Kalender
plan-feed-what = Kalender, die diese Adresse abonnieren, zeigen deine Schritte und Prüfungen als ganze Tage und sehen von selbst wieder nach.
plan-feed-address = Geheime Adresse
plan-feed-copy = Kopieren
plan-feed-copied = Kopiert
plan-feed-secret = Wer die Adresse hat, kann deinen Plan lesen. Eine neue macht die alte wertlos.
plan-feed-make = Adresse anlegen
plan-feed-renew = Neue Adresse
plan-feed-end = Beenden
plan-feed-sure = Diese Adresse aufgeben?
plan-feed-sure-what = Kalender, die sie abonniert haben, bekommen nichts mehr.
plan-feed-sure-yes = Aufgeben
plan-feed-made = Die Adresse ist da.
plan-feed-renewed = Es gibt eine neue Adresse. Die alte führt nirgendwohin.
plan-feed-ended = Die Adresse führt nirgendwohin mehr.
plan-feed-removed = Der Kalender ist entfernt. Der Plan folgt.
plan-feed-name = Studium, { $learner }
plan-feed-description = Schritte des Plans und Prüfungen.
plan-feed-step = Schritt
plan-feed-exam = Prüfung
plan-busy = Belegte Zeiten
plan-busy-what = Importier einen Kalender (.ics), und der Plan hält sich aus vollen Tagen heraus.
plan-busy-meta = { $n ->
    [one] eine belegte Zeit, gelesen bis { $until }
   *[other] { $n } belegte Zeiten, gelesen bis { $until }
  }
plan-busy-remove = { $calendar } entfernen
plan-busy-file = Kalenderdatei
plan-busy-import = Importieren
plan-busy-note = Ein Tag behält seine Minuten, solange zwischen 8 und 22 Uhr so viele frei sind. Behalten wird nur, wann du belegt bist, keine Titel. Es ist eine Kopie: Importier sie neu, wenn sich etwas geändert hat.
plan-busy-read = { $n ->
    [0] Gelesen. In den kommenden Monaten ist keine Zeit belegt.
    [one] Gelesen: eine belegte Zeit. Der Plan folgt.
   *[other] Gelesen: { $n } belegte Zeiten. Der Plan folgt.
  }
plan-busy-problems = { $n ->
    [one] Eine Stelle war nicht lesbar
   *[other] { $n } Stellen waren nicht lesbar
  }
plan-busy-line = Zeile { $line }:
plan-error-file-none = Wähl zuerst eine Datei.
plan-calendar-large = Diese Datei ist zu groß: höchstens 5 MB.
plan-calendar-unreadable = Das ist keine Kalenderdatei (.ics).
plan-calendars-many = Es gibt schon 20 Kalender. Entfern erst einen.

# Was abgelehnt wird.
plan-error-way = Wähl einen der Wege.
plan-changed = Der Plan hat sich inzwischen geändert. So sieht er jetzt aus.
plan-step-done = Dieser Schritt ist schon erledigt.
plan-step-with-cards = Karten haken sich selbst ab, sobald sie beantwortet sind.
plan-day-past = Dieser Tag ist vorbei.
plan-day-after-exam = Dann ist die Prüfung schon vorbei.
plan-day-outside = Dieser Tag liegt nicht im Plan.
plan-day-before-cards = Wiederholen kann warten, doch seine Karten sind nicht vor dem Tag da, für den es geplant war.
plan-day-full = An diesem Tag bleiben zu wenige Minuten für den Schritt.

# Heute.
plan-today-lead-fits = { $n ->
    [one] Heute ein Schritt, { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
      }, und { $exam } bleibt im Plan.
   *[other] Heute { $n } Schritte, { $minutes } Minuten, und { $exam } bleibt im Plan.
  }
plan-today-lead = { $n ->
    [one] Heute ein Schritt, { $minutes ->
        [one] eine Minute
       *[other] { $minutes } Minuten
      }.
   *[other] Heute { $n } Schritte, { $minutes } Minuten.
  }
plan-today-done = Alles, was für heute geplant war, ist geschafft.
plan-today-five = Schritte haken sich selbst ab. In fünf Minuten kommen die ersten Karten dran.
