// The pages below each other: built as they come into view, made larger and smaller, and moved.

import { box, isKnown, moved, quadOf } from "./geometry.js";
import { WIDTH } from "./pages.js";
import { Sheet } from "./sheets.js";

const STEP = 1.2; // of the size, for a step of zoom
const SMALLEST = 0.2;
const LARGEST = 6;
const MARGIN = 64; // pixels beside pages that fit, and between two of them
const KEPT = 8; // pages that stay built when they are out of view
const AHEAD = "100%"; // of the window, above and below: pages are built before they are seen

export class Stage extends EventTarget {
  constructor(pages, settings) {
    super();
    this.element = document.getElementById("stage");
    this.settings = settings;
    this.sheets = pages.heads.map((_, index) => new Sheet(pages, index, settings));
    this.built = [];
    this.zoom = 1;
    this.element.append(...this.sheets.map((sheet) => sheet.element));
    this.watch();
    this.element.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.element.addEventListener("pointerdown", (event) => this.drag(event));
    this.element.addEventListener("scroll", () => this.scrolled(), { passive: true });
  }

  watch() {
    const options = { root: this.element, rootMargin: `${AHEAD} 0px` };
    this.watcher = new IntersectionObserver(
      (entries) => entries.forEach((entry) => this.seen(entry)),
      options,
    );
    for (const sheet of this.sheets) this.watcher.observe(sheet.element);
  }

  seen({ target, isIntersecting }) {
    const sheet = this.sheets[target.dataset.page];
    sheet.isSeen = isIntersecting;
    if (!isIntersecting) return;
    sheet.build();
    this.built = [...this.built.filter((one) => one !== sheet), sheet];
    const old = this.built
      .filter((one) => !one.isSeen)
      .slice(0, Math.max(0, this.built.length - KEPT));
    for (const one of old) one.clear();
    this.built = this.built.filter((one) => !old.includes(one));
  }

  // For paper, which has no view that pages could come into.
  buildAll() {
    for (const sheet of this.sheets) sheet.build();
  }

  clearUnseen() {
    for (const sheet of this.sheets)
      if (!sheet.isSeen && !this.built.includes(sheet)) sheet.clear();
  }

  // The page that takes the middle of the window.
  get current() {
    const middle = this.element.scrollTop + this.element.clientHeight / 2;
    const below = this.sheets.findIndex(
      (sheet) => sheet.element.offsetTop + sheet.element.offsetHeight > middle,
    );
    return below < 0 ? this.sheets.length - 1 : below;
  }

  scrolled() {
    if (this.isWaiting) return;
    this.isWaiting = true;
    requestAnimationFrame(() => {
      this.isWaiting = false;
      this.dispatchEvent(new Event("moved"));
    });
  }

  wheel(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.resize(this.zoom * (event.deltaY < 0 ? STEP : 1 / STEP), event.clientX, event.clientY);
  }

  larger() {
    this.resize(this.zoom * STEP);
  }

  smaller() {
    this.resize(this.zoom / STEP);
  }

  fit() {
    const sheets = this.sheets.some((sheet) => sheet.isDouble) ? 2 : 1;
    this.resize((this.element.clientWidth - MARGIN) / (sheets * WIDTH));
  }

  // Change the size; what lies at a point of the window, by default its middle, stays there.
  resize(zoom, x, y) {
    const { element } = this,
      area = element.getBoundingClientRect();
    const across = (x ?? area.x + area.width / 2) - area.x,
      down = (y ?? area.y + area.height / 2) - area.y;
    const sheet = this.sheets[this.current]?.element;
    const before = sheet && { x: sheet.offsetLeft, y: sheet.offsetTop };
    const held = [element.scrollLeft + across, element.scrollTop + down],
      old = this.zoom;
    this.zoom = Math.min(LARGEST, Math.max(SMALLEST, zoom));
    element.style.setProperty("--zoom", this.zoom);
    const share = this.zoom / old;
    if (sheet) {
      element.scrollLeft = sheet.offsetLeft + (held[0] - before.x) * share - across;
      element.scrollTop = sheet.offsetTop + (held[1] - before.y) * share - down;
    }
    this.dispatchEvent(new Event("moved"));
  }

  // Move the page with the middle button, or with the space bar held down.
  drag(event) {
    if (event.button !== 1 && !this.isHeld) return;
    event.preventDefault();
    const move = (to) => this.element.scrollBy(-to.movementX, -to.movementY);
    this.element.setPointerCapture(event.pointerId);
    this.element.addEventListener("pointermove", move);
    const stop = () => this.element.removeEventListener("pointermove", move);
    this.element.addEventListener("pointerup", stop, { once: true });
  }

  open(index) {
    this.element.scrollTop = this.sheets[index].element.offsetTop - MARGIN / 4;
  }

  // Bring a word into view, if it is not there already.
  show(index, row) {
    const sheet = this.sheets[index],
      quad = quadOf(sheet.data.lines.words, row),
      view = this.element;
    if (!isKnown(quad)) return this.open(index);
    const frame = sheet.element.querySelector(".frame");
    const [left, top, right, bottom] = box(moved(quad, sheet.placed.words)).map(
      (value) => value * this.zoom,
    );
    const [x, y] = [frame.offsetLeft, frame.offsetTop];
    const isLow = y + bottom + MARGIN > view.scrollTop + view.clientHeight,
      isHigh = y + top - MARGIN < view.scrollTop;
    if (isLow || isHigh) view.scrollTop = y + (top + bottom) / 2 - view.clientHeight / 2;
    const isOutside = x + left < view.scrollLeft || x + right > view.scrollLeft + view.clientWidth;
    if (isOutside) view.scrollLeft = x + (left + right) / 2 - view.clientWidth / 2;
  }

  // Lay all pages anew, where settings have changed their shape.
  again() {
    const index = this.current;
    for (const sheet of this.sheets) sheet.lay();
    for (const sheet of this.sheets) if (sheet.isSeen) sheet.build();
    this.open(index);
  }
}
