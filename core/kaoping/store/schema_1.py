"""The tables of schema 1, word for word. Released text: a later schema adds a step and leaves this file alone.

Numbers in projections are integer thousandths (columns that end in `_m`); texts named json hold canonical JSON.
"""

from __future__ import annotations

#: The record: append-only books and what belongs to this copy of the file.
_RECORD = (
    """CREATE TABLE meta (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE book (
  id TEXT PRIMARY KEY NOT NULL,
  evaluator TEXT NOT NULL,
  installation TEXT NOT NULL,
  algorithm TEXT NOT NULL,
  cites TEXT, -- json {book, hash, seq}: the head this book goes on from
  opened TEXT NOT NULL, -- a claim of the clock; nothing is ordered by it
  copy TEXT -- the copy of the workspace it may be written in; null for books that came from elsewhere
) STRICT""",
    """CREATE TABLE entry (
  book TEXT NOT NULL REFERENCES book (id),
  seq INTEGER NOT NULL CHECK (seq >= 1),
  prev TEXT NOT NULL,
  body TEXT NOT NULL, -- json
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  PRIMARY KEY (book, seq)
) STRICT, WITHOUT ROWID""",
    # The few entries that changed a unit, for what an evaluation was at an earlier time.
    """CREATE INDEX entry_unit_changed ON entry (book, seq) WHERE instr(body, '"kind":"unit-changed"')""",
    # The few entries that withdrew facts outside any evaluation, for the history of those on which the facts bear.
    """CREATE INDEX entry_fact_withdrawn ON entry (book, seq) WHERE instr(body, '"kind":"fact-withdrawn"')""",
    """CREATE TRIGGER book_no_update BEFORE UPDATE ON book
BEGIN SELECT RAISE(ABORT, 'book is append-only'); END""",
    """CREATE TRIGGER book_no_delete BEFORE DELETE ON book
BEGIN SELECT RAISE(ABORT, 'book is append-only'); END""",
    """CREATE TRIGGER book_no_replace BEFORE INSERT ON book
WHEN EXISTS (SELECT 1 FROM book WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'book exists'); END""",
    """CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END""",
    """CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'entry is append-only'); END""",
    """CREATE TRIGGER entry_in_order BEFORE INSERT ON entry
WHEN NEW.seq IS NOT coalesce((SELECT seq FROM entry WHERE book = NEW.book ORDER BY seq DESC LIMIT 1), 0) + 1
BEGIN SELECT RAISE(ABORT, 'entry out of order'); END""",
    """CREATE TRIGGER entry_chained BEFORE INSERT ON entry
WHEN NEW.prev IS NOT coalesce((SELECT hash FROM entry WHERE book = NEW.book ORDER BY seq DESC LIMIT 1), NEW.book)
BEGIN SELECT RAISE(ABORT, 'entry does not follow the head'); END""",
)

#: What evaluations point at, by content.
_SNAPSHOTS = (
    """CREATE TABLE snapshot (
  digest TEXT PRIMARY KEY NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL, -- standard, rules ...
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  plugin TEXT, -- distribution and version whose code it needs
  stored TEXT NOT NULL
) STRICT""",
    "CREATE INDEX snapshot_id ON snapshot (id, kind)",
    """CREATE TRIGGER snapshot_no_update BEFORE UPDATE ON snapshot
BEGIN SELECT RAISE(ABORT, 'snapshot is fixed by its digest'); END""",
)

