// A full case with a client that NSwag makes with its own settings: submit, verify, approve, a worklist page by page, contact, transfer, exit;
// what each office is told of it; a problem; a report as a file.
using System.Net.Http.Headers;
using Grid.NSwag;

using var http = Http("GRID_TOKEN");
using var secondHttp = Http("GRID_SECOND_TOKEN");
using var statisticianHttp = Http("GRID_STATISTICIAN_TOKEN");
var (clerk, second, statistician) = (new Client(http), new Client(secondHttp), new Client(statisticianHttp));

var persons = new List<string>();
foreach (var number in Setting("GRID_NUMBERS").Split(','))
{
    var key = Key();
    var submitted = await clerk.Applications_submitAsync(key, null, Submission(number));
    var again = await clerk.Applications_submitAsync(key, null, Submission(number));
    Expect(submitted.ApplicationNumber is not null && again.ApplicationNumber == submitted.ApplicationNumber, "the same answer again");
    var verified = await clerk.Applications_verifyAsync(
        submitted.ApplicationNumber,
        Key(),
        null,
        new VerificationBody
        {
            Subject = VerificationSubject.Identity,
            Outcome = VerificationOutcome.Confirmed,
            Evidence = new EvidenceBody { Basis = EvidenceBodyBasis.ManualCheck, Note = "当面核对" },
        }
    );
    Expect(verified.Outcome == CommandOutcome.VerificationRecorded, "verified");
    var approved = await clerk.Applications_approveAsync(submitted.ApplicationNumber, Key(), null);
    Expect(approved.Outcome == CommandOutcome.Approved && approved.RegistrationNumber is not null, "approved");
    persons.Add(submitted.PersonId);
}

var (listed, pages, cursor) = (new HashSet<string>(), 0, (string?)null);
do
{
    var page = await clerk.Worklists_readAsync("firstContact", null, null, null, null, null, null, 2, cursor);
    listed.UnionWith(page.Items.Select(line => line.PersonId));
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
Expect((await clerk.Persons_contactAsync(person, Key(), null, contact)).Outcome == CommandOutcome.ContactRecorded, "contacted");
var transfer = new TransferBody { ToOffice = Setting("GRID_SECOND_OFFICE"), Note = "本人申请" };
Expect((await clerk.Persons_transferAsync(person, Key(), null, transfer)).Outcome == CommandOutcome.Transferred, "transferred");
var exit = new ExitBody
{
    Reason = ExitBodyReason.Hired,
    On = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Date,
    Evidence = new EvidenceBody { Basis = EvidenceBodyBasis.PersonDeclaration, Note = "本人告知" },
};
Expect((await second.Persons_exitAsync(person, Key(), null, exit)).Outcome == CommandOutcome.Exited, "exited");

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
    await clerk.Persons_readAsync(new string('0', 32));
    Expect(false, "a problem");
}
catch (ApiException<ProblemBody> problem)
{
    Expect(problem.Result is { Status: 404, Code: ProblemCode.NotFound }, "a typed problem");
}

try
{
    await clerk.Persons_transferAsync(person, Key(), null, new TransferBody { ToOffice = "36", Note = "" });
    Expect(false, "a problem");
}
catch (ApiException<ProblemBody> problem)
{
    Expect(problem.Result.Errors.Any(error => error is { Field: "note", Code: FieldCode.Required }), "a problem that names the field");
}

using var file = await statistician.Reports_exportAsync("2026-11", "360100", Format.Xlsx, null);
Expect(file.Stream.ReadByte() == 'P' && file.Stream.ReadByte() == 'K', "a report as a workbook");
Console.WriteLine("done");

static HttpClient Http(string token) =>
    new()
    {
        BaseAddress = new Uri(Setting("GRID_ADDRESS")),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Setting(token)) },
    };

// Whether the feed of changes says this of the person and nothing else, but for duties, which open and close by themselves.
static async Task<bool> TellsAsync(Client grid, string person, string[] expected)
{
    var (told, after) = (new List<string>(), (string?)null);
    while (true)
    {
        var page = await grid.Changes_listAsync(after, 5, 20);
        told.AddRange(page.Items.Where(change => change.PersonId == person).Select(change => $"{change.Event}"));
        told.RemoveAll(change => change.StartsWith("duty", StringComparison.OrdinalIgnoreCase));

        // The cursor is where to go on from. An empty page: nothing more came in twenty seconds.
        after = page.Next;
        if (page.Items.Count == 0 || told.Count >= expected.Length)
            return told.SequenceEqual(expected, StringComparer.OrdinalIgnoreCase);
    }
}

static SubmitBody Submission(string number) =>
    new()
    {
        IdentityNumber = number,
        Name = "王小明",
        Ground = SubmitBodyGround.HabitualResidence,
        Reason = SubmitBodyReason.Resigned,
        UnemployedOn = new DateTimeOffset(2026, 1, 15, 0, 0, 0, TimeSpan.FromHours(8)),
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
            Health = HealthCode._1,
            Education = "61",
        },
    };

static string Key() => Guid.NewGuid().ToString();

static string Setting(string name) =>
    Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set.");

static void Expect(bool isSo, string what)
{
    if (!isSo)
        throw new InvalidOperationException($"Not as expected: {what}.");
    Console.WriteLine(what);
}
