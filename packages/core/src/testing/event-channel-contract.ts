import assert from "node:assert/strict";
import type { ChannelMessage, EventChannel } from "../ports/event-channel.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import { eventually, type Patience } from "./eventually.ts";

/** An event too fleeting to be kept; its content is nothing to a channel. */
interface Note {
  readonly note: string;
}

/** Two processes' ends of one channel: the same object twice for a channel within one process. */
export interface ChannelEnds<Ephemeral> {
  readonly here: EventChannel<Ephemeral>;
  readonly there: EventChannel<Ephemeral>;
}

type Message = ChannelMessage<Note>;

/** A listener that takes notes. */
interface Ear {
  readonly heard: readonly Message[];
  readonly end: () => void;
}

/**
 * Everything the rest of the system relies on in an {@link EventChannel}.
 *
 * @param open - Gives the ends of a channel without subscribers. Called once per case.
 */
export function* eventChannelContract<Ephemeral = Note>(
  open: () => Promise<ChannelEnds<Ephemeral>>,
  patience: Patience = {},
): Iterable<ContractCase> {
  const promise = casesOf(open as unknown as () => Promise<ChannelEnds<Note>>);

  /** Subscribes, and waits until messages do arrive: a channel between processes may need a moment to connect. */
  async function listen({ here, there }: ChannelEnds<Note>): Promise<Ear> {
    const heard: Message[] = [];
    let probed = false;
    const end = there.subscribe((message) => {
      if (isProbe(message)) probed = true;
      else heard.push(message);
    });
    const probe = async () => {
      await here.publish(ephemeral("probe"));
      return probed;
    };
    await eventually(probe, (arrived) => arrived, patience);
    return { heard, end };
  }

  const hears = (ear: Ear, count: number) =>
    eventually(
      async () => ear.heard,
      (heard) => heard.length >= count,
      patience,
    );

  yield promise(
    "delivers wake-ups and ephemeral events to every subscriber, as they were given",
    async (ends) => {
      const ears = [await listen(ends), await listen({ ...ends, there: ends.here })];
      const given: Message[] = [{ kind: "logged", sequence: 7 }, ephemeral("Zoë – „ü“")];
      for (const message of given) await ends.here.publish(message);
      for (const ear of ears) assert.deepEqual(await hears(ear, 2), given);
    },
  );

  yield promise("delivers the messages of one publisher in order", async (ends) => {
    const ear = await listen(ends);
    const given = Array.from({ length: 100 }, (_, index) => ephemeral(String(index)));
    await Promise.all(given.map((message) => ends.here.publish(message)));
    assert.deepEqual(await hears(ear, 100), given);
  });

  yield promise("delivers each message once to each subscription", async (ends) => {
    const ear = await listen(ends);
    for (const note of ["one", "two", "last"]) await ends.here.publish(ephemeral(note));
    assert.equal((await hears(ear, 3)).length, 3);
  });

  yield promise("delivers in order even what a listener publishes while it listens", async (ends) => {
    let echoed = false;
    ends.here.subscribe((message) => {
      if (isProbe(message) || echoed) return;
      echoed = true;
      for (const note of ["first echo", "second echo"]) void ends.here.publish(ephemeral(note));
    });
    const ear = await listen({ ...ends, there: ends.here });
    await ends.here.publish(ephemeral("call"));
    assert.deepEqual(await hears(ear, 3), ["call", "first echo", "second echo"].map(ephemeral));
  });

  yield promise(
    "delivers nothing to a subscription that has ended, however often it is ended",
    async (ends) => {
      const [gone, ear] = [await listen(ends), await listen(ends)];
      gone.end();
      gone.end();
      await ends.here.publish(ephemeral("after"));
      await hears(ear, 1);
      assert.deepEqual(gone.heard, []);
    },
  );

  yield promise("takes the same listener twice as two subscriptions", async (ends) => {
    let count = 0;
    const listener = (message: Message) => {
      if (!isProbe(message)) count += 1;
    };
    const [end] = [ends.there.subscribe(listener), ends.there.subscribe(listener)];
    const ear = await listen(ends);
    await ends.here.publish(ephemeral("both"));
    await hears(ear, 1);
    assert.equal(count, 2);
    end();
    await ends.here.publish(ephemeral("one"));
    await hears(ear, 2);
    assert.equal(count, 3);
  });

  yield promise(
    "lets a listener that throws or rejects disturb neither others nor the publisher",
    async (ends) => {
      ends.there.subscribe(() => {
        throw new Error("This listener is broken.");
      });
      ends.there.subscribe((async () => {
        throw new Error("This one breaks later.");
      }) as () => void);
      const ear = await listen(ends);
      await ends.here.publish(ephemeral("all the same"));
      assert.deepEqual(await hears(ear, 1), [ephemeral("all the same")]);
    },
  );

  yield promise("takes messages that nobody listens to", async ({ here }) => {
    await here.publish({ kind: "logged", sequence: 1 });
  });
}

const ephemeral = (note: string): Message => ({ kind: "ephemeral", event: { note } });

const isProbe = (message: Message): boolean => message.kind === "ephemeral" && message.event.note === "probe";
