// The chosen word: cut out and enlarged beside what was read, to be judged and corrected.

import { hasNext, lineOf } from "./corrections.js";
import { say } from "./changes.js";
import { drawCrop } from "./crop.js";
import { quadOf } from "./geometry.js";

export const byId = (id) => document.getElementById(id);

const INVISIBLE = /[\p{Cc}\p{Cf}\u2028\u2029]/gu; // what cannot be seen is spelt
const spelled = (character) =>
  `‹U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}›`;

// A text with every character that is not seen spelt out.
export const visible = (text) => text.replace(INVISIBLE, spelled);

// A share, with a digit more where it is nearly nothing or nearly all.
export function percent(value) {
  const isNear = (value > 0 && value < 0.01) || (value < 1 && value > 0.99);
  return `${(100 * value).toFixed(isNear ? 1 : 0)} %`;
}

// What is known of a word, each a short text.
export function factsOf(page, row) {
  const { lines, blocks } = page,
    { words } = lines,
    line = lineOf(lines, row);
  const confidence = words.confidence[row],
    role = blocks.role[lines.block[line]];
  return [
    confidence === null ? "confidence unknown" : `confidence ${percent(confidence)}`,
    `line ${line + 1} of ${lines.text.length}`,
    role ? `in a ${role.replaceAll("_", " ")}` : "",
    words.corrected[row] ? "set by a person" : "",
  ].filter(Boolean);
}

export class Card {
  constructor(pages, changes) {
    Object.assign(this, { pages, changes, chosen: null, place: null });
    this.field = byId("reading");
    this.buttons = ["right", "split", "join", "add", "delete"].map(byId);
    this.field.addEventListener("focus", () => this.field.select());
  }

  get page() {
    return this.pages.get(this.chosen.page).page;
  }

  show(chosen) {
    this.chosen = chosen;
    this.place = null;
    const { lines } = this.page,
      { row } = chosen,
      isThere = row < lines.words.text.length;
    for (const each of [this.field, ...this.buttons]) each.disabled = !isThere;
    if (!isThere) return;
    this.field.value = lines.words.text[row];
    byId("join").disabled = !hasNext(lines, row);
    byId("facts").textContent =
      `Page ${this.pages.heads[chosen.page].number}, ${factsOf(this.page, row).join(", ")}`;
    this.crop(chosen.page, quadOf(lines.words, row));
  }

  crop(page, quad) {
    drawCrop(byId("crop"), this.pages.image(page), this.pages.heads[page], quad);
  }

  // A place where nothing was read: what is typed will stand there.
  ask(place) {
    this.place = place;
    for (const each of this.buttons) each.disabled = true;
    this.field.disabled = false;
    this.field.value = "";
    byId("facts").textContent = "Type what stands there, then press Enter.";
    this.crop(place.page, place.polygon);
    this.field.focus();
  }

  insert() {
    const text = this.field.value.trim().replace(/\s+/g, " ");
    if (!text) return say("Type what stands in the box, or press Esc.");
    return this.changes.make({ kind: "insert", ...this.place, text });
  }

  // Leave a place where nothing was typed.
  leave() {
    if (this.chosen) return this.show(this.chosen);
    this.place = null;
    this.field.disabled = true;
    this.field.value = "";
    byId("facts").textContent = "";
    return undefined;
  }

  make(kind, more = {}) {
    if (!this.chosen || this.place || this.field.disabled) return false;
    this.changes.make({ kind, ...this.chosen, ...more });
    return true;
  }

  // Take what the field says; unchanged, it says that the word is right.
  take() {
    const text = this.field.value.trim();
    if (!text) return (say("A word is not empty: delete it instead."), false);
    return this.make("change", { text });
  }

  split() {
    const { value, selectionStart: at } = this.field;
    const parts = [value.slice(0, at).trim(), value.slice(at).trim()];
    if (value !== this.page.lines.words.text[this.chosen.row])
      return (say("Take the change first (Enter), then split."), false);
    if (parts.includes(""))
      return (say("Put the caret where the word divides, then split."), false);
    return this.make("split", { at });
  }

  join() {
    return hasNext(this.page.lines, this.chosen.row) && this.make("join");
  }

  delete() {
    return this.make("delete");
  }

  add() {
    const text = prompt("Which word stands behind this one?")?.trim();
    return text ? this.make("add", { text }) : false;
  }
}
