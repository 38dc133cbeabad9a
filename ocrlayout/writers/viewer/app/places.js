// Where on a page something is that a person drew: in a line, in a cell, or between lines.

import { box, isKnown, measured, moved, quadOf, runsDown } from "./geometry.js";

const LEVEL = 0.5; // of the lower of two heights: what overlaps as much stands in one line
const HIGHEST = 2.5; // times the height of a line: more is a line of its own
const BESIDE = 1; // height of a line: as far beyond its ends a word still belongs to it
export const CELLS = ["cell", "column_header", "row_header"];
const RUNS_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

export const runsLeft = (text) => RUNS_LEFT.test(text);

const length = ([from, to]) => to - from;
const middle = ([from, to]) => (from + to) / 2;
const overlap = (one, other) => Math.min(one[1], other[1]) - Math.max(one[0], other[0]);

// Extents of a quad along the lines of an angle, and across them.
function extents(quad, { angle, isDown }) {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [left, top, right, bottom] = box(moved(quad, [cos, sin, 0, -sin, cos, 0]));
  const [level, upright] = [
    [left, right],
    [top, bottom],
  ];
  return isDown ? { along: upright, across: level } : { along: level, across: upright };
}

// How the text of a line lies.
function runOf(lines, line) {
  const quad = quadOf(lines, line);
  return { angle: measured(quad).angle, isDown: runsDown(lines.text[line], quad) };
}

// How a quad lies to a line: its gaps and overlap, in the line's own directions.
function lying(lines, line, quad) {
  const run = runOf(lines, line);
  const [own, other] = [extents(quadOf(lines, line), run), extents(quad, run)];
  const height = length(own.across);
  return {
    line,
    height,
    share: overlap(own.across, other.across) / Math.min(height, length(other.across)),
    times: length(other.across) / height,
    gap: Math.max(0, -overlap(own.along, other.along)),
    drop: Math.max(0, -overlap(own.across, other.across)),
    isAfter: middle(other.across) > middle(own.across) !== run.isDown,
  };
}

const holds = ({ share, times, gap, height }) =>
  share >= LEVEL && times <= HIGHEST && gap <= BESIDE * height;

const least = (items, value) =>
  items.reduce((best, one) => (best && value(best) <= value(one) ? best : one), undefined);

// The cell of a table that holds the middle of a quad, or -1.
function cellAt({ blocks }, quad) {
  const [left, top, right, bottom] = box(quad);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return blocks.role.findIndex((role, row) => {
    const own = quadOf(blocks, row);
    if (!CELLS.includes(role) || !isKnown(own)) return false;
    const [x0, y0, x1, y1] = box(own);
    return x0 <= x && x <= x1 && y0 <= y && y <= y1;
  });
}

// Where a line of a cell comes in reading order: behind those of the cells before it.
function rowInTable({ blocks, lines }, cell) {
  const table = blocks.parent[cell];
  const isBefore = (block) => block >= 0 && block <= cell && blocks.parent[block] === table;
  return lines.block.findLastIndex(isBefore) + 1;
}

function ownLine(page, near, cell) {
  const { block } = page.lines;
  const beside = near ? near.line + (near.isAfter ? 1 : 0) : 0;
  if (cell >= 0) return { line: rowInTable(page, cell) || beside, block: cell };
  const areOne = beside > 0 && block[beside - 1] === block[beside];
  return { line: beside, block: areOne ? block[beside] : -1 };
}

// The line that a quad stands in (`isOwn` false), or the row and the block of a line of its own.
export function placeOn(page, quad) {
  const { lines } = page,
    cell = cellAt(page, quad);
  const rows = lines.text.map((_, line) => line);
  const all = rows
    .filter((line) => isKnown(quadOf(lines, line)))
    .map((line) => lying(lines, line, quad));
  const fit = all.filter((one) => holds(one) && (cell < 0 || lines.block[one.line] === cell));
  if (fit.length) return { line: least(fit, (one) => one.gap).line, isOwn: false };
  const near = least(all, (one) => Math.hypot(one.gap, one.drop));
  return { ...ownLine(page, near, cell), isOwn: true };
}

// The row of a quad's word among those of its line.
export function rowIn(lines, line, quad) {
  const run = runOf(lines, line),
    at = (each) => middle(extents(each, run).along);
  const start = lines.offsets[line];
  const isBackward = !run.isDown && runsLeft(lines.text[line]);
  const words = Array.from({ length: lines.offsets[line + 1] - start }, (_, each) =>
    quadOf(lines.words, start + each),
  );
  const isBefore = (each) => isKnown(each) && at(each) < at(quad) !== isBackward;
  return start + words.findLastIndex(isBefore) + 1;
}

// A quad as it lies in the text about it: its first corner is the text's own top left.
export function oriented({ lines }, quad) {
  const known = lines.text.map((_, line) => quadOf(lines, line)).filter(isKnown);
  const near = least(known, (own) => distance(own, quad));
  const angle = near ? measured(near).angle : 0;
  const turns = [0, 2, 4, 6].map((at) => [...quad.slice(at), ...quad.slice(0, at)]);
  return least(turns, (turned) => -Math.cos(measured(turned).angle - angle));
}

function distance(one, other) {
  const [first, second] = [box(one), box(other)];
  return Math.hypot(
    (first[0] + first[2] - second[0] - second[2]) / 2,
    (first[1] + first[3] - second[1] - second[3]) / 2,
  );
}
