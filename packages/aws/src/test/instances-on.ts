import { ec2Instances } from "../ec2-instances.ts";
import { type Behaviour, fakeAws } from "./fake-aws.ts";
import { realClients } from "./real-clients.ts";

/** The adapter, and an EC2 that behaves as told. Each call is made once, whatever becomes of it. */
export async function instancesOn(behaviour: Behaviour) {
  const aws = await fakeAws(behaviour);
  const clients = realClients(aws.endpoint, { maxAttempts: 1 });
  return {
    aws,
    clients,
    instances: ec2Instances({ clients: clients.ec2 }),
    async [Symbol.asyncDispose]() {
      clients.destroy();
      await aws[Symbol.asyncDispose]();
    },
  };
}
