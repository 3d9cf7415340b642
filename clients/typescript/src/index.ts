import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./schema.js";

export type { components, operations, paths } from "./schema.js";

/** A problem as every refusal has it. `code` is for programs, `errors` names the fields. */
export type Problem = components["schemas"]["ProblemBody"];

export interface GridOptions {
  /** Gives a bearer token that is still good; asked before each request. */
  token?: () => string | Promise<string>;
  /** How often a request is sent again after 408, 429, a 5xx or a broken connection; 5 when absent. */
  mostRepeats?: number;
  /** Milliseconds before the first repeat, where the register names none; it doubles. 1000 when absent. */
  firstDelay?: number;
  /** What sends; the runtime's fetch when absent. */
  fetch?: (request: Request) => Promise<Response>;
  /** What waits; the runtime's timer when absent. */
  wait?: (milliseconds: number) => Promise<void>;
}

/** The header `Idempotency-Key` with a new key: sent again with the same, a command is done once. */
export function newKey(): { "Idempotency-Key": string } {
  return { "Idempotency-Key": crypto.randomUUID() };
}

/** A client of the register at an address. Repeats keep their key, and obey Retry-After. */
export function createGridClient(address: string, options: GridOptions = {}): Client<paths> {
  const send = options.fetch ?? fetch;
  const wait = options.wait ?? ((milliseconds) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)));
  return createClient<paths>({
    baseUrl: address.replace(/\/$/, ""),
    fetch: async (request: Request) => {
      if (options.token) {
        request.headers.set("Authorization", `Bearer ${await options.token()}`);
      }

      if (request.method !== "GET" && request.method !== "HEAD" && !request.headers.has("Idempotency-Key")) {
        request.headers.set("Idempotency-Key", crypto.randomUUID());
      }

      let delay = options.firstDelay ?? 1000;
      for (let repeat = 0; ; repeat++, delay *= 2) {
        const isLast = repeat >= (options.mostRepeats ?? 5);
        try {
          const response = await send(request.clone());
          if (isLast || !isPassing(response.status)) {
            return response;
          }

          const seconds = Number(response.headers.get("Retry-After"));
          await wait(seconds > 0 ? seconds * 1000 : delay);
        } catch (broken) {
          if (isLast) {
            throw broken;
          }

          await wait(delay);
        }
      }
    },
  });
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}
