papers-title = Quizze und Probeklausuren
papers-after = Fragen aus deinen Lernsets, in einem Zug beantwortet. Was danebengeht, kommt beim Lernen wieder.
papers-new-exam = Neue Probeklausur
papers-new-quiz = Neues Quiz
papers-none = Noch gibt es keine.
papers-past = Deine Versuche
paper-questions = { $n ->
    [one] eine Frage
   *[other] { $n } Fragen
  }
paper-points-n = { $count ->
    [one] ein Punkt
   *[other] { $n } Punkte
  }
paper-minutes-n = { $n ->
    [one] eine Minute
   *[other] { $n } Minuten
  }
paper-reached = { $points } von { $of } Punkten
paper-open = noch offen
paper-exam = Probeklausur
paper-quiz = Quiz
paper-in-bin = Das liegt im Papierkorb.
paper-go-on = Weitermachen
paper-begin = Anfangen
paper-print = Drucken
paper-edit = Ändern
paper-bin = In den Papierkorb
paper-bin-note = Was du erreicht hast, bleibt.
paper-clock-note = { $n ->
    [one] Die Uhr läuft eine Minute ab Beginn, auch bei geschlossener Seite. Was dann da ist, wird abgegeben.
   *[other] Die Uhr läuft { $n } Minuten ab Beginn, auch bei geschlossener Seite. Was dann da ist, wird abgegeben.
  }
paper-attempts-note = { $n ->
    [one] Ein Versuch, { $used } gemacht.
   *[other] { $n } Versuche, { $used } gemacht.
  }
paper-name = Name
paper-parts = Was gefragt wird
paper-parts-hint = Wie viele Fragen aus welchem Lernset. Ein Lernset zählt mit allem, was darin liegt. Leer: keine.
paper-deck = Lernset
paper-count = Fragen
paper-points = Punkte je Frage
paper-count-of = Fragen aus { $deck }
paper-points-of = Punkte für jede Frage aus { $deck }
paper-minutes = Minuten
paper-minutes-hint = Leer: so lange du willst.
paper-attempts = Wie oft sie gemacht werden kann
paper-attempts-hint = Leer: so oft du willst.
paper-mixed = Fragen aller Lernsets mischen
paper-save = Speichern
paper-no-decks = Du hast noch keine Lernsets mit Fragen.
paper-back = Zurück
paper-print-hint = Druck diese Seite mit deinem Browser. Was richtig ist, beginnt auf einer eigenen Seite.
paper-print-name = Name: ______________________________ Datum: ______________
paper-solutions = Was richtig ist
paper-name-wrong = Gib einen Namen mit höchstens 200 Zeichen an.
paper-minutes-wrong = Ganze Minuten, von 1 bis 600.
paper-attempts-wrong = Eine ganze Zahl, von 1 bis 1.000.
paper-no-questions = Wähl mindestens eine Frage, aus höchstens 20 Lernsets.
paper-points-wrong = Punkte sind eine Zahl über 0, höchstens 1.000.
paper-count-wrong = Die Zahl der Fragen ist eine ganze Zahl.
paper-too-many = Höchstens 200 Fragen.
paper-too-few = Ein Lernset enthält weniger Fragen. Abgedeckte Bilder, Aufgaben mit Rechenweg und lange Antworten lassen sich hier nicht fragen.
paper-no-attempt-left = Alle Versuche sind gemacht.
sitting-over = Die Zeit ist um; das wurde abgegeben.
sitting-response-long = Diese Antwort ist zu lang.
sitting-saved = Gespeichert
sitting-saving = Speichert …
sitting-unsaved = Auf diesem Gerät
sitting-one-minute = Noch eine Minute
sitting-time-over = Die Zeit ist um
sitting-leave = Verlassen; was du geschrieben hast, bleibt
sitting-about-exam = Probeklausur, Versuch { $attempt }, { $n ->
    [one] eine Frage
   *[other] { $n } Fragen
  }, { $points } Punkte
sitting-about-quiz = Quiz, Versuch { $attempt }, { $n ->
    [one] eine Frage
   *[other] { $n } Fragen
  }, { $points } Punkte
sitting-time-left = Verbleibende Zeit
sitting-minutes-left = { $n ->
    [one] noch eine Minute
   *[other] noch { $n } Minuten
  }
sitting-hide-clock = Uhr ausblenden
sitting-show-clock = Uhr zeigen
sitting-hand-in = Abgeben
sitting-hand-in-now = Jetzt abgeben
sitting-hand-in-note = Danach lässt sich nichts mehr ändern.
sitting-questions = Fragen
sitting-place-open = Frage { $n }, offen
sitting-place-done = Frage { $n }, beantwortet
sitting-flagged = markiert
sitting-open-one = Eine Frage ist offen.
sitting-open-many = {"{n}"} Fragen sind offen.
sitting-open-none = Jede Frage ist beantwortet.
sitting-question = Frage { $n }
sitting-flag = Markieren
sitting-sure = Wie sicher bist du?
sitting-if-you-like = Wenn du magst
sitting-guess = Geraten
sitting-fairly = Ziemlich
sitting-certain = Ganz sicher
sitting-gap = Lücke { $n }
sitting-order-hint = Gib jedem seinen Platz.
result-about = Versuch { $attempt }, { $at }, { $minutes ->
    [one] eine Minute
   *[other] { $minutes } Minuten
  }
result-lead = { $points } von { $of } Punkten.
result-all-right = Alles ist richtig.
result-misses = { $n ->
    [one] Eine Frage war nicht richtig. Sie kommt beim Lernen wieder dran.
   *[other] { $n } Fragen waren nicht richtig. Sie kommen beim Lernen wieder dran.
  }
result-study = { $n ->
    [one] Diese eine jetzt lernen
   *[other] Diese { $n } jetzt lernen
  }
result-by-deck = Nach Lernset
result-of = { $points } von { $of }
result-sure = Wie sicher, wie richtig
result-right = Richtig
result-not-right = Teilweise oder falsch
result-certain-and-wrong = Fang mit denen an, bei denen du ganz sicher warst und die falsch waren. Solche Fehler sitzen gut, wenn man sie einmal gesehen hat.
result-answers = Die Antworten
result-left-open = Offen gelassen
result-seconds = { $n } s
result-your-answer = Du hast geantwortet:
result-right-answer = Was richtig ist
