# Heute.
today-simulated = Simulierter Verlauf: Diese Person wurde mit „studium demo“ angelegt, die Antworten hat niemand gegeben.
today-minutes = { $n ->
    [one] eine Minute
   *[other] { $n } Minuten
  }
today-hours = { $hours } h { $minutes } min
today-lead-work = { $due ->
    [0] { $new ->
        [one] Heute nichts zu wiederholen, und eine neue Karte wartet, etwa { $time }.
       *[other] Heute nichts zu wiederholen, und { $new } neue Karten warten, etwa { $time }.
    }
    [one] { $new ->
        [0] Heute eine Karte zum Wiederholen, etwa { $time }.
        [one] Heute eine Karte zum Wiederholen und eine neue, etwa { $time }.
       *[other] Heute eine Karte zum Wiederholen und { $new } neue, etwa { $time }.
    }
   *[other] { $new ->
        [0] Heute { $due } Karten zum Wiederholen, etwa { $time }.
        [one] Heute { $due } Karten zum Wiederholen und eine neue, etwa { $time }.
       *[other] Heute { $due } Karten zum Wiederholen und { $new } neue, etwa { $time }.
    }
  }
today-lead-first = { $new ->
    [one] Noch ist nichts fällig, { $name }. Eine neue Karte wartet: Fang mit ihr an.
   *[other] Noch ist nichts fällig, { $name }. { $new } neue Karten warten: Fünf Minuten reichen zum Anfangen.
  }
today-lead-empty = Hier ist noch nichts, { $name }. Was möchtest du lernen?
today-lead-later = { $cards ->
    [one] Fürs Erste fertig. Eine Karte kommt um { $at } Uhr wieder.
   *[other] Fürs Erste fertig. { $cards } Karten kommen wieder, die erste um { $at } Uhr.
  }
today-lead-done = Für heute ist alles geschafft.
today-lead-nothing = Heute ist nichts fällig.
today-lead-backlog = Seit dem { $since } sind { $cards } Karten aufgelaufen. Du musst sie nicht auf einmal schaffen.
today-backlog-known = { $known ->
    [0] Wahrscheinlich weißt du davon keine mehr.
    [one] Wahrscheinlich weißt du davon noch eine.
   *[other] Wahrscheinlich weißt du davon noch { $known }.
  } Jede einzelne hilft; alle auf einmal würden { $time } dauern.
today-first-day = { $date }, dein erster Tag
today-start = Jetzt lernen
today-begin = Anfangen
today-five = Nur fünf Minuten
today-read-first = Erst lesen
today-read-something = Etwas lesen
today-study-more = Trotzdem weiterlernen
today-five-take = { $n ->
    [one] In fünf Minuten kommt die Karte dran, die zuerst fällig ist.
   *[other] In fünf Minuten kommen die ersten { $n } Karten dran.
  }
today-pace-own = Gerechnet mit deinem Tempo, { $seconds } Sekunden je Antwort.
today-pace-assumed = Gerechnet mit { $seconds } Sekunden je Antwort; nach { $answers } Antworten mit deinem eigenen Tempo.
today-come-back = Sie kommen von selbst wieder, kurz bevor du sie vergisst.
today-done-so-far = { $answers ->
    [one] Heute eine Antwort, { $time }.
   *[other] Heute { $answers } Antworten, { $time }.
  }
today-next = { $cards ->
    [one] Die nächste Karte ist { $when } wieder dran.
   *[other] Die nächsten { $cards } Karten sind { $when } wieder dran.
  }
today-next-day = Die nächsten Karten sind { $when } wieder dran.
today-more-new = Weitere neue Karten warten: Die Grenze für heute ist erreicht.
today-steps = Schritte
today-step-repeat = { $n ->
    [one] Eine Karte wiederholen
   *[other] { $n } Karten wiederholen
  }
today-step-new = { $n ->
    [one] Eine neue Karte lernen
   *[other] { $n } neue Karten lernen
  }
today-step-done = { $n ->
    [one] Eine Antwort
   *[other] { $n } Antworten
  }
today-step-done-meta = { $passed ->
    [0] Heute erledigt, noch keine gewusst
    [one] Heute erledigt, eine gewusst
   *[other] Heute erledigt, { $passed } gewusst
  }
today-step-next = Als Nächstes
today-decks = Nach Lernset
today-decks-all = Alle Lernsets
today-deck-meta = { $due ->
    [0] { $new } neu
   *[other] { $new ->
        [0] { $due } zu wiederholen
       *[other] { $due } zu wiederholen, { $new } neu
    }
  }, etwa { $time }
today-deck-study = { $deck } lernen
today-min = min
today-h = h
today-reading = Weiterlesen
today-reading-all = Alle Texte
today-reading-left = { $minutes ->
    [one] { $share } gelesen, noch eine Minute
   *[other] { $share } gelesen, noch { $minutes } Minuten
  }
today-reading-share = Gelesen
today-progress = Fortschritt
today-streak = { $days ->
    [0] Noch keine Serie
    [one] Ein Tag in Folge
   *[other] { $days } Tage in Folge
  }
today-streak-rule = Ein Ruhetag pro Woche ist frei.
today-streak-ends = Der Ruhetag dieser Woche ist verbraucht: Eine Antwort heute erhält die Serie.
today-heat = { $days ->
    [0] Keine Lerntage in den letzten { $weeks } Wochen
    [one] Ein Lerntag in den letzten { $weeks } Wochen
   *[other] { $days } Lerntage in den letzten { $weeks } Wochen
  }
today-statistics = Statistik
today-coming = Die nächsten Tage
today-coming-label = { $cards ->
    [0] In den nächsten sieben Tagen ist nichts fällig
    [one] In den nächsten sieben Tagen ist eine Karte fällig
   *[other] In den nächsten sieben Tagen sind { $cards } Karten fällig, höchstens { $most } am Tag
  }
today-make-yours = Mach es zu deinem
today-or-yours = Oder mach es zu deinem
today-way-import = Eigenes Material mitbringen
today-way-import-meta = Anki-Pakete, Quizlet, Tabellen, Markdown, ein gespeicherter Artikel
today-way-library = In der Bibliothek umsehen
today-way-library-meta = Erklärungen mit Fragen und Karten, frei nutzbar
today-way-make = Eigene Karten schreiben
today-way-make-meta = Mit Bildern, Formeln und Lücken
today-catch-up = Rückstand aufholen
today-catch-up-how = Verteilt kommen jeden Tag gleich viele dran; zuerst die Karten, die durch Warten am meisten verlieren. Was du gelernt hast, bleibt, wie es ist, nur die Tage ändern sich.
today-catch-up-legend = Über wie viele Tage?
today-catch-up-option = { $days } Tage, täglich { $cards } Karten, etwa { $time }
today-catch-up-cost = { $cost ->
    [0] Das Warten kostet nichts, was zählt.
    [one] Das Warten kostet etwa eine Karte, die du heute noch wüsstest.
   *[other] Das Warten kostet etwa { $cost } Karten, die du heute noch wüsstest.
  }
today-catch-up-do = Verteilen
today-error-days = Wähle einen der Wege aus.
today-offline = Du bist offline.
today-offline-none = Auf diesem Gerät sind keine Karten.
today-offline-one = Eine Karte ist auf diesem Gerät.
today-offline-many = {"{n}"} Karten sind auf diesem Gerät, mit ihren Bildern.
today-offline-sent = Antworten werden gesendet, sobald der Server zu erreichen ist.
