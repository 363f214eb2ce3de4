// document  Cisco's OpenAPI document of CML 2.9, which is not ours to ship
// reality   what controllers answer where they differ from it
export {
  type ApiDocument,
  type DocumentedOperation,
  documentPath,
  type Parameter,
  readDocument,
  type Schema,
} from "./document.ts";
export { realDocument } from "./reality.ts";
