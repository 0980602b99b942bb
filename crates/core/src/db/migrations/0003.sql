-- What each fit of a learner's memory parameters found, and what was decided. Only the newest are kept.
CREATE TABLE fits (
  learner BLOB NOT NULL,
  id INTEGER NOT NULL,                -- counts up
  at INTEGER NOT NULL,
  verdict TEXT NOT NULL,              -- accepted | not_better | too_few_answers | nothing_to_compare
  answers INTEGER NOT NULL,           -- that can test a model: plain recalls, a day or more after the answer before
  reviews INTEGER NOT NULL,           -- answers to cards past their steps, as the days' totals had them then
  parameters INTEGER,                 -- parameters.id that it put in force
  report TEXT NOT NULL,               -- JSON: what was tried, and how good the predictions were
  PRIMARY KEY (learner, id)
) STRICT, WITHOUT ROWID;
-- `parameters.origin` may be `published` as well: the learner went back to the published numbers.
