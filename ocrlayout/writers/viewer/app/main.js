// The parts put together: what is chosen is shown everywhere, and what is changed is drawn anew.

import { byId, Card, factsOf, visible } from "./card.js";
import { Changes, say } from "./changes.js";
import { Keys } from "./keys.js";
import { Lists } from "./lists.js";
import { Marquee } from "./marquee.js";
import { View } from "./menus.js";
import { Pages } from "./pages.js";
import { Printing } from "./printing.js";
import { Stage } from "./stage.js";
import { Thumbnails } from "./thumbnails.js";
import { copy } from "./words.js";

const PAUSE = 150; // milliseconds after a letter until it is looked for

const pages = new Pages();
const changes = new Changes(pages);
const view = new View();
const stage = new Stage(pages, view.settings);
const lists = new Lists(pages);
const card = new Card(pages, changes);
const marquee = new Marquee(stage);
new Thumbnails(pages, stage);
let chosen = null;

function choose(next, isFocused = false) {
  if (chosen) stage.sheets[chosen.page].mark("chosen", []);
  chosen = next;
  marquee.clear();
  const sheet = stage.sheets[next.page];
  stage.show(next.page, next.row);
  sheet.mark("chosen", [next.row]);
  card.show(next);
  if (isFocused) card.field.focus();
  const { lines } = sheet.data,
    text = lines.words.text[next.row];
  if (text !== undefined) say(`${visible(text)}, ${factsOf(sheet.data, next.row).join(", ")}`);
}

// The neighbor of the chosen word in reading order, also on the next page.
function walk(by) {
  let { page, row } = chosen ?? { page: stage.current, row: -1 };
  row += by;
  while (page >= 0 && page < pages.length) {
    const count = pages.get(page).page.lines.words.text.length;
    if (row >= 0 && row < count) return choose({ page, row });
    page += by;
    row = by > 0 ? 0 : page >= 0 ? pages.get(page).page.lines.words.text.length - 1 : 0;
  }
  return undefined;
}

function markHits() {
  const hits = lists.name === "found" ? lists.items : [];
  const byPage = Map.groupBy(hits, (item) => item.page);
  stage.sheets.forEach((sheet, index) => {
    const rows = (byPage.get(index) ?? []).flatMap((item) => item.rows);
    if (rows.length || sheet.hits.length) sheet.mark("hits", rows);
  });
}

const isInField = () => document.activeElement === card.field;

const actions = {
  next: () => lists.step(1, chosen),
  previous: () => lists.step(-1, chosen),
  after: () => walk(1),
  before: () => walk(-1),
  take: () => (card.place ? card.insert() : card.take() && actions.next()),
  edit: () => card.field.focus(),
  split: () => chosen && card.split(),
  join: () => chosen && card.join(),
  add: () => chosen && card.add(),
  delete: () => chosen && card.delete(),
  draw: () => (marquee.isOn ? marquee.leave() : marquee.start()),
  undo: () => say(changes.undo() ? "Undone" : "There is nothing to undo."),
  redo: () => say(changes.redo() ? "Done again" : "There is nothing to do again."),
  search: () => byId("phrase").focus(),
  facing: () => view.toggle("facing"),
  order: () => view.toggle("order"),
  blocks: () => view.toggle("blocks"),
  tables: () => view.toggle("tables"),
  larger: () => stage.larger(),
  smaller: () => stage.smaller(),
  fit: () => stage.fit(),
  help: () => byId("keys").showModal(),
  leave,
};

function leave() {
  byId("hover").hidden = true;
  byId("view").open = false;
  if (card.place || isInField()) card.leave();
  marquee.clear();
  stage.element.focus({ preventScroll: true });
}

const BUTTONS = {
  "zoom-in": "larger",
  "zoom-out": "smaller",
  fit: "fit",
  undo: "undo",
  redo: "redo",
  help: "help",
  previous: "previous",
  next: "next",
  right: "take",
  join: "join",
  add: "add",
  delete: "delete",
  draw: "draw",
};
for (const [id, name] of Object.entries(BUTTONS))
  byId(id).addEventListener("click", () => actions[name]());
