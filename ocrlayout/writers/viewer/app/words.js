// Words as elements: real text over the scan, each word at its own angle and as wide as its quad.

import { isKnown, measured, moved, quadOf, runsDown } from "./geometry.js";

const SIZE = 0.8; // of a quad's height: the type size of letters that fill it
const TALLER = 1.25; // at most, where a word would have to be stretched
const FAMILY = "system-ui, sans-serif";
const PROBE = 20; // pixels: widths are measured at this size, and scale with it

const pen = document.createElement("canvas").getContext("2d");
pen.font = `${PROBE}px ${FAMILY}`;

const natural = (text, size) => (pen.measureText(text).width * size) / PROBE;

// The size of a word's type, and how much it is stretched to be as long as its quad.
function fitted(text, across, length) {
  const usual = SIZE * across,
    width = natural(text, usual) || length;
  const size = usual * Math.min(TALLER, Math.max(1, length / width));
  return { size, stretch: (length / width) * (usual / size) };
}

function place(span, text, quad) {
  const { width, height, angle } = measured(quad),
    { style } = span;
  const down = runsDown(text, quad),
    [across, length] = down ? [width, height] : [height, width];
  const { size, stretch } = fitted(text, across, length);
  style.fontSize = `${size}px`;
  style.lineHeight = `${across}px`;
  const stretched = down ? `scaleY(${stretch})` : `scaleX(${stretch})`;
  style.transform = `translate(${quad[0]}px, ${quad[1]}px) rotate(${angle}rad) ${stretched}`;
  span.classList.toggle("down", down);
}

function wordElement(columns, row, matrix) {
  const span = document.createElement("span"),
    text = columns.text[row];
  span.className = "word";
  span.dataset.row = row;
  span.dir = "auto";
  span.textContent = text;
  const quad = quadOf(columns, row);
  if (isKnown(quad)) place(span, text, moved(quad, matrix));
  else span.classList.add("unplaced");
  return span;
}

function lineElement(lines, line, matrix) {
  const element = document.createElement("div");
  element.className = "line";
  for (let row = lines.offsets[line]; row < lines.offsets[line + 1]; row++) {
    element.append(wordElement(lines.words, row, matrix), lines.words.spaced[row] ? " " : "");
  }
  return element;
}

// The text of a page, line by line in reading order.
export function textElement(lines, matrix) {
  const layer = document.createElement("div");
  layer.className = "text";
  layer.append(...lines.text.map((_, line) => lineElement(lines, line, matrix)));
  return layer;
}

// How much of a word's text is in a range.
function selected(span, range) {
  const node = span.firstChild,
    text = span.textContent;
  const start = range.startContainer === node ? range.startOffset : 0;
  return text.slice(start, range.endContainer === node ? range.endOffset : text.length);
}

// The text of a selection: spaces as the lines have them, a line feed after each line.
export function selectedText(range) {
  const root = range.commonAncestorContainer;
  const scope = root.nodeType === Node.TEXT_NODE ? root.parentElement.closest(".line") : root;
  if (!scope?.querySelectorAll) return "";
  const lines = scope.matches(".line") ? [scope] : [...scope.querySelectorAll(".line")];
  return lines
    .filter((line) => range.intersectsNode(line))
    .map((line) => {
      const words = [...line.querySelectorAll(".word")].filter((one) => range.intersectsNode(one));
      const texts = words.map((one) => selected(one, range) + (one.nextSibling?.data ?? ""));
      return texts.join("").trim();
    })
    .filter(Boolean)
    .join("\n");
}

// Copy what was recognized, and not how the elements happen to lie.
export function copy(event) {
  const selection = getSelection();
  const isOurs = selection.rangeCount && selection.anchorNode?.parentElement?.closest(".text");
  if (!isOurs) return;
  event.clipboardData.setData("text/plain", selectedText(selection.getRangeAt(0)));
  event.preventDefault();
}
