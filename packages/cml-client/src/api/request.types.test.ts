import type { Readable } from "node:stream";
import { expectTypeOf, test } from "vitest";
import type { CmlAnswer, CmlInput, CmlOperationName, CmlRequest, CmlUpload } from "../index.ts";

declare const request: CmlRequest;

test("an operation is one of the names there are", () => {
  expectTypeOf<"GET /labs/{lab_id}">().toExtend<CmlOperationName>();
  expectTypeOf<"GET /nothing">().not.toExtend<CmlOperationName>();
});

test("a path parameter is required, and the answer is inferred", () => {
  expectTypeOf<CmlInput<"GET /labs/{lab_id}">>().toEqualTypeOf<{ path: { lab_id: string } }>();
  const get = () => request("GET /labs/{lab_id}", { path: { lab_id: "l1" } });
  expectTypeOf<Awaited<ReturnType<typeof get>>["lab_title"]>().toBeString();
  // @ts-expect-error the path is missing
  const without = () => request("GET /labs/{lab_id}");
  // @ts-expect-error there is no such parameter
  const wrong = () => request("GET /labs/{lab_id}", { path: { lab: "l1" } });
  expectTypeOf(without).toBeFunction();
  expectTypeOf(wrong).toBeFunction();
});

test("the input may be left out where nothing is required", () => {
  const list = () => request("GET /labs");
  expectTypeOf<Awaited<ReturnType<typeof list>>>().toEqualTypeOf<string[]>();
  const all = () => request("GET /labs", { query: { show_all: true }, signal: AbortSignal.timeout(1_000) });
  expectTypeOf(all).returns.resolves.toEqualTypeOf<string[]>();
});

test("a parameter with three meanings has to be said", () => {
  const path = { lab_id: "l1" };
  const said = () =>
    request("GET /labs/{lab_id}/nodes", { path, query: { operational: true, exclude_configurations: null } });
  // @ts-expect-error the query is missing
  const unsaid = () => request("GET /labs/{lab_id}/nodes", { path });
  expectTypeOf(said).toBeFunction();
  expectTypeOf(unsaid).toBeFunction();
});

test("nothing, text, truth and bytes are what they are", () => {
  expectTypeOf<CmlAnswer<"PUT /labs/{lab_id}/start">>().toEqualTypeOf<undefined>();
  expectTypeOf<CmlAnswer<"GET /labs/{lab_id}/download">>().toEqualTypeOf<string>();
  expectTypeOf<CmlAnswer<"GET /labs/{lab_id}/check_if_converged">>().toEqualTypeOf<boolean>();
  expectTypeOf<CmlAnswer<"GET /pcap/{link_capture_key}">>().toEqualTypeOf<Readable>();
  expectTypeOf<CmlInput<"POST /images/upload">["body"]>().toEqualTypeOf<CmlUpload>();
});

test("a word that is new is still text", () => {
  const state: CmlAnswer<"GET /labs/{lab_id}/state"> = "SOMETHING_NEW";
  expectTypeOf(state).toExtend<string>();
});

test("a body is required where the API requires one, and its members are typed", () => {
  const rename = () => request("PATCH /labs/{lab_id}", { path: { lab_id: "l1" }, body: { title: "OSPF" } });
  expectTypeOf<Awaited<ReturnType<typeof rename>>["lab_title"]>().toBeString();
  // @ts-expect-error a title is text
  const wrong = () => request("PATCH /labs/{lab_id}", { path: { lab_id: "l1" }, body: { title: 5 } });
  // @ts-expect-error the body is missing
  const without = () => request("POST /import", {});
  expectTypeOf<Parameters<typeof request<"POST /import">>[0]>().toEqualTypeOf<"POST /import">();
  expectTypeOf(wrong).toBeFunction();
  expectTypeOf(without).toBeFunction();
});

test("several parameters in a path are required together", () => {
  const path = { lab_id: "l1", node_id: "n1" };
  const start = () => request("PUT /labs/{lab_id}/nodes/{node_id}/state/start", { path });
  expectTypeOf(start).returns.resolves.toEqualTypeOf<undefined>();
  // @ts-expect-error the node is missing
  const half = () => request("PUT /labs/{lab_id}/nodes/{node_id}/state/start", { path: { lab_id: "l1" } });
  expectTypeOf(half).toBeFunction();
});

test("deletions answer nothing, and logins a token", () => {
  expectTypeOf<CmlAnswer<"DELETE /labs/{lab_id}">>().toEqualTypeOf<undefined>();
  expectTypeOf<CmlAnswer<"POST /authenticate">>().toEqualTypeOf<string>();
  expectTypeOf<CmlAnswer<"GET /system_archive">>().toEqualTypeOf<Readable>();
});

test("an operation that is chosen at run time still needs its own input", () => {
  const labs = (name: "GET /labs" | "GET /users") => request(name);
  expectTypeOf(labs).returns.resolves.toExtend<readonly unknown[]>();
});
