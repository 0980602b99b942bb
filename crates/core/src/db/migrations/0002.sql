-- Exams, when a learner can study, and the plan. Types and rules as in 0001.

-- content, owned by a space -------------------------------------------------------------------------------------------

CREATE TABLE exams (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  version INTEGER NOT NULL,
  course BLOB,
  name TEXT NOT NULL,
  day INTEGER NOT NULL,               -- study day
  minute INTEGER,                     -- after midnight; shown, never reckoned with
  weight REAL NOT NULL,
  target REAL NOT NULL,               -- shares of the points, 0-1
  pass REAL NOT NULL,
  scale TEXT NOT NULL,                -- memory::Scale
  questions TEXT NOT NULL,            -- core::plan::Questions
  after TEXT NOT NULL,                -- keep | let_go
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;

-- A topic is a deck, or the row of `topics` that the deck names.
CREATE TABLE exam_topics (
  space BLOB NOT NULL,
  exam BLOB NOT NULL,
  topic BLOB NOT NULL,
  weight REAL NOT NULL,               -- 0: left out for now
  position INTEGER NOT NULL,
  PRIMARY KEY (space, exam, topic)
) STRICT, WITHOUT ROWID;

-- the learner's own ---------------------------------------------------------------------------------------------------

CREATE TABLE availability (
  learner BLOB NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  minutes TEXT NOT NULL,              -- Monday to Sunday, joined by spaces
  days TEXT NOT NULL                  -- days off and changed days, JSON
) STRICT;

CREATE TABLE busy_calendars (
  learner BLOB NOT NULL,
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  busy TEXT NOT NULL,                 -- [[from, until], …] ms, sorted, none overlaps another
  until INTEGER NOT NULL,             -- read up to here, ms
  imported_at INTEGER NOT NULL,
  PRIMARY KEY (learner, id)
) STRICT, WITHOUT ROWID;

-- One row a day and exam: what was said then.
CREATE TABLE predictions (
  learner BLOB NOT NULL,
  exam BLOB NOT NULL,
  day INTEGER NOT NULL,
  low REAL NOT NULL,                  -- shares of the points: the middle 80 % and the median
  median REAL NOT NULL,
  high REAL NOT NULL,
  pass REAL NOT NULL,                 -- chances
  target REAL NOT NULL,
  touched REAL NOT NULL,              -- share of the exam's weight
  PRIMARY KEY (learner, exam, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE exam_results (
  learner BLOB NOT NULL,
  exam BLOB NOT NULL,
  share REAL NOT NULL,
  grade TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (learner, exam)
) STRICT, WITHOUT ROWID;

-- The address of the calendar feed, shown again to its owner; drawing another makes the old one nobody's.
CREATE TABLE feed_secrets (
  learner BLOB NOT NULL PRIMARY KEY,
  secret TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

-- derived, but for what the learner moved and ticked off ---------------------------------------------------------------

CREATE TABLE plans (
  learner BLOB NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  today INTEGER NOT NULL,             -- study day
  request BLOB NOT NULL,              -- sha-256 of what it was made from; empty: to be made anew in any case
  revision INTEGER NOT NULL,          -- of the space's newest change that it knows
  plan TEXT NOT NULL,                 -- memory::plan::Plan, moved steps on their new day
  forecasts TEXT NOT NULL,            -- grades by exam
  done TEXT NOT NULL,                 -- ids of steps that were ticked off by hand
  missed TEXT NOT NULL,               -- the last days that had steps of which none was done
  guidance BLOB NOT NULL              -- what the queue follows, postcard
) STRICT;
