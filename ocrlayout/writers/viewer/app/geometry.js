// Points, quads and affine matrices. A matrix is [a, b, c, d, e, f]: x' = ax + by + c, y' = dx + ey + f.
// A quad is eight numbers: x and y of four corners, from the text's own top left clockwise.

export const scaling = (x, y) => [x, 0, 0, 0, y, 0];

export function product(m, n) {
  return [
    m[0] * n[0] + m[1] * n[3],
    m[0] * n[1] + m[1] * n[4],
    m[0] * n[2] + m[1] * n[5] + m[2],
    m[3] * n[0] + m[4] * n[3],
    m[3] * n[1] + m[4] * n[4],
    m[3] * n[2] + m[4] * n[5] + m[5],
  ];
}

export function inverse([a, b, c, d, e, f]) {
  const det = a * e - b * d;
  const [A, B, D, E] = [e / det, -b / det, -d / det, a / det];
  return [A, B, -(A * c + B * f), D, E, -(D * c + E * f)];
}

export const css = ([a, b, c, d, e, f]) => `matrix(${a}, ${d}, ${b}, ${e}, ${c}, ${f})`;

// The quad of a row of columns.
export const quadOf = (columns, row) => columns.polygon.slice(8 * row, 8 * row + 8);

export const isKnown = (quad) => quad.length === 8 && quad.every((value) => value !== null);

export function moved(quad, [a, b, c, d, e, f]) {
  const result = [];
  for (let at = 0; at < 8; at += 2) {
    const [x, y] = [quad[at], quad[at + 1]];
    result.push(a * x + b * y + c, d * x + e * y + f);
  }
  return result;
}

// Width along the text, height across it, and the angle of the text, in radians clockwise.
export function measured(quad) {
  const [dx, dy] = [quad[2] - quad[0], quad[3] - quad[1]];
  const height = Math.hypot(quad[6] - quad[0], quad[7] - quad[1]);
  return { width: Math.hypot(dx, dy), height, angle: Math.atan2(dy, dx) };
}

const between = (from, to, share) => from + (to - from) * share;

const CORNERS = [0, 1, 2, 3];

// The part of a quad between two shares of its extent, along the text or, where it runs down, across.
export function part(quad, from, to, runsDown = false) {
  const edges = runsDown
    ? [
        [0, 3],
        [1, 2],
        [1, 2],
        [0, 3],
      ]
    : [
        [0, 1],
        [0, 1],
        [3, 2],
        [3, 2],
      ];
  const shares = runsDown ? [from, from, to, to] : [from, to, to, from];
  return CORNERS.flatMap((corner) => {
    const [first, last] = edges[corner].map((at) => quad.slice(2 * at, 2 * at + 2));
    return [0, 1].map((axis) => between(first[axis], last[axis], shares[corner]));
  });
}

// The smallest quad along the axes of the first that holds both.
export function bound(first, second) {
  const { angle } = measured(first);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const level = [first, second].map((quad) => moved(quad, [cos, sin, 0, -sin, cos, 0])).flat();
  const xs = level.filter((_, at) => at % 2 === 0),
    ys = level.filter((_, at) => at % 2 === 1);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const box = [left, top, right, top, right, bottom, left, bottom];
  return moved(box, [cos, -sin, 0, sin, cos, 0]);
}

export function box(quad) {
  const xs = [0, 2, 4, 6].map((at) => quad[at]),
    ys = [1, 3, 5, 7].map((at) => quad[at]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

const STANDS_UPRIGHT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Mongolian}]/u;
const TALL = 1.5; // times its width: two characters, one below the other

// Whether a word's characters stand one below the other.
export function runsDown(text, quad) {
  if (!isKnown(quad) || [...text].length < 2 || !STANDS_UPRIGHT.test(text)) return false;
  const { width, height } = measured(quad);
  return height > TALL * width;
}
