// Small pictures of the pages, to go from one to another.

export class Thumbnails {
  constructor(pages, stage) {
    this.buttons = pages.heads.map((head, index) => this.button(head, () => stage.open(index)));
    document.getElementById("thumbnails").append(...this.buttons);
    this.stage = stage;
    stage.addEventListener("moved", () => this.point());
    this.point();
  }

  button({ number, name, thumbnail }, open) {
    const made = document.createElement("button"),
      text = document.createElement("span");
    made.type = "button";
    made.title = name;
    text.textContent = number;
    made.setAttribute("aria-label", name ? `Page ${number}, ${name}` : `Page ${number}`);
    if (thumbnail) made.append(this.picture(thumbnail));
    made.append(text);
    made.addEventListener("click", open);
    return made;
  }

  picture(thumbnail) {
    const image = new Image();
    image.loading = "lazy";
    image.alt = "";
    image.src = `data:image/webp;base64,${thumbnail}`;
    return image;
  }

  point() {
    const { current } = this.stage;
    if (current === this.current) return;
    this.buttons[this.current]?.removeAttribute("aria-current");
    this.current = current;
    const button = this.buttons[current];
    button?.setAttribute("aria-current", "page");
    button?.scrollIntoView({ block: "nearest" });
  }
}
