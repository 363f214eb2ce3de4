import assert from "node:assert/strict";
import { CoreError } from "../errors.ts";
import type { CmlFailureCode, CmlGateway, CmlReport, CmlTarget } from "../ports/cml-gateway.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import { within } from "./eventually.ts";

/** What a scene can make of a controller. All but `gone` are sound otherwise, and have two labs. */
export type ControllerKind =
  | "sound"
  /** Sound, without labs. */
  | "empty"
  /** Nobody listens at its endpoint. */
  | "gone"
  /** It accepts connections and never says a word. */
  | "hanging"
  /** It refuses the gateway's login. */
  | "locked"
  /** The target names another certificate than the one it has. */
  | "foreign"
  /** Everything can be read but the list of labs. */
  | "labs-unreadable";

/** An adapter, and the means to put controllers before it. */
export interface GatewayScene {
  readonly gateway: CmlGateway;
  /** Makes a controller with a worker id of its own. The target names a certificate only where it is `foreign`. */
  controller(kind: ControllerKind): Promise<CmlTarget>;
}

/** A visit that takes longer than this would hold a whole cycle up, in milliseconds. */
const A_FEW_SECONDS = { timeoutMs: 20_000 };

/**
 * Everything the rest of the system relies on in a {@link CmlGateway}.
 *
 * @param open - Gives a gateway and the means to make controllers. Called once per case.
 */
export function* gatewayContract(open: () => Promise<GatewayScene>): Iterable<ContractCase> {
  const promise = casesOf(open);

  yield promise("learns everything from a sound controller", async ({ gateway, controller }) => {
    const report = await gateway.collect(await controller("sound"));
    assert.deepEqual(report.failures, []);
    assert.ok(report.version && report.ready && report.stats && report.health && report.licensing);
    assert.equal(report.labCount, 2);
    assertStats(report);
  });

  yield promise("says by which certificate it knew the controller, the same each time", async (scene) => {
    const target = await scene.controller("sound");
    const { fingerprint256 } = await scene.gateway.collect(target);
    if (fingerprint256 === null) return; // A gateway that trusts by other means does not look.
    assert.match(fingerprint256, /^[0-9a-f]{64}$/);
    const pinned = await scene.gateway.collect({ ...target, fingerprint256 });
    assert.deepEqual([pinned.fingerprint256, pinned.failures], [fingerprint256, []]);
  });

  const silent: readonly [ControllerKind, CmlFailureCode][] = [
    ["gone", "unreachable"],
    ["hanging", "timeout"],
    ["foreign", "certificate_changed"],
  ];
  for (const [kind, code] of silent) {
    yield promise(`answers that nothing is known of a controller that is ${kind}`, async (scene) => {
      const visit = scene.gateway.collect(await scene.controller(kind));
      const { failures, fingerprint256: _, ...known } = await within(visit, "the visit", A_FEW_SECONDS);
      assert.deepEqual(Object.values(known), [null, null, null, null, null, null]);
      assert.equal(failures[0]?.code, code);
      assert.ok((failures[0]?.message.length ?? 0) > 10, "The failure has no sentence a person can act on.");
    });
  }

  yield promise("keeps what is public of a controller that refuses the login", async (scene) => {
    const report = await scene.gateway.collect(await scene.controller("locked"));
    assert.ok(report.version);
    assert.deepEqual([report.stats, report.labCount], [null, null]);
    assert.equal(report.failures[0]?.code, "credentials_refused");
  });

  yield promise(
    "keeps the rest when the labs cannot be read, and does not count them as none",
    async (scene) => {
      const report = await scene.gateway.collect(await scene.controller("labs-unreadable"));
      assert.ok(report.version && report.stats);
      assert.equal(report.labCount, null);
      assert.equal(report.failures.length, 1);
    },
  );

  yield promise("counts no labs as 0", async ({ gateway, controller }) => {
    assert.equal((await gateway.collect(await controller("empty"))).labCount, 0);
  });

  yield promise("throws `aborted` when the caller gives up, at once and midway", async (scene) => {
    const { gateway } = scene;
    const signal = AbortSignal.abort();
    await assert.rejects(gateway.collect(await scene.controller("sound"), { signal }), { code: "aborted" });
    const target = await scene.controller("hanging");
    for (const call of ["collect", "labs"] as const) {
      const midway = new AbortController();
      const visit = gateway[call](target, { signal: midway.signal });
      setTimeout(() => midway.abort(), 20);
      await assert.rejects(within<unknown>(visit, "the end of the visit"), { code: "aborted" });
    }
  });

  yield promise("lists every lab", async ({ gateway, controller }) => {
    const labs = await gateway.labs(await controller("sound"));
    assert.equal(labs.length, 2);
    assert.equal(new Set(labs.map(({ id }) => id)).size, 2);
    for (const { title, state } of labs) assert.ok(title.length > 0 && state.length > 0);
  });

  yield promise("lists no labs as an empty list", async ({ gateway, controller }) => {
    assert.deepEqual(await gateway.labs(await controller("empty")), []);
  });

  for (const kind of ["gone", "hanging", "locked", "foreign", "labs-unreadable"] as const) {
    yield promise(`throws, rather than list no labs, when the controller is ${kind}`, async (scene) => {
      const visit = scene.gateway.labs(await scene.controller(kind));
      await assert.rejects(within(visit, "the list", A_FEW_SECONDS), (error: unknown) => CoreError.is(error));
    });
  }

  yield promise(
    "forgets workers, known or not, and can visit them again",
    async ({ gateway, controller }) => {
      const target = await controller("sound");
      await gateway.collect(target);
      await gateway.forget([target.workerId, "nobody"]);
      await gateway.forget([]);
      assert.deepEqual((await gateway.collect(target)).failures, []);
    },
  );
}

function assertStats({ stats }: CmlReport): void {
  const { cpuPercent = null, memoryUsedBytes, memoryTotalBytes } = stats ?? {};
  assert.ok(cpuPercent === null || (cpuPercent >= 0 && cpuPercent <= 100), `${cpuPercent} is no percentage.`);
  assert.ok((memoryUsedBytes ?? 0) <= (memoryTotalBytes ?? 0), "More memory is used than there is.");
}
