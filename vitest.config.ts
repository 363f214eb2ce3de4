import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  resolve: { conditions: ["@cml-fleet/source"] },
  ssr: { resolve: { conditions: ["@cml-fleet/source"] } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "examples/*/{src,test}/**/*.test.ts", "scripts/*.test.ts"],
    testTimeout: 30_000,
    reporters: ["default", "./scripts/closing-line.ts"],
  },
});

export default config;
