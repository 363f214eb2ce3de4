/**
 * How the tables came to be what they are: `PRAGMA user_version` counts how many of these a file has been through.
 * Add to the end; never change one that was released.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE worker (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    document TEXT NOT NULL,
    region TEXT NOT NULL,
    status TEXT NOT NULL,
    instance_id TEXT UNIQUE,
    search TEXT NOT NULL
  ) STRICT;
  -- With the id behind it, a region is listed in the order of its pages.
  CREATE INDEX worker_by_region ON worker (region, id);

  CREATE TABLE worker_outbox (
    sequence INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    aggregate_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    event TEXT NOT NULL
  ) STRICT;

  CREATE TABLE observation (
    worker_id TEXT NOT NULL PRIMARY KEY,
    schema_version INTEGER NOT NULL,
    ec2 TEXT,
    cloudwatch TEXT,
    cml TEXT
  ) STRICT;

  CREATE TABLE history (
    worker_id TEXT NOT NULL REFERENCES observation (worker_id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    cpu_percent REAL,
    memory_percent REAL,
    disk_percent REAL,
    nodes_running REAL,
    PRIMARY KEY (worker_id, at)
  ) STRICT, WITHOUT ROWID;

  -- AUTOINCREMENT, because a sequence must not come back once its fact was trimmed.
  CREATE TABLE event_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    aggregate_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    event TEXT NOT NULL,
    recorded_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    token INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  `,
  `
  -- Which log it is: what a reader remembers of another log says nothing about this one.
  CREATE TABLE event_log_identity (
    id TEXT NOT NULL PRIMARY KEY
  ) STRICT;
  INSERT INTO event_log_identity (id) VALUES (lower(hex(randomblob(16))));
  `,
];
