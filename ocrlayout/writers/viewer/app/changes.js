// The corrections of a document: made, undone, kept in the browser, and written into its JSON.

import { correct } from "./corrections.js";
import { asWritten } from "./pages.js";
import { keep, kept } from "./storage.js";

const CORRECTIONS = "ocrlayout/corrections/";
const NOT_KEPT =
  "The browser does not keep corrections here: download them before you close this page.";

export class Changes extends EventTarget {
  constructor(pages) {
    super();
    this.pages = pages;
    this.key = CORRECTIONS + pages.about.id;
    this.made = kept(this.key, []);
    this.undone = [];
    for (const index of new Set(this.made.map((one) => one.page))) this.replay(index);
  }

  // Make a correction, and return the row of the word to choose.
  make(correction) {
    this.made.push(correction);
    this.undone = [];
    const row = correct(this.pages.get(correction.page).page, correction);
    correction.row ??= row; // what was undone is shown, too
    this.tell(correction.page, row);
    return row;
  }

  undo() {
    const correction = this.made.pop();
    if (correction) (this.undone.push(correction), this.again(correction));
    return correction;
  }

  redo() {
    const correction = this.undone.pop();
    if (correction) (this.made.push(correction), this.again(correction));
    return correction;
  }

  again({ page, row }) {
    this.replay(page);
    this.tell(page, row);
  }

  // Take a page from the file, and make its corrections again.
  replay(index) {
    const parts = this.pages.fresh(index);
    this.pages.parts.set(index, parts);
    for (const one of this.made) if (one.page === index) correct(parts.page, one);
  }

  tell(page, row) {
    if (!keep(this.key, this.made)) say(NOT_KEPT);
    this.dispatchEvent(new CustomEvent("changed", { detail: { page, row } }));
  }

  // The document in the native format; pages that were not corrected as they stand in the file.
  json() {
    const corrected = new Set(this.made.map((one) => one.page));
    const pages = this.pages.heads.map((_, index) =>
      corrected.has(index) ? asWritten(this.pages.get(index).page) : this.pages.text(index),
    );
    return `{"ocrlayout": 1, "pages": [\n${pages.join(",\n")}\n]}\n`;
  }
}

// Tell what happened, also to those who do not see the page.
export function say(message) {
  document.getElementById("status").textContent = message;
}
