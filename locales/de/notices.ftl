# Was beim Lesen von Dateien gesagt wird: wo etwas nicht stimmt, was nicht stimmt und was hilft.
place-file = die Datei
place-package = Paket
place-collection = Sammlung
place-table = Tabelle { $table }
place-column = Sammlung, Tabelle col, „{ $column }“
place-entry = Sammlung, Tabelle { $table }, „{ $name }“
place-media = Mediendatei { $member } „{ $name }“
place-note = Notiz { $note }
place-card = Notiz { $note }, Karte { $card }
place-line = Zeile { $line }
place-line-of = { $file }, Zeile { $line }
place-question = Frage „{ $name }“
place-question-at = Zeile { $line }, Frage „{ $name }“

notice-after-quote = nach einem schließenden Anführungszeichen (") steht noch Text; verdopple ein Anführungszeichen in einer Zelle ("")
notice-aiken-answer = „ANSWER: { $answer }“ nennt keine der Antworten; schreibe den Buchstaben von einer
notice-aiken-choices = weniger als zwei Antworten; schreibe jede in eine eigene Zeile, als „A) …“
notice-aiken-letters = die Antworten heißen nicht der Reihe nach A, B, C … (höchstens 26); vergib die Buchstaben neu
notice-aiken-no-answer = nach den Antworten fehlt die Zeile „ANSWER:“; schreibe sie mit dem Buchstaben der richtigen
notice-article-deep = die Elemente sind tausendfach ineinander geschachtelt; speichere die Seite als Text und importiere den
notice-article-empty = darin steht kein Text; speichere die Seite als Text oder HTML und importiere das
notice-article-large = größer als { $most } MB; speichere nur den Teil, den du lernen willst
notice-bomb = entpackt mehr als { $ratio }-mal so groß, wie es nur eine Bombe ist; teile das Lernset in Anki und exportiere die Teile
notice-calendar-deep = mehr als { $most } Bestandteile liegen ineinander; exportiere den Kalender noch einmal
notice-calendar-encoding = der Text ist UTF-16 oder UTF-32; exportiere den Kalender noch einmal, als UTF-8
notice-calendar-events = sie hat mehr als { $most } Termine; exportiere weniger Jahre oder einen einzelnen Kalender
notice-calendar-large = sie ist größer als { $most } MB; exportiere weniger Jahre oder einen einzelnen Kalender
notice-calendar-packed = sie ist gepackt; entpacke sie und nimm die .ics darin
notice-calendar-web-page = sie ist eine Webseite oder XML und kein Kalender; nimm die iCalendar-Datei, die oft auf .ics endet
notice-card-twice = die Notiz hat diese Karte zweimal; die erste bleibt
notice-cloze-kind = eine Lücke der Art „{ $kind }“ kann nicht gelesen werden; nimm SHORTANSWER, NUMERICAL, MULTICHOICE oder MULTIRESPONSE
notice-cloze-none = im Text ist keine Lücke; schreibe sie als {"{1:SHORTANSWER:=…}"}
notice-cloze-open = eine Lücke wird nicht geschlossen („{ $text }“); schreibe {"}"} hinter ihre Antworten
notice-cloze-placeholder = im Text steht „{ $text }“, was hier für eine Lücke steht; schreibe es anders
notice-collection-missing = das Paket behauptet, diese Sammlung zu haben, aber sie fehlt; exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-content = lässt sich nicht speichern ({ $detail }); ändere es dort, woher es kommt, und importiere es noch einmal
notice-content-long = länger als { $most } MB; kürze den Text oder lege Bilder in eigene Dateien
notice-crash = das Lesen brauchte mehr Speicher oder Zeit, als so eine Datei brauchen kann, und wurde beendet; sie ist beschädigt oder soll Schaden anrichten: exportiere sie noch einmal dort, woher sie kommt
notice-database = das ist eine Datenbank; exportiere das Lernset aus Anki als .apkg und importiere das
notice-document = das ist ein Dokument (Office, E-Book), das hier noch nicht gelesen wird; speichere seinen Text als .txt, .md oder .html und importiere den
notice-empty = die Datei ist leer; exportiere sie noch einmal oder lade sie noch einmal herunter
notice-encrypted = verschlüsselt; entpacke es mit seinem Passwort und importiere die .apkg-Datei darin
notice-endless = das Lesen macht weit mehr Arbeit, als die Größe erklärt; exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-fields-few = sie hat { $has } Felder, ihr Notiztyp { $wanted }; die fehlenden sind leer
notice-fields-many = sie hat { $has } Felder, ihr Notiztyp { $wanted }; was zu viel war, steht am Ende des letzten
notice-full = auf dem Server ist dafür kein Platz; schaffe Platz oder bitte den Betreiber darum, und importiere die Datei noch einmal
notice-future-layout = Aufbau { $layout } ist neuer, als dieses Studium kennt (3); aktualisiere Studium oder exportiere mit „Ältere Anki-Versionen unterstützen“
notice-future-schema = Schema { $version } ist neuer, als dieses Studium kennt (18); aktualisiere Studium oder exportiere mit „Ältere Anki-Versionen unterstützen“
notice-generated = die Tabelle „{ $table }“ hat berechnete Spalten, wie keine Sammlung von Anki; exportiere das Lernset aus Anki selbst
notice-gift-arrow = „{ $text }“ ist kein Paar; schreibe beide Seiten mit „->“ dazwischen
notice-gift-before = „{ $text }“ steht vor dem ersten = oder ~; schreibe das Zeichen vor jede Antwort
notice-gift-braces = {"{"} und {"}"} passen nicht zusammen; schließe die Antworten, und schreibe \{"{"} und \{"}"} für Klammern im Text
notice-gift-title = der Name wird nicht geschlossen; schreibe :: dahinter
notice-gift-two-answers = die Antworten stehen an zwei Stellen; mache zwei Fragen daraus, oder schreibe \{"{"} und \{"}"} für Klammern im Text
notice-guid-twice = eine Notiz davor hat dieselbe Kennung ({ $guid }); die erste bleibt
notice-heading-alone = eine Überschrift ohne Text darunter; schreibe die Antwort dorthin oder nimm die Überschrift heraus
notice-letter-alone = „{ $letter }:“ ohne „Q:“ oder „C:“ davor; schreibe die Frage darüber
notice-letter-empty = „{ $letter }:“ ohne Text; schreibe dahinter, was gefragt wird
notice-line-long = länger als { $most } MB, wie es keine Karte ist; nimm sie heraus oder teile sie in Zeilen
notice-malformed = beschädigt (SQLite kann es nicht lesen); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-media-absent = das Paket nennt sie, hat sie aber nicht; exportiere es noch einmal aus Anki oder füge die Datei von Hand hinzu
notice-media-characters = ihr Name hat Zeichen, die kein Dateiname hat; benenne sie in Anki um und exportiere noch einmal
notice-media-file-twice = ein Name davor hat dieselbe Datei; der erste bleibt
notice-media-large = alle Dateien zusammen sind entpackt größer als { $most } MiB; teile das Lernset in Anki und exportiere die Teile
notice-media-list = die Liste ist beschädigt ({ $detail }); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-media-missing = die Mediendatei „{ $name }“ fehlt; lege sie neben die Markdown-Datei und importiere beide
notice-media-name-long = ihr Name ist länger als { $most } Bytes; benenne sie in Anki um und exportiere noch einmal
notice-media-name-twice = eine Datei davor hat denselben Namen; die erste bleibt
notice-media-path = ihr Name ist ein Pfad, was der Name einer Mediendatei nicht sein darf; benenne sie in Anki um und exportiere noch einmal
notice-media-unnamed = sie hat keinen Namen; gib ihr in Anki einen und exportiere noch einmal
notice-member-missing = fehlt im Paket; exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-moodle-category = eine Kategorie ohne Namen; gib ihr einen oder nimm sie heraus
notice-moodle-format = ein Text im Format „{ $format }“, das nicht gelesen werden kann; schreibe ihn als html, markdown oder plain_text
notice-moodle-gap = im Text steht die Lücke { $number }, zu der es keine Auswahl gibt; ergänze die Auswahl oder nimm die Lücke heraus
notice-moodle-kind = eine Frage der Art „{ $kind }“ kann nicht gelesen werden; mache eine andere Art daraus
notice-moodle-markup = ein Text hat Tags außerhalb von CDATA; setze ihn zwischen <![CDATA[ und ]]>
notice-moodle-no-gap = im Text ist keine Lücke; schreibe sie als [[1]]
notice-moodle-pair = zu „{ $text }“ gehört nichts; schreibe die Antwort dazu
notice-moodle-root = das ist XML, aber kein Moodle-Quiz (kein <quiz>); exportiere die Fragen als Moodle-XML
notice-moodle-true-false = die Antworten sind nicht „wahr“ und „falsch“ mit einer richtigen; berichtige die Frage in Moodle und exportiere sie noch einmal
notice-neither-true-nor-false = die Antwort „{ $answer }“ ist weder wahr noch falsch; schreibe „wahr“ oder „falsch“
notice-no-answer = keine Antwort; fülle die zweite Spalte oder nimm die Zeile heraus
notice-no-calendar = sie ist kein Kalender; nimm die iCalendar-Datei, die oft auf .ics endet
notice-no-card = daraus wird keine Karte; fülle die Frage oder markiere eine Lücke als {"{{c1::…}}"}
notice-no-collection = darin ist keine Sammlung; wähle eine Datei, die Anki exportiert hat (.apkg oder .colpkg)
notice-no-gap = ein Lückentext ohne Lücke; markiere, was fehlen soll, als {"{{c1::…}}"}
notice-no-json = kein JSON, wie Anki es schreibt ({ $detail }); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-no-message = nicht so geschrieben, wie Anki es tut ({ $detail }); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-no-question = keine Frage; fülle die erste Spalte oder nimm die Zeile heraus
notice-no-question-column = keine Spalte ist die Frage; sag, welche Spalte die Frage ist
notice-no-right-option = keine Möglichkeit ist richtig; schreibe „- [x]“ davor
notice-no-row = die Tabelle „col“ ist leer; exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-no-rows = darin ist keine Zeile; wähle eine Datei mit einer Karte pro Zeile
notice-no-schema = Schema { $version } kommt in keinem Paket von Anki vor; exportiere es noch einmal aus Anki
notice-no-separator = es ist kein Trennzeichen genannt; sag, was zwischen zwei Spalten steht
notice-no-sqlite = keine SQLite-Datei; exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-no-text = kein Text und keine Datei, die hier gelesen werden kann; bring .apkg, .colpkg, .csv, .tsv, .md, .html oder .txt
notice-no-utf8 = kein gültiges UTF-8; wähle eine andere Kodierung oder speichere die Datei als UTF-8
notice-not-zip = keine ganze Zip-Datei (sie endet zu früh oder ist etwas anderes); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-note-text = ihr Text ist kein UTF-8; bearbeite die Notiz in Anki und exportiere noch einmal
notice-note-type = ihr Notiztyp ({ $id }) fehlt; lass in Anki unter Extras die Datenbank überprüfen und exportiere noch einmal
notice-nul = der Text enthält NUL-Zeichen; nimm sie heraus
notice-orphans = { $count ->
    [one] eine Karte hat keine Notiz
   *[other] { $count } Karten haben keine Notiz
  } und damit nichts zu fragen; lass in Anki unter Extras die Datenbank überprüfen und exportiere noch einmal
