-- The data model's first migration (docs/adr/0002). Content is keyed (space, id), the learner's log (learner, id).
-- Types: INTEGER (64 bit), REAL, TEXT, BLOB; ids are 16-byte blobs, instants ms since the epoch, days ISO text or day
-- numbers, truth 0/1. No foreign key crosses owners; rows of one owner are kept in step by operations.

-- who -----------------------------------------------------------------------------------------------------------------

CREATE TABLE spaces (
  id BLOB NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,                 -- personal | group | library
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,          -- each write begins by raising it: the owner's lock and sync cursor
  media_bytes INTEGER NOT NULL,       -- what the space's media rows add up to, for the quota
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE members (
  space BLOB NOT NULL,
  learner BLOB NOT NULL,
  role TEXT NOT NULL,                 -- owner | editor | reader
  joined_at INTEGER NOT NULL,
  PRIMARY KEY (space, learner)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_by_learner ON members (learner, space);

-- A learner's id is also the id of their personal space.
CREATE TABLE learners (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,      -- NFKC, lower case
  password TEXT NOT NULL,             -- argon2id, PHC string
  admin INTEGER NOT NULL,
  demo INTEGER NOT NULL,              -- simulated history, labelled as such
  quota_bytes INTEGER,                -- media; NULL: the server's default
  created_at INTEGER NOT NULL,
  disabled_at INTEGER
) STRICT;

CREATE TABLE account_settings (
  learner BLOB NOT NULL PRIMARY KEY,
  page_language TEXT NOT NULL,        -- en | de
  theme TEXT NOT NULL,                -- system | light | dark
  zone TEXT NOT NULL,                 -- IANA
  rollover_hour INTEGER NOT NULL,     -- 0-23
  buttons TEXT NOT NULL,              -- two | four
  shortcuts INTEGER NOT NULL,
  autoplay INTEGER NOT NULL,
  started_at INTEGER                  -- first-day hints were put away
) STRICT;

CREATE TABLE sessions (
  token_hash BLOB NOT NULL PRIMARY KEY,   -- sha-256 of the cookie's token
  id BLOB NOT NULL,
  learner BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  agent TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_by_learner ON sessions (learner, id);

CREATE TABLE api_tokens (
  token_hash BLOB NOT NULL PRIMARY KEY,
  id BLOB NOT NULL,
  learner BLOB NOT NULL,
  name TEXT NOT NULL,
  scope TEXT NOT NULL,                -- read | write
  created_at INTEGER NOT NULL,
  seen_at INTEGER
) STRICT;
CREATE INDEX api_tokens_by_learner ON api_tokens (learner, id);

-- Recovery codes, invitations and one-time password slips: used once, kept as hashes.
CREATE TABLE one_time_codes (
  code_hash BLOB NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,              -- recovery | invite | slip
  learner BLOB,                       -- whose, or who invited
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  used_at INTEGER
) STRICT;
CREATE INDEX one_time_codes_by_learner ON one_time_codes (learner, purpose);

-- Limits that survive a restart: failed tries per key (address or account) in a window.
CREATE TABLE tries (
  key TEXT NOT NULL PRIMARY KEY,
  tokens REAL NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE server_settings (
  name TEXT NOT NULL PRIMARY KEY,     -- sign_up, legal_notice, privacy, server_name, default_quota_bytes …
  value TEXT NOT NULL
) STRICT;

-- content, owned by a space -------------------------------------------------------------------------------------------

-- Unfinished imports: rows that name one of these are invisible.
CREATE TABLE batches (
  id BLOB NOT NULL PRIMARY KEY,
  space BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE courses (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  hue TEXT NOT NULL,                  -- teal | blue | indigo | violet | plum | rose
  letter TEXT NOT NULL,
  language TEXT,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;

-- A tree under a course or, in the library, under nothing: a topic without course and parent is a subject.
CREATE TABLE topics (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  version INTEGER NOT NULL,
  course BLOB,
  parent BLOB,
  key TEXT NOT NULL,                  -- part of the address
  name TEXT NOT NULL,
  name_de TEXT,                       -- the library's topics have names in both page languages
  hue TEXT,
  letter TEXT,
  letter_de TEXT,                     -- where the German name begins otherwise
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,                 -- document | note | explanation
  course BLOB,
  topic BLOB,
  key TEXT,                           -- an explanation's slug
  title TEXT NOT NULL,
  language TEXT,
  translation TEXT,                   -- explanations with the same key say the same in another language
  level TEXT,
  origin TEXT,
  content TEXT NOT NULL,              -- Markdown
  words INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sources_by_key ON sources (space, kind, key);
CREATE INDEX sources_by_topic ON sources (space, topic);

CREATE TABLE decks (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  version INTEGER NOT NULL,
  parent BLOB,
  course BLOB,
  source BLOB,
  topic BLOB,
  name TEXT NOT NULL,
  path_key TEXT NOT NULL,             -- folded names from the root, joined by U+001F: order, and one name once
  description TEXT NOT NULL,
  language TEXT,
  origin TEXT,
  items INTEGER NOT NULL,             -- live items lying in this very deck; derived
  batch BLOB,
  created_at INTEGER NOT NULL,
  deleted_at INTEGER,
  restored_from INTEGER,              -- the moment it went into the bin, while its items still come back from it
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX decks_by_path ON decks (space, path_key);

CREATE TABLE note_types (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  content TEXT NOT NULL,              -- formats::item::NoteType
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE items (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  version INTEGER NOT NULL,
  deck BLOB NOT NULL,
  kind TEXT NOT NULL,
  lineage BLOB NOT NULL,
  language TEXT,
  content TEXT NOT NULL,              -- formats::item::Content
  summary TEXT NOT NULL,              -- one plain line for lists
  source BLOB,
  anchor TEXT,
  file_time INTEGER NOT NULL,         -- the file's own time of change, for merges; 0 unknown
  position INTEGER NOT NULL,          -- order of making: new cards and lists follow it
  batch BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX items_by_deck ON items (space, deck, position, id);

CREATE TABLE cards (
  space BLOB NOT NULL,
  item BLOB NOT NULL,
  slot TEXT NOT NULL,
  card_id BLOB NOT NULL,              -- UUIDv5(lineage, slot)
  deck BLOB,                          -- other than the item's
  hidden INTEGER NOT NULL,            -- an edit removed the slot; its events stay
  PRIMARY KEY (space, item, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE item_tags (
  space BLOB NOT NULL,
  item BLOB NOT NULL,
  tag_key TEXT NOT NULL,
  tag TEXT NOT NULL,
  PRIMARY KEY (space, item, tag_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_tags_by_tag ON item_tags (space, tag_key, item);

CREATE TABLE evidence (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  item BLOB NOT NULL,                 -- or a draft's id until it is accepted
  source BLOB NOT NULL,
  source_version INTEGER NOT NULL,
  quote TEXT NOT NULL,
  prefix TEXT NOT NULL,
  suffix TEXT NOT NULL,
  start_offset INTEGER,               -- characters in the source's text
  end_offset INTEGER,
  page TEXT,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_item ON evidence (space, item);

CREATE TABLE drafts (
  space BLOB NOT NULL,
  id BLOB NOT NULL,
  source BLOB,
  deck BLOB,
  content TEXT NOT NULL,
  language TEXT,
  found_as TEXT NOT NULL,
  state TEXT NOT NULL,                -- open | accepted | rejected
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (space, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX drafts_by_source ON drafts (space, source, position);

-- A space's name for a blob. Served only through a row that the actor may see.
CREATE TABLE media (
  space BLOB NOT NULL,
  name TEXT NOT NULL,
  hash BLOB NOT NULL,                 -- sha-256
  bytes INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (space, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_by_hash ON media (hash);

-- Names that other programs have for our things.
CREATE TABLE external_ids (
  space BLOB NOT NULL,
  scheme TEXT NOT NULL,               -- anki-guid, anki-deck, file …
  key TEXT NOT NULL,
  object BLOB NOT NULL,
  PRIMARY KEY (space, scheme, key)
) STRICT, WITHOUT ROWID;

-- The version that was replaced, written when it is replaced.
CREATE TABLE versions (
  space BLOB NOT NULL,
  object BLOB NOT NULL,
  version INTEGER NOT NULL,
  kind TEXT NOT NULL,                 -- item | deck | source | course
  before TEXT NOT NULL,
  actor BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (space, object, version)
) STRICT, WITHOUT ROWID;

-- One row per write of content: audit, undo, "changes since revision n".
CREATE TABLE changes (
  space BLOB NOT NULL,
  revision INTEGER NOT NULL,
  actor BLOB NOT NULL,
  intent TEXT NOT NULL,
  inverse TEXT,                       -- what undoes it: core::changes::Inverse; NULL: cannot be undone
  undone INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (space, revision)
) STRICT, WITHOUT ROWID;

-- the learner's log, append-only --------------------------------------------------------------------------------------

CREATE TABLE events (
  learner BLOB NOT NULL,
  id BLOB NOT NULL,
  card_id BLOB NOT NULL,
  item BLOB,
  item_version INTEGER,
  kind TEXT NOT NULL,                 -- answer | retract | forget | reschedule | seed; unknown kinds are kept and skipped
  at INTEGER NOT NULL,
  study_day INTEGER NOT NULL,         -- days since 1970-01-01, as it was then in the account's zone
  sent_at INTEGER,
  received_at INTEGER NOT NULL,
  mode TEXT,                          -- flashcard | learn | quiz | exam | live | article | import
  rating INTEGER,
  outcome INTEGER,
  score REAL,
  choices INTEGER,
  format TEXT,
  confidence INTEGER,
  hints INTEGER,
  duration_ms INTEGER,
  response TEXT,
  promised_s INTEGER,
  after BLOB,
  retracts BLOB,
  sitting BLOB,
  stability REAL,                     -- seed
  difficulty REAL,
  ease REAL,
  interval_days REAL,
  due INTEGER,                        -- seed, reschedule: ms, or a study day when due_is_day
  due_is_day INTEGER,
  phase TEXT,
  reps INTEGER,
  lapses INTEGER,
  complete INTEGER,                   -- seed: the answers before it are the card's whole history
  raw TEXT,                           -- another program's row, as it was
  PRIMARY KEY (learner, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_card ON events (learner, card_id, at, id);

CREATE TABLE card_marks (
  learner BLOB NOT NULL,
  card_id BLOB NOT NULL,
  suspended INTEGER NOT NULL,
  buried_until INTEGER,               -- study day; the card is back on that day
  flag INTEGER NOT NULL,              -- 0 none, 1-7
  PRIMARY KEY (learner, card_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolments (
  learner BLOB NOT NULL,
  space BLOB NOT NULL,
  deck BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (learner, space, deck)
) STRICT, WITHOUT ROWID;

-- NULL: inherited (deck, its parents, course, all, the server's defaults).
CREATE TABLE study_settings (
  learner BLOB NOT NULL,
  scope TEXT NOT NULL,                -- all | course | deck
  target BLOB NOT NULL,               -- the learner's own id for `all`
  retention REAL,
  new_per_day INTEGER,
  reviews_per_day INTEGER,
  learning_steps TEXT,                -- minutes, joined by spaces
  relearning_steps TEXT,
  new_order TEXT,                     -- made | random
  review_order TEXT,                  -- due | weakest | random
  mix TEXT,                           -- mixed | new_first | reviews_first
  bury_siblings INTEGER,
  leech_threshold INTEGER,
  leech_suspends INTEGER,
  maximum_interval_days INTEGER,
  fuzz INTEGER,
  PRIMARY KEY (learner, scope, target)
) STRICT, WITHOUT ROWID;

CREATE TABLE parameters (
  learner BLOB NOT NULL,
  id INTEGER NOT NULL,                -- counts up; the highest is in force
  numbers TEXT NOT NULL,              -- 21, joined by spaces
  origin TEXT NOT NULL,               -- import | fit | pasted
  fitted_at INTEGER NOT NULL,
  PRIMARY KEY (learner, id)
) STRICT, WITHOUT ROWID;

-- What a learner was doing where, to go on reading or studying.
CREATE TABLE reading_places (
  learner BLOB NOT NULL,
  space BLOB NOT NULL,
  source BLOB NOT NULL,
  anchor TEXT NOT NULL,
  share REAL NOT NULL,                -- 0-1
  at INTEGER NOT NULL,
  PRIMARY KEY (learner, space, source)
) STRICT, WITHOUT ROWID;

-- derived, rebuildable ------------------------------------------------------------------------------------------------

CREATE TABLE learner_cards (
  learner BLOB NOT NULL,
  card_id BLOB NOT NULL,
  space BLOB NOT NULL,
  item BLOB NOT NULL,
  slot TEXT NOT NULL,
  deck BLOB NOT NULL,
  phase INTEGER NOT NULL,             -- 0 new, 1 learning, 2 review, 3 relearning
  step INTEGER NOT NULL,
  stability REAL,
  difficulty REAL,
  last_day INTEGER,
  last_at INTEGER,
  due_at INTEGER,                     -- ms; for a day-bound due NULL
  due_day INTEGER NOT NULL,           -- study day; new cards: 0
  position INTEGER NOT NULL,          -- order of new cards
  reps INTEGER NOT NULL,
  lapses INTEGER NOT NULL,
  head BLOB,                          -- last event of the fold
  head_at INTEGER,
  suspended INTEGER NOT NULL,         -- from card_marks
  buried_until INTEGER NOT NULL,      -- from card_marks; 0 none
  flag INTEGER NOT NULL,              -- from card_marks
  leech INTEGER NOT NULL,
  parameters INTEGER NOT NULL,        -- parameters.id used, 0 defaults
  batch BLOB,
  PRIMARY KEY (learner, card_id)
) STRICT, WITHOUT ROWID;
-- The queue, counts and Today walk these; they hold all that a count asks for.
CREATE INDEX learner_cards_by_due ON learner_cards (learner, suspended, phase, due_day, position, item, buried_until, batch);
CREATE INDEX learner_cards_by_deck ON learner_cards (learner, deck, suspended, phase, due_day, position, item, buried_until, batch);
CREATE INDEX learner_cards_by_item ON learner_cards (learner, item);
-- What was answered today, whose siblings wait.
CREATE INDEX learner_cards_by_day ON learner_cards (learner, last_day, item);

CREATE TABLE daily_totals (
  learner BLOB NOT NULL,
  study_day INTEGER NOT NULL,
  mode TEXT NOT NULL,
  deck BLOB NOT NULL,
  answers INTEGER NOT NULL,
  passed INTEGER NOT NULL,
  new_cards INTEGER NOT NULL,
  review_answers INTEGER NOT NULL,    -- of cards in phase review, and how many of them passed: true retention
  review_passed INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  PRIMARY KEY (learner, study_day, mode, deck)
) STRICT, WITHOUT ROWID;

-- plumbing ------------------------------------------------------------------------------------------------------------

CREATE TABLE outbox (
  at INTEGER NOT NULL,
  id BLOB NOT NULL,
  space BLOB NOT NULL,
  kind TEXT NOT NULL,                 -- item | deck | source | batch | space
  object BLOB NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (at, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox_places (
  consumer TEXT NOT NULL PRIMARY KEY,
  at INTEGER NOT NULL,
  done TEXT NOT NULL                  -- long announcements (whole imports) of the minute before it that were done: ids, joined by spaces
) STRICT;

CREATE TABLE jobs (
  id BLOB NOT NULL PRIMARY KEY,
  space BLOB NOT NULL,
  kind TEXT NOT NULL,
  input TEXT NOT NULL,
  state TEXT NOT NULL,                -- queued | running | done | failed
  run_at INTEGER NOT NULL,
  lease_until INTEGER,
  attempts INTEGER NOT NULL,
  done INTEGER NOT NULL,
  total INTEGER NOT NULL,
  result TEXT NOT NULL,
  error TEXT,
  unique_key TEXT UNIQUE,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX jobs_by_state ON jobs (state, run_at, id);
CREATE INDEX jobs_by_space ON jobs (space, created_at, id);

CREATE TABLE uploads (
  id BLOB NOT NULL PRIMARY KEY,
  space BLOB NOT NULL,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  received INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
