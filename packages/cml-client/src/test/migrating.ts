import { expect, test } from "vitest";
import type { CmlEventStream } from "../index.ts";
import { evaluated, migrationRows } from "./migration.ts";
import { type Simulated, simulated } from "./simulated.ts";

/** A simulated controller with a lab, and the names that the README's tables use. */
export interface MigratingWorld extends Simulated {
  /** In the middle of the lab: with an address, once it runs. */
  readonly nodeId: string;
  readonly otherNodeId: string;
  readonly linkId: string;
  readonly names: Record<string, unknown>;
}

/** Evaluates an expression of a row, the first unless another is asked for, with names that only this row uses. */
export type Run = <Value = unknown>(
  names?: Readonly<Record<string, unknown>>,
  index?: number,
) => Promise<Value>;

/** Shows that what stands for a call of virl2-client does what that does. */
export type Proof = (run: Run, world: MigratingWorld) => Promise<void>;

/** One proof for each row of a table, by what the row replaces. The rows and the proofs have to be the same. */
export function proveTable(heading: string, proofs: Readonly<Record<string, Proof>>): void {
  const rows = migrationRows(heading);

  test(`every row of the table is proven: ${heading}`, () => {
    expect(rows.map(({ theirs }) => theirs)).toEqual(Object.keys(proofs));
  });

  test.each(rows)("$theirs", async (row) => {
    await using world = await migratingWorld();
    const run = (names = {}, index = 0) => evaluated(row, { ...world.names, ...names }, index);
    await proofs[row.theirs]?.(run as Run, world);
    expect(world.drift).toEqual([]);
  });
}

async function drain(events: CmlEventStream): Promise<void> {
  for await (const _event of events);
}

async function migratingWorld(): Promise<MigratingWorld> {
  const labs = [{ title: "Lab", nodes: ["external_connector", "alpine", "alpine"] }];
  const world = await simulated({ labs, licence: { registrationMs: 20 } });
  const { cml, client, labId } = world;
  // Waits by what the live feed says end sooner than those that look now and then.
  const events = client.events();
  await events.next();
  void drain(events);
  const [, node, other] = await client.nodes.list(labId);
  const [, link] = await client.links.list(labId);
  const [nodeId, otherNodeId, linkId] = [node?.id ?? "", other?.id ?? "", link?.id ?? ""];
  const names = {
    cml: client,
    baseUrl: cml.url,
    auth: { username: cml.username, password: cml.password },
    ca: cml.identity.cert,
    fingerprint256: cml.fingerprint256,
    labId,
    nodeId,
    otherNodeId,
    linkId,
  };
  return {
    ...world,
    nodeId,
    otherNodeId,
    linkId,
    names,
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}
