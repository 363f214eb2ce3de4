/** An element of an XML document. Prefixes of names are dropped. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text right in it, together. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** Comments, instructions, CDATA, tags and text, in that order of trial; what is none of them is not well-formed. */
const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[(?<data>[\s\S]*?)\]\]>|<\/(?<end>[\w:.-]+)\s*>|<(?<start>[\w:.-]+)(?<attributes>(?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(?<empty>\/?)>|(?<text>[^<]+)/y;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/**
 * Reads an XML document as far as topologies need it: without document types, and so without entities of their own.
 *
 * @throws Error when it is not well-formed
 */
export function parseXml(document: string): XmlElement {
  const root: Open = { name: "", attributes: new Map(), children: [], text: "" };
  const open: Open[] = [root];
  token.lastIndex = 0;
  while (token.lastIndex < document.length) {
    const at = token.lastIndex;
    const { groups = {} } = token.exec(document) ?? unexpected(document, at);
    if (!take(groups, open)) unexpected(document, at);
  }
  const [element] = root.children;
  if (!element || open.length > 1 || root.children.length > 1 || root.text.trim() !== "")
    throw new Error("An XML document is one element.");
  return element;
}

/** Takes what was read into the innermost open element. Returns whether it may be there. */
function take(groups: Readonly<Record<string, string | undefined>>, open: Open[]): boolean {
  const { start, end, attributes = "", data, text = "" } = groups;
  const inside = open.at(-1)!;
  if (start !== undefined) {
    const element: Open = {
      name: local(start),
      attributes: attributesIn(attributes),
      children: [],
      text: "",
    };
    inside.children.push(element);
    if (groups["empty"] === "") open.push(element);
    return true;
  }
  if (end !== undefined) {
    open.pop();
    return open.length > 0 && inside.name === local(end);
  }
  inside.text += data ?? decoded(text);
  return true;
}

function unexpected(document: string, at: number): never {
  const line = document.slice(0, at).split("\n").length;
  throw new Error(`Line ${line} is no XML: ${document.slice(at, at + 40)}`);
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function attributesIn(text: string): ReadonlyMap<string, string> {
  const found = [...text.matchAll(attribute)];
  return new Map(found.map(([, name = "", one, other]) => [local(name), decoded(one ?? other ?? "")]));
}

const entities = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }));

function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (name !== undefined) return entities.get(name) ?? all;
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
