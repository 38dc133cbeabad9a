// Paper: each page of the document is a page there, whole on A4 and on Letter.

// What both kinds of paper hold inside margins of 10 mm: 188 mm by 257 mm, in CSS pixels.
const SHORT = 710;
const LONG = 971;

// Whether a sheet lies better on paper that is turned, and its zoom there.
export function onPaper(width, height) {
  const isWide = width > height,
    [across, down] = isWide ? [LONG, SHORT] : [SHORT, LONG];
  return { isWide, zoom: Math.min(across / width, down / height) };
}

const loaded = (image) =>
  image.complete ||
  new Promise((done) => {
    for (const name of ["load", "error"]) image.addEventListener(name, done, { once: true });
  });

export class Printing {
  constructor(pages, stage) {
    Object.assign(this, { pages, stage });
    addEventListener("beforeprint", () => stage.buildAll());
    addEventListener("afterprint", () => stage.clearUnseen());
    document.getElementById("print").addEventListener("click", () => this.print());
  }

  // A browser prints what is there: so it waits until the scans are.
  async print() {
    const images = this.pages.heads.map((_, index) => this.pages.image(index));
    await Promise.all(images.filter(Boolean).map(loaded));
    print();
  }
}
