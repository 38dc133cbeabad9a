// What is shown, and in which colors: kept in the browser.

import { keep, kept } from "./storage.js";

const SETTINGS = "ocrlayout/view";
const USUAL = { doubt: true, theme: "" };
const SHAPES = ["upright", "facing", "other"]; // these change how pages lie

export class View extends EventTarget {
  constructor() {
    super();
    this.settings = { ...USUAL, ...kept(SETTINGS, {}) };
    this.boxes = [...document.querySelectorAll("#view [type=checkbox]")];
    this.themes = [...document.querySelectorAll("#view [type=radio]")];
    for (const box of this.boxes)
      box.addEventListener("change", () => this.set(box.value, box.checked));
    for (const one of this.themes)
      one.addEventListener("change", () => this.set("theme", one.value));
    document.addEventListener("pointerdown", (event) => this.leave(event));
    this.apply();
  }

  set(name, value) {
    this.settings[name] = value;
    if (value && name === "facing") this.settings.other = false;
    if (value && name === "other") this.settings.facing = false;
    keep(SETTINGS, this.settings);
    this.apply();
    if (SHAPES.includes(name)) this.dispatchEvent(new Event("reshaped"));
  }

  toggle(name) {
    this.set(name, !this.settings[name]);
  }

  apply() {
    const root = document.documentElement;
    for (const box of this.boxes) {
      box.checked = Boolean(this.settings[box.value]);
      root.classList.toggle(`show-${box.value}`, box.checked);
    }
    for (const one of this.themes) one.checked = one.value === this.settings.theme;
    root.dataset.theme = this.settings.theme;
  }

  leave({ target }) {
    const menu = document.getElementById("view");
    if (menu.open && !menu.contains(target)) menu.open = false;
  }
}
