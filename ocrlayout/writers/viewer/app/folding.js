// What text is compared as when something is looked for: the same folding as `ocrlayout.find`.

const HYPHENS = "-\u00ad\u2010\u2011\u00ac\u2e17\u2e40";
const UNSEEN =
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const ONE_HYPHEN = /[\u2010\u2011\u2e17\u2e40]/g;
const NO_HYPHENS = new RegExp(`[${HYPHENS.slice(1)}-]`, "g");
const JAMO = /[\u1160-\u11ff\ud7b0-\ud7fb]/; // vowels and finals, which compose
const MARK = /^\p{M}/u;
const JOINS_HYPHEN = /^[\p{L}\p{M}\p{N}]$/u;
const CHEROKEE = /^\p{Script=Cherokee}$/u;
const ASCII = /^[\0-\x7f]*$/;
// White space as Python has it: information separators and next line, too, and no byte order mark.
const SPACE = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
// Scripts whose words are not divided by spaces: CJK and its punctuation, and those of South East Asia.
const UNSPACED =
  /^[\u3001-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\u{20000}-\u{3ffff}\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u0f0b\u0f40-\u0fbc\u1000-\u103f\u1050-\u108f\u1780-\u17d3\u1950-\u1974\u1980-\u19c9\u1a20-\u1a7c\ua9e0-\ua9ef\uaa60-\uaadf]/u;

// `cache` answers from memory: there are few characters, and many words.
function cached(make) {
  const known = new Map();
  return (key) => {
    if (!known.has(key)) known.set(key, make(key));
    return known.get(key);
  };
}

export const isUnspaced = cached((character) => UNSPACED.test(character));

export const endsDivided = (text) =>
  HYPHENS.includes(text.slice(-1)) && JOINS_HYPHEN.test([...text.slice(-3)].at(-2) ?? "");

export const composes = cached((character) => {
  const first = [...character.normalize("NFKD")][0];
  return MARK.test(first) || JAMO.test(first);
});

// Whether a mark's place among others is fixed by its class: it trades places with one of another class.
export const isCombining = cached((character) => {
  if (!MARK.test(character)) return false;
  const [own, low, high] = [[...character.normalize("NFD")][0], "\u0334", "\u0345"];
  return (own + low).normalize("NFD") !== own + low || (high + own).normalize("NFD") !== high + own;
});

function composed(letter) {
  const text = letter.normalize("NFKC");
  // An accent alone does not become a space and a mark.
  return text[0] === " " && !SPACE.test(letter[0]) ? letter : text;
}

// Unicode's full case folding, which JavaScript does not have: what is small of what is capital,
// but for three exceptions.
export function caseFold(character) {
  if (character === "ı") return character;
  if (character === "ẞ") return "ss";
  const capital = character.toUpperCase();
  return CHEROKEE.test(character) ? capital : [...capital].map((one) => one.toLowerCase()).join("");
}

function folded(letter, withCase) {
  let text = composed(letter);
  if (!withCase) text = composed([...text].map(caseFold).join("")).replaceAll("i\u0307", "i");
  const seen = [...text.replace(UNSEEN, "").replace(ONE_HYPHEN, "-")];
  return seen.map((character) => (SPACE.test(character) ? " " : character));
}

const foldWithCase = cached((letter) => folded(letter, true));
const foldWithoutCase = cached((letter) => folded(letter, false));

// The characters that a letter, with its marks, is compared as.
export const fold = (letter, withCase) => (withCase ? foldWithCase : foldWithoutCase)(letter);

// A text cut into letters, each with the marks that compose with it.
export function letters(text) {
  const found = [];
  for (const character of text) {
    if (found.length && composes(character)) found[found.length - 1] += character;
    else found.push(character);
  }
  return found;
}

export function foldedText(text, withCase) {
  if (ASCII.test(text)) return withCase ? text : text.toLowerCase();
  return letters(text)
    .flatMap((letter) => fold(letter, withCase))
    .join("");
}

// Without white space and hyphens.
export const counted = (text) => text.replace(SPACES, "").replace(NO_HYPHENS, "");
