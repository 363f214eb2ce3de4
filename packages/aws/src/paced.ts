import type { Pacer } from "./pacing.ts";

/** The parts of the SDK's execution context that are read. */
interface Context {
  readonly commandName?: string;
  /** Where the SDK keeps what its own retry loop uses; the caller's signal among it. */
  readonly __smithy_context?: { readonly abortSignal?: unknown };
}

/** Where in the SDK's chain {@link pacedBy} belongs: inside the retry loop, so that every attempt waits its turn. */
export const pacedPosition = { step: "finalizeRequest", priority: "low", name: "fleetPacing" } as const;

/** A middleware of the SDK that lets each attempt wait its turn. */
export function pacedBy(pacer: Pacer) {
  return <Args extends { readonly input: object }, Result>(
    next: (args: Args) => Promise<Result>,
    context: Context,
  ): ((args: Args) => Promise<Result>) => {
    const action = context.commandName?.replace(/Command$/, "") ?? "";
    return async (args) => {
      const signal = context.__smithy_context?.abortSignal;
      await pacer.turn(action, instancesIn(args.input), signal instanceof AbortSignal ? signal : undefined);
      return next(args);
    };
  };
}

function instancesIn(input: object): number {
  return "InstanceIds" in input && Array.isArray(input.InstanceIds) ? input.InstanceIds.length : 0;
}
