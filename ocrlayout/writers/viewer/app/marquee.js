// A box drawn on a page where nothing was read: with the mouse, or with the arrow keys.

import { say } from "./changes.js";
import { inverse, moved } from "./geometry.js";
import { oriented } from "./places.js";

const FIRST = [110, 22]; // CSS pixels of a page at 100 %: about a word of usual type
const STEP_BY_KEY = 4; // pixels, as above
const LEAST = 4; // pixels across: less is a click, and no box
const HOW =
  "Draw a box around the text: with the mouse, or with the arrow keys (Shift: its size), then Enter." +
  " Esc leaves.";
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value, most) => Math.min(Math.max(value, 0), most);

export class Marquee extends EventTarget {
  constructor(stage) {
    super();
    Object.assign(this, { stage, isOn: false, rect: null, sheet: null });
    this.element = document.createElement("div");
    this.element.className = "marquee";
    document.addEventListener("keydown", (event) => this.isOn && this.key(event), true);
    stage.element.addEventListener("pointerdown", (event) => this.isOn && this.down(event));
  }

  start() {
    this.clear();
    this.turn(true);
    this.stage.element.focus({ preventScroll: true });
    document.getElementById("facts").textContent = HOW;
    say(HOW);
  }

  leave() {
    this.clear();
    this.dispatchEvent(new Event("left"));
  }

  turn(isOn) {
    this.isOn = isOn;
    this.stage.element.classList.toggle("drawing", isOn);
    document.getElementById("draw").setAttribute("aria-pressed", isOn);
  }

  clear() {
    this.turn(false);
    this.rect = null;
    this.element.remove();
  }

  // A box from a corner to the opposite one, in pixels of the sheet.
  draw(sheet, [x0, y0], [x1, y1]) {
    this.sheet = sheet;
    this.rect = [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
    const [left, top, right, bottom] = this.rect,
      { style } = this.element;
    Object.assign(style, { left: `${left}px`, top: `${top}px` });
    Object.assign(style, { width: `${right - left}px`, height: `${bottom - top}px` });
    sheet.element.querySelector(".sheet").append(this.element);
  }

  down(event) {
    const page = event.target.closest(".sheet:not(.beside)")?.closest(".page");
    if (!page || event.button !== 0) return;
    const sheet = this.stage.sheets[page.dataset.page],
      start = this.point(sheet, event),
      { element } = this.stage;
    this.rect = null;
    const move = (to) => this.draw(sheet, start, this.point(sheet, to));
    element.setPointerCapture(event.pointerId);
    element.addEventListener("pointermove", move);
    const stop = () => (element.removeEventListener("pointermove", move), this.take());
    element.addEventListener("pointerup", stop, { once: true });
  }

  point(sheet, { clientX, clientY }) {
    const frame = sheet.element.querySelector(".frame").getBoundingClientRect(),
      { width, height } = sheet.placed;
    const share = width / frame.width;
    return [
      within((clientX - frame.left) * share, width),
      within((clientY - frame.top) * share, height),
    ];
  }

  key(event) {
    const step = MOVES[event.key];
    if (step) this.move(step, event.shiftKey);
    else if (event.key === "Enter") this.take();
    else if (event.key === "Escape") this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The first key draws a box in the middle of the window; those after it move it.
  move([across, down], isSize) {
    if (!this.rect) return this.drawFirst();
    const [dx, dy] = [across * STEP_BY_KEY, down * STEP_BY_KEY];
    const [left, top, right, bottom] = this.rect;
    const start = isSize ? [left, top] : [left + dx, top + dy];
    this.draw(this.sheet, start, [
      Math.max(right + dx, start[0] + LEAST),
      Math.max(bottom + dy, start[1] + LEAST),
    ]);
    this.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    say(this.rect.map(Math.round).join(", "));
  }

  drawFirst() {
    const sheet = this.stage.sheets[this.stage.current],
      view = this.stage.element.getBoundingClientRect();
    const middle = { clientX: view.x + view.width / 2, clientY: view.y + view.height / 2 };
    const [x, y] = this.point(sheet, middle);
    this.draw(sheet, [x - FIRST[0] / 2, y - FIRST[1] / 2], [x + FIRST[0] / 2, y + FIRST[1] / 2]);
  }

  take() {
    const [left, top, right, bottom] = this.rect ?? [0, 0, 0, 0];
    if (right - left < LEAST || bottom - top < LEAST) return say(HOW);
    this.turn(false);
    const { sheet } = this,
      corners = [left, top, right, top, right, bottom, left, bottom];
    const polygon = oriented(sheet.data, moved(corners, inverse(sheet.placed.words)));
    const detail = { page: sheet.index, polygon };
    return this.dispatchEvent(new CustomEvent("drawn", { detail }));
  }
}
