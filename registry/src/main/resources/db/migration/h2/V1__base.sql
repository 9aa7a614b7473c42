-- The journal and snapshots, as pekko-persistence-jdbc 1.1.1 expects them. No event is ever deleted or tagged here.
CREATE TABLE "event_journal" (
    "ordering" BIGINT UNIQUE NOT NULL AUTO_INCREMENT,
    "deleted" BOOLEAN DEFAULT false NOT NULL,
    "persistence_id" VARCHAR(255) NOT NULL,
    "sequence_number" BIGINT NOT NULL,
    "writer" VARCHAR NOT NULL,
    "write_timestamp" BIGINT NOT NULL,
    "adapter_manifest" VARCHAR NOT NULL,
    "event_payload" BLOB NOT NULL,
    "event_ser_id" INTEGER NOT NULL,
    "event_ser_manifest" VARCHAR NOT NULL,
    "meta_payload" BLOB,
    "meta_ser_id" INTEGER,
    "meta_ser_manifest" VARCHAR,
    PRIMARY KEY ("persistence_id", "sequence_number")
);

CREATE UNIQUE INDEX "event_journal_ordering_idx" ON "event_journal" ("ordering");

CREATE TABLE "event_tag" (
    "event_id" BIGINT NOT NULL,
    "tag" VARCHAR NOT NULL,
    PRIMARY KEY ("event_id", "tag"),
    CONSTRAINT fk_event_journal FOREIGN KEY ("event_id") REFERENCES "event_journal" ("ordering") ON DELETE CASCADE
);

CREATE TABLE "snapshot" (
    "persistence_id" VARCHAR(255) NOT NULL,
    "sequence_number" BIGINT NOT NULL,
    "created" BIGINT NOT NULL,
    "snapshot_ser_id" INTEGER NOT NULL,
    "snapshot_ser_manifest" VARCHAR NOT NULL,
    "snapshot_payload" BLOB NOT NULL,
    "meta_ser_id" INTEGER,
    "meta_ser_manifest" VARCHAR,
    "meta_payload" BLOB,
    PRIMARY KEY ("persistence_id", "sequence_number")
);

-- Who may write: one row for every time that a Machine opened this database. Times are milliseconds since 1970 on the
-- database's clock. A fenced row can store nothing. A Machine enters its address and the uid of its actor system before it
-- joins; it is a member from when it founds the cluster or has been let in. One that is draining is to hold no stars.
CREATE TABLE machine (
    incarnation CHAR(26) PRIMARY KEY,
    name VARCHAR(255) NOT NULL,
    address VARCHAR(255),
    uid BIGINT,
    member BOOLEAN DEFAULT FALSE NOT NULL,
    lease_until BIGINT NOT NULL,
    fenced BOOLEAN DEFAULT FALSE NOT NULL,
    draining BOOLEAN DEFAULT FALSE NOT NULL
);

-- What only one Machine may have at a time: until it is given back, until that time, or until that Machine's own lease has
-- run out or its row is fenced, whichever comes first.
CREATE TABLE cluster_lease (
    name VARCHAR(255) PRIMARY KEY,
    owner CHAR(26) NOT NULL,
    held_until BIGINT NOT NULL,
    CONSTRAINT cluster_lease_owner FOREIGN KEY (owner) REFERENCES machine (incarnation)
);

-- What holds for the whole cluster, and the row whose lock makes first starts take turns.
CREATE TABLE cluster_fact (
    name VARCHAR(255) PRIMARY KEY,
    fact VARCHAR(4096) NOT NULL
);

INSERT INTO cluster_fact (name, fact) VALUES ('bootstrap', 'lock');

-- The index of records. A row holds for the time from valid_from until before valid_to, in milliseconds since 1970; an
-- open row ends with the largest number there is. Rows are closed, never overwritten. The tables called rebuilt are empty
-- but while the index is built again from the journal.
CREATE TABLE registry_record (
    incarnation CHAR(26) NOT NULL,
    revision BIGINT NOT NULL,
    directory VARCHAR(64) NOT NULL,
    point VARCHAR(1024) NOT NULL,
    kind VARCHAR(700) NOT NULL,
    owner VARCHAR(1024) NOT NULL,
    status VARCHAR(16) NOT NULL,
    wide BOOLEAN NOT NULL,
    star VARCHAR(255),
    epoch BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL,
    PRIMARY KEY (incarnation, revision)
);

CREATE INDEX registry_record_point ON registry_record (point, valid_to);

CREATE TABLE registry_record_rebuilt (
    incarnation CHAR(26) NOT NULL,
    revision BIGINT NOT NULL,
    directory VARCHAR(64) NOT NULL,
    point VARCHAR(1024) NOT NULL,
    kind VARCHAR(700) NOT NULL,
    owner VARCHAR(1024) NOT NULL,
    status VARCHAR(16) NOT NULL,
    wide BOOLEAN NOT NULL,
    star VARCHAR(255),
    epoch BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL,
    PRIMARY KEY (incarnation, revision)
);

-- The index of grants; anchor is the point at whose record a grant is kept, incarnation that record's.
CREATE TABLE registry_grant (
    id CHAR(26) PRIMARY KEY,
    anchor VARCHAR(1024) NOT NULL,
    incarnation CHAR(26) NOT NULL,
    rule VARCHAR(16) NOT NULL,
    detail VARCHAR(255) NOT NULL,
    selector_on VARCHAR(16384) NOT NULL,
    selector_to VARCHAR(16384) NOT NULL,
    author VARCHAR(1024) NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL
);

CREATE INDEX registry_grant_anchor ON registry_grant (anchor, valid_to);

CREATE TABLE registry_grant_rebuilt (
    id CHAR(26) PRIMARY KEY,
    anchor VARCHAR(1024) NOT NULL,
    incarnation CHAR(26) NOT NULL,
    rule VARCHAR(16) NOT NULL,
    detail VARCHAR(255) NOT NULL,
    selector_on VARCHAR(16384) NOT NULL,
    selector_to VARCHAR(16384) NOT NULL,
    author VARCHAR(1024) NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL
);

-- Immutable bytes by the SHA-256 of the whole.
CREATE TABLE blob (
    digest CHAR(64) PRIMARY KEY,
    size BIGINT NOT NULL
);

CREATE TABLE blob_chunk (
    digest CHAR(64) NOT NULL,
    number INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (digest, number),
    CONSTRAINT blob_chunk_blob FOREIGN KEY (digest) REFERENCES blob (digest)
);

-- Durable waves that a star has accepted and whose target has not answered yet; deadlines are milliseconds since 1970.
CREATE TABLE outbox (
    wave CHAR(26) NOT NULL,
    star VARCHAR(255) NOT NULL,
    target VARCHAR(1024) NOT NULL,
    deadline BIGINT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (star, wave)
);

-- The memory of particles that move, until they start at their next place, by the star that has let go of them; without bytes
-- where it is lost. Times are milliseconds since 1970 on the database's clock.
CREATE TABLE moving_memory (
    incarnation CHAR(26) PRIMARY KEY,
    star VARCHAR(255) NOT NULL,
    point VARCHAR(1024) NOT NULL,
    epoch BIGINT NOT NULL,
    kept BIGINT NOT NULL,
    lost VARCHAR(1024),
    bytes BLOB
);

CREATE INDEX moving_memory_star ON moving_memory (star, incarnation);

CREATE INDEX moving_memory_kept ON moving_memory (kept);

-- The last life of each star that has begun: memory is kept in its name alone.
CREATE TABLE star_life (
    star VARCHAR(255) PRIMARY KEY,
    life CHAR(26) NOT NULL
);
