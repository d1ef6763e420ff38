-- Times are of the server's clock. Nodes are numbered; a node that joins again is a new one.

CREATE SEQUENCE cluster_node_id;

CREATE TABLE cluster_node (
    id BIGINT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    protocol INTEGER NOT NULL,
    joined_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    left_at TIMESTAMPTZ,
    -- nothing of it is committed any more; read under a lock by each of its transactions
    fenced BOOLEAN NOT NULL DEFAULT FALSE
);

-- Beside the node: transactions lock its row, and this changes all the time.
CREATE TABLE cluster_heartbeat (
    node_id BIGINT NOT NULL PRIMARY KEY,
    seen_at TIMESTAMPTZ NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

-- OWNED by a node, ORPHANED and to be taken up, DEAD (letter) until somebody decides, ENDED and kept for a while so that
-- its id is not given twice.
CREATE TABLE cluster_execution (
    execution_id TEXT NOT NULL PRIMARY KEY,
    workflow_id TEXT NOT NULL,
    protocol INTEGER NOT NULL,
    state TEXT NOT NULL,
    owner BIGINT,
    epoch BIGINT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- the last record of its journal when it was taken up; what follows is progress
    claimed_number BIGINT NOT NULL DEFAULT 0,
    changed_at TIMESTAMPTZ NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
CREATE INDEX cluster_execution_by_owner ON cluster_execution (owner) WHERE state = 'OWNED';
CREATE INDEX cluster_execution_at_rest ON cluster_execution (state, changed_at) WHERE state <> 'OWNED';

CREATE TABLE cluster_inbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    execution_id TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX cluster_inbox_by_execution ON cluster_inbox (execution_id, id);

-- What all nodes are told of workflows.
CREATE TABLE cluster_notice (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sender BIGINT NOT NULL,
    kind TEXT NOT NULL,
    workflow_id TEXT NOT NULL,
    made_at TIMESTAMPTZ NOT NULL DEFAULT now()
);
CREATE INDEX cluster_notice_by_age ON cluster_notice (made_at);
