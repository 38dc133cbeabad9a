// Keys: single letters where nothing is typed, and Enter and Escape in the field.

const isTyping = (target) =>
  target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select");

export class Keys {
  constructor(actions, stage) {
    Object.assign(this, { actions, stage });
    document.addEventListener("keydown", (event) => this.down(event));
    document.addEventListener("keyup", (event) => event.key === " " && this.hold(false));
  }

  get areOn() {
    return document.getElementById("letters").checked;
  }

  down(event) {
    const { key, target } = event;
    if (document.querySelector("dialog[open]")) return;
    if ((event.ctrlKey || event.metaKey) && !isTyping(target))
      return this.run(event, { z: "undo", y: "redo" }[key]);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.id === "reading") return this.run(event, { Enter: "take", Escape: "leave" }[key]);
    if (isTyping(target)) return this.run(event, { Escape: "leave" }[key]);
    if (key === " " && target === this.stage.element)
      return (this.hold(true), event.preventDefault());
    if (this.areOn) this.run(event, this.letter(key, target));
  }

  letter(key, target) {
    const inControl = target.closest?.("[role=tablist], summary, fieldset");
    if (inControl && key.startsWith("Arrow")) return undefined;
    return {
      n: "next",
      p: "previous",
      ArrowRight: "after",
      ArrowLeft: "before",
      e: "edit",
      Enter: "edit",
      s: "split",
      j: "join",
      a: "add",
      d: "delete",
      Delete: "delete",
      w: "draw",
      u: "undo",
      U: "redo",
      "/": "search",
      f: "facing",
      o: "order",
      b: "blocks",
      t: "tables",
      "+": "larger",
      "=": "larger",
      "-": "smaller",
      0: "fit",
      "?": "help",
      Escape: "leave",
    }[key === "Enter" && target.closest?.("button, summary, a") ? "" : key];
  }

  run(event, name) {
    if (!name) return;
    event.preventDefault();
    this.actions[name]();
  }

  hold(isHeld) {
    this.stage.isHeld = isHeld;
    this.stage.element.classList.toggle("held", isHeld);
  }
}
