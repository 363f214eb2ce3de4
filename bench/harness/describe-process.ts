import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { startAwsSimulator } from "@cml-fleet/simulator";

// Serves one fleet twice: as a simulated AWS, or as answers that are kept ready. Which one, the caller says.
const [kind, count] = process.argv.slice(2);
const { endpoint, accessKeyId, instances, close } =
  kind === "bare" ? await bare() : await simulated(Number(count));
process.stdout.write(`${JSON.stringify({ endpoint, accessKeyId, instances })}\n`);
process.stdin.resume();
await once(process.stdin, "end");
await close();

async function simulated(workers: number) {
  const region = "eu-west-1";
  const aws = await startAwsSimulator({
    regions: [region],
    instances: Array.from({ length: workers }, (_, index) => ({
      region,
      name: `worker-${index}`,
      tags: { "cml:fleet": "bench", "cml:endpoint": `https://cml-${index}.example.net`, owner: "netlab" },
    })),
    controllers: { enabled: false },
  });
  const { endpoint, accessKeyId } = aws;
  return { endpoint, accessKeyId, instances: aws.instances().map(({ id }) => id), close: aws.close };
}

/** PUT keeps a body, and POST gives it back, whatever it asks for: the path says which. */
async function bare() {
  const kept = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const path = request.url ?? "/";
      if (request.method === "PUT") kept.set(path, Buffer.concat(chunks));
      const body = request.method === "PUT" ? Buffer.alloc(0) : (kept.get(path) ?? Buffer.alloc(0));
      const headers = { "content-type": "text/xml;charset=UTF-8", "content-length": body.length };
      response.writeHead(200, headers).end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId: "",
    instances: [],
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