notice-other-kind = das ist { $format } und sagt nichts über Karten; bring .apkg, .colpkg, .csv, .tsv, .md, .html oder .txt
notice-packed = das ist ein Archiv; entpacke es und importiere die Dateien darin
notice-packing = so gepackt, wie Anki es nicht tut; exportiere es noch einmal aus Anki
notice-pdf = das ist ein PDF, das hier noch nicht gelesen wird; speichere seinen Text als .txt, .md oder .html und importiere den
notice-picture-or-sound = das ist ein Bild oder ein Ton; schreibe eine Karte und lege es dort hinein, oder importiere ein Paket, das es hat
notice-qti-adaptive = sie ändert sich beim Beantworten (adaptiv), was nicht gelesen werden kann; mache eine feste Frage daraus
notice-qti-bomb = entpackt mehr als { $ratio }-mal so groß, wie es nur eine Bombe ist; packe das Paket noch einmal
notice-qti-encrypted = das Paket ist verschlüsselt; entpacke es mit seinem Passwort und packe es ohne
notice-qti-full = das Paket ist entpackt größer als { $most } MB; teile es und importiere die Teile
notice-qti-href = „{ $href }“ führt aus dem Paket hinaus; lege die Datei hinein und verweise dorthin
notice-qti-interaction = „{ $name }“ kann nicht gelesen werden; nimm eine Auswahl, eine Reihenfolge, eine Zuordnung, eine Texteingabe oder einen längeren Text
notice-qti-large = entpackt größer als { $most } MB; mache es kleiner
notice-qti-manifest = das ist kein Manifest eines Pakets; exportiere das Paket noch einmal
notice-qti-match = nicht jedes auf einer Seite gehört zu genau einem auf der anderen; mache eine Auswahl daraus
notice-qti-members = mehr als { $most } Dateien; teile das Paket und importiere die Teile
notice-qti-missing = „{ $name }“ ist nicht im Paket; lege es hinein oder exportiere das Paket noch einmal
notice-qti-no-href = es steht nicht dabei, welche Datei es ist (kein href); exportiere das Paket noch einmal
notice-qti-no-item = das ist keine Frage in QTI (<{ $name }>); exportiere die Fragen als QTI 2.1
notice-qti-no-right = es steht nicht dabei, welche Antwort richtig ist; ergänze die richtige Antwort oder eine Zuordnung mit Punkten
notice-qti-no-zip = das ist keine ganze Zip-Datei (sie endet zu früh oder ist etwas anderes); exportiere sie noch einmal oder lade sie noch einmal herunter
notice-qti-order = die richtige Reihenfolge aller Antworten steht nicht dabei; ergänze sie ganz
notice-qti-overlaps = Dateien im Zip teilen sich Bytes, wie es nur eine Zip-Bombe tut; packe das Paket noch einmal
notice-qti-response = die Antwort „{ $name }“ ist nicht deklariert; exportiere die Frage noch einmal
notice-qti-rules = eigene Regeln für Punkte werden nicht befolgt; was richtig ist, kommt aus der richtigen Antwort oder der Zuordnung mit Punkten
notice-qti-several = sie fragt mehreres auf einmal oder in einer Antwort; mache aus jedem eine Frage
notice-qti-template = Teile davon werden jedes Mal neu gebildet (Template), was nicht gelesen werden kann; mache eine feste Frage daraus
notice-qti-test = Reihenfolge und Abschnitte eines Tests werden nicht gelesen; seine Fragen schon, wo sie im Paket sind
notice-qti-version = das ist QTI { $version }, das nicht gelesen werden kann; exportiere es als QTI 2.1
notice-qti-zip = das Zip ist beschädigt ({ $detail }); exportiere es noch einmal oder lade es noch einmal herunter
notice-question-alone = „Q:“ ohne Antwort; schreibe sie hinter „A:“
notice-question-folded = eine Antwort, deren Frage auf der Seite zugeklappt ist; klappe sie dort auf und speichere noch einmal, oder schreibe die Frage selbst
notice-quiz-empty-answer = eine Antwort ist leer; schreibe sie oder nimm sie heraus
notice-quiz-file = die Datei „{ $name }“ darin ist beschädigt oder kein base64; füge sie noch einmal ein
notice-quiz-file-large = die Datei „{ $name }“ fehlt: eine darf { $most } MB haben, und alle zusammen müssen passen; mache sie kleiner
notice-quiz-file-missing = die Datei „{ $name }“ wird genannt, ist aber nicht da; füge sie noch einmal ein
notice-quiz-file-twice = eine andere Datei davor heißt auch „{ $name }“; die erste bleibt
notice-quiz-fraction = eine Antwort zählt { $fraction } %; schreibe eine Zahl von −100 bis 100
notice-quiz-lost = { $format } hat keinen Platz für { $what ->
    [mark] die Punkte
    [penalty] den Abzug für falsche Versuche
    [hidden] die Angabe, dass sie verborgen ist
    [hints] die Hinweise
    [files] Bilder und Dateien
    [id] die Kennung
    [tags] die Schlagwörter
    [name] den Namen
    [feedback] die Rückmeldungen
    [combined] Rückmeldungen danach, wie richtig die Antwort ist
    [shuffle] die Angabe, ob die Antworten gemischt werden
    [numbering] die Nummerierung der Antworten
    [instruction] die Angabe, dass die Anweisung verborgen ist
    [all-or-nothing] die Regel, dass nur alle richtigen Antworten zusammen zählen
    [case] die Regel, dass Groß- und Kleinschreibung zählt
    [units] die Einheiten
    [essay] die Angaben, wie die Antwort geschrieben und bewertet wird
    [hint-settings] das, was Hinweise außer ihrem Text tun
    [description] die Beschreibung
    [negative] Punkte, die eine getippte Antwort kostet; sie zählt nichts
    [pattern] eine Antwort mit * in einer Lücke; sie fehlt
    [twice] eine Antwort, die in einer Lücke zweimal steht; die erste zählt
    [weight] eine Lücke mit 0 oder mehr als 255 Punkten; sie zählt einen
    [any-number] Punkte für jede beliebige Zahl; sie fehlen
    [other-units] die weiteren Einheiten; die erste ist da
    [unit-rules] die Angabe, wie nach der Einheit gefragt wird
    [template] den Text, der vor der Antwort schon dasteht
    [select] die Angabe, dass nur ein Teil gefragt wird; alles wird gefragt
    [order-grading] die Regel, wie fast richtige Reihenfolgen zählen; jedes an seinem Platz zählt
    [layout] die Anordnung der Antworten
    [markup] Auszeichnungen in einer Antwort zum Tippen oder Ziehen; die Wörter sind da
    [groups] Gruppen von Wörtern zum Ziehen; sie sind eine
    [once] die Regel, dass jedes Wort nur einmal benutzt werden darf
    [rubric] Punkte, nach denen in einer Antwort gesucht wird; sie stehen in den Hinweisen zur Bewertung
    [feedback-files] Bilder in der Rückmeldung einer Lücke
   *[other] { $what }
  }; der Rest der Frage ist da
