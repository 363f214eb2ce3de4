import { expectTypeOf, test } from "vitest";
import type {
  CmlAnswer,
  CmlClient,
  CmlFleetClient,
  CmlOperationName,
  CmlRequest,
  CmlRequestArguments,
} from "../index.ts";

declare const request: CmlRequest;
declare const fleet: CmlFleetClient;
declare const cml: CmlClient;

const path = { lab_id: "l1" };
const node = { lab_id: "l1", node_id: "n1" };
const said = { operational: true, exclude_configurations: true };

type Node = Exclude<CmlAnswer<"GET /labs/{lab_id}/nodes">, string[]>[number];

test("nodes are ids, or nodes when data is asked for", () => {
  const ids = () => request("GET /labs/{lab_id}/nodes", { path, query: said });
  expectTypeOf(ids).returns.resolves.toEqualTypeOf<string[]>();
  const outright = () => request("GET /labs/{lab_id}/nodes", { path, query: { data: false, ...said } });
  expectTypeOf(outright).returns.resolves.toEqualTypeOf<string[]>();
  const nodes = () => request("GET /labs/{lab_id}/nodes", { path, query: { data: true, ...said } });
  expectTypeOf(nodes).returns.resolves.toEqualTypeOf<Node[]>();
  expectTypeOf<Node["label"]>().toBeString();
});

test("they are either when it is not known what is asked for", () => {
  const either = (data: boolean) => request("GET /labs/{lab_id}/nodes", { path, query: { data, ...said } });
  expectTypeOf(either).returns.resolves.toEqualTypeOf<string[] | Node[]>();
});

test("so it is with interfaces, links and resource pools", () => {
  const operational = true;
  const interfaces = () =>
    request("GET /labs/{lab_id}/nodes/{node_id}/interfaces", {
      path: node,
      query: { data: true, operational },
    });
  expectTypeOf<Awaited<ReturnType<typeof interfaces>>[number]["is_connected"]>().toEqualTypeOf<
    boolean | undefined
  >();
  const links = () => request("GET /labs/{lab_id}/links", { path, query: { data: true } });
  expectTypeOf<Awaited<ReturnType<typeof links>>[number]["interface_a"]>().toEqualTypeOf<
    string | undefined
  >();
  const linkIds = () => request("GET /labs/{lab_id}/links", { path });
  expectTypeOf(linkIds).returns.resolves.toEqualTypeOf<string[]>();
  const pools = () => request("GET /resource_pools", { query: { data: true } });
  expectTypeOf<Awaited<ReturnType<typeof pools>>[number]["label"]>().toEqualTypeOf<string | undefined>();
  const poolIds = () => request("GET /resource_pools");
  expectTypeOf(poolIds).returns.resolves.toEqualTypeOf<string[]>();
});

test("a definition is the text of its file, or what is in it", () => {
  const text = () => request("GET /node_definitions/{def_id}", { path: { def_id: "iosv" } });
  expectTypeOf(text).returns.resolves.toEqualTypeOf<string>();
  const definition = () =>
    request("GET /node_definitions/{def_id}", { path: { def_id: "iosv" }, query: { json: true } });
  expectTypeOf<Awaited<ReturnType<typeof definition>>["id"]>().toBeString();
  const image = () =>
    request("GET /image_definitions/{def_id}", { path: { def_id: "iosv" }, query: { json: true } });
  expectTypeOf<Awaited<ReturnType<typeof image>>["id"]>().toBeString();
});

test("so it is on a fleet", () => {
  const nodes = () => fleet.request("GET /labs/{lab_id}/nodes", { path, query: { data: true, ...said } });
  type Result = Extract<Awaited<ReturnType<typeof nodes>>[number], { ok: true }>;
  expectTypeOf<Result["value"]>().toEqualTypeOf<Node[]>();
});

test("the rest is checked as ever", () => {
  const query = { data: true, ...said } as const;
  // @ts-expect-error what has three meanings has to be said
  const unsaid = () => request("GET /labs/{lab_id}/nodes", { path, query: { data: true } });
  // @ts-expect-error there is no such parameter
  const unknown = () => request("GET /labs/{lab_id}/links", { path, query: { data: true, sort: "label" } });
  // @ts-expect-error there is no such option
  const misspelt = () => request("GET /labs/{lab_id}/nodes", { path, query, timeout: 1 });
  // @ts-expect-error it is yes or no
  const text = () => request("GET /labs/{lab_id}/links", { path, query: { data: "true" } });
  expectTypeOf([unsaid, unknown, misspelt, text]).toBeArray();
});

test("a function around request passes on what it is given", () => {
  const logged = <Name extends CmlOperationName, Choice extends boolean = false>(
    client: CmlClient,
    name: Name,
    ...args: CmlRequestArguments<Name, Choice>
  ) => client.request<Name, Choice>(name, ...args);
  const nodes = () => logged(cml, "GET /labs/{lab_id}/nodes", { path, query: { data: true, ...said } });
  expectTypeOf(nodes).returns.resolves.toEqualTypeOf<Node[]>();
  const plain = <Name extends CmlOperationName>(
    client: CmlClient,
    name: Name,
    ...args: CmlRequestArguments<Name>
  ): Promise<CmlAnswer<Name>> => client.request<Name, boolean>(name, ...args);
  expectTypeOf(plain).toBeFunction();
});
