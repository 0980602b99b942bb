# Wie ich vergesse.
forgetting-link = Wie ich vergesse: Treffen die Prognosen zu?
forgetting-title = Wie ich vergesse
forgetting-lead-fitting = Deine Antworten werden ausgemessen. Das dauert ein paar Sekunden.
forgetting-lead-tested = Die Prognose war, dass du { $forecast } weißt; gewusst hast du { $known }.
forgetting-lead-untested = Diese Zahlen sind noch nicht an deinen Antworten geprüft.
forgetting-lead-few = { $left ->
    [one] Nach einer weiteren wiederholten Karte lässt sich messen, wie du vergisst.
   *[other] Nach { $left } weiteren wiederholten Karten lässt sich messen, wie du vergisst.
  }
forgetting-lead-never = Du hast { $reviews }-mal wiederholt: genug, um zu messen, wie du vergisst.
forgetting-lead-nothing = Deine Antworten liegen auf zu wenigen Tagen, um zu messen, wie du vergisst.
forgetting-use-published = Prognosen und Termine folgen den veröffentlichten Zahlen, die für durchschnittliche Lernende gelten.
forgetting-use-fit = Prognosen und Termine folgen deinen eigenen Zahlen, gemessen an deinen Antworten.
forgetting-use-pasted = Prognosen und Termine folgen den Zahlen, die du eingefügt hast.
forgetting-use-import = Prognosen und Termine folgen den Zahlen, die mit deiner Anki-Sammlung kamen.
forgetting-changed = Jetzt gelten andere Zahlen. Deine Karten werden neu berechnet; ihre Termine bleiben.
forgetting-step = Schritt {"{done}"} von {"{total}"}
forgetting-look-again = Noch einmal nachsehen
forgetting-failed = Die letzte Messung ist abgebrochen. Nichts wurde geändert; versuch es noch einmal.
forgetting-fit-first = Messen, wie ich vergesse
forgetting-fit-again = Neu messen
forgetting-fit-why = Neue Zahlen gelten nur, wenn sie deine letzten Antworten besser vorhersagen, deutlicher als der Zufall. Termine bleiben wie versprochen.
forgetting-found-better = { $date }: Deine eigenen Zahlen sagen deine letzten Antworten besser vorher als die bisherigen, deutlicher als der Zufall. Sie wurden übernommen.
forgetting-found-nothing = { $date }: Deine eigenen Zahlen sagen deine letzten Antworten nicht deutlich besser vorher. Nichts wurde geändert.
forgetting-found-few = { $answers ->
    [one] { $date }: Eine Antwort war brauchbar, zu wenig, um etwas zu messen. Nichts wurde geändert.
   *[other] { $date }: { $answers } Antworten waren brauchbar, zu wenige, um etwas zu messen. Nichts wurde geändert.
  }
forgetting-found-one-day = { $date }: Deine Antworten liegen auf zu wenigen Tagen, um einen Teil für die Prüfung zurückzuhalten. Nichts wurde geändert.
forgetting-reviews = Wiederholte Karten
forgetting-tested-on = Antworten der Prüfung
forgetting-after-week = Sitzt eine Woche nach dem Lernen
forgetting-axis-known = Gewusst, %
forgetting-axis-forecast = Prognose, %
forgetting-axis-recall = Sitzt, %
forgetting-axis-days = Tage nach der ersten Antwort
forgetting-calibration = Treffen die Prognosen zu?
forgetting-calibration-one = Auf der gestrichelten Linie stimmt die Prognose genau; darunter wusstest du weniger als vorhergesagt.
forgetting-calibration-both = Auf der gestrichelten Linie stimmt die Prognose genau; darunter wusstest du weniger. Gefüllt: die geltenden Zahlen. Offen: die veröffentlichten.
forgetting-calibration-label = { $groups ->
    [one] Eine Gruppe von Antworten; Prognose und Gewusstes liegen { $off } Punkte auseinander
   *[other] { $groups } Gruppen von Antworten; Prognose und Gewusstes liegen höchstens { $off } Punkte auseinander
  }
