# Was schiefging und was hilft.
error-not-found = Diese Seite gibt es hier nicht.
error-not-found-text = Sie wurde verschoben oder gelöscht, oder sie gehört jemand anderem.
error-forbidden = Das ist hier nicht erlaubt.
error-forbidden-text = Du kannst das sehen, aber nicht ändern.
error-forbidden-read-only-space = Du kannst das lesen, aber nicht ändern.
error-forbidden-read-only-token = Dieser Schlüssel darf nur lesen. Leg in den Einstellungen unter „Zugang für andere Programme“ einen an, der schreiben darf.
error-conflict = Das wurde inzwischen geändert.
error-conflict-text = Jemand, vielleicht du in einem anderen Fenster, hat eine neuere Fassung gespeichert. Nichts wurde überschrieben. Geh zurück, lade die Seite neu und trag deine Änderung noch einmal ein.
error-too-many = Das war zu schnell.
error-too-many-seconds = Zu viele Versuche. Versuch es in { $seconds } { $seconds ->
    [one] Sekunde
   *[other] Sekunden
  } wieder.
error-too-many-minutes = Zu viele Versuche. Versuch es in { $minutes } { $minutes ->
    [one] Minute
   *[other] Minuten
  } wieder.
error-unavailable = Der Server ist gerade beschäftigt.
error-unavailable-text = Eben wurde nichts gespeichert. Warte einen Moment und versuch es noch einmal.
error-full = Es ist kein Platz mehr.
error-full-text = Die Platte oder dein Kontingent ist voll, deshalb wurde nichts gespeichert. Lösch etwas oder frag, wer diesen Server betreibt.
error-internal = Bei uns ist etwas kaputtgegangen.
error-internal-text = Du kannst nichts dafür, und nichts wurde halb gespeichert. Versuch es noch einmal; passiert es wieder, sag es der Person, die diesen Server betreibt.
error-request = Nummer dieses Fehlers: { $id }
error-invalid = Im Formular stimmt etwas nicht.
error-sign-in = Bitte melde dich an.
error-sign-in-text = Melde dich an oder schick einen gültigen Schlüssel mit.
error-cross-site = Das kam nicht von hier.
error-cross-site-text = Eine andere Seite hat deinen Browser das senden lassen, oder dein Browser verbirgt, woher es kommt. Nichts wurde geändert. Öffne die Seite dieses Servers selbst und versuch es dort.
error-too-large = Das ist zu groß.
error-too-large-text = Es wurde mehr gesendet, als dieses Formular annimmt. Nichts wurde gespeichert.
error-unreadable = Das ließ sich nicht lesen.
error-unreadable-text = Das ließ sich nicht lesen: { $why }
error-to-front = Zur Startseite
error-field = Das sieht nicht richtig aus.
error-nul-in-text = Der Text enthält ein Zeichen, das nicht gespeichert werden kann (NUL). Entferne es.
grade-which = Schick entweder card_id oder item.
grade-unreadable = Das lässt sich nicht bewerten: Art oder Antworten sind nicht lesbar.
grade-not-graded = Diese Karte wird umgedreht und selbst beurteilt; es gibt nichts zu vergleichen.
