/* Runs in a page that is laid out: the lines of its text in the order of its elements, which is the
   order in which they are read. A line holds the words of one block that stand at one height with
   gaps of less than 1.5 em. Boxes hold the ink, with a rim of 0.05 em. */
() => {
  const ROLES = {
    LI: 'list_item', DT: 'label', LABEL: 'label', DD: 'value', OUTPUT: 'value', FIGCAPTION: 'caption',
    CAPTION: 'caption', TD: 'table', TH: 'table', HEADER: 'header', FOOTER: 'footer', ASIDE: 'note',
    'MAIN-TITLE': 'title', 'PAGE-NO': 'page_number', 'FOOT-NOTE': 'footnote',
  };
  const FREE = 'aside, page-no, foot-note, [data-free]';  // what has no single place
  const WORD = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]|[^\s\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+/g;
  const upright = (text) => /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/.test(text);
  const pen = document.createElement('canvas').getContext('2d');
  const ids = new Map();
  const id = (element) => ids.get(element) ?? ids.set(element, ids.size).get(element);

  function role(element) {
    for (let at = element; at; at = at.parentElement) {
      if (at.dataset.role) return [at.dataset.role, 0];
      if (/^H[1-6]$/.test(at.tagName)) return ['heading', +at.tagName[1]];
      if (ROLES[at.tagName]) return [ROLES[at.tagName], 0];
    }
    return ['paragraph', 0];
  }

  function block(element) {
    let at = element;
    while (/^(inline|contents|ruby)$/.test(getComputedStyle(at).display)) at = at.parentElement;
    return at;
  }

  const grids = new Map();
  function grid(table) {  // the place of every cell, spans counted
    if (grids.has(table)) return grids.get(table);
    const places = new Map(), taken = new Set();
    [...table.rows].forEach((row, r) => {
      let c = 0;
      for (const cell of row.cells) {
        while (taken.has(r + ',' + c)) c++;
        places.set(cell, [r, c]);
        for (let i = 0; i < cell.rowSpan; i++)
          for (let j = 0; j < cell.colSpan; j++) taken.add((r + i) + ',' + (c + j));
        c += cell.colSpan;
      }
    });
    grids.set(table, places);
    return places;
  }

  function cell(element) {
    const found = element.closest('td, th');
    if (!found) return null;
    const table = found.closest('table');
    return [[...document.querySelectorAll('table')].indexOf(table), ...grid(table).get(found)];
  }

  function loose(element) {  // free parts that it stands in; parts whose order does not matter
    const found = [];
    for (let at = element; at; at = at.parentElement) {
      if (at.matches(FREE)) found.push('f' + id(at));
      if (at.parentElement && at.parentElement.dataset.any !== undefined)
        found.push('a' + id(at.parentElement) + '.' + id(at));
    }
    return found;
  }

  function pieces(node, from, to, across) {  // a word that is divided over lines has several
    const range = document.createRange(), found = [];
    for (let k = from; k < to; k++) {
      range.setStart(node, k);
      range.setEnd(node, k + 1);
      const box = range.getClientRects()[0];
      if (!box || (!box.width && !box.height)) continue;
      const last = found[found.length - 1];
      const near = last && Math.abs(across ? box.left - last.x0 : box.top - last.y0) < 3;
      if (near) {
        last.x0 = Math.min(last.x0, box.left); last.x1 = Math.max(last.x1, box.right);
        last.y0 = Math.min(last.y0, box.top); last.y1 = Math.max(last.y1, box.bottom);
        last.text += node.data[k];
      } else {
        found.push({ x0: box.left, y0: box.top, x1: box.right, y1: box.bottom, text: node.data[k] });
      }
    }
    found.forEach((piece, k) => {
      piece.text = piece.text.replace(/\u00ad/g, '');
      if (k < found.length - 1 && !piece.text.endsWith('-')) piece.text += '-';
    });
    return found.filter((piece) => piece.text && piece.text !== '-' || found.length === 1);
  }

  function inked(word, style) {
    const em = parseFloat(style.fontSize), rim = 0.05 * em;
    const mode = style.writingMode;
    word.em = em;
    word.turn = mode.startsWith('horizontal') ? 0 : mode === 'sideways-lr' ? -90
      : upright(word.text) || style.textOrientation === 'upright' ? 'v' : 90;
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const ink = pen.measureText(word.text);
    const full = ink.fontBoundingBoxAscent + ink.fontBoundingBoxDescent;
    if (word.turn === 0) {
      const foot = word.y0 + (word.y1 - word.y0) * ink.fontBoundingBoxAscent / full;
      word.y0 = foot - Math.max(ink.actualBoundingBoxAscent, 0.45 * em) - rim;
      word.y1 = foot + Math.max(ink.actualBoundingBoxDescent, 0) + rim;
    } else {
      const middle = (word.x0 + word.x1) / 2;
      word.x0 = middle - 0.5 * em;
      word.x1 = middle + 0.5 * em;
    }
    return word;
  }

  function joins(line, word) {
    if (!line || line.block !== word.block || line.turn !== word.turn) return false;
    const [low, high, a, b] = word.turn === 0 ? ['y0', 'y1', 'x0', 'x1'] : ['x0', 'x1', 'y0', 'y1'];
    const common = Math.min(line[high], word[high]) - Math.max(line[low], word[low]);
    const thick = Math.min(line[high] - line[low], word[high] - word[low]);
    const gap = Math.max(word[a] - line[b], line[a] - word[b]);
    return common > 0.4 * thick && gap < 1.5 * Math.max(line.em, word.em);
  }

  const lines = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const element = node.parentElement, style = getComputedStyle(element);
    if (/^(SCRIPT|STYLE|RT|RP)$/.test(element.tagName) || style.visibility === 'hidden') continue;
    const across = !style.writingMode.startsWith('horizontal');
    for (const match of node.data.matchAll(WORD)) {
      for (const piece of pieces(node, match.index, match.index + match[0].length, across)) {
        const word = Object.assign(inked(piece, style), { block: id(block(element)) });
        const line = lines[lines.length - 1];
        if (joins(line, word)) {
          line.words.push(word);
          for (const low of ['x0', 'y0']) line[low] = Math.min(line[low], word[low]);
          for (const high of ['x1', 'y1', 'em']) line[high] = Math.max(line[high], word[high]);
        } else {
          const [name, level] = role(element);
          lines.push({ ...word, words: [word], role: name, level, cell: cell(element), loose: loose(element) });
        }
      }
    }
  }
  const body = document.body.getBoundingClientRect();
  return { width: Math.ceil(body.right), height: Math.ceil(body.bottom), lines };
}
