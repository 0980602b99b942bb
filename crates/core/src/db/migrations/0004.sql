-- How many cards stand where (docs/adr/0005): derived from learner_cards, moved with each change of it. Cards that are
-- paused, or of an unfinished import, are not counted.
CREATE TABLE card_counts (
  learner BLOB NOT NULL,
  deck BLOB NOT NULL,                 -- the learner's own id: all decks
  phase INTEGER NOT NULL,
  due_day INTEGER NOT NULL,           -- over all decks the day of reviews; of a deck 0
  cards INTEGER NOT NULL,
  PRIMARY KEY (learner, deck, phase, due_day)
) STRICT, WITHOUT ROWID;

INSERT INTO card_counts (learner, deck, phase, due_day, cards)
  SELECT learner, deck, phase, 0, COUNT(*) FROM learner_cards
  WHERE suspended = 0 AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = learner_cards.batch)
  GROUP BY learner, deck, phase;
INSERT INTO card_counts (learner, deck, phase, due_day, cards)
  SELECT learner, learner, phase, due_day, COUNT(*) FROM learner_cards
  WHERE suspended = 0 AND phase = 2 AND NOT EXISTS (SELECT 1 FROM batches WHERE batches.id = learner_cards.batch)
  GROUP BY learner, phase, due_day;

-- The few cards that are buried, to take them from the counts; most learners have none.
CREATE INDEX learner_cards_buried ON learner_cards (learner, buried_until) WHERE buried_until > 0;
-- What a deck's items were made from; imported ones have no source.
CREATE INDEX items_by_source ON items (space, deck, source) WHERE source IS NOT NULL;
