import { readdirSync } from "node:fs";
import { chromiumPeer, openBrowser, type Page } from "@cml-fleet/test-peers";
import { describe, expect, test } from "vitest";
import { startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const { missing } = chromiumPeer();

/** Longest wait for something the page shows by itself, in milliseconds. */
const timeout = 30_000;

describe.skipIf(missing !== undefined)("the live page of the demo", { timeout: 90_000 }, () => {
  test("shows the fleet, follows it by itself, and stops and starts a worker", async () => {
    const { url } = await startService({ DATA_DIR: temporaryFolder(), WORKER_METRICS_POLL_INTERVAL: "2" });
    await using browser = await openBrowser();
    const page = await browser.newPage();
    const troubles: string[] = [];
    page.on("pageerror", (error) => troubles.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") troubles.push(message.text());
    });
    await page.goto(url);

    await page.getByText("live", { exact: true }).waitFor({ timeout });
    await expect
      .poll(() => namesIn(page), { timeout })
      .toEqual([
        "automation-ci",
        "ccna-classroom",
        "emea-classroom",
        "exam-pool-1",
        "exam-pool-2",
        "partner-lab",
        "sdwan-demo",
      ]);
    const classroom = page.getByRole("row").filter({ hasText: "emea-classroom" });
    await classroom.getByText("available", { exact: true }).waitFor({ timeout });
    await classroom.getByText("2.9.0+build.3").waitFor({ timeout });

    const numbers = () => classroom.locator("td.number span").allTextContents();
    const before = await numbers();
    expect(before).toHaveLength(3);
    for (const number of before) expect(number).toMatch(/^\d+\.\d %$/);
    await expect.poll(numbers, { timeout }).not.toEqual(before);

    await classroom.getByRole("button", { name: "Stop emea-classroom" }).click();
    await classroom.getByText("stopping", { exact: true }).waitFor({ timeout: 5_000 });
    await classroom.getByText("stopped", { exact: true }).waitFor({ timeout });
    expect(await numbers()).toEqual(["–", "–", "–"]);
    await classroom.getByRole("button", { name: "Start emea-classroom" }).click();
    await classroom.getByText("pending", { exact: true }).waitFor({ timeout: 5_000 });
    await classroom.getByText("running", { exact: true }).waitFor({ timeout });
    await classroom.getByText("available", { exact: true }).waitFor({ timeout });
    expect(troubles).toEqual([]);
  });

  test("says in words what the service refused", async () => {
    const service = await startService({ DATA_DIR: temporaryFolder() });
    await using browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(service.url);
    const row = page.getByRole("row").filter({ hasText: "emea-classroom" });
    await row.getByRole("button", { name: "Stop emea-classroom" }).waitFor({ timeout });
    await page.route("**/stop", (route) =>
      route.fulfill({
        status: 409,
        contentType: "application/problem+json",
        body: JSON.stringify({ detail: "Cannot stop <b>it</b> now." }),
      }),
    );
    await row.getByRole("button", { name: "Stop emea-classroom" }).click();
    await page.getByRole("alert").getByText("Cannot stop <b>it</b> now.").waitFor({ timeout });
  });
});

describe("the demo", { timeout: 60_000 }, () => {
  test("says where it is in one line, ends cleanly on Ctrl-C, and finds the same workers again", async () => {
    const folder = temporaryFolder();
    const first = await startService({ DATA_DIR: folder });
    expect(first.output).toEqual([expect.stringContaining(first.url)]);
    expect(new URL(first.url).hostname).toBe("127.0.0.1");
    await expect.poll(() => idsAt(first.url), { timeout }).toHaveLength(7);
    const before = await idsAt(first.url);
    expect(await first.interrupt()).toBe(0);
    expect(first.log).toEqual([]);
    // The lock stays: to remove it would let in two services that come at the same moment.
    expect(readdirSync(folder).sort()).toEqual(["demo-certificates", "fleet.db", "mode", "service.lock"]);

    const second = await startService({ DATA_DIR: folder });
    expect(await idsAt(second.url)).toEqual(before);
    await expect
      .poll(() => servicesAt(second.url), { timeout })
      .toEqual(expect.arrayContaining(["available", "available", "available", "available", "available"]));
    expect(await servicesAt(second.url)).not.toContain("error");
  });
});

async function namesIn(page: Page): Promise<string[]> {
  return page.locator("#workers strong").allTextContents();
}

async function workersAt(url: string): Promise<{ readonly id: string; readonly service_status: string }[]> {
  const response = await fetch(`${url}/api/workers`);
  return (await response.json()) as { id: string; service_status: string }[];
}

const idsAt = async (url: string) => (await workersAt(url)).map(({ id }) => id);
const servicesAt = async (url: string) => (await workersAt(url)).map(({ service_status }) => service_status);
