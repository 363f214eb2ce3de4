/**
 * The human part of an error body, whichever of the seen shapes it has: `{code, description}`, a bare JSON
 * string, FastAPI's `{detail}`, plain text or HTML from a proxy, nothing.
 */
export function descriptionOf(body: string): string {
  const parsed = parseJson(body);
  if (typeof parsed === "string") return parsed;
  if (typeof parsed === "object" && parsed !== null) {
    const { description, detail } = parsed as { description?: unknown; detail?: unknown };
    const said = description ?? detail;
    if (said != null) return typeof said === "string" ? said : written(said);
  }
  return /^\s*</.test(body) ? withoutTags(body) : body;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** What is nested too deep to be written says nothing. */
function written(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return "";
  }
}

function withoutTags(html: string): string {
  // Bounded: matching tags in an endless run of "<" is quadratic.
  return html.slice(0, 4_096).replace(/<[^>]*>/g, " ");
}
