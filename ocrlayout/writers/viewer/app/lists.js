// Lists of words to go through: the most doubtful first, those of unknown doubt, hits, differences.

import { percent, visible } from "./card.js";
import { find } from "./finding.js";

const SHOWN = 300; // rows that are made at once; the rest when they are asked for
const NAMES = ["doubtful", "unknown", "found", "different"];

// All words of the document that nobody has judged, with their doubt.
function* unjudged(pages) {
  for (let page = 0; page < pages.length; page++) {
    const { words } = pages.get(page).page.lines;
    for (let row = 0; row < words.text.length; row++) {
      if (!words.corrected[row])
        yield { page, row, rows: [row], text: words.text[row], doubt: words.doubt[row] };
    }
  }
}

const byDoubt = (one, other) =>
  other.doubt - one.doubt || one.page - other.page || one.row - other.row;

// The words in the order in which to look at them; those that the engine was sure of are not among them.
export function ranking(pages) {
  return [...unjudged(pages)].filter((one) => one.doubt > 0).sort(byDoubt);
}

const unknown = (pages) => [...unjudged(pages)].filter((one) => one.doubt === null);

function different(pages) {
  return [...unjudged(pages)].filter(
    ({ page, row }) => pages.get(page).page.lines.words.state[row],
  );
}

export function found(pages, phrase, withCase) {
  return pages.heads.flatMap((_, page) =>
    find(pages.get(page).page.lines, phrase, withCase)
      .filter((match) => match.words.length)
      .map((match) => ({ page, row: match.words[0], rows: match.words, text: match.text })),
  );
}

export class Lists extends EventTarget {
  constructor(pages) {
    super();
    Object.assign(this, {
      pages,
      name: "doubtful",
      at: -1,
      phrase: "",
      withCase: false,
      shown: SHOWN,
    });
    this.element = document.getElementById("list");
    for (const name of NAMES) this.tab(name).addEventListener("click", () => this.open(name));
    document.getElementById("tabs").addEventListener("keydown", (event) => this.turn(event));
    this.element.addEventListener("click", (event) => this.click(event));
    this.forget();
  }

  tab(name) {
    return document.getElementById(`tab-${name}`);
  }

  forget() {
    this.kept = {};
  }

  get items() {
    return (this.kept[this.name] ??= this.made());
  }

  made() {
    if (this.name === "found") return found(this.pages, this.phrase, this.withCase);
    return { doubtful: ranking, unknown, different }[this.name](this.pages);
  }

  open(name) {
    this.name = name;
    this.at = -1;
    this.shown = SHOWN;
    for (const each of NAMES) {
      this.tab(each).setAttribute("aria-selected", each === name);
      this.tab(each).tabIndex = each === name ? 0 : -1;
    }
    this.element.setAttribute("aria-labelledby", `tab-${name}`);
    this.draw();
    this.dispatchEvent(new Event("opened"));
  }

  // Arrow keys go from tab to tab, as in every list of tabs.
  turn(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const there = NAMES.filter((name) => this.tab(name).offsetParent);
    const next = there[(there.indexOf(this.name) + step + there.length) % there.length];
    this.open(next);
    this.tab(next).focus();
    event.stopPropagation();
    event.preventDefault();
  }

  look(phrase, withCase) {
    Object.assign(this, { phrase, withCase });
    delete this.kept.found;
    this.open("found");
  }

  draw() {
    const { items } = this,
      rows = items.slice(0, this.shown).map((item, at) => this.row(item, at));
    const list = document.createElement("ol");
    list.append(...rows);
    this.element.replaceChildren(this.summary(items.length), list);
    if (items.length > this.shown) this.element.append(this.more(items.length - this.shown));
  }

  summary(count) {
    const about = {
      doubtful: count ? `${count} words, the most doubtful first` : "No doubtful words are left.",
      unknown: count
        ? `${count} words of which the engine did not say how sure it was`
        : "The engine said of every word how sure it was.",
      found: this.phrase ? `${count} found` : "Type a phrase at the top.",
      different: count
        ? `${count} words that the other engine read otherwise, or not at all`
        : "Both read the same.",
    };
    const made = document.createElement("p");
    made.textContent = about[this.name];
    return made;
  }

  row(item, at) {
    const made = document.createElement("li"),
      button = document.createElement("button");
    const text = document.createElement("bdi"),
      note = document.createElement("span");
    button.type = "button";
    button.dataset.at = at;
    text.textContent = visible(item.text.replaceAll("\n", " "));
    const number = this.pages.heads[item.page].number;
    note.textContent =
      this.name === "doubtful" ? `${percent(item.doubt)} · p. ${number}` : `p. ${number}`;
    button.append(text, note);
    if (at === this.at) button.setAttribute("aria-current", "true");
    made.append(button);
    return made;
  }

  more(count) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "more";
    button.textContent = `Show more (${count} left)`;
    button.addEventListener("click", () => {
      this.shown += SHOWN;
      this.draw();
    });
    return button;
  }

  click(event) {
    const button = event.target.closest("button[data-at]");
    if (button) this.go(Number(button.dataset.at));
  }

  go(at) {
    this.at = at;
    this.point();
    const { page, row } = this.items[at];
    this.dispatchEvent(new CustomEvent("chosen", { detail: { page, row } }));
  }

  // Show where in the list one is.
  point() {
    if (this.at >= this.shown) {
      this.shown = this.at + SHOWN;
      this.draw();
    }
    for (const button of this.element.querySelectorAll("[aria-current]"))
      button.removeAttribute("aria-current");
    const button = this.element.querySelector(`[data-at="${this.at}"]`);
    button?.setAttribute("aria-current", "true");
    button?.scrollIntoView({ block: "nearest" });
  }

  // The next or previous word. A word that was judged has left the list, and the next took its place.
  step(by, chosen) {
    const { items } = this;
    if (!items.length) return;
    const here = items[this.at],
      isHere = here && chosen && here.page === chosen.page && here.row === chosen.row;
    const next = this.at < 0 ? 0 : this.at + (by > 0 && !isHere ? 0 : by);
    this.go((next + items.length) % items.length);
  }

  // After a correction: rows have moved.
  changed() {
    this.forget();
    this.draw();
    this.point();
  }
}
