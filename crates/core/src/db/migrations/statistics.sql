-- What SQLite's planner believes about sizes: without this it takes a learner or a space for ten rows and reads all of
-- them where an index would give the few. Written by hand and not measured, so that plans never change under way.
-- Numbers: rows; rows per value of the first column; of the first two; …
ANALYZE sqlite_schema;
DELETE FROM sqlite_stat1;
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
  ('learner_cards', 'learner_cards', '1000000 10000 1'),
  ('learner_cards', 'learner_cards_by_due', '1000000 10000 9000 2000 30 2 1 1 1'),
  ('learner_cards', 'learner_cards_by_deck', '1000000 10000 500 400 200 5 2 1 1 1'),
  ('learner_cards', 'learner_cards_by_item', '1000000 10000 2'),
  ('learner_cards', 'learner_cards_by_day', '1000000 10000 100 2'),
  ('learner_cards', 'learner_cards_buried', '1000 10 2'),
  ('card_counts', 'card_counts', '100000 1000 100 2 1'),
  ('events', 'events', '10000000 100000 1'),
  ('events', 'events_by_card', '10000000 100000 10 1 1'),
  ('daily_totals', 'daily_totals', '1000000 3000 10 5 1'),
  ('items', 'items', '1000000 10000 1'),
  ('items', 'items_by_deck', '1000000 10000 500 1 1'),
  ('items', 'items_by_source', '10000 100 10 5'),
  ('cards', 'cards', '1000000 10000 2 1'),
  ('item_tags', 'item_tags', '2000000 20000 3 1'),
  ('item_tags', 'item_tags_by_tag', '2000000 20000 200 1'),
  ('decks', 'decks', '10000 100 1'),
  ('decks', 'decks_by_path', '10000 100 1'),
  ('batches', 'sqlite_autoindex_batches_1', '10 1');
