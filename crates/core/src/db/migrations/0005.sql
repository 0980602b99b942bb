-- Quizzes and mock exams: papers, and the sittings at them. Types and rules as in 0001.

-- content, owned by a space -------------------------------------------------------------------------------------------

CREATE TABLE papers (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  version INTEGER NOT NULL,
  mode TEXT NOT NULL,                 -- quiz | exam
  name TEXT NOT NULL,
  content TEXT NOT NULL,              -- core::papers::Rules
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;

-- the learner's own ---------------------------------------------------------------------------------------------------

CREATE TABLE sittings (
  learner BLOB NOT NULL,
  id BLOB NOT NULL,
  space BLOB NOT NULL,                -- of the paper
  paper BLOB NOT NULL,
  mode TEXT NOT NULL,
  name TEXT NOT NULL,                 -- of the paper as it began
  started_at INTEGER NOT NULL,
  deadline INTEGER,                   -- ms; NULL: as long as one likes
  ended_at INTEGER,                   -- NULL: open
  layout TEXT NOT NULL,               -- core::papers::Place, as they were asked
  result TEXT,                        -- core::papers::Marked, once it is over
  PRIMARY KEY (learner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sittings_by_paper ON sittings (learner, paper, started_at);
CREATE INDEX sittings_by_deadline ON sittings (deadline, learner, id) WHERE ended_at IS NULL AND deadline IS NOT NULL;

-- Saved as they are typed, until the sitting is over.
CREATE TABLE responses (
  learner BLOB NOT NULL,
  sitting BLOB NOT NULL,
  place INTEGER NOT NULL,             -- from 0
  raw TEXT NOT NULL,                  -- grading::Response, by the places that were shown
  flagged INTEGER NOT NULL,
  confidence INTEGER,                 -- 0-100
  spent_ms INTEGER NOT NULL,
  change INTEGER NOT NULL,            -- rises with every change; an older one never replaces a newer
  saved_at INTEGER NOT NULL,
  PRIMARY KEY (learner, sitting, place)
) STRICT, WITHOUT ROWID;
