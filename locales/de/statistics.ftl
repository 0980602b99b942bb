# Statistik.
statistics-over = { $weeks ->
    [4] Die letzten 4 Wochen
    [52] Das letzte Jahr
   *[other] Die letzten { $weeks } Wochen
  }
statistics-lead-above = { $points ->
    [one] Du weißt { $share } von dem, was drankommt, einen Punkt über deinem Ziel.
   *[other] Du weißt { $share } von dem, was drankommt, { $points } Punkte über deinem Ziel.
  }
statistics-lead-below = { $points ->
    [one] Du weißt { $share } von dem, was drankommt, einen Punkt unter deinem Ziel.
   *[other] Du weißt { $share } von dem, was drankommt, { $points } Punkte unter deinem Ziel.
  }
statistics-lead-goal = Du weißt { $share } von dem, was drankommt, genau dein Ziel.
statistics-lead-few = { $left ->
    [one] Nach einer weiteren wiederholten Karte steht hier, wie viel du weißt.
   *[other] Nach { $left } weiteren wiederholten Karten steht hier, wie viel du weißt.
  }
statistics-lead-empty = In dieser Zeit wurde nichts beantwortet.
statistics-period = Zeitraum
statistics-4 = 4 Wochen
statistics-12 = 12 Wochen
statistics-52 = Jahr
statistics-answers = Antworten
statistics-answers-new = { $new ->
    [0] keine neuen Karten
    [one] eine neue Karte
   *[other] { $new } neue Karten
  }
statistics-held = Karten, die einen Monat oder länger sitzen
statistics-of = von { $total }
statistics-time = Zeit
statistics-a-day = { $minutes } min je Lerntag
statistics-per-answer = Je Antwort
statistics-seconds = { $seconds } s
statistics-assumed = angenommen
statistics-table = Als Tabelle zeigen
statistics-how = So wird gerechnet
statistics-retention = Behalten je Woche
statistics-retention-note = Anteil der Karten, die zum Wiederholen drankamen und die du gewusst hast.
statistics-retention-label = { $weeks ->
    [0] Keine Wiederholungen in dieser Zeit
    [one] Eine Woche, { $low } Prozent gewusst; Ziel { $goal }
   *[other] { $weeks } Wochen, zwischen { $low } und { $high } Prozent gewusst; Ziel { $goal }
  }
statistics-retention-how = Antworten außer „Nochmal“ (mit zwei Knöpfen: „Noch nicht“), geteilt durch alle Antworten; nur Karten zählen, die ihre Lernschritte hinter sich hatten, als sie drankamen. Wochen mit weniger als zehn solchen Antworten fehlen in der Linie.
statistics-goal = Ziel { $goal }
statistics-now = jetzt { $share }
statistics-daily = Antworten je Tag
statistics-weekly = Antworten je Woche
statistics-activity-note = Jede Antwort zählt, auch wiederholte.
statistics-activity-label = { $answers ->
    [0] Keine Antworten in dieser Zeit
    [one] Eine Antwort in dieser Zeit
   *[other] { $answers } Antworten in dieser Zeit, höchstens { $most } in einem Balken
  }
statistics-activity-how = Antworten in deinem Verlauf nach Lerntag. Ein Lerntag beginnt mit deinem Tageswechsel; zurückgenommene Antworten zählen nicht. Importierte zählen.
statistics-coming = Kommende Wiederholungen
statistics-coming-note = Fällige Karten je Tag, wenn du dranbleibst.
statistics-coming-label = { $cards ->
    [0] In den nächsten 30 Tagen ist nichts fällig
    [one] In den nächsten 30 Tagen ist eine Karte fällig
   *[other] In den nächsten 30 Tagen sind { $cards } Karten fällig, höchstens { $most } am Tag
  }
statistics-coming-how = Der Balken für heute ist alles, was fällig ist; die anderen sind die Tage, die mit deinen letzten Antworten zugesagt wurden. Neue Karten und solche, die du vergessen wirst, kommen dazu.
statistics-days = Lerntage
statistics-days-note = { $days ->
    [one] Ein Tag mit Antworten von den letzten { $of }. Je kräftiger die Farbe, desto mehr Antworten.
   *[other] { $days } Tage mit Antworten von den letzten { $of }. Je kräftiger die Farbe, desto mehr Antworten.
  }
statistics-days-label = { $days ->
    [0] Keine Lerntage im letzten Jahr
    [one] Ein Lerntag im letzten Jahr
   *[other] { $days } Lerntage im letzten Jahr
  }
statistics-days-how = Ein Tag zählt einmal, egal wie viel beantwortet wurde. Die vier Stufen sind Viertel deiner eigenen Tage, vom leersten zum vollsten.
statistics-calendar = Kalender, verschiebbar
statistics-states = Wo deine Karten stehen
statistics-states-note = { $total ->
    [one] Eine Karte in deinen Lernsets.
   *[other] { $total } Karten in deinen Lernsets.
  }
statistics-state-new = Neu
statistics-state-learning = Wird gelernt
statistics-state-young = Sitzt weniger als einen Monat
statistics-state-held = Sitzt einen Monat oder länger
statistics-state-suspended = Pausiert
statistics-states-how = „Sitzt einen Monat“ heißt: Das Gedächtnismodell nennt eine Stabilität von 30 Tagen oder mehr. So lange dauert es, bis die Karte nur noch zu 90 Prozent sitzt.
statistics-hardest = Schwierigste Karten
statistics-hardest-note = Am häufigsten wieder vergessen.
statistics-hardest-none = Noch wurde keine Karte zweimal vergessen.
statistics-hardest-how = Geordnet danach, wie oft eine gekonnte Karte mit „Nochmal“ oder „Noch nicht“ beantwortet wurde.
statistics-col-day = Tag
statistics-col-week = Woche ab
statistics-col-month = Monat
statistics-col-days = Tage
statistics-col-minutes = Minuten
statistics-col-answers = Antworten
statistics-col-retention = Behalten, %
statistics-col-reviews = Wiederholungen
statistics-col-cards = Karten
statistics-col-state = Stand
statistics-col-card = Karte
statistics-col-lapses = Vergessen
statistics-col-asked = Beantwortet
