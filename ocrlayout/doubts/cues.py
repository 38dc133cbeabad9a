"""What speaks for and against a word besides its confidence: its spelling, beside that of others.

There is no dictionary: a word is compared with the other words of its document. The work is done
once for each spelling, however often it occurs.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

__all__ = ["SPELLING", "spelling"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

SPELLING = (  # the columns of `spelling`
    "length",
    "digits",
    "digits_among_letters",
    "capitals_inside",
    "marks_inside",
    "marks_only",
    "rarest_character",
    "rarest_pair",
    "rarest_three",
    "times",
    "twins",
    "lookalikes",
    "run_together",
)
_EDGE = "\0"  # stands before and behind a word
_BITS = 21  # of a code point
_PRIME = 1_000_003  # three characters as one number; few runs share one
_TWINS_FROM, _TWINS_TO = 3, 40  # letters: shorter words have too many twins, longer ones cost
_MOST = 20.0  # times as frequent: more says no more
_CACHED = 65_536  # characters whose class is remembered, and words: some 20 MB at most
# Letters that engines take for each other, as one spelling for all of them.
_LOOKALIKES = (("rn", "m"), ("cl", "d"), ("vv", "w"), ("ii", "u"), ("li", "h"), ("fi", "h"))
_ALIKE = str.maketrans("1i|!0cé5869q27", "llllooesbbggzz")


def spelling(texts: Sequence[str]) -> Array:
    """Return what the spelling of each word says, ``(n, 13)``: a column for each of `SPELLING`.

    Counts are logarithms of one more. Those of characters, pairs and threes are of other spellings:
    a misread word does not vouch for itself.

    Examples
    --------
    >>> texts = ["faithfully", "and", "faithfully", "faithhully"]
    >>> spelling(texts)[:, SPELLING.index("twins")].tolist()
    [0.0, 0.0, 0.0, 1.0]
    """
    numbers: dict[str, int] = {}
    kinds = np.array([numbers.setdefault(text, len(numbers)) for text in texts], np.int64)
    times = np.bincount(kinds, minlength=len(numbers))
    known = list(numbers)
    bare = [_bare(word) for word in known]
    columns = [*_classes(known), *_rarities(bare), np.log1p(times - 1), *_rivals(bare, times)]
    return np.column_stack(columns)[kinds]


def _bare(word: str) -> str:
    """Return a word in small letters, without the marks around it."""
    letters = [at for at, sign in enumerate(word) if sign.isalnum()]
    return word[letters[0] : letters[-1] + 1].casefold() if letters else word


def _classes(words: Sequence[str]) -> list[Array]:
    rows = np.array([_class_row(word) for word in words], np.float64)
    return list(rows.reshape(-1, 6).T)


@lru_cache(_CACHED)
def _class_row(word: str) -> tuple[float, ...]:
    """Return the length, the share of digits, and what rarely stands inside a word."""
    inside = "".join(map(_sign, word)).strip("P")
    digits, letters = inside.count("D"), inside.count("a") + inside.count("A")
    return (
        np.log1p(len(word)),
        digits / max(len(word), 1),
        min(digits, letters),
        inside[1:].count("A") * ("a" in inside),
        inside.count("P"),
        not inside,
    )


@lru_cache(_CACHED)
def _sign(character: str) -> str:
    """Return the class of a character: ``A`` capital, ``a`` letter, ``D`` digit, ``P`` mark."""
    kind = unicodedata.category(character)
    if kind[0] in "LM":
        return "A" if kind == "Lu" else "a"
    return "D" if kind[0] == "N" else "P"


def _rarities(words: Sequence[str]) -> list[Array]:
    """Return in how many other words the rarest character, pair and three of each word are.

    Position i of the joined text is the i-th run of every size, and belongs to the word whose edge
    or letter it begins with; the last run of one and of three would reach behind the word.
    """
    joined = f"{_EDGE}{_EDGE.join(words)}{_EDGE}{_EDGE}"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
    lengths = np.array([len(word) + 1 for word in words], np.int64)
    owner = np.repeat(np.arange(len(words)), lengths)
    is_last = np.zeros(len(owner), bool)
    is_last[np.cumsum(lengths) - 1] = True
    one, two = codes[:-1], codes[:-1] << _BITS | codes[1:]
    three = two[:-1] * _PRIME ^ codes[2:]
    runs = ((one[1:], ~is_last), (two, np.ones_like(is_last)), (three, ~is_last))
    return [_rarest(run[: len(owner)][kept], owner[kept], len(words)) for run, kept in runs]


def _rarest(runs: Integers, owner: Integers, count: int) -> Array:
    _, kind = np.unique(runs, return_inverse=True)
    kinds = int(kind.max(initial=0)) + 1
    once = np.unique(owner * kinds + kind)  # a word counts once for a run, however often it has it
    others = np.bincount(once % kinds, minlength=kinds)[kind] - 1
    rarest = np.full(count, len(runs))
    np.minimum.at(rarest, owner, others)
    counts: Array = np.log1p(rarest)
    return counts


def _rivals(words: Sequence[str], times: Integers) -> list[Array]:
    """Return how much more often than a word its twin and its lookalike occur, and if it is two."""
    count: Counter[str] = Counter()
    for word, often in zip(words, times.tolist(), strict=True):
        count[word] += often
    together = np.array([_run_together(word, count) for word in words], np.float64)
    return [*(_ratios(words, count, keys) for keys in (_shortened, _alike)), together]


def _ratios(
    words: Sequence[str], count: Counter[str], keys: Callable[[str], Iterable[str]]
) -> Array:
    """Compare each word with the most frequent other word that shares a key with it."""
    keys_of = {word: keys(word) for word in count}
    best: dict[str, str] = {}
    second: dict[str, str] = {}  # a rival for the best one itself
    for word, _ in count.most_common():
        for key in keys_of[word]:
            if best.setdefault(key, word) != word:
                second.setdefault(key, word)

    def rival(word: str) -> int:
        pairs = ((best[key], second[key]) for key in keys_of[word] if key in second)
        others = (count[other] for pair in pairs for other in pair if other != word)
        return max(others, default=0)

    ratios = {word: max(rival(word) / count[word] - 1, 0.0) for word in count}
    return np.array([min(ratios[word], _MOST) for word in words])


def _run_together(word: str, count: Counter[str]) -> bool:
    """Tell whether a word that occurs once is two words of the document, with no space between."""
    if count[word] > 1 or len(word) > _TWINS_TO:
        return False
    return any(count[word[:at]] and count[word[at:]] for at in range(1, len(word)))


def _shortened(word: str) -> Iterable[str]:
    """Return a word, and the word without each of its letters.

    Words that differ by one letter share one of these. R. Garbe, "SymSpell" (2012).
    """
    if not _TWINS_FROM <= len(word) <= _TWINS_TO or not word.isalpha():
        return ()
    return {word, *[word[:at] + word[at + 1 :] for at in range(len(word))]}


@lru_cache(_CACHED)
def _alike(word: str) -> Iterable[str]:
    """Return the spelling that stands for all words that look like this one."""
    for pair, one in _LOOKALIKES:
        word = word.replace(pair, one)
    return (word.translate(_ALIKE),)
