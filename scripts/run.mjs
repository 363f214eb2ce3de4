// Starts a program of this repository on any Node.js 18 or newer. Written for far older ones too, as they have to be
// able to read the refusal: no `node:` imports, no `await` outside a function.
const oldest = 18;

if (Number(process.versions.node.split(".")[0]) < oldest) {
  console.error(
    `Node.js ${process.versions.node} is too old: install version ${oldest} or newer from https://nodejs.org, then try again.`,
  );
  process.exit(1);
}
void import("./launch/main.mjs");
