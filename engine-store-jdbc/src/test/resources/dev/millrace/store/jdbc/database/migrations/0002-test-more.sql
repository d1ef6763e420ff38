-- a comment; with a semicolon
CREATE TABLE more (n INTEGER);
INSERT INTO more (n) VALUES (1);
