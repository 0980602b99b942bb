# Die Seite für Admins und die rechtlichen Seiten.
admin-lead = { $people ->
    [one] Eine Person lernt hier, mit { $size } Medien.
   *[other] { $people } Personen lernen hier, mit { $size } Medien.
  }
admin-read-only = Die Datenbank nimmt gerade nichts an: Die Platte ist vielleicht voll oder defekt. Lesen geht weiter. Im Protokoll steht mehr.
admin-https-how = Starte mit --tls-cert und --tls-key, oder hinter einem Proxy mit --behind-proxy.
admin-people = Personen
admin-since = seit { $day }
admin-seen = zuletzt da { $day }
admin-never-seen = nie angemeldet
admin-is-admin = Admin
admin-is-demo = Demo
admin-is-disabled = ausgesperrt
admin-person-change = Helfen oder ändern
admin-slip = Zettel für neues Passwort
admin-slip-once = Gib diesen Code { $name }. Er setzt unter „Passwort vergessen?“ einmal ein neues Passwort, binnen einer Stunde. Er wird nur jetzt gezeigt.
admin-make-admin = Zum Admin machen
admin-unmake-admin = Nicht mehr Admin
admin-disable = Aussperren
admin-enable = Wieder hereinlassen
admin-quota = Medien höchstens, in MB
admin-quota-default = wie für alle
admin-more-people = Weitere Personen
admin-sign-up = Registrieren
admin-who-may = Wer ein Konto anlegen darf
admin-open = Alle
admin-invite = Wer eine Einladung hat
admin-closed = Niemand
admin-default-quota = Medien je Person höchstens, in MB
admin-invite-make = Einladung machen
admin-invite-once = Gib diesen Code weiter. Er gilt für ein Konto binnen zwei Wochen und wird nur jetzt gezeigt.
admin-invites-open = { $count ->
    [0] Keine Einladung ist offen.
    [one] Eine Einladung ist offen.
   *[other] { $count } Einladungen sind offen.
  }
admin-disk = Platte
admin-disk-database = Datenbank
admin-disk-blobs = Medien
admin-disk-index = Suchindex
admin-disk-backups = Kopien
admin-disk-free = Frei auf dieser Platte
admin-backups = Kopien
admin-backups-why = Jede Nacht wird eine gemacht, sieben bleiben. Sie liegen auf derselben Platte: „studium backup DATEI“ schreibt alles in eine Datei für einen anderen Ort.
admin-backup-now = Die Kopie von heute jetzt machen
admin-backups-postgres = Dieser Server benutzt PostgreSQL. Kopier die Datenbank mit pg_dump und den Ordner blobs/ dazu.
admin-about = Über diesen Server
admin-whose = Wem dieser Server gehört
admin-whose-hint = Ein Satz für die Anmeldeseite, zum Beispiel: Dieser Server gehört der Lindenbergschule.
admin-markdown = Markdown. Name und Anschrift der verantwortlichen Person.
admin-privacy-hint = Markdown. Kommt zu dem hinzu, was Studium selbst über Datenschutz sagt.
legal-licences = Lizenzen der Schriften, Symbole und Bibliotheken in der Seite
legal-not-written = Wer diesen Server betreibt, hat das noch nicht geschrieben.
privacy-lead = Was dieser Server speichert und was nicht.
privacy-account = Vom Konto: ein Benutzername, ein Passwort, das niemand lesen kann, und deine Einstellungen. Keine E-Mail-Adresse.
privacy-learning = Vom Lernen: deine Karten und Medien und jede Antwort mit ihrer Zeit, weil daraus die nächste Wiederholung berechnet wird.
privacy-nobody = Nichts wird weitergegeben, nichts von anderen Servern geladen, und niemand wird verfolgt.
privacy-cookies = Cookies: eins fürs Angemeldetsein, je eins für Helligkeit und Sprache. Adressen von Fehlversuchen bleiben einen Tag, die von gelungenen Anmeldungen unlesbar 90 Tage, gegen das Erraten.
privacy-export = In den Einstellungen kannst du alles exportieren und alles löschen.
privacy-backups = Nächtliche Kopien enthalten Gelöschtes noch sieben Tage.
error-text-long = Dieser Text ist zu lang.
error-admin-self = Du kannst dich nicht selbst aussperren.
error-last-admin = Jemand muss Admin sein. Mach zuerst jemand anderen dazu.
error-backup-exists = Eine Datei mit diesem Namen gibt es schon.
