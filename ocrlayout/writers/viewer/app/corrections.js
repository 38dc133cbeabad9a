// Words changed, split, joined, deleted and added. The columns are those of the native format; the
// text of a line follows its words, and fields go on pointing at theirs.

import { isUnspaced } from "./folding.js";
import { bound, isKnown, part, quadOf, runsDown } from "./geometry.js";
import { placeOn, rowIn, runsLeft } from "./places.js";

// The columns of words, and how many numbers each takes for a word.
const WIDTHS = { text: 1, polygon: 8, confidence: 1, spaced: 1, corrected: 1, doubt: 1, state: 1 };
const UNKNOWN = Array(8).fill(null);
const LETTER = 0.55; // of the height of a word: the usual width of a letter
const GAP = 0.3; // of the height: between two words

export function wordOf(words, row) {
  const word = Object.fromEntries(Object.keys(WIDTHS).map((name) => [name, words[name][row]]));
  return { ...word, polygon: quadOf(words, row) };
}

// The line that owns a word.
export function lineOf(lines, row) {
  let low = 0,
    high = lines.text.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines.offsets[middle + 1] > row) high = middle;
    else low = middle + 1;
  }
  return low;
}

function replaceWords(lines, at, count, added, line = lineOf(lines, at)) {
  for (const [name, width] of Object.entries(WIDTHS)) {
    lines.words[name].splice(width * at, width * count, ...added.flatMap((word) => word[name]));
  }
  const shift = added.length - count;
  for (let each = line + 1; each < lines.offsets.length; each++) lines.offsets[each] += shift;
}

// Where a word stands in the text of its line; null where the text does not hold its words.
function placeOf(lines, row) {
  const line = lineOf(lines, row),
    stop = lines.offsets[line + 1];
  let at = 0,
    place = null;
  for (let each = lines.offsets[line]; each < stop; each++) {
    const word = lines.words.text[each],
      start = lines.text[line].indexOf(word, at);
    if (start < 0) return null;
    at = start + word.length;
    if (each === row) place = [start, at];
  }
  return place;
}

function rejoined(lines, line) {
  const { text, spaced } = lines.words;
  const parts = [];
  for (let row = lines.offsets[line]; row < lines.offsets[line + 1]; row++) {
    parts.push(text[row] + (spaced[row] ? " " : ""));
  }
  return parts.join("").trim();
}

// Put text in place of a part of a line's own text; without a place the line is made of its words.
function follow(lines, line, place, text) {
  const own = lines.text[line];
  lines.text[line] = place
    ? (own.slice(0, place[0]) + text + own.slice(place[1])).trim()
    : rejoined(lines, line);
}

function moveFields(fields, from, shift) {
  if (!fields) return;
  fields.word = fields.word.map((row) => (row >= from ? row + shift : row));
}

function change({ lines }, { row, text }) {
  const place = placeOf(lines, row),
    { words } = lines;
  words.text[row] = text;
  words.corrected[row] = true;
  follow(lines, lineOf(lines, row), place, text);
  return row;
}

// The part of a word's quad between two shares of its text.
function stretch(text, quad, from, to) {
  if (!isKnown(quad)) return UNKNOWN;
  if (runsDown(text, quad)) return part(quad, from, to, true);
  return runsLeft(text) ? part(quad, 1 - to, 1 - from) : part(quad, from, to);
}

function split({ lines, fields }, { row, at }) {
  const place = placeOf(lines, row),
    word = wordOf(lines.words, row);
  const parts = [word.text.slice(0, at).trimEnd(), word.text.slice(at).trimStart()];
  const share = parts[0].length / (parts[0].length + parts[1].length);
  const cut = (from, to) => stretch(word.text, word.polygon, from, to);
  const whole = { ...word, corrected: true };
  const first = { ...whole, text: parts[0], polygon: cut(0, share), spaced: true };
  replaceWords(lines, row, 1, [first, { ...whole, text: parts[1], polygon: cut(share, 1) }]);
  follow(lines, lineOf(lines, row), place, parts.join(" "));
  moveFields(fields, row + 1, 1);
  return row;
}

function surest(...values) {
  return values.includes(null) ? null : Math.min(...values);
}

// With the next word of the line.
function join({ lines, fields }, { row }) {
  const [first, second] = [wordOf(lines.words, row), wordOf(lines.words, row + 1)];
  const [start, stop] = [placeOf(lines, row), placeOf(lines, row + 1)];
  const areKnown = isKnown(first.polygon) && isKnown(second.polygon);
  const text = first.text + second.text;
  const joined = {
    ...second,
    text,
    corrected: true,
    polygon: areKnown ? bound(first.polygon, second.polygon) : first.polygon,
    confidence: surest(first.confidence, second.confidence),
  };
  replaceWords(lines, row, 2, [joined]);
  follow(lines, lineOf(lines, row), start && stop && [start[0], stop[1]], text);
  moveFields(fields, row + 1, -1);
  return row;
}