notice-quiz-lost-category = { $format } hat keinen Platz für Beschreibung und Kennung der Kategorie „{ $name }“; ihr Name ist da
notice-quiz-lost-many = { $count ->
    [one] hier
   *[other] in { $count } Fragen, von denen das die erste ist,
  } hat Studium keinen Platz für { $what ->
    [name] den Namen; der Text ist da
    [mark] die Punkte
    [penalty] den Abzug für falsche Versuche
    [hidden] die Angabe, dass die Frage verborgen ist
    [hint-settings] das, was Hinweise außer ihrem Text tun
    [shuffle] die Angabe, dass die Antworten nicht gemischt werden
    [numbering] die Nummerierung der Antworten
    [instruction] die Angabe, dass die Anweisung verborgen ist
    [unit-rules] die Angabe, wie nach der Einheit gefragt wird
    [essay] die Angaben, wie lang eine Antwort sein darf und ob Dateien dazugehören
    [layout] die Anordnung der Antworten
    [once] die Regel, dass jedes Wort nur einmal benutzt werden darf
   *[other] { $what }
  }; die Fragen sind da
notice-quiz-description = das ist ein Text, der nichts fragt; schreibe ihn in die Frage, zu der er gehört
notice-quiz-no-right = keine der Antworten ist richtig; gib einer davon Punkte
notice-quiz-file-unused = die Datei „{ $name }“ ist dabei, wird aber nicht gezeigt, daher fehlt sie; füge sie in einen Text ein
notice-quiz-gap = { $what ->
    [several] in einer Lücke sind mehrere zu wählen; mache eine eigene Frage daraus
    [no-wrong] eine Lücke mit Auswahl hat keine falsche; füge eine hinzu
    [many] mehr Lücken, als ein Text hier haben kann (100); teile ihn
    [number] zur Lücke „{ $text }“ gibt es keine Antwort; schreibe eine
   *[other] eine Lücke lässt sich nicht lesen („{ $text }“); schreibe sie neu
  }
