"""Imports a package into a fresh collection of Anki and prints what it then holds: argv: PACKAGE."""

import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

col = Collection(os.path.join(tempfile.mkdtemp(), "collection.anki2"))
col.import_anki_package(
    ImportAnkiPackageRequest(
        package_path=os.path.abspath(sys.argv[1]),
        options=ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, merge_notetypes=True),
    )
)
rows = lambda sql: sorted([list(row) for row in col.db.all(sql)], key=repr)
of_card = "c join notes n on n.id = c.nid"
print(
    json.dumps(
        {
            "notes": col.note_count(),
            "cards": col.card_count(),
            # the number of a new card is its place, of which only the order means anything
            "due": rows(
                "select n.guid, c.ord, c.type, c.queue, case c.type when 0 then null else c.due end, c.ivl, c.reps, c.lapses,"
                f" c.flags from cards {of_card}"
            ),
            "new": [
                list(row)
                for row in col.db.all(f"select n.guid, c.ord from cards {of_card} where c.type = 0 order by c.due, n.id, c.ord")
            ],
            "history": rows(
                "select r.id, n.guid, c.ord, r.ease, r.ivl, r.lastIvl, r.factor, r.time, r.type"
                " from revlog r join cards c on c.id = r.cid join notes n on n.id = c.nid"
            ),
            "fields": rows("select guid, flds, tags from notes"),
            "decks": sorted(deck.name for deck in col.decks.all_names_and_ids(skip_empty_default=True)),
            "types": sorted(
                [m["name"].rstrip("+"), len(m["flds"]), len(m["tmpls"])] for m in col.models.all() if col.models.use_count(m)
            ),
            "media": sorted(os.listdir(col.media.dir())),
            "problems": col.fix_integrity()[0],
        }
    )
)
col.close()
