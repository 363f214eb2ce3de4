import { borrowNode } from "./borrowed-node.mjs";
import { takeTurn } from "./install-turn.mjs";
import { installsEverything, nodeOfNpm } from "./installer.mjs";
import { runNpm } from "./run-npm.mjs";
import { isInstalled, noteInstalled } from "./stamp.mjs";

/** Installs what the lock file names, unless it is installed. Ends the process when that fails. */
export async function install(root, npmIsGone) {
  if (isInstalled(root)) return;
  const giveTurnAway = await takeTurn(root, npmIsGone);
  if (!isInstalled(root)) {
    console.error("Installing dependencies (once; takes about half a minute) …");
    const here = nodeOfNpm();
    const will = installsEverything(here.version) && !here.binary.startsWith(`${root}node_modules`);
    const { binary, version, remove } = will
      ? here
      : await borrowNode(root, { node: here.binary, npmIsGone });
    await runNpm(["ci"], { node: binary, cwd: root, npmIsGone });
    remove?.();
    noteInstalled(root, version);
  }
  giveTurnAway();
}
