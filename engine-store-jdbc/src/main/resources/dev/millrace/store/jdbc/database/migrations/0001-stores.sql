-- Times are milliseconds since the epoch. What is called a number grows with each row.

-- What each writer has committed: the number of its latest group.
CREATE TABLE writer (
    name TEXT NOT NULL PRIMARY KEY,
    last_group BIGINT NOT NULL
);

CREATE TABLE record (
    number ${sequence},
    kind TEXT NOT NULL,
    record_key TEXT NOT NULL,
    group_name TEXT NOT NULL,
    revision BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    content TEXT NOT NULL
);
CREATE UNIQUE INDEX record_by_key ON record (kind, record_key);
CREATE INDEX record_by_group ON record (kind, group_name, number);
CREATE INDEX record_by_expiry ON record (kind, expires_at);
CREATE INDEX record_by_kind ON record (kind, number);

CREATE TABLE workflow (
    number ${sequence},
    id TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
);

CREATE TABLE folder (
    number ${sequence},
    id TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
);

-- The journals of executions under way: the newest snapshot of each and what follows it.
CREATE TABLE journal (
    execution_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    workflow_id TEXT NOT NULL,
    definition_hash TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (execution_id, number)
);

CREATE TABLE definition (
    hash TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);

CREATE TABLE work_item (
    number ${sequence},
    id TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    execution_id TEXT NOT NULL,
    settled_number BIGINT,
    content TEXT NOT NULL
);
CREATE INDEX work_item_by_state ON work_item (state, number);
CREATE INDEX work_item_by_execution ON work_item (execution_id, number);
CREATE INDEX work_item_by_settling ON work_item (settled_number) WHERE settled_number IS NOT NULL;

-- Who may answer an open item now.
CREATE TABLE work_item_awaits (
    person TEXT NOT NULL,
    item_number BIGINT NOT NULL REFERENCES work_item (number) ON DELETE CASCADE,
    PRIMARY KEY (person, item_number)
);
CREATE INDEX work_item_awaits_by_item ON work_item_awaits (item_number);

-- The history: an execution has its place by its start, and one that is over by the order of ends as well.
CREATE TABLE execution (
    number ${sequence},
    id TEXT NOT NULL UNIQUE,
    workflow_id TEXT NOT NULL,
    workflow_name TEXT NOT NULL,
    triggered_by TEXT NOT NULL,
    status TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    completed_at BIGINT,
    ended_number BIGINT,
    error TEXT
);
CREATE INDEX execution_by_start ON execution (started_at, number);
CREATE INDEX execution_by_workflow ON execution (workflow_id, started_at, number);
CREATE INDEX execution_by_status ON execution (status, started_at, number);
CREATE INDEX execution_by_end ON execution (ended_number) WHERE ended_number IS NOT NULL;
CREATE INDEX execution_by_age ON execution (completed_at) WHERE completed_at IS NOT NULL;

-- All that an execution which is over has left: outputs, variables, log.
CREATE TABLE execution_view (
    execution_number BIGINT NOT NULL PRIMARY KEY REFERENCES execution (number) ON DELETE CASCADE,
    content TEXT NOT NULL
);

-- What executions under way have said so far, to be there after a restart.
CREATE TABLE execution_log (
    number ${sequence},
    execution_id TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX execution_log_by_execution ON execution_log (execution_id, number);
