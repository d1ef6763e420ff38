-- When a definition was last kept for a start. NULL for one of which that is not known: it counts from when it is noticed.
ALTER TABLE definition ADD COLUMN kept_at BIGINT;

-- The definitions that journals need besides the one their executions started with: those of sub-workflows.
CREATE TABLE definition_use (
    execution_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (execution_id, hash)
);

-- Of executions from before, which say in their journals only what they have called.
INSERT INTO definition_use (execution_id, hash)
SELECT DISTINCT journal.execution_id, definition.hash FROM journal
JOIN definition ON journal.content LIKE '%' || definition.hash || '%'
WHERE journal.content LIKE '%"planHash"%';