forgetting-calibration-how = Die Antworten seit dem { $from } wurden zurückgehalten, als deine Zahlen am { $date } gemessen wurden. Sie sind nach ihrer Prognose sortiert und in gleich große Gruppen geteilt; jeder Punkt ist eine Gruppe: ihre mittlere Prognose und der Anteil, den du wusstest. Es zählen nur Antworten aus dem Kopf, mindestens einen Tag nach der vorigen.
forgetting-col-group = Gruppe
forgetting-col-forecast = Prognose, %
forgetting-col-known = Gewusst, %
forgetting-col-answers = Antworten
forgetting-col-forecast-published = Prognose, veröffentlicht, %
forgetting-col-known-published = Gewusst, veröffentlicht, %
forgetting-curve = Deine Vergessenskurve
forgetting-curve-one = Wie wahrscheinlich eine Karte noch sitzt, die du zuerst mit Gut (mit zwei Knöpfen: Gewusst) beantwortet hast.
forgetting-curve-both = Wie wahrscheinlich eine Karte noch sitzt, die du zuerst mit Gut (mit zwei Knöpfen: Gewusst) beantwortet hast. Gestrichelt: die veröffentlichten Zahlen.
forgetting-curve-label-one = { $share } Prozent nach { $days } Tagen
forgetting-curve-label-both = { $share } Prozent nach { $days } Tagen; mit den veröffentlichten Zahlen { $other }
forgetting-curve-table = Sitzt so viele Tage nach der ersten Antwort, %
forgetting-first-table = Tage, bis eine Karte nur noch zu 90 Prozent sitzt, nach der ersten Antwort
forgetting-curve-how = FSRS-6: R = (1 + f·t/S)^(−w20). S sind die Tage, bis die Karte zu 90 Prozent sitzt, nach einem ersten Gut w2; f sorgt dafür, dass das aufgeht. Jede weitere Wiederholung verlängert S.
forgetting-col-days = Tage
forgetting-col-first = Erste Antwort
forgetting-col-in-use = Geltend
forgetting-col-published = Veröffentlicht
forgetting-again = Nochmal
forgetting-hard = Schwer
forgetting-good = Gut
forgetting-easy = Leicht
forgetting-qualities = Wie gut die Prognosen sind
forgetting-gain-taken = Die neuen Zahlen gelten: Ihr Log-Verlust ist { $gain } niedriger, mehr als der Standardfehler von { $noise }.
forgetting-gain-small = Die neuen Zahlen gelten nicht: Ihr Log-Verlust ist nur { $gain } niedriger, innerhalb des Standardfehlers von { $noise }.
forgetting-gain-none = Die neuen Zahlen gelten nicht: Ihr Log-Verlust ist { $gain } höher.
forgetting-qualities-how = Alles an denselben { $answers } Antworten, die die neuen Zahlen nicht kannten. Log-Verlust: das Mittel von −ln der Wahrscheinlichkeit, die dem gegeben wurde, was geschah; niedriger ist besser. RMSE (Gruppen): wie weit Prognose und Gewusstes über Gruppen ähnlicher Karten (Abstand, Wiederholungen, Fehler) auseinanderliegen; niedriger ist besser. Reihenfolge: wie oft eine gewusste Antwort eine höhere Prognose hatte als eine vergessene; 0,5 ist geraten. Das gleitende Mittel ist der gewusste Anteil der letzten hundert Antworten; welche Karte, kann es nicht sagen.
forgetting-col-forecast-by = Prognose durch
forgetting-col-log-loss = Log-Verlust
forgetting-col-rmse = RMSE (Gruppen)
forgetting-col-order = Reihenfolge
forgetting-row-published = veröffentlichte Zahlen
forgetting-row-current = bisher geltende Zahlen
forgetting-row-own = neue Zahlen
forgetting-row-average = gleitendes Mittel
forgetting-fits = Messungen
forgetting-fits-note = Jede Nacht wird nachgesehen, ob es genug neue Antworten für eine weitere gibt: hundert, und ein Zehntel von allen.
forgetting-fits-how = Das letzte Fünftel der Antworten wird zurückgehalten. An den früheren treten mehrere Arten der Anpassung gegeneinander an; die beste trifft am zurückgehaltenen Teil auf die geltenden Zahlen. Sie wird übernommen, wenn sie um mehr als einen Standardfehler besser ist, mit Tagen als unabhängigen Einheiten.
forgetting-col-date = Datum
forgetting-col-found = Ergebnis
forgetting-col-usable = Brauchbare Antworten
forgetting-col-gain = Gewinn an Log-Verlust
forgetting-verdict-accepted = besser, übernommen
forgetting-verdict-not-better = nicht besser
forgetting-verdict-too-few-answers = zu wenige Antworten
forgetting-verdict-nothing-to-compare = zu wenige Tage
forgetting-numbers = Die Zahlen
forgetting-numbers-note = Die 21 Parameter von FSRS-6, die gelten. Anki zeigt sie unter „FSRS-Parameter“.
forgetting-before = Früher benutzt
forgetting-since = Seit { $date }: { $origin }
forgetting-origin-published = veröffentlicht
forgetting-origin-import = aus Anki
forgetting-origin-fit = gemessen
forgetting-origin-pasted = eingefügt
forgetting-use-again = Wieder benutzen
forgetting-reset = Zurück zu den veröffentlichten Zahlen
forgetting-paste = Zahlen aus Anki einfügen
forgetting-paste-label = Parameter
forgetting-paste-hint = 17, 19 oder 21 Zahlen, dazwischen Kommas oder Leerzeichen. Was außerhalb seines Bereichs liegt, wird an dessen Rand gesetzt.
forgetting-paste-use = Diese benutzen
forgetting-paste-empty = Füg zuerst die Zahlen ein.
forgetting-paste-word = Etwas hier ist keine Zahl. Zahlen werden mit Dezimalpunkt geschrieben.
forgetting-paste-count = FSRS hat 17, 19 oder 21 Zahlen; hier sind es mehr oder weniger.
forgetting-paste-finite = Eine davon ist unendlich oder keine Zahl.
forgetting-paste-long = Das ist zu lang für 21 Zahlen.
