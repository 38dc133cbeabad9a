"""Where the weights of the networks are kept: paragraphs and roles; tables."""

from pathlib import Path

WEIGHTS = Path(__file__).with_name("roles.json")
TABLES = Path(__file__).with_name("tables.json")
