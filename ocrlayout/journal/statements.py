"""What the journal asks of SQLite, and tells it."""

__all__ = [
    "ACCEPT",
    "BEGIN",
    "BILL",
    "CALL",
    "CLAIM",
    "COUNTS",
    "DROP_PAGES",
    "ENTRIES",
    "ENTRY",
    "EXPECT",
    "FAIL",
    "FINISH",
    "FORGET",
    "KEEP",
    "KEEP_PAGE",
    "OWNER",
    "PAGES",
    "RECOVER",
    "REFRESH",
    "UNFINISHED",
]

# the columns of these two are the fields of an Entry
ENTRY = """
SELECT key, state, source, stamp, digest, options, written, error, seconds, pages, billed
FROM inputs WHERE key = ?"""
ENTRIES = """
SELECT key, state, source, stamp, digest, options, written, error, seconds, pages, billed
FROM inputs WHERE state = ? LIMIT ?"""
COUNTS = """
SELECT state, COUNT(*), SUM(pages), SUM(billed), SUM(seconds) FROM inputs GROUP BY state"""
EXPECT = """
INSERT INTO inputs (key, state) VALUES (?, 'waiting')
ON CONFLICT (key) DO UPDATE SET state = excluded.state, error = ''"""
BEGIN = """
UPDATE inputs SET state = 'begun', source = ?, stamp = ?, digest = ?, options = ? WHERE key = ?"""
FINISH = """
UPDATE inputs SET state = 'done', written = ?, pages = ?, seconds = ?, error = '' WHERE key = ?"""
FAIL = "UPDATE inputs SET state = ?, error = ? WHERE key = ?"
REFRESH = "UPDATE inputs SET source = ?, stamp = ? WHERE key = ?"
RECOVER = "UPDATE inputs SET state = 'waiting' WHERE state = 'begun'"
BILL = "UPDATE inputs SET billed = billed + ? WHERE key = ?"
CLAIM = "INSERT OR REPLACE INTO outputs (path, key) VALUES (?, ?)"
OWNER = "SELECT key FROM outputs WHERE path = ?"
# outputs of no input, too: reports, which are of all of them
UNFINISHED = """
SELECT path FROM outputs LEFT JOIN inputs USING (key)
WHERE state IN ('begun', 'waiting') OR state IS NULL"""
DROP_PAGES = "DELETE FROM pages WHERE key = ?"
# the columns behind the second are the fields of PageFigures
KEEP_PAGE = "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
PAGES = """
SELECT inputs.key, state, source, stamp, digest, options, written, error, seconds, pages, billed,
    number, words, confidence, doubt, angle, language, had_text
FROM inputs LEFT JOIN pages ON pages.key = inputs.key AND state = 'done'
ORDER BY doubt IS NULL, doubt DESC, inputs.key, place"""
CALL = "SELECT operation, answer FROM calls WHERE request = ?"
ACCEPT = "INSERT OR REPLACE INTO calls (request, key, engine, operation) VALUES (?, ?, ?, ?)"
KEEP = "UPDATE calls SET answer = ? WHERE request = ?"
FORGET = "DELETE FROM calls WHERE key = ? AND answer = ''"