notice-quiz-many = ab hier wird die Datei nicht gelesen: sie hat mehr als { $most } Fragen; teile sie und importiere die Teile
notice-quiz-no-answer = keine Antwort; schreibe mindestens eine richtige
notice-quiz-no-text = es wird nichts gefragt; schreibe den Text
notice-quiz-none = darin ist keine Frage; wähle eine Datei mit Fragen
notice-quiz-number = „{ $text }“ ist keine brauchbare Zahl; schreibe sie als 1234.5, mit höchstens 100 Stellen
notice-quiz-part = der Teil „{ $name }“ wird nicht gelesen, der Rest der Frage schon
notice-quiz-parts = mehr als { $most } Antworten oder andere Teile; teile die Frage
notice-quiz-range = der Bereich von { $low } bis { $high } ist leer; schreibe die kleinere Zahl zuerst
notice-quiz-setting = die Einstellung „{ $name }“ ist „{ $value }“, was nicht verstanden wird; die übliche gilt
notice-quiz-text-long = einer der Texte ist länger als { $most } kB; kürze ihn oder lege Bilder in eigene Dateien
notice-quiz-unsayable = { $format } kann das nicht sagen, daher steht es nicht in der Datei: { $what ->
    [choice] eine Auswahl
    [true-false] wahr oder falsch
    [short] eine kurze Antwort
    [numeric] eine Zahl
    [essay] ein längerer Text
    [match] Paare
    [cloze] Lücken verschiedener Art, oder eine Lücke, die sich nicht schreiben lässt
    [gap-select] Lücken mit Auswahl
    [drag-words] Lücken zum Ziehen
    [order] eine Reihenfolge
    [description] es wird nichts gefragt
    [no-text] es gibt keinen Text
    [empty-answer] eine Antwort fehlt oder ist leer
    [single-choice] eine Antwort ist zu wählen, aber nicht genau eine unter anderen ist richtig
    [arrow] eine Antwort enthält „->“
    [answer-format] eine Antwort hat Auszeichnungen
    [markup] es gibt Auszeichnungen
    [partly-right] eine Antwort ist teilweise richtig, oder mehrere sind zu wählen
    [one-right] nicht genau eine Antwort ist richtig
    [letters] weniger als 2 oder mehr als 26 Antworten
    [line-start] eine Zeile beginnt wie eine Antwort oder „ANSWER:“
    [gap-number] zu einer Lücke gibt es keine Auswahl
    [range] ein Bereich ist zu weit
    [card] eine Karte, die umgedreht wird, keine Frage mit prüfbarer Antwort
    [occlusion] ein Bild mit Masken
    [list] eine Liste zum Aufsagen
    [anki] eine Notiz aus Anki; exportiere den Stapel als Anki-Paket
    [formula] eine Formel
    [worked] wird Schritt für Schritt auf Papier gelöst
    [number] eine Zahl, die sich nicht mit Dezimalpunkt schreiben lässt
   *[other] { $what }
  }
