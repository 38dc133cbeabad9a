// Where a phrase stands on a page, also over the ends of lines: the same matches as `ocrlayout.find`.

import {
  counted,
  endsDivided,
  fold,
  foldedText,
  isCombining,
  isUnspaced,
  letters,
} from "./folding.js";

const DIVISION = "\n"; // in folded text: the hyphen at the end of a line, with the line's end

// Text as it is compared, and where each of its characters comes from: [unit, start, stop].
class Folded {
  constructor(withCase) {
    this.withCase = withCase;
    this.characters = [];
    this.places = [];
  }

  addUnit(unit, row) {
    const end = unit.text.length;
    if (unit.after === "\n" && endsDivided((this.characters.at(-1) ?? "") + unit.text)) {
      this.add(unit.text.slice(0, -1), row);
      this.append(DIVISION, [row, end - 1, end]);
      return;
    }
    this.add(unit.text, row);
    if (unit.after) this.put(" ", [row, end, end]);
  }

  add(text, row) {
    let start = 0;
    for (const letter of letters(text)) {
      const stop = start + letter.length;
      for (const character of fold(letter, this.withCase)) this.put(character, [row, start, stop]);
      start = stop;
    }
  }

  // A space is added only where it counts.
  put(character, place) {
    const last = this.characters.at(-1) ?? DIVISION;
    if (character === " ") {
      if (last !== " " && last !== DIVISION && !isUnspaced(last)) this.append(character, place);
      return;
    }
    if (last === " " && isUnspaced(character)) {
      this.characters.pop();
      this.places.pop();
    }
    this.append(character, place);
  }

  append(character, place) {
    this.characters.push(character);
    this.places.push(place);
  }
}

// A phrase as an automaton (Baeza-Yates and Gonnet 1992): the bits of each character's places.
function pattern(wanted, division) {
  const bits = new Map();
  wanted.forEach((character, at) => {
    bits.set(character, (bits.get(character) ?? 0n) | (1n << BigInt(at)));
  });
  return { bits, last: 1n << BigInt(wanted.length - 1), division };
}

function stepped(state, character, { bits, division }, enter) {
  const step = (from, one) => ((from << 1n) | enter) & (bits.get(one) ?? 0n);
  if (character !== DIVISION) return step(state, character);
  const ways = division.map((way) => [...way].reduce(step, state));
  return ways.reduce((all, way) => all | way, state); // the hyphen may not count
}

function spans(text, wanted) {
  const ahead = pattern(wanted, ["-", "- "]),
    back = pattern(wanted.toReversed(), ["-", " -"]);
  const found = [];
  let state = 0n;
  text.forEach((character, at) => {
    state = stepped(state, character, ahead, 1n);
    if (!(state & ahead.last) || isCombining(text[at + 1] ?? " ")) return;
    found.push([first(text, at, back), at]);
    state = 0n;
  });
  return found;
}

// Where a match begins that ends here: the reversed phrase, followed from here on.
function first(text, last, back) {
  let at = last,
    state = stepped(0n, text[last], back, 1n);
  while (!(state & back.last)) state = stepped(state, text[--at], back, 0n);
  return at;
}

function units(lines) {
  const { text, spaced } = lines.words;
  return lines.text.flatMap((own, line) => {
    const [start, stop] = [lines.offsets[line], lines.offsets[line + 1]];
    if (start === stop) return [{ text: own, line, word: -1, after: "\n" }];
    return text.slice(start, stop).map((word, at) => {
      const row = start + at;
      return {
        text: word,
        line,
        word: row,
        after: row === stop - 1 ? "\n" : " ".repeat(spaced[row]),
      };
    });
  });
}

function match(found, [from, start], [to, , stop]) {
  const inside = found.slice(from, to + 1);
  const head = inside
    .slice(0, -1)
    .map((unit) => unit.text + unit.after)
    .join("");
  return {
    text: (head + inside.at(-1).text.slice(0, stop)).slice(start),
    words: inside.map((unit) => unit.word).filter((word) => word >= 0),
    lines: [...new Set(inside.map((unit) => unit.line))],
  };
}

function wantedOf(phrase, withCase) {
  const folded = new Folded(withCase);
  folded.add(phrase, 0);
  const { characters } = folded;
  while (characters.at(-1) === " ") characters.pop();
  return characters;
}

// The matches on a page, given its lines as the native format has them; none of an empty phrase.
export function find(lines, phrase, withCase = false) {
  const wanted = wantedOf(phrase, withCase);
  if (!wanted.length) return [];
  const found = units(lines);
  const text = foldedText(found.map((unit) => unit.text).join(" "), withCase);
  if (!counted(text).includes(counted(wanted.join("")))) return []; // the fast no
  const folded = new Folded(withCase);
  found.forEach((unit, row) => folded.addUnit(unit, row));
  const { characters, places } = folded;
  return spans(characters, wanted).map(([from, to]) => match(found, places[from], places[to]));
}