// The caret has to stay where it is.
byId("split").addEventListener("mousedown", (event) => event.preventDefault());
byId("split").addEventListener("click", () => actions.split());

marquee.addEventListener("drawn", ({ detail }) => card.ask(detail));
marquee.addEventListener("left", () => card.leave());

lists.addEventListener("chosen", ({ detail }) => choose(detail, isInField()));
lists.addEventListener("opened", markHits);
view.addEventListener("reshaped", () => {
  stage.again();
  stage.fit();
});

changes.addEventListener("changed", ({ detail }) => {
  const sheet = stage.sheets[detail.page],
    count = sheet.data.lines.words.text.length;
  if (sheet.isBuilt) sheet.again();
  lists.changed();
  markHits();
  countCorrections();
  choose({ page: detail.page, row: Math.min(detail.row, Math.max(0, count - 1)) }, isInField());
});

function countCorrections() {
  const { length } = changes.made;
  byId("undo").disabled = !length;
  byId("redo").disabled = !changes.undone.length;
  byId("download").textContent = length ? `Download (${length})` : "Download";
}

function tellPosition() {
  const head = pages.heads[stage.current];
  byId("zoom").textContent = `${Math.round(100 * stage.zoom)} %`;
  byId("position").textContent = head ? `Page ${stage.current + 1} of ${pages.length}` : "No pages";
}
stage.addEventListener("moved", tellPosition);

let waiting = 0;
function look() {
  clearTimeout(waiting);
  lists.look(byId("phrase").value, byId("case").checked);
}
byId("phrase").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, PAUSE);
});
byId("case").addEventListener("change", look);
byId("search").addEventListener("submit", (event) => {
  event.preventDefault();
  if (byId("phrase").value !== lists.phrase || lists.name !== "found") look();
  lists.step(1, chosen);
});

function wordAt(target) {
  const word = target.closest?.(".sheet:not(.other) .word");
  return (
    word && { page: Number(word.closest(".page").dataset.page), row: Number(word.dataset.row) }
  );
}

stage.element.addEventListener("click", (event) => {
  const word = getSelection().isCollapsed && wordAt(event.target);
  if (word) choose(word);
});

let hovered = null;
stage.element.addEventListener("pointerover", (event) => {
  const word = wordAt(event.target),
    tip = byId("hover");
  if (hovered) stage.sheets[hovered.page].mark("hover", []);
  hovered = word;
  tip.hidden = !word;
  if (!word) return;
  const { data } = stage.sheets[word.page];
  stage.sheets[word.page].mark("hover", [word.row]);
  tip.textContent = `${visible(data.lines.words.text[word.row])} · ${factsOf(data, word.row).join(" · ")}`;
  placeTip(tip, event.target.getBoundingClientRect());
});

// Under the word, and inside the window.
function placeTip(tip, area) {
  const left = Math.max(4, Math.min(area.left, innerWidth - tip.offsetWidth - 4));
  const isLow = area.bottom + tip.offsetHeight + 8 > innerHeight;
  tip.style.left = `${left}px`;
  tip.style.top = `${isLow ? area.top - tip.offsetHeight - 6 : area.bottom + 6}px`;
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([changes.json()], { type: "application/json" }));
  link.download = `${document.title.replace(/[^\p{L}\p{N}._ -]/gu, "_").slice(0, 80)}.corrected.json`;
  link.click();
  URL.revokeObjectURL(link.href);
  say(
    "The document is downloaded as JSON: ocrlayout reads it, and writes every other format from it.",
  );
}
byId("download").addEventListener("click", download);

document.addEventListener("copy", copy);
document.documentElement.classList.toggle("has-other", pages.about.compared);
new Keys(actions, stage);
new Printing(pages, stage);
stage.fit();
stage.open(0);
tellPosition();
countCorrections();
// The list needs all pages: it is made when the first of them are seen.
(globalThis.requestIdleCallback ?? setTimeout)(() =>
  lists.open(pages.about.compared ? "different" : "doubtful"),
);