#: What the entries amount to; can be rebuilt from them at any time.
_PROJECTIONS = (
    """CREATE TABLE unit (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  attributes TEXT NOT NULL, -- json
  parent TEXT REFERENCES unit (id),
  book TEXT NOT NULL,
  seq INTEGER NOT NULL,
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT""",
    "CREATE INDEX unit_parent ON unit (parent)",
    "CREATE INDEX unit_kind ON unit (kind, name)",
    """CREATE TABLE campaign (
  id TEXT PRIMARY KEY NOT NULL,
  name TEXT NOT NULL UNIQUE,
  standard TEXT,
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  stages TEXT NOT NULL, -- json
  body TEXT NOT NULL, -- json
  book TEXT NOT NULL,
  seq INTEGER NOT NULL,
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT""",
    """CREATE TABLE evaluation (
  id TEXT PRIMARY KEY NOT NULL,
  number INTEGER NOT NULL UNIQUE,
  unit TEXT NOT NULL REFERENCES unit (id),
  standard TEXT NOT NULL,
  digest TEXT NOT NULL REFERENCES snapshot (digest),
  rules_digest TEXT REFERENCES snapshot (digest),
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  as_of TEXT,
  evaluator TEXT NOT NULL,
  campaign TEXT REFERENCES campaign (id),
  stage TEXT,
  book TEXT NOT NULL REFERENCES book (id),
  status TEXT NOT NULL,
  cursor TEXT, -- the item the evaluator stands at
  head_seq INTEGER NOT NULL, -- its newest entry in its book
  updated TEXT NOT NULL,
  rated INTEGER NOT NULL,
  items INTEGER NOT NULL,
  low_m INTEGER,
  high_m INTEGER,
  full_m INTEGER,
  outcome TEXT,
  outcome_status TEXT,
  sheet TEXT -- json
) STRICT""",
    "CREATE INDEX evaluation_updated ON evaluation (updated DESC)",
    "CREATE INDEX evaluation_status ON evaluation (status, updated DESC)",
    "CREATE INDEX evaluation_unit ON evaluation (unit, standard)",
    "CREATE INDEX evaluation_ranking ON evaluation (standard, digest, low_m DESC)",
    "CREATE INDEX evaluation_campaign ON evaluation (campaign, stage)",
    """CREATE TABLE rating (
  evaluation TEXT NOT NULL REFERENCES evaluation (id),
  item TEXT NOT NULL,
  body TEXT NOT NULL, -- json
  points_m INTEGER,
  state TEXT NOT NULL,
  book TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (evaluation, item),
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE statement (
  evaluation TEXT NOT NULL REFERENCES evaluation (id),
  kind TEXT NOT NULL, -- veto, adjustment, part, rectification
  id TEXT NOT NULL,
  body TEXT NOT NULL, -- json
  book TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (evaluation, kind, id),
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX statement_rectification ON statement (kind, evaluation) WHERE kind = 'rectification'",
    """CREATE TABLE fact (
  id INTEGER PRIMARY KEY NOT NULL,
  unit TEXT NOT NULL REFERENCES unit (id),
  definition TEXT NOT NULL,
  period TEXT NOT NULL,
  book TEXT NOT NULL,
  seq INTEGER NOT NULL,
  value TEXT NOT NULL, -- json
  stage TEXT,
  settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
  withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1)),
  UNIQUE (book, seq),
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT""",
    "CREATE INDEX fact_identity ON fact (unit, definition, period)",
    """CREATE TABLE evidence (
  id TEXT PRIMARY KEY NOT NULL,
  unit TEXT NOT NULL REFERENCES unit (id), -- about whom it was gathered
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  sha256 TEXT CHECK (length(sha256) = 64), -- of the file; null where it is none
  copied INTEGER NOT NULL CHECK (copied IN (0, 1)), -- whether this workspace keeps the file
  body TEXT NOT NULL, -- json
  book TEXT NOT NULL,
  seq INTEGER NOT NULL,
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT""",
    "CREATE INDEX evidence_unit ON evidence (unit)",
    "CREATE INDEX evidence_file ON evidence (sha256)",
    """CREATE TABLE proof (
  evaluation TEXT NOT NULL REFERENCES evaluation (id),
  item TEXT NOT NULL,
  evidence TEXT NOT NULL REFERENCES evidence (id),
  requirement TEXT NOT NULL, -- empty where it proves the item as a whole
  page TEXT,
  place INTEGER NOT NULL, -- its place in the item's list, from 0
  book TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (evaluation, item, evidence, requirement),
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX proof_evidence ON proof (evidence)",
    """CREATE TABLE about (
  evaluation TEXT NOT NULL REFERENCES evaluation (id),
  book TEXT NOT NULL,
  seq INTEGER NOT NULL, -- an entry that speaks of the evaluation
  PRIMARY KEY (evaluation, book, seq),
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE delivery (
  evaluation TEXT NOT NULL REFERENCES evaluation (id),
  book TEXT NOT NULL,
  seq INTEGER NOT NULL, -- the entry that handed it in
  at TEXT NOT NULL, -- a claim of the clock, for people and deadlines; nothing is ordered by it
  PRIMARY KEY (evaluation, book, seq),
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE attachment (
  document TEXT NOT NULL, -- the document of which somebody attached a copy
  book TEXT NOT NULL, -- whose copy: each evaluator's newest one holds
  seq INTEGER NOT NULL,
  body TEXT NOT NULL, -- json
  PRIMARY KEY (document, book),
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE undo_stack (
  evaluation TEXT NOT NULL REFERENCES evaluation (id),
  book TEXT NOT NULL,
  seq INTEGER NOT NULL,
  undone_by INTEGER,
  PRIMARY KEY (evaluation, book, seq),
  FOREIGN KEY (book, seq) REFERENCES entry (book, seq)
) STRICT, WITHOUT ROWID""",
)

#: What the entries know by its hash alone, so that it never travels with them: the wording of official documents.
_OWN = (
    """CREATE TABLE wording (
  standard TEXT NOT NULL,
  item TEXT NOT NULL,
  book TEXT NOT NULL,
  document TEXT NOT NULL,
  state TEXT NOT NULL, -- matched, doubtful
  place TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (standard, item, book, document),
  FOREIGN KEY (document, book) REFERENCES attachment (document, book)
) STRICT, WITHOUT ROWID""",
    "CREATE INDEX wording_attachment ON wording (document, book)",
)

STATEMENTS = (*_RECORD, *_SNAPSHOTS, *_PROJECTIONS, *_OWN)
