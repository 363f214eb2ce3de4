/** Whether a value fits one of the patterns it was made from. */
export type Pattern = (value: string) => boolean;

/**
 * EC2's patterns, case-sensitive: `*` is any text, `?` any one character, and a backslash takes the next character
 * literally.
 */
export function pattern(texts: readonly string[]): Pattern {
  const literals = new Set<string>();
  const wild: RegExp[] = [];
  for (const text of texts) {
    if (/(?<!\\)(?:\\\\)*[*?]/.test(text)) wild.push(expression(text));
    else literals.add(text.replace(/\\(.)/gs, "$1"));
  }
  return (value) => literals.has(value) || wild.some((one) => one.test(value));
}

function expression(text: string): RegExp {
  const source = text.replace(/\\(.)|[\s\S]/g, (sign, escaped: string | undefined) => {
    if (escaped !== undefined) return literal(escaped);
    if (sign === "*") return ".*";
    return sign === "?" ? "." : literal(sign);
  });
  return new RegExp(`^${source}$`, "su");
}

function literal(sign: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(sign) ? `\\${sign}` : sign;
}
