import { once } from "node:events";
import { startAwsSimulator } from "@cml-fleet/simulator";

const count = Number(process.argv[2]);
const region = "eu-west-1";
const login = { username: "admin", password: "bench" };
const aws = await startAwsSimulator({
  regions: [region],
  instances: Array.from({ length: count }, (_, index) => ({ region, name: `worker-${index}` })),
  controllers: { bootMs: 0, defaults: login },
});
const instances = aws.instances().map(({ id, controller }) => ({
  id,
  url: controller?.url,
  certificate: controller?.identity.cert,
}));
const { endpoint, accessKeyId, secretAccessKey } = aws;
process.stdout.write(
  `${JSON.stringify({ endpoint, region, accessKeyId, secretAccessKey, ...login, instances })}\n`,
);
process.stdin.resume();
await once(process.stdin, "end");
await aws.close();