function remove({ lines, fields }, { row }) {
  const line = lineOf(lines, row),
    place = placeOf(lines, row);
  const isAlone = lines.offsets[line + 1] - lines.offsets[line] === 1;
  replaceWords(lines, row, 1, []);
  if (isAlone) removeLine(lines, line);
  else {
    const next = lines.text[line][place?.[1]] === " " ? 1 : 0; // one space goes along
    follow(lines, line, place && [place[0], place[1] + next], "");
  }
  if (fields) fields.word = fields.word.map((at) => (at === row ? -1 : at));
  moveFields(fields, row + 1, -1);
  return Math.max(0, Math.min(row, lines.words.text.length - 1));
}

function removeLine(lines, line) {
  lines.offsets.splice(line + 1, 1);
  lines.polygon.splice(8 * line, 8);
  for (const name of ["text", "block", "language", "handwritten"]) lines[name].splice(line, 1);
}

// The place of a word behind another: as high, up to the next word of the line if there is one.
function placeBehind(lines, row, text) {
  const quad = quadOf(lines.words, row);
  if (!isKnown(quad)) return UNKNOWN;
  const down = runsDown(lines.words.text[row], quad);
  const along = down
    ? [quad[6] - quad[0], quad[7] - quad[1]]
    : [quad[2] - quad[0], quad[3] - quad[1]];
  const across = down
    ? [quad[2] - quad[0], quad[3] - quad[1]]
    : [quad[6] - quad[0], quad[7] - quad[1]];
  const length = Math.hypot(...along) || 1,
    height = Math.hypot(...across);
  return part(
    quad,
    1 + (GAP * height) / length,
    1 + ((GAP + LETTER * text.length) * height) / length,
    down,
  );
}

const made = (text, polygon, spaced = true) => ({
  text,
  polygon,
  spaced,
  confidence: null,
  corrected: true,
  doubt: null,
  state: 0,
});

// Whether a space stands between two texts.
const areSpaced = (first, second) =>
  !isUnspaced([...first].at(-1) ?? " ") || !isUnspaced([...second][0] ?? " ");

const gap = (first, second) => (areSpaced(first, second) ? " " : "");

// Behind a word, in its line.
function add({ lines, fields }, { row, text }) {
  const polygon = placeBehind(lines, row, text);
  insertWords(lines, lineOf(lines, row), row + 1, [made(text, polygon)]);
  moveFields(fields, row + 1, 1);
  return row + 1;
}

// Words into a line, and into its text: behind the word before them, or before its first.
function insertWords(lines, line, row, added) {
  const { words } = lines,
    text = added.map((word) => word.text).join(" ");
  const isFirst = row === lines.offsets[line],
    isLast = row === lines.offsets[line + 1];
  const place = placeOf(lines, isFirst ? row : row - 1);
  const before = isFirst ? "" : gap(words.text[row - 1], text),
    after = isFirst ? gap(text, words.text[row]) : "";
  added.at(-1).spaced = isLast ? words.spaced[row - 1] : areSpaced(text, words.text[row]);
  if (!isFirst) words.spaced[row - 1] = before !== "";
  replaceWords(lines, row, 0, added, line);
  const at = place?.[isFirst ? 0 : 1];
  follow(lines, line, place && [at, at], before + text + after);
}

// A text as words that lie in a quad one behind the other.
function wordsIn(text, quad) {
  let at = 0;
  return text.split(" ").map((word) => {
    const from = at / text.length,
      to = (at + word.length) / text.length;
    at += word.length + 1;
    return made(word, stretch(text, quad, from, to));
  });
}

// Where nothing was read: words of the line that the place lies in, or a line of their own.
function insert(page, { text, polygon }) {
  const { lines, fields } = page,
    place = placeOn(page, polygon),
    added = wordsIn(text, polygon);
  const row = place.isOwn
    ? insertLine(lines, place, text, polygon)
    : rowIn(lines, place.line, polygon);
  if (place.isOwn) replaceWords(lines, row, 0, added, place.line);
  else {
    insertWords(lines, place.line, row, added);
    lines.polygon.splice(8 * place.line, 8, ...bound(quadOf(lines, place.line), polygon));
  }
  moveFields(fields, row, added.length);
  return row;
}

// A line without words, and the row where its first will be.
function insertLine(lines, { line, block }, text, polygon) {
  const row = lines.offsets[line];
  lines.offsets.splice(line, 0, row);
  lines.polygon.splice(8 * line, 0, ...polygon);
  const values = { text, block, language: "", handwritten: null };
  for (const [name, value] of Object.entries(values)) lines[name].splice(line, 0, value);
  return row;
}

const KINDS = { change, split, join, delete: remove, add, insert };

// Correct a page in place, and return the row of the word that is chosen after that.
export const correct = (page, correction) => KINDS[correction.kind](page, correction);

// Whether a word has another behind it in its line.
export const hasNext = (lines, row) => row + 1 < lines.offsets[lineOf(lines, row) + 1];
