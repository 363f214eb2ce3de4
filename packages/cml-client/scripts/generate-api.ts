// Writes packages/cml-client/src/api from Cisco's OpenAPI document: names and types, none of its prose.
// Run: npm run generate -w @cml-fleet/cml-client   (CML_OPENAPI names the document)
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { documentPath, readDocument, realDocument } from "@cml-fleet/cml-document";
import { tables } from "./tables.ts";
import { types } from "./types.ts";

const path = documentPath();
if (path === undefined) {
  process.stderr.write("The OpenAPI document is not here: set CML_OPENAPI to its path.\n");
  process.exit(1);
}
const document = realDocument(readDocument(path));
const folder = fileURLToPath(new URL("../src/api/", import.meta.url));
for (const [file, content] of Object.entries({ ...tables(document), "types.ts": await types(document) })) {
  writeFileSync(folder + file, content);
}
