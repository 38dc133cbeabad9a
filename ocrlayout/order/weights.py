"""Where the weights of the networks are kept that find paragraphs and their roles."""

from pathlib import Path

WEIGHTS = Path(__file__).with_name("roles.json")
