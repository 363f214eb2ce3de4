import { chromiumPeer, openBrowser, type Page } from "@cml-fleet/test-peers";
import { describe, expect, test } from "vitest";
import { freePort, startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const { missing } = chromiumPeer();

/** Longest wait for something the page shows by itself, in milliseconds. */
const timeout = 30_000;
const workers = 7;

describe.skipIf(missing !== undefined)("the live page", { timeout: 90_000 }, () => {
  test("shows each worker once after a restart without a database", async () => {
    const environment = {
      STORE: "memory",
      DATA_DIR: temporaryFolder(),
      APP_PORT: String(await freePort()),
    };
    const first = await startService(environment);
    await using browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(first.url);
    await expect.poll(() => idsOn(page), { timeout }).toHaveLength(workers);
    const before = await idsOn(page);
    await first.kill();
    await page.getByText("connecting", { exact: true }).waitFor({ timeout });

    const { url } = await startService(environment);
    await page.getByText("live", { exact: true }).waitFor({ timeout });
    await expect.poll(() => idsAt(url), { timeout }).toHaveLength(workers);
    const now = await idsAt(url);
    await expect.poll(async () => (await idsOn(page)).sort(), { timeout }).toEqual(now.sort());
    expect(now).not.toEqual(before.sort());
    await page.getByText(/^7 workers/).waitFor({ timeout });
  });

  test("connects again after answers that make a browser give up, and says so meanwhile", async () => {
    const environment = { DATA_DIR: temporaryFolder(), APP_PORT: String(await freePort()) };
    const service = await startService(environment);
    await using browser = await openBrowser();
    const page = await browser.newPage();
    const asked: URL[] = [];
    let refusals = 2;
    await page.route("**/api/events/stream*", async (route) => {
      asked.push(new URL(route.request().url()));
      if (refusals-- > 0) await route.fulfill({ status: 503, body: "The service starts." });
      else await route.continue();
    });
    await page.addInitScript({ content: recordStates });
    await page.goto(service.url);
    await page.getByText("live", { exact: true }).waitFor({ timeout });
    await expect.poll(() => idsOn(page), { timeout }).toHaveLength(workers);
    expect(asked.map(({ search }) => search)).toEqual(["", "", ""]);
    expect(await page.evaluate<string[]>("states")).toEqual([
      "connecting",
      "no connection, trying again in 1 s",
      "connecting",
      "no connection, trying again in 2 s",
      "connecting",
      "live",
    ]);

    refusals = 1;
    await service.kill();
    // The browser tries again and is refused; then the page does.
    await expect.poll(() => asked.length, { timeout }).toBeGreaterThan(4);
    expect(asked[4]?.searchParams.get("last_event_id")).toMatch(/-\d+$/);
    await startService(environment);
    await page.getByText("live", { exact: true }).waitFor({ timeout });
  });
});

/** Runs in the page, where there is a document. */
const recordStates = `
  globalThis.states = [];
  new MutationObserver(() => {
    const state = document.getElementById("connection")?.textContent ?? "";
    if (state !== "" && state !== states.at(-1)) states.push(state);
  }).observe(document, { subtree: true, childList: true, characterData: true });
`;

function idsOn(page: Page): Promise<string[]> {
  return page.locator("#workers tr").evaluateAll((rows) => rows.map((row) => row.dataset["worker"] ?? ""));
}

async function idsAt(url: string): Promise<string[]> {
  const workers = (await (await fetch(`${url}/api/workers`)).json()) as { readonly id: string }[];
  return workers.map(({ id }) => id);
}
