// A full case with the C# client: submit, verify, approve, a worklist page by page, contact, transfer, exit; what each office is told of it; a
// problem; a report as a file.
using Grid.Client;
using Grid.Client.Generated.Models;
using Microsoft.Kiota.Abstractions;

var address = new Uri(Setting("GRID_ADDRESS"));
using var clerk = Client("GRID_TOKEN");
using var second = Client("GRID_SECOND_TOKEN");
using var statistician = Client("GRID_STATISTICIAN_TOKEN");

var persons = new List<string>();
foreach (var number in Setting("GRID_NUMBERS").Split(','))
{
    // The client makes a key for each command. Here it is the caller's own, and the second time nothing is done.
    var key = Guid.NewGuid().ToString();
    var submitted = await clerk.V1.Applications.PostAsync(Submission(number), request => request.Headers.Add("Idempotency-Key", key));
    var again = await clerk.V1.Applications.PostAsync(Submission(number), request => request.Headers.Add("Idempotency-Key", key));
    Expect(submitted?.ApplicationNumber is not null && again?.ApplicationNumber == submitted.ApplicationNumber, "the same answer again");
    var application = clerk.V1.Applications[submitted!.ApplicationNumber];
    var verified = await application.Verifications.PostAsync(
        new VerificationBody
        {
            Subject = VerificationSubject.Identity,
            Outcome = VerificationOutcome.Confirmed,
            Evidence = new EvidenceBody { Basis = EvidenceBody_basis.ManualCheck, Note = "当面核对" },
        }
    );
    Expect(verified?.Outcome == CommandOutcome.VerificationRecorded, "verified");
    var approved = await application.Approval.PostAsync();
    Expect(approved?.Outcome == CommandOutcome.Approved && approved.RegistrationNumber is not null, "approved");
    persons.Add(submitted.PersonId!);
}

var (listed, pages, cursor) = (new HashSet<string?>(), 0, (string?)null);
do
{
    var page = await clerk
        .V1.Worklists["firstContact"]
        .GetAsync(request =>
        {
            request.QueryParameters.PageSize = 2;
            request.QueryParameters.Cursor = cursor!;
        });
    listed.UnionWith(page!.Items!.Select(line => line.PersonId));
    (cursor, pages) = (page.Next, pages + 1);
} while (cursor is not null);
Expect(pages > 1 && persons.TrueForAll(listed.Contains), "everybody is on the worklist, over several pages");

var person = persons[0];
var contact = new ContactBody
{
    Channel = ContactChannel.Telephone,
    Outcome = ContactOutcome.Reached,
    Note = "已联系本人",
};
Expect((await clerk.V1.Persons[person].Contacts.PostAsync(contact))?.Outcome == CommandOutcome.ContactRecorded, "contacted");
var transfer = new TransferBody { ToOffice = Setting("GRID_SECOND_OFFICE"), Note = "本人申请" };
Expect((await clerk.V1.Persons[person].Transfer.PostAsync(transfer))?.Outcome == CommandOutcome.Transferred, "transferred");
var exit = new ExitBody
{
    Reason = ExitBody_reason.Hired,
    On = new Date(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date),
    Evidence = new EvidenceBody { Basis = EvidenceBody_basis.PersonDeclaration, Note = "本人告知" },
};
Expect((await second.V1.Persons[person].Exit.PostAsync(exit))?.Outcome == CommandOutcome.Exited, "exited");

// Each office is told what happened while the case was in its reach; when nothing is open any more, that is the first one's again.
string[] first =
[
    "applicationSubmitted",
    "verificationRecorded",
    "applicationApproved",
    "registered",
    "contactRecorded",
    "caseLeft",
    "exited",
];
string[] then = ["registrationTransferred", "exited"];
Expect(await TellsAsync(clerk, person, first) && await TellsAsync(second, person, then), "the changes of the case, in order");

try
{
    await clerk.V1.Persons[new string('0', 32)].GetAsync();
    Expect(false, "a problem");
}
catch (ProblemBody problem)
{
    Expect(problem is { Status: 404, Code: ProblemCode.NotFound } && problem.Message == problem.Detail, "a typed problem");
}

