// A page on the screen: the scan, its text and what is drawn over them; and a second sheet beside it.

import { say } from "./changes.js";
import { mark, overlay, tint } from "./drawing.js";
import { css } from "./geometry.js";
import { placement } from "./pages.js";
import { onPaper } from "./printing.js";
import { textElement } from "./words.js";

function div(name, ...children) {
  const made = document.createElement("div");
  made.className = name;
  made.append(...children);
  return made;
}

export class Sheet {
  constructor(pages, index, settings) {
    Object.assign(this, { pages, index, settings, isBuilt: false, hits: [], chosen: [] });
    this.head = pages.heads[index];
    this.element = document.createElement("section");
    this.element.className = "page";
    this.element.dataset.page = index;
    this.element.setAttribute("aria-label", this.name);
    this.lay();
  }

  get name() {
    const { number, name } = this.head;
    return name ? `Page ${number}, ${name}` : `Page ${number}`;
  }

  // The page's shape is known before its columns are read: so the way to scroll is as long as it stays.
  lay() {
    const placed = placement(this.head, this.settings.upright);
    this.placed = placed;
    this.element.style.setProperty("--width", placed.width);
    this.element.style.setProperty("--height", placed.height);
    this.element.replaceChildren(div("caption", this.name), div("frame"));
    this.element.classList.toggle("two", this.isDouble);
    if (this.isDouble) this.element.append(div("frame"));
    this.layOnPaper();
    this.isBuilt = false;
  }

  layOnPaper() {
    const { width, height } = this.placed;
    const { isWide, zoom } = onPaper(width * (this.isDouble ? 2 : 1), height);
    this.element.style.setProperty("--printed", zoom);
    this.element.classList.toggle("wide", isWide);
  }

  get isDouble() {
    return this.settings.facing || (this.settings.other && this.pages.about.compared);
  }

  get data() {
    return this.pages.get(this.index).page;
  }

  build() {
    if (this.isBuilt) return;
    this.isBuilt = true;
    const [first, second] = this.element.querySelectorAll(".frame");
    first.replaceChildren(this.scanned());
    if (second) second.replaceChildren(this.beside());
    this.remark();
  }

  clear() {
    if (this.isBuilt)
      for (const frame of this.element.querySelectorAll(".frame")) frame.replaceChildren();
    this.isBuilt = false;
  }

  again() {
    this.clear();
    this.build();
  }

  scanned() {
    const sheet = div(this.head.scan ? "sheet scanned" : "sheet set"),
      image = this.pages.image(this.index);
    this.overlay = overlay(this.data, this.placed, this.pages.about.tints);
    if (image) {
      image.className = "scan";
      image.style.transform = css(this.placed.scan);
      sheet.append(image);
      this.watch(image, sheet);
    }
    sheet.append(this.overlay, textElement(this.data.lines, this.placed.words));
    return sheet;
  }

  watch(image, sheet) {
    const hasFailed = image.complete && !image.naturalWidth;
    if (hasFailed) this.without(sheet);
    else image.addEventListener("error", () => this.without(sheet), { once: true });
  }

  // A scan that is linked and not there: the text is shown in its place.
  without(sheet) {
    sheet.classList.replace("scanned", "set");
    const missing = `${this.name}: the scan ${this.head.scan.link ?? ""} cannot be shown`;
    this.element.querySelector(".caption").textContent = missing;
    say(missing);
  }

  // The page set from its text: what was read, or what another engine read.
  beside() {
    const { other, otherHead } = this.pages.get(this.index),
      isOther = this.settings.other && this.pages.about.compared;
    if (isOther && !other)
      return div("sheet beside set empty", "The other reading does not have this page.");
    const page = isOther ? other : this.data;
    const placed = isOther ? placement(otherHead, this.settings.upright) : this.placed;
    const sheet = div(isOther ? "sheet beside set other" : "sheet beside set"),
      text = textElement(page.lines, placed.words);
    if (isOther) this.colored(text, (row) => `state-${page.lines.words.state[row]}`);
    else this.colored(text, (row) => `tint-${tint(page.lines.words, row, this.pages.about.tints)}`);
    sheet.append(text);
    return sheet;
  }

  colored(text, name) {
    for (const word of text.querySelectorAll(".word"))
      word.classList.add(name(Number(word.dataset.row)));
  }

  mark(name, rows) {
    if (name !== "hover") this[name] = rows;
    if (this.isBuilt) mark(this.overlay, name, this.data.lines.words, rows, this.placed.words);
    for (const word of this.element.querySelectorAll(`.set .word.is-${name}`))
      word.classList.remove(`is-${name}`);
    for (const row of rows) {
      const word = this.element.querySelector(`.set:not(.other) .word[data-row="${row}"]`);
      word?.classList.add(`is-${name}`);
    }
  }

  remark() {
    this.mark("hits", this.hits);
    this.mark("chosen", this.chosen);
  }
}
