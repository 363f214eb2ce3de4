/** Whether a value fits one of the patterns it was made from. */
export type Pattern = (value: string) => boolean;

/**
 * EC2's patterns, case-sensitive: `*` is any text, `?` any one character, and a backslash takes the next character
 * literally.
 */
export function pattern(texts: readonly string[]): Pattern {
  const literals = new Set<string>();
  const wild: (readonly Sign[])[] = [];
  for (const text of texts) {
    if (/(?<!\\)(?:\\\\)*[*?]/.test(text)) wild.push(signsOf(text));
    else literals.add(text.replace(/\\(.)/gs, "$1"));
  }
  return (value) => literals.has(value) || wild.some((signs) => fits(signs, value));
}

const anyText = "any text";
const anyOne = "any one";

/** A code point stands for itself. */
type Sign = number | typeof anyText | typeof anyOne;

function signsOf(text: string): readonly Sign[] {
  return Array.from(text.matchAll(/\\(.)|./gsu), ([sign, escaped]): Sign => {
    if (escaped === undefined && sign === "*") return anyText;
    if (escaped === undefined && sign === "?") return anyOne;
    return (escaped ?? sign).codePointAt(0)!;
  });
}

/**
 * A regular expression would try all ways to share a text among the stars, and never come to an end with a few of them.
 * Only the last star passed ever has to take more: if the text fits at all, it does with the least for those before.
 */
function fits(signs: readonly Sign[], value: string): boolean {
  let next = 0;
  let at = 0;
  let afterStar: number | undefined;
  let starEnd = 0;
  while (at < value.length) {
    const sign = signs[next];
    if (sign === anyText) {
      next += 1;
      afterStar = next;
      starEnd = at;
    } else if (sign === anyOne || sign === value.codePointAt(at)) {
      next += 1;
      at += lengthAt(value, at);
    } else if (afterStar !== undefined) {
      starEnd += lengthAt(value, starEnd);
      at = starEnd;
      next = afterStar;
    } else return false;
  }
  return signs.slice(next).every((sign) => sign === anyText);
}

/** Of the character there. */
function lengthAt(value: string, at: number): number {
  return value.codePointAt(at)! > 0xffff ? 2 : 1;
}
