import { type CST, Parser } from "yaml";
import { CmlApiError } from "./answer.ts";

/** Operations whose bodies are YAML. */
const inYaml: ReadonlySet<string> = new Set([
  "POST /import",
  "POST /node_definitions",
  "PUT /node_definitions",
  "POST /image_definitions",
  "PUT /image_definitions",
]);

/** No map of a topology or a definition comes near it. */
const mostKeys = 500;

/**
 * Refuses YAML with maps of so many keys that to compare each with each would keep everything else waiting for minutes.
 *
 * @throws CmlApiError 400
 */
export function checkYaml(operation: string, body: string): void {
  if (!inYaml.has(operation)) return;
  for (const collection of collectionsIn(body))
    if (isMap(collection) && collection.items.length > mostKeys)
      throw new CmlApiError(400, `Bad request: A mapping has more than ${mostKeys} keys.`);
}

type Collection = CST.BlockMap | CST.BlockSequence | CST.FlowCollection;

function* collectionsIn(text: string): Generator<Collection> {
  const waiting: (CST.Token | null | undefined)[] = [...new Parser().parse(text)];
  while (waiting.length > 0) {
    const token = waiting.pop();
    if (token?.type === "document") waiting.push(token.value);
    if (!token || !("items" in token)) continue;
    yield token;
    for (const { key, value } of token.items) waiting.push(key, value);
  }
}

function isMap(token: Collection): boolean {
  return (
    token.type === "block-map" || (token.type === "flow-collection" && token.start.type === "flow-map-start")
  );
}
