"""What Anki needs for the same: argv: PACKAGE WHAT…, where WHAT is queue, search=WORD,WORD…, answers=COUNT.

Prints one JSON object; times in ms. Processor time is this process's, which holds Anki's own code.
"""

import json
import os
import resource
import sys
import tempfile
import time

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

package, asked = os.path.abspath(sys.argv[1]), sys.argv[2:]
file = os.path.join(tempfile.mkdtemp(), "collection.anki2")
col = Collection(file)
col.set_config("fsrs", True)
start = time.process_time()
col.import_anki_package(
    ImportAnkiPackageRequest(
        package_path=package,
        options=ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=True, merge_notetypes=True),
    )
)
found = {
    "import_cpu": (time.process_time() - start) * 1e3,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    "notes": col.note_count(),
}


def look():
    """What follows an import: the first cards to study, and a page of the browser."""
    col.decks.select(col.decks.id("Big"))
    col.sched.get_queued_cards(fetch_limit=50)
    col.load_browser_card_columns()
    for card in col.find_cards("", order=True)[:50]:
        col.browser_row_for_id(card)


start = time.process_time()
look()
found["look_cpu"] = (time.process_time() - start) * 1e3
for what in asked:
    name, _, value = what.partition("=")
    if name == "queue":
        times = []
        for _ in range(5):
            col.close()
            col = Collection(file)
            col.decks.select(col.decks.id("Big"))
            start = time.process_time()
            queued = col.sched.get_queued_cards(fetch_limit=50)
            times.append((time.process_time() - start) * 1e3)
        found["queue_cpu"], found["queue_counts"] = sorted(times)[2], [queued.new_count, queued.review_count]
    elif name == "search":
        times = []
        for word in value.split(","):
            start = time.perf_counter()
            hits = len(col.find_notes(word))
            times.append((time.perf_counter() - start) * 1e3)
        found["search"], found["last_hits"] = sorted(times)[len(times) // 2], hits
    elif name == "answers":
        spent = []
        for n in range(int(value)):
            queued = col.sched.get_queued_cards(fetch_limit=1)
            if not queued.cards:
                break
            card = col.get_card(queued.cards[0].card.id)
            card.start_timer()
            answer = col.sched.build_answer(card=card, states=queued.cards[0].states, rating=2)
            start = time.process_time_ns()
            col.sched.answer_card(answer)
            spent.append((time.process_time_ns() - start) / 1e6)
        found["answer_cpu"] = sum(spent) / len(spent)
        found["answers"] = len(spent)
col.close()
print(json.dumps(found))
