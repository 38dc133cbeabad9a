// The pages of the document, as the elements of this file hold them.

import { inverse, product, scaling } from "./geometry.js";

const parsed = (element) => JSON.parse(element.textContent);

const read = (name) => [...document.querySelectorAll(`script.${name}`)];

export class Pages {
  constructor() {
    this.heads = read("head").map(parsed);
    this.about = parsed(read("about")[0]);
    this.bodies = read("body");
    this.scans = read("scan");
    this.parts = new Map(); // pages whose columns were read
    this.images = new Map();
  }

  get length() {
    return this.heads.length;
  }

  // The page's own JSON, exactly as it was written.
  text(index) {
    return this.bodies[index].textContent.split("\n", 1)[0];
  }

  // A page with its columns, fresh from the file: doubt and state are columns of its words.
  fresh(index) {
    const [page, doubt, state, other, otherState, otherHead] = parsedLines(this.bodies[index]);
    withColumns(page, doubt, state);
    if (other) withColumns(other, [], otherState);
    return { page, other, otherHead };
  }

  get(index) {
    if (!this.parts.has(index)) this.parts.set(index, this.fresh(index));
    return this.parts.get(index);
  }

  image(index) {
    if (!this.heads[index].scan) return null;
    if (!this.images.has(index)) this.images.set(index, this.decoded(index));
    return this.images.get(index);
  }

  decoded(index) {
    const { width, height, link } = this.heads[index].scan;
    const image = new Image(width, height);
    image.src = link ?? `data:image/webp;base64,${this.scans[index].textContent}`;
    image.alt = "";
    return image;
  }
}

const parsedLines = (element) => element.textContent.split("\n").map((line) => JSON.parse(line));

function withColumns(page, doubt, state) {
  const { words } = page.lines,
    count = words.text.length;
  words.doubt = doubt.length ? doubt : Array(count).fill(null);
  words.state = state.length ? state : Array(count).fill(0);
}

// What is written of a page: the columns of the native format.
export function asWritten(page) {
  const { doubt, state, ...words } = page.lines.words;
  return JSON.stringify({ ...page, lines: { ...page.lines, words } });
}

export const WIDTH = 820; // CSS pixels of a page that is shown at 100 %

// How a page is placed: its size on the screen, and the matrices of its words and of its scan.
export function placement(head, isUpright) {
  const matrix = head.matrix.slice(0, 6);
  const [width, height] = isUpright ? head.size : head.source;
  const scale = WIDTH / width,
    [across, down] = head.source;
  const toSheet = scaling(scale, scale);
  const fromScan = isUpright ? product(toSheet, matrix) : toSheet;
  const toWords = isUpright ? toSheet : product(toSheet, inverse(matrix));
  const ofUnits = product(fromScan, scaling(across, down));
  const ofScan = head.scan && product(ofUnits, head.scan.matrix);
  return { width: WIDTH, height: height * scale, words: toWords, scan: ofScan };
}
