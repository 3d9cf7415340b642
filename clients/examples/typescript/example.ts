// A full case with the TypeScript client: submit, verify, approve, a worklist page by page, contact, transfer, exit; what each office is told of
// it; a problem; a report as a file.
import { createGridClient, newKey, type components } from "../../typescript/src/index.js";

declare const process: { env: Record<string, string | undefined> };

const clerk = client("GRID_TOKEN");
const second = client("GRID_SECOND_TOKEN");
const statistician = client("GRID_STATISTICIAN_TOKEN");

const persons: string[] = [];
for (const number of setting("GRID_NUMBERS").split(",")) {
  const header = newKey();
  const submitted = await clerk.POST("/v1/applications", { params: { header }, body: submission(number) });
  const again = await clerk.POST("/v1/applications", { params: { header }, body: submission(number) });
  const application = submitted.data?.applicationNumber;
  if (!application || !submitted.data?.personId) {
    throw new Error("not submitted");
  }

  expect(
    again.data?.applicationNumber === application && again.response.headers.get("Idempotent-Replay") === "true",
    "the same answer again",
  );
  const path = { number: application };
  const verified = await clerk.POST("/v1/applications/{number}/verifications", {
    params: { path, header: newKey() },
    body: { subject: "identity", outcome: "confirmed", evidence: { basis: "3", note: "当面核对" } },
  });
  expect(verified.data?.outcome === "verificationRecorded", "verified");
  const approved = await clerk.POST("/v1/applications/{number}/approval", { params: { path, header: newKey() } });
  expect(approved.data?.outcome === "approved" && approved.data.registrationNumber !== undefined, "approved");
  persons.push(submitted.data.personId);
}

const listed = new Set<string>();
let pages = 0;
let cursor: string | undefined;
do {
  const page = await clerk.GET("/v1/worklists/{kind}", {
    params: { path: { kind: "firstContact" }, query: cursor ? { pageSize: 2, cursor } : { pageSize: 2 } },
  });
  page.data?.items.forEach((line) => listed.add(line.personId));
  cursor = page.data?.next;
  pages++;
} while (cursor);
expect(pages > 1 && persons.every((one) => listed.has(one)), "everybody is on the worklist, over several pages");

const personId = persons[0] ?? "";
const contacted = await clerk.POST("/v1/persons/{personId}/contacts", {
  params: { path: { personId }, header: newKey() },
  body: { channel: "telephone", outcome: "reached", note: "已联系本人" },
});
expect(contacted.data?.outcome === "contactRecorded", "contacted");
const transferred = await clerk.POST("/v1/persons/{personId}/transfer", {
  params: { path: { personId }, header: newKey() },
  body: { toOffice: setting("GRID_SECOND_OFFICE"), note: "本人申请" },
});
expect(transferred.data?.outcome === "transferred", "transferred");
const exited = await second.POST("/v1/persons/{personId}/exit", {
  params: { path: { personId }, header: newKey() },
  body: { reason: "11", on: today(), evidence: { basis: "1", note: "本人告知" } },
});
expect(exited.data?.outcome === "exited", "exited");

// Each office is told what happened while the case was in its reach; when nothing is open any more, that is the first one's again.
const first = ["applicationSubmitted", "verificationRecorded", "applicationApproved", "registered", "contactRecorded", "caseLeft", "exited"];
const then = ["registrationTransferred", "exited"];
expect(
  (await tells(clerk, personId, first)) && (await tells(second, personId, then)),
  "the changes of the case, in order",
);

const gone = await clerk.GET("/v1/persons/{personId}", { params: { path: { personId: "0".repeat(32) } } });
expect(gone.error?.code === "not-found" && gone.error.status === 404, "a typed problem");
const refused = await clerk.POST("/v1/persons/{personId}/transfer", {
  params: { path: { personId }, header: newKey() },
  body: { toOffice: "36", note: "" },
});
expect(
  refused.error?.errors?.some((error) => error.field === "note" && error.code === "required") === true,
  "a problem that names the field",
);

const file = await statistician.GET("/v1/reports/{period}/{region}/export", {
  params: { path: { period: "2026-11", region: "360100" }, query: { format: "xlsx" } },
  parseAs: "arrayBuffer",
});
const bytes = new Uint8Array(file.data ?? new ArrayBuffer(0));
expect(bytes[0] === 0x50 && bytes[1] === 0x4b, "a report as a workbook");
// The register asks to come again in three seconds: the client does, with the same key.
const keys: (string | null)[] = [];
const waits: number[] = [];
const patient = createGridClient(setting("GRID_ADDRESS"), {
  token: () => setting("GRID_TOKEN"),
  wait: async (milliseconds) => void waits.push(milliseconds),
  fetch: async (request) => {
    keys.push(request.headers.get("Idempotency-Key"));
    return keys.length > 1 ? fetch(request) : new Response(null, { status: 429, headers: { "Retry-After": "3" } });
  },
});
const late = await patient.POST("/v1/persons/{personId}/contacts", {
  params: { path: { personId: persons[1] ?? "" }, header: newKey() },
  body: { channel: "telephone", outcome: "reached", note: "已联系本人" },
});
expect(
  late.data?.outcome === "contactRecorded" && keys.length === 2 && keys[0] === keys[1] && waits.length === 1 && waits[0] === 3000,
  "sent again with the same key when the register said",
);
console.log("done");

function client(token: string) {
  return createGridClient(setting("GRID_ADDRESS"), { token: () => setting(token) });
}

/** Whether the feed of changes says this of the person and nothing else, but for duties, which open and close by themselves. */
async function tells(grid: ReturnType<typeof client>, person: string, expected: string[]): Promise<boolean> {
  const told: string[] = [];
  let after: string | undefined;
  for (;;) {
    const query = { pageSize: 5, wait: 20, ...(after ? { after } : {}) };
    const page = await grid.GET("/v1/changes", { params: { query } });
    if (!page.data) {
      return false;
    }

    for (const change of page.data.items) {
      if (change.personId === person && !change.event.startsWith("duty")) {
        told.push(change.event);
      }
    }

    // The cursor is where to go on from. An empty page: nothing more came in twenty seconds.
    after = page.data.next;
    if (page.data.items.length === 0 || told.length >= expected.length) {
      return told.join() === expected.join();
    }
  }
}

function submission(identityNumber: string): components["schemas"]["SubmitBody"] {
  return {
    identityNumber,
    name: "王小明",
    ground: "2",
    reason: "24",
    unemployedOn: "2026-01-15",
    jobWishes: ["1"],
    commitment: { textVersion: "2020-07", acceptedAt: "2026-01-20T09:00:00+08:00" },
    details: { telephone: "13912345678", address: "示例路12号", health: "1", education: "61" },
  };
}

function today(): string {
  return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set.`);
  }

  return value;
}

function expect(isSo: boolean, what: string): void {
  if (!isSo) {
    throw new Error(`Not as expected: ${what}.`);
  }

  console.log(what);
}
