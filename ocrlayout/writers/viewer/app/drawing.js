// What is drawn over a scan: tints of doubt, outlines, order, blocks, tables, hits, the chosen word.

import { bound, box, isKnown, moved, quadOf } from "./geometry.js";
import { CELLS } from "./places.js";

const SVG = "http://www.w3.org/2000/svg";
const PLAIN = ["", "paragraph", "column"]; // roles that go without saying
const NUMBER = 11; // pixels: the least size of a number that is read with ease

export function element(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export function outline(quad, matrix) {
  const points = moved(quad, matrix).map((value) => value.toFixed(1));
  return `M${points[0]} ${points[1]}L${points[2]} ${points[3]} ${points[4]} ${points[5]} ${points[6]} ${points[7]}Z`;
}

// One path for many quads: a page of 1,000 words is a handful of elements.
function path(name, quads, matrix) {
  const data = quads
    .filter(isKnown)
    .map((quad) => outline(quad, matrix))
    .join("");
  return element("path", { class: name, d: data });
}

// How strongly a word is tinted: 0 (sure) to 4, or "unknown", or "corrected" by a person.
export function tint(words, row, tints) {
  if (words.corrected[row]) return "corrected";
  const doubt = words.doubt[row];
  if (doubt === null) return "unknown";
  return doubt > 0 ? tints.filter((least) => doubt >= least).length : 0;
}

function grouped(words, name) {
  const groups = new Map();
  words.text.forEach((_, row) => {
    const key = name(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(quadOf(words, row));
  });
  return [...groups];
}

function tinted(words, tints, matrix) {
  const groups = grouped(words, (row) => tint(words, row, tints));
  return groups.map(([name, quads]) => path(`doubt tint-${name}`, quads, matrix));
}

const DIFFERENCES = ["same", "different", "alone"];

function compared(words, matrix) {
  const groups = grouped(words, (row) => DIFFERENCES[words.state[row]]);
  return groups.map(([name, quads]) => path(`state ${name}`, quads, matrix));
}

const quads = (columns) => columns.text.map((_, row) => quadOf(columns, row));

// The corners of a block: its own, or the extent of the lines in it and in the blocks inside it.
function blockQuads({ blocks, lines }) {
  const own = blocks.role.map((_, row) => (blocks.polygon ?? []).slice(8 * row, 8 * row + 8));
  const found = own.map((quad) => (isKnown(quad) ? quad : null));
  const grow = (row, quad) => {
    if (row < 0 || isKnown(own[row])) return;
    found[row] = found[row] ? bound(found[row], quad) : quad;
  };
  lines.block.forEach(
    (row, line) => isKnown(quadOf(lines, line)) && grow(row, quadOf(lines, line)),
  );
  for (let row = found.length - 1; row >= 0; row--)
    if (found[row]) grow(blocks.parent[row], found[row]);
  return found.map((quad) => quad ?? []);
}

function label(text, quad, matrix) {
  const [left, top] = box(moved(quad, matrix));
  const made = element("text", { x: left + 2, y: top - 3 });
  made.textContent = text.replaceAll("_", " ");
  return made;
}

function blocksDrawn(page, matrix) {
  const all = blockQuads(page),
    { role } = page.blocks;
  const rows = role
    .map((_, row) => row)
    .filter((row) => isKnown(all[row]) && !CELLS.includes(role[row]));
  const tables = role
    .map((_, row) => row)
    .filter((row) => role[row] === "table" && isKnown(all[row]));
  const cells = all.filter((_, row) => CELLS.includes(role[row]));
  const named = element("g", { class: "blocks" });
  named.append(
    ...rows
      .filter((row) => !PLAIN.includes(role[row]))
      .map((row) => label(role[row], all[row], matrix)),
  );
  return [
    path(
      "blocks",
      rows.map((row) => all[row]),
      matrix,
    ),
    named,
    path(
      "tables",
      tables.map((row) => all[row]),
      matrix,
    ),
    path("tables cells", cells, matrix),
  ];
}

// The number of a line stands before it, where nothing is hidden by it; the way is a thin line.
function orderDrawn(lines, matrix) {
  const group = element("g", { class: "order" });
  const known = quads(lines)
    .map((quad, line) => [line, quad])
    .filter(([, quad]) => isKnown(quad));
  const starts = known
    .map(([, quad]) => moved(quad, matrix))
    .map((quad) => [(quad[0] + quad[6]) / 2, (quad[1] + quad[7]) / 2]);
  group.append(element("polyline", { points: starts.join(" ") }));
  known.forEach(([line], at) => {
    const [x, y] = starts[at],
      text = element("text", { x: x - 5, y: y + NUMBER / 3 });
    text.textContent = line + 1;
    group.append(text);
  });
  return group;
}

// The layers of a page; style sheets show those that are wanted.
export function overlay(page, placed, tints) {
  const { lines } = page,
    matrix = placed.words;
  const svg = element("svg", {
    viewBox: `0 0 ${placed.width} ${placed.height}`,
    "aria-hidden": "true",
  });
  svg.append(
    ...tinted(lines.words, tints, matrix),
    ...compared(lines.words, matrix),
    path("polygons", quads(lines.words), matrix),
    path("polygons lines", quads(lines), matrix),
    ...blocksDrawn(page, matrix),
    orderDrawn(lines, matrix),
    element("path", { class: "hits" }),
    element("path", { class: "hover" }),
    element("path", { class: "chosen" }),
  );
  return svg;
}

// Mark words in a layer that is drawn already.
export function mark(svg, name, words, rows, matrix) {
  const known = rows.map((row) => quadOf(words, row)).filter(isKnown);
  svg
    .querySelector(`path.${name}`)
    .setAttribute("d", known.map((quad) => outline(quad, matrix)).join(""));
}
