import { chromiumPeer, openBrowser } from "@cml-fleet/test-peers";
import { describe, expect, test } from "vitest";
import { plantWorker, testService } from "./support/test-service.ts";

const { missing } = chromiumPeer();

/** Longest wait for something the page shows by itself, in milliseconds. */
const timeout = 10_000;

describe.skipIf(missing !== undefined)("the live page", { timeout: 60_000 }, () => {
  test("shows that a command is under way, and says so when no answer comes", async () => {
    const service = await testService();
    await plantWorker(service, "alpha");
    await using browser = await openBrowser();
    const page = await browser.newPage();
    await page.clock.install();
    await page.route("**/stop", () => {
      // Nobody answers.
    });
    await page.goto(service.url);
    await page.getByRole("button", { name: "Stop alpha" }).click();
    const button = page.getByRole("row").filter({ hasText: "alpha" }).getByRole("button");
    await page.getByText("Stopping …", { exact: true }).waitFor({ timeout });
    expect(await button.getAttribute("aria-busy")).toBe("true");
    expect(await button.isDisabled()).toBe(true);

    await page.clock.fastForward(30_000);
    await page
      .getByRole("alert")
      .getByText("The service did not answer within 30 s when asked to stop alpha.")
      .waitFor({ timeout });
    expect(await button.textContent()).toBe("Stop");
    expect(await button.isEnabled()).toBe(true);
  });
});
