import type { ApiDocument, DocumentedOperation, Schema } from "./document.ts";

/** Where real controllers answer otherwise than the document says: both are taken. Recordings are of 2.9.1 unless noted. */
interface Difference {
  /** A named schema and the member it is about. */
  readonly at: readonly [schema: string, member: string];
  /** What comes in reality. */
  readonly real: Schema;
  /** Whether the documented form was never seen and only confuses: it is still taken, but not in the types. */
  readonly instead?: true;
}

const text: Schema = { type: "string" };
const number: Schema = { type: "number" };
const nothing: Schema = { type: "null" };
const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const either = (...schemas: readonly Schema[]): Schema => ({ anyOf: schemas });
const record = (of: Schema): Schema => ({ type: "object", additionalProperties: of });
const loose = (properties: Readonly<Record<string, Schema>>): Schema => ({ type: "object", properties });

const differences: readonly Difference[] = [
  { at: ["LabSimulationStatsResponse", "nodes"], real: record(ref("NodeSimulationStats")), instead: true },
  { at: ["LabSimulationStatsResponse", "links"], real: record(ref("LinkSimulationStats")), instead: true },
  { at: ["LabTilesResponse", "lab_tiles"], real: record(ref("LabTile")), instead: true },
  { at: ["CpuHealthStats", "hyperthreading"], real: { type: "boolean" } },
  ...["no", "time", "length", "source", "destination"].map(
    (member): Difference => ({ at: ["PCAPItem", member], real: text, instead: true }),
  ),
  { at: ["UserResponse", "email"], real: nothing },
  { at: ["UserResponse", "directory_dn"], real: nothing },
  { at: ["GroupInfoResponse", "directory_dn"], real: nothing },
  // A node that was never started has none.
  { at: ["Node", "operational"], real: nothing },
  { at: ["NodeOperationalData", "serial_consoles"], real: nothing },
  // 2.10 and later.
  { at: ["UserResponse", "opt_in"], real: text },
  { at: ["OptInGetResponse", "opt_in"], real: text },
  { at: ["SystemInformation", "timeout"], real: number },
  { at: ["SystemInformation", "features"], real: { type: "array", items: text } },
  { at: ["LabResponse", "autostart"], real: {} },
  { at: ["LabResponse", "node_staging"], real: {} },
  { at: ["Node", "priority"], real: {} },
  { at: ["Node", "pyats"], real: {} },
];

/** The document names the members of an enumeration; controllers send its values. */
const words: Readonly<Record<string, readonly string[]>> = {
  event: ["CREATED", "DELETED", "MODIFIED", "state"],
  element_type: ["Lab", "Node", "Link", "Interface", "Annotation", "ConnectorMapping", "SmartAnnotation"],
};

/** Schemas that only reality has. */
const realSchemas: Readonly<Record<string, Schema>> = {
  NodeSimulationStats: loose({
    cpu_usage: number,
    block0_rd_bytes: number,
    block0_wr_bytes: number,
    times: record(number),
    ram_usage: number,
    disk_usage: number,
    is_running: { type: "boolean" },
  }),
  LinkSimulationStats: loose({
    readbytes: number,
    readpackets: number,
    writebytes: number,
    writepackets: number,
    drops: number,
  }),
  LabTile: {
    type: "object",
    additionalProperties: true,
    properties: { lab_title: text, state: text, topology: {} },
  },
};

/** Operations whose answer is declared as JSON and is text; with `json=true` some are JSON after all. */
const textAnswers = new Set([
  "GET /labs/{lab_id}/download",
  "GET /labs/{lab_id}/pyats_testbed",
  "GET /licensing/tech_support",
]);
const textUnlessAsked = new Set(["GET /node_definitions/{def_id}", "GET /image_definitions/{def_id}"]);

/** Text that may be sent where the document wants JSON. */
const yamlBodies = new Set([
  "POST /import",
  "POST /node_definitions",
  "PUT /node_definitions",
  "POST /image_definitions",
  "PUT /image_definitions",
]);

/** The document as controllers keep it. */
export function realDocument({ operations, schemas }: ApiDocument): ApiDocument {
  const changed: Record<string, Schema> = { ...structuredClone(schemas), ...realSchemas };
  for (const {
    at: [name, member],
    real,
    instead,
  } of differences) {
    const schema = changed[name] as Schema;
    const properties = schema["properties"] as Record<string, Schema>;
    const documented = properties[member];
    properties[member] = documented
      ? { ...either(documented, real), ...(instead && { "x-type": real }) }
      : real;
  }
  const event = (changed["LabEventResponse"] as Schema)["properties"] as Record<string, Schema>;
  for (const [member, real] of Object.entries(words)) {
    const documented = event[member] as Schema;
    event[member] = { ...documented, enum: [...(documented["enum"] as string[]), ...real] };
  }
  return { operations: operations.map(realOperation), schemas: changed };
}

function realOperation(operation: DocumentedOperation): DocumentedOperation {
  const { name, body, answers } = operation;
  const answer = answers["200"];
  return {
    ...operation,
    ...(body &&
      yamlBodies.has(name) && { body: { ...body, schema: either(body.schema, text), text: true as const } }),
    ...(answer &&
      textAnswers.has(name) && { answers: { ...answers, 200: { mediaType: "text/plain", schema: text } } }),
    ...(answer &&
      textUnlessAsked.has(name) && {
        answers: { ...answers, 200: { mediaType: "text/plain", schema: either(answer.schema, text) } },
      }),
    ...(answer &&
      name === "PUT /sample/labs/{sample_lab_id}" && {
        answers: { ...answers, 200: { ...answer, schema: either(answer.schema, text) } },
      }),
    ...(answer &&
      name === "GET /system_archive" && {
        answers: { ...answers, 200: { mediaType: "application/octet-stream", schema: {} } },
      }),
  };
}
