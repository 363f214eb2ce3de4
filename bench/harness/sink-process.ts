import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// Takes every upload and keeps nothing, in a process of its own: its memory is not what is measured.
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    response.writeHead(200, { "content-type": "application/json" }).end('"Success"');
  });
});
await once(server.listen(0, "127.0.0.1"), "listening");
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
process.stdin.resume();
await once(process.stdin, "end");
server.closeAllConnections();
server.close();
