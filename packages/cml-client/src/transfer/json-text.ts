/** Reads a text that comes in pieces, written as one JSON string. */
export interface JsonText {
  /** What one more piece says. @throws SyntaxError when it is no such text */
  read(piece: string): string;
  /** Whether the whole text has come. */
  readonly complete: boolean;
}

export function createJsonText(): JsonText {
  let stage: "before" | "inside" | "after" = "before";
  // What cannot be understood without the next piece: half an escape, half a character.
  let rest = "";
  let half = "";

  const begin = () => {
    rest = rest.trimStart();
    if (rest === "") return;
    if (rest[0] !== '"') throw new SyntaxError("It is no text.");
    rest = rest.slice(1);
    stage = "inside";
  };
  const take = () => {
    const { length, closed } = understood(rest);
    const text = half + JSON.parse(`"${rest.slice(0, length)}"`);
    rest = rest.slice(closed ? length + 1 : length);
    if (closed) stage = "after";
    half = closed ? "" : (/[\uD800-\uDBFF]$/.exec(text)?.[0] ?? "");
    return text.slice(0, text.length - half.length);
  };

  return {
    read(piece) {
      rest += piece;
      if (stage === "before") begin();
      const text = stage === "inside" ? take() : "";
      if (stage === "after" && rest.trim() !== "") throw new SyntaxError("Something follows the text.");
      return text;
    },
    get complete() {
      return stage === "after";
    },
  };
}

/** How much of the inside of a JSON string ends neither in an escape nor behind the string. */
function understood(text: string): { readonly length: number; readonly closed: boolean } {
  const special = /["\\]/g;
  for (let found = special.exec(text); found; found = special.exec(text)) {
    if (found[0] === '"') return { length: found.index, closed: true };
    const end = found.index + (text[found.index + 1] === "u" ? 6 : 2);
    if (end > text.length) return { length: found.index, closed: false };
    special.lastIndex = end;
  }
  return { length: text.length, closed: false };
}
