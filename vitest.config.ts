import { availableParallelism } from "node:os";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  resolve: { conditions: ["@cml-fleet/source"] },
  ssr: { resolve: { conditions: ["@cml-fleet/source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "examples/*/{src,test}/**/*.test.ts", "scripts/*.test.ts"],
    testTimeout: 30_000,
    // Most tests wait for a process, a socket or a browser: one more of them than there are cores keeps the cores busy.
    maxWorkers: availableParallelism() + 1,
    reporters: ["default", "./scripts/closing-line.ts"],
  },
});

export default config;