try
{
    await clerk.V1.Applications.PostAsync(new SubmitBody { Name = "张三" });
    Expect(false, "a problem");
}
catch (ProblemBody problem)
{
    Expect(
        problem.Errors!.Exists(error => error is { Field: "identityNumber", Code: FieldCode.Required }),
        "a problem that names the field"
    );
}

var file = await statistician
    .V1.Reports["2026-11"]["360100"]
    .Export.GetAsync(request =>
        request.QueryParameters.Format = Grid.Client.Generated.V1.Reports.Item.Item.Export.GetFormatQueryParameterType.Xlsx
    );
Expect(file!.ReadByte() == 'P' && file.ReadByte() == 'K', "a report as a workbook");

// The register asks to come again in three seconds: the client does, with the same key.
var (busy, clock) = (new BusyOnce { InnerHandler = new SocketsHttpHandler() }, new HastyClock());
using var patient = GridClient.Create(
    address,
    _ => ValueTask.FromResult(Setting("GRID_TOKEN")),
    new GridClientOptions { Clock = clock },
    busy
);
var late = await patient.V1.Persons[persons[1]].Contacts.PostAsync(contact);
Expect(
    late?.Outcome == CommandOutcome.ContactRecorded
        && busy.Keys is [{ Length: 36 } one, var other]
        && one == other
        && clock.Waits is [{ Seconds: 3 }],
    "sent again with the same key when the register said"
);
Console.WriteLine("done");

GridClient Client(string token) => GridClient.Create(address, _ => ValueTask.FromResult(Setting(token)));

// Whether the feed of changes says this of the person and nothing else, but for duties, which open and close by themselves.
static async Task<bool> TellsAsync(GridClient grid, string person, string[] expected)
{
    var (told, after) = (new List<string>(), (string?)null);
    while (true)
    {
        var page = await grid.V1.Changes.GetAsync(request =>
        {
            request.QueryParameters.After = after!;
            request.QueryParameters.PageSize = 5;
            request.QueryParameters.Wait = 20;
        });
        told.AddRange(page!.Items!.Where(change => change.PersonId == person).Select(change => $"{change.Event}"));
        told.RemoveAll(change => change.StartsWith("duty", StringComparison.OrdinalIgnoreCase));

        // The cursor is where to go on from. An empty page: nothing more came in twenty seconds.
        after = page.Next;
        if (page.Items!.Count == 0 || told.Count >= expected.Length)
            return told.SequenceEqual(expected, StringComparer.OrdinalIgnoreCase);
    }
}

static SubmitBody Submission(string number) =>
    new()
    {
        IdentityNumber = number,
        Name = "王小明",
        Ground = SubmitBody_ground.HabitualResidence,
        Reason = SubmitBody_reason.Resigned,
        UnemployedOn = new Date(2026, 1, 15),
        JobWishes = ["1"],
        Commitment = new CommitmentBody
        {
            TextVersion = "2020-07",
            AcceptedAt = new DateTimeOffset(2026, 1, 20, 9, 0, 0, TimeSpan.FromHours(8)),
        },
        Details = new DetailsBody
        {
            Telephone = "13912345678",
            Address = "示例路12号",
            Health = HealthCode.One,
            Education = "61",
        },
    };

static string Setting(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

static void Expect(bool isSo, string what)
{
    if (!isSo)
        throw new InvalidOperationException($"Not as expected: {what}.");
    Console.WriteLine(what);
}

/// <summary>Answers the first request itself, as a register with too much to do would.</summary>
internal sealed class BusyOnce : DelegatingHandler
{
    public List<string> Keys { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Keys.Add(request.Headers.GetValues("Idempotency-Key").Single());
        return Keys.Count > 1
            ? await base.SendAsync(request, cancellationToken)
            : new HttpResponseMessage(System.Net.HttpStatusCode.TooManyRequests)
            {
                Headers = { RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.FromSeconds(3)) },
            };
    }
}

/// <summary>Notes how long somebody would have waited.</summary>
internal sealed class HastyClock : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
