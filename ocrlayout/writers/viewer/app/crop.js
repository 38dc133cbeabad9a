// A word cut out of its scan, upright and large, with a little of what stands around it.

import { inverse, isKnown, measured, moved, product } from "./geometry.js";
import { placement } from "./pages.js";

const HEIGHT = 56; // pixels of the word, where it is not too wide for the card
const AROUND = 22; // pixels above and below
const SIDE = 14; // pixels at least, left and right
const MOST = 6; // times as large as the scan: more shows no more

function size(canvas) {
  const ratio = devicePixelRatio || 1,
    width = canvas.clientWidth,
    height = HEIGHT + 2 * AROUND;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(ratio, ratio);
  return { pen, width, height };
}

// The matrix that takes the scan to the card: the word level, in the middle.
function matrixOf(quad, room) {
  const { width, height, angle } = measured(quad);
  const scale = Math.min(HEIGHT / height, (room.width - 2 * SIDE) / width, MOST);
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  const turn = [cos, sin, 0, -sin, cos, 0],
    level = moved(quad, turn);
  const x = (room.width - width * scale) / 2 - level[0],
    y = (room.height - height * scale) / 2 - level[1];
  return [turn[0], turn[1], x, turn[3], turn[4], y];
}

function frame(pen, quad) {
  pen.setTransform(devicePixelRatio || 1, 0, 0, devicePixelRatio || 1, 0, 0);
  pen.strokeStyle = "#2563c9";
  pen.lineWidth = 1.5;
  pen.strokeRect(quad[0] - 2, quad[1] - 2, quad[4] - quad[0] + 4, quad[5] - quad[1] + 4);
}

export async function drawCrop(canvas, image, head, quad) {
  canvas.hidden = !image || !isKnown(quad);
  if (canvas.hidden) return;
  const isThere = await image.decode().then(
    () => true,
    () => false, // a link that leads nowhere: the page says so
  );
  if (!isThere) return void (canvas.hidden = true);
  const room = size(canvas),
    placed = placement(head, false);
  const onScan = moved(quad, product(inverse(placed.scan), placed.words)),
    matrix = matrixOf(onScan, room);
  const [a, b, c, d, e, f] = matrix;
  room.pen.transform(a, d, b, e, c, f);
  room.pen.imageSmoothingQuality = "high";
  room.pen.drawImage(image, 0, 0, head.scan.width, head.scan.height);
  frame(room.pen, moved(onScan, matrix));
}
