using System.Globalization;
using Grid.Client.Generated.Models;
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
            var (send, events) = Next(person);
            var key = string.Create(CultureInfo.InvariantCulture, $"{number}.{Acknowledged.Count}.{Unexpected.Count}");
            var sent = TimeProvider.System.GetUtcNow();
            try
            {
                Take(person, await client.CommandAsync(send, key, giveUp), key, events, sent);
            }
            catch (ProblemBody problem)
            {
                Unexpected.Add($"step {person.Step}: {problem.ResponseStatusCode} {problem.Code} {problem.Detail}");
            }
        }
    }

    private (SendCommand Send, string[] Events) Next(MadeUpPerson person) =>
        person.Step switch
        {
            0 => (MadeUpApplication.Submit(person.Number), ["applicationSubmitted"]),

            // While an application is open, applying again is answered with it and changes nothing, but for a receipt.
            1 when random.Next(4) == 0 => (MadeUpApplication.Submit(person.Number), []),
            1 => (MadeUpApplication.ConfirmIdentity(person.Application!), ["verificationRecorded"]),
            2 => (MadeUpApplication.Approve(person.Application!), ["applicationApproved", "registered"]),
            // Asked each time: midnight may come in a run, and an exit before the registration is refused.
            _ => (MadeUpApplication.Hired(person.Id!, TimeProvider.System.Today()), ["exited"]),
        };

    private void Take(MadeUpPerson person, Answer answer, string key, string[] events, DateTimeOffset sent)
    {
        person.Id = answer.View.PersonId!;
        if (person.Step == 0)
            person.Application = answer.View.ApplicationNumber;
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
