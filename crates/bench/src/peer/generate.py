"""Makes a package of many notes with their history, as Anki itself exports it: argv: OUT NOTES NEW DUE.

The first NEW notes are new, the next DUE are due today or up to 29 days late, the rest later. Each reviewed card has
three answers. The back of each note ends in a word of its own. Limits are so high that the whole of a day is queued.
"""

import os
import random
import sqlite3
import sys
import tempfile
import time

from anki.collection import Collection, ExportAnkiPackageOptions

out, notes, new, due = os.path.abspath(sys.argv[1]), *map(int, sys.argv[2:5])
folder = tempfile.mkdtemp()
file = os.path.join(folder, "collection.anki2")
col = Collection(file)
random.seed(1)
vocabulary = ["".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=random.randint(3, 9))) for _ in range(5000)]
words = lambda count: " ".join(random.choices(vocabulary, k=count))

config = col.decks.add_config("Big")
config["new"]["perDay"] = config["rev"]["perDay"] = 9999
col.decks.update_config(config)
deck, basic = col.decks.id("Big::One"), col.models.by_name("Basic")
for name in ("Big", "Big::One"):
    made = col.decks.by_name(name)
    made["conf"] = config["id"]
    col.decks.save(made)
col.close()
# Anki commits each row by itself, which takes minutes; these tables need nothing of Anki's
db = sqlite3.connect(file)
now_s = int(time.time())
# ids are times of making, so they lie before now
base = (now_s - 200 * 86400) * 1000


def schedule(i):
    """type, queue, due, interval, reps, data"""
    if i < new:
        return 0, 0, i, 0, 0, ""
    day = -(i % 30) if i < new + due else 1 + i % 400
    return 2, 2, day, 30, 3, '{"s":30.1,"d":5.5,"lrt":%d}' % (now_s - 31 * 86400)


db.executemany(
    "insert into notes values (?,?,?,?,?,?,?,?,?,?,?)",
    [
        (base + i, f"g{i:09d}", basic["id"], base // 1000, -1, f" tag{i % 50} ",
         f"{words(10)}\x1f<b>{words(20)}</b> own{i:06d}", "", i, 0, "")
        for i in range(notes)
    ],
)
db.executemany(
    "insert into cards values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
    [
        (base + i, base + i, deck, 0, base // 1000, -1, kind, queue, day, interval, 2500 if reps else 0, reps, 0, 0, 0, 0, 0, data)
        for i in range(notes)
        for kind, queue, day, interval, reps, data in [schedule(i)]
    ],
)
# a tenth of a second apart, the last about 30 days ago
first = (now_s - 31 * 86400) * 1000 - notes * 3
db.executemany(
    "insert into revlog values (?,?,?,?,?,?,?,?,?)",
    [
        (first - (2 - n) * 30 * 86400000 + i, base + i, -1, 3, 10 * n, 1, 2500, 3000, 1)
        for i in range(new, notes)
        for n in range(3)
    ],
)
db.commit()
db.close()
col = Collection(file)
col.export_anki_package(
    out_path=out,
    options=ExportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, with_media=True, legacy=False),
    limit=None,
)
