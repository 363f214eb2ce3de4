/** What kinds without a virtual machine cannot have. */
export const machineSettings = ["ram", "cpus", "cpu_limit"] as const;

type Given = { readonly [Name in (typeof machineSettings)[number]]?: number | null | undefined };

/** Leaves them out. */
export function withoutMachineSettings<T extends Given>(given: T): Omit<T, keyof Given> {
  const { ram: _ram, cpus: _cpus, cpu_limit: _limit, ...others } = given;
  return others;
}

/** Those that say something, each as it stands in a file: old releases wrote zeros, and all of a CPU, where nothing was set. */
export function machineSettingsIn(given: Given): readonly string[] {
  return machineSettings
    .filter((name) => given[name] && !(name === "cpu_limit" && given[name] === 100))
    .map((name) => `${name}: ${given[name]}`);
}