notice-quote-open = ein Anführungszeichen (") wird nie geschlossen; verdopple ein Anführungszeichen in einer Zelle ("")
notice-row-columns = { $has } Spalten, wo { $wanted } erwartet werden; setze eine Zelle, die das Trennzeichen enthält, in Anführungszeichen
notice-sqlite = SQLite kann es nicht lesen ({ $detail }); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-stuck = das Lesen kam { $minutes } Minuten lang nicht weiter; exportiere die Datei noch einmal oder teile sie
notice-table-missing = die Tabelle „{ $table }“ fehlt; exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-template-missing = ihre Vorlage { $template } fehlt; lass in Anki unter Extras die Datenbank überprüfen und exportiere noch einmal
notice-too-large = größer als { $most } MB; teile die Datei und importiere die Teile
notice-too-many-columns = mehr als { $most } Spalten, wie keine Tabelle mit Karten; nimm heraus, was du nicht brauchst
notice-too-many-files = mehr als { $most } Dateien darin; teile das Lernset in Anki und exportiere die Teile
notice-trigger = enthält einen Trigger ({ $name }), wie keine Sammlung von Anki; exportiere das Lernset aus Anki selbst
notice-twice = dasselbe steht weiter oben; es bleibt einmal
notice-unpack = lässt sich nicht entpacken ({ $detail }); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-unpacks-large = entpackt größer als { $most } MiB; teile das Lernset in Anki und exportiere die Teile
notice-unreadable = lässt sich nicht bis zum Ende lesen ({ $detail }); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-value-large = enthält einen Wert, der größer ist, als eine Notiz ihn braucht; exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-view = enthält eine Sicht ({ $name }), wie keine Sammlung von Anki; exportiere das Lernset aus Anki selbst
notice-virtual-table = enthält eine virtuelle Tabelle ({ $name }), wie keine Sammlung von Anki; exportiere das Lernset aus Anki selbst
notice-xml = das XML ist fehlerhaft ({ $detail }); exportiere es noch einmal oder berichtige es dort
notice-xml-deep = mehr als { $most } Elemente liegen ineinander; exportiere es noch einmal
notice-xml-doctype = ein Dokumenttyp (<!DOCTYPE …>) wird nicht gelesen, weil er Schaden anrichten kann; nimm diese Zeile heraus
notice-xml-elements = mehr als { $most } Elemente; teile es
notice-xml-ends = endet zu früh; exportiere es noch einmal oder lade es noch einmal herunter
notice-xml-entity = „&{ $name };“ ist kein Zeichen in XML; schreibe das Zeichen selbst oder seine Nummer
notice-xml-many = ab hier wird die Datei nicht gelesen: { $most } Fragen davor waren fehlerhaft; exportiere sie noch einmal
notice-xml-no-element = das ist kein XML; exportiere die Fragen noch einmal
notice-xml-open = <{ $name }> wird nicht geschlossen; exportiere es noch einmal oder lade es noch einmal herunter
notice-xml-utf8 = das ist kein gültiges UTF-8; speichere es als UTF-8 oder nenne die Kodierung in der ersten Zeile
notice-zip-damaged = das Zip ist beschädigt ({ $detail }); exportiere es noch einmal aus Anki oder lade es noch einmal herunter
notice-zip-overlaps = Teile des Zips benutzen dieselben Bytes, wie es nur eine Bombe tut; exportiere es noch einmal aus Anki oder lade es noch einmal herunter
