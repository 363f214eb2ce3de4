const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones XML 1.0 refuses
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** Content that is XML already: as text, or as bytes that were ready between two texts. */
export type XmlContent = string | readonly [open: string, bytes: readonly Buffer[], close: string];

/** A text as XML carries it. Characters XML has no way to write are left out. */
export function escaped(text: string): string {
  return text.replace(unwritable, "").replace(/[&<>"]/g, (sign) => escapes[sign]!);
}

/** An element around content that is XML already. */
export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** An element around a text; nothing at all for an absent one. */
export function leaf(name: string, value: string | number | boolean | undefined): string {
  return value === undefined ? "" : `<${name}>${escaped(String(value))}</${name}>`;
}

/** EC2's way to write a list. */
export function list(name: string, items: readonly string[]): string {
  return `<${name}>${items.map((item) => `<item>${item}</item>`).join("")}</${name}>`;
}
