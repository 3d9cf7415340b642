using System.Globalization;
using System.Text.Json.Nodes;
using Grid.Domain.Calendar;
using Grid.EndToEnd.Tests.Processes;
using Grid.Testing;

namespace Grid.EndToEnd.Tests.Kills;

/// <summary>
/// One clerk who works on persons of its own, in random order, one command after the other. A command without an answer is repeated with
/// its key until there is one, so at the end it is known exactly what each person's journal must hold.
/// </summary>
public sealed class LoadClient(int number, int persons, ApiClient client, Random random)
{
    private readonly MadeUpPerson[] mine =
    [
        .. Enumerable.Range(0, persons).Select(i => new MadeUpPerson(MadeUpApplication.Number((number * persons) + i))),
    ];

    /// <summary>
    /// Between two commands. In the small form clerks breathe, so that what else is tested at the same time has a machine too.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(TestSize.Pick(small: 20, full: 0));

    private int count;

    public string Subject { get; } = $"clerk-{number}";

    public List<Acknowledged> Acknowledged { get; } = [];

    /// <summary>How many commands were acknowledged until now; for others to look at while it works.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Unexpected answers: 4xx to a command that is allowed.</summary>
    public List<string> Unexpected { get; } = [];

    /// <summary>Works until it is stopped, and then until the command in progress is answered.</summary>
    public async Task WorkAsync(CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            if (Pause > TimeSpan.Zero)
                await Wait.ForAsync(Pause, CancellationToken.None);
            var person = mine[random.Next(mine.Length)];
            var (path, body, events) = Next(person);
            var key = string.Create(CultureInfo.InvariantCulture, $"{number}.{Acknowledged.Count}.{Unexpected.Count}");
            var sent = TimeProvider.System.GetUtcNow();
            var answer = await client.CommandAsync(path, body, key, giveUp);
            if (answer.IsAccepted)
                Take(person, answer, key, events, sent);
            else
                Unexpected.Add($"{path}: {(int)answer.Status} {answer.Body}");
        }
    }

    private (string Path, JsonObject Body, string[] Events) Next(MadeUpPerson person) =>
        person.Step switch
        {
            0 => ("/v1/applications", MadeUpApplication.Submit(person.Number), ["applicationSubmitted"]),

            // While an application is open, applying again is answered with it and changes nothing, but for a receipt.
            1 when random.Next(4) == 0 => ("/v1/applications", MadeUpApplication.Submit(person.Number), []),
            1 => ($"/v1/applications/{person.Application}/verifications", MadeUpApplication.IdentityConfirmed(), ["verificationRecorded"]),
            2 => ($"/v1/applications/{person.Application}/approval", [], ["applicationApproved", "registered"]),
            // Asked each time: midnight may come in a run, and an exit before the registration is refused.
            _ => ($"/v1/persons/{person.Id}/exit", MadeUpApplication.Hired(TimeProvider.System.Today()), ["exited"]),
        };

    private void Take(MadeUpPerson person, Answer answer, string key, string[] events, DateTimeOffset sent)
    {
        person.Id = answer["personId"];
        if (person.Step == 0)
            person.Application = answer["applicationNumber"];
        if (events.Length > 0)
            person.Step = (person.Step + 1) % 4;
        Acknowledged.Add(
            new Acknowledged(Subject, key, Guid.ParseExact(person.Id, "N"), events, answer.Attempts, answer.Replayed)
            {
                SentAt = sent,
                AnsweredAt = TimeProvider.System.GetUtcNow(),
            }
        );
        Volatile.Write(ref count, Acknowledged.Count);
    }

    private sealed class MadeUpPerson(string number)
    {
        public string Number { get; } = number;

        public string? Id { get; set; }

        public string? Application { get; set; }

        /// <summary>0 nothing open, 1 submitted, 2 verified, 3 registered.</summary>
        public int Step { get; set; }
    }
}
