# Der Rahmen jeder Seite: Navigation, Tage, Tasten.
app-description = Erklärungen zum Lesen und Ausprobieren, Karten zum Behalten.
skip-to-content = Zum Inhalt springen
close = Schließen
cancel = Abbrechen
save = Speichern
nav-sidebar = Seitenleiste
nav-main = Hauptmenü
nav-main-phone = Hauptmenü (Handy)
nav-search = Suche
nav-today = Heute
nav-study = Lernen
nav-plan = Plan
nav-due = fällig
nav-library = Bibliothek
nav-decks = Lernsets
nav-statistics = Statistik
nav-subjects = Fächer
nav-add = Hinzufügen oder importieren
nav-add-short = Neu
nav-more = Mehr
nav-settings = Einstellungen
nav-admin = Dieser Server
theme-switch = Zwischen hell und dunkel wechseln
sign-in = Anmelden
sign-out = Abmelden
sign-out-unsent-one = Eine Antwort ist noch nicht gesendet. Abmelden und sie verlieren?
sign-out-unsent-many = {"{n}"} Antworten sind noch nicht gesendet. Abmelden und sie verlieren?
legal-imprint = Impressum
legal-privacy = Datenschutz
keys-title = Tasten
keys-search = Suchen
keys-this = Diese Tasten zeigen
keys-close = Schließen oder verlassen
keys-study = Beim Lernen: 1 Noch nicht, 3 Gewusst, Leertaste oder Enter zum Zeigen, Z zum Zurücknehmen.
day-today = heute
day-tomorrow = morgen
day-yesterday = gestern
day-in = in { $days } { $days ->
    [one] Tag
   *[other] Tagen
  }
day-ago = vor { $days } { $days ->
    [one] Tag
   *[other] Tagen
  }
span-under-a-minute = unter 1 min
span-minutes = { $n } min
span-hours = { $n } h
span-days = { $n } { $n ->
    [one] Tag
   *[other] Tage
  }
span-months = { $n } { $n ->
    [one] Monat
   *[other] Monate
  }
span-years = { $n } { $n ->
    [one] Jahr
   *[other] Jahre
  }
weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
