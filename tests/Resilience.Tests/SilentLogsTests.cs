using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Telemetry;
using Grid.EndToEnd.Tests.Processes;
using Grid.Resilience.Tests.Load;
using Grid.Resilience.Tests.Running;
using Grid.Testing;
using Npgsql;

namespace Grid.Resilience.Tests;

/// <summary>
/// One silo is killed and another frozen while each has commands under way. What then goes into logs, spans, metrics and problems is searched
/// for everything that was sent: calls that time out or break off are what Orleans writes most about.
/// </summary>
public sealed class SilentLogsTests
{
    /// <summary>Enough for both silos to have some.</summary>
    private const int PersonsOfEach = 8;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_was_sent_is_in_a_log_a_span_or_a_problem()
    {
        await using var collector = await Collector.StartAsync(Cancellation);
        var lines = new ConcurrentQueue<string>();
        var plan = new ClusterPlan
        {
            Apis = 1,
            Heard = lines.Enqueue,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
                ["Logging__LogLevel__Grid"] = "Debug",
                ["Logging__LogLevel__Orleans"] = "Information",
                ["Logging__LogLevel__Grid.Api.Hosting.RequestLog"] = "Debug",
            },
        };
        await using var cluster = await Cluster.StartAsync(plan, Cancellation);
        var persons = Enumerable.Range(0, 2 * PersonsOfEach).Select(i => new Sent(i)).ToList();
        using var office = new Office(cluster);

        // Half are known before, so that also records are under way and not only forms.
        foreach (var person in persons.Take(PersonsOfEach))
            await office.RegisterAsync(person);
        await BreakAsync(cluster, office, persons, () => lines.Any(IsLate));
        foreach (var member in cluster.Members)
            await member.WaitUntilReadyAsync(Cancellation);
        foreach (var person in persons)
            await office.SendAsync(person);
        foreach (var person in persons)
            await office.SendWrongAsync(person);

        await BreakConstraintAsync(cluster, persons[0]);

        await Wait.UntilAsync(
            () => collector.Text("logs").Contains("did not arrive on time", StringComparison.Ordinal),
            "logs are exported"
        );
        var places = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["processes' output"] = string.Join('\n', lines),
            ["exported logs"] = collector.Text("logs"),
            ["exported spans"] = collector.Text("traces"),
            ["exported metrics"] = collector.Text("metrics"),
            ["problems"] = string.Join('\n', office.Problems),
            ["database's log"] = await cluster.Postgres.LogAsync(Cancellation),
        };

        // The search would find something: Orleans wrote about calls with arguments, and calls were not answered.
        Assert.Contains("SubmitApplication", places["processes' output"], StringComparison.Ordinal);
        Assert.Contains("CommandRequest", places["processes' output"], StringComparison.Ordinal);
        Assert.NotEmpty(office.Problems);
        Assert.Contains("violates check constraint", places["database's log"], StringComparison.Ordinal);
        Assert.All(places, place => Assert.True(place.Value.Length > 200, $"{place.Key}: {place.Value}"));
        var found =
            from place in places
            from text in persons.SelectMany(person => person.Texts).Distinct(StringComparer.Ordinal)
            where place.Value.Contains(text, StringComparison.Ordinal)
            select $"{text} is in the {place.Key}: {Around(place.Value, text)}";
        Assert.Empty(found);
        TestContext.Current.SendDiagnosticMessage(
            $"{lines.Count} lines, {places.Sum(place => place.Value.Length)} characters, {lines.Count(IsLate)} late calls, "
                + $"{office.Problems.Count} problems, {persons.Sum(person => person.Texts.Count)} texts sent"
        );
    }

    /// <summary>
    /// The journal is locked, so that commands come to a stop inside the silos; then one silo is killed and the other frozen. Half of the
    /// requests go through each, wherever the persons' grains are.
    /// </summary>
    private static async Task BreakAsync(Cluster cluster, Office office, IReadOnlyList<Sent> persons, Func<bool> isLate)
    {
        await using var owner = new NpgsqlConnection(cluster.Database.OwnerConnectionString);
        await owner.OpenAsync(Cancellation);
        List<Task> sending;
        await using (var held = await owner.BeginTransactionAsync(Cancellation))
        {
            await using (var journal = new NpgsqlCommand("LOCK TABLE journal IN EXCLUSIVE MODE", owner, held))
                await journal.ExecuteNonQueryAsync(Cancellation);
            sending = [.. persons.Select(office.SendOnceAsync)];
            await Wait.UntilAsync(async () => await WaitingAsync(cluster) > 0, "commands wait for the journal");
            cluster.Silos[0].Process.Freeze();
            cluster.Silos[1].Process.Kill();
            await Wait.UntilAsync(isLate, "a call times out");
            await held.RollbackAsync(Cancellation);
        }

        cluster.Silos[0].Process.Thaw();
        await Task.WhenAll(sending);
    }

    /// <summary>PostgreSQL would write the whole row into its log as the detail of the error.</summary>
    private static async Task BreakConstraintAsync(Cluster cluster, Sent person)
    {
        await using var superuser = new NpgsqlConnection(cluster.Postgres.SuperuserConnectionString);
        await superuser.OpenAsync(Cancellation);
        await using (var table = new NpgsqlCommand("CREATE TEMPORARY TABLE one (name text CHECK (length(name) < 2))", superuser))
            await table.ExecuteNonQueryAsync(Cancellation);
        await using var row = new NpgsqlCommand("INSERT INTO one VALUES ($1)", superuser)
        {
            Parameters = { new() { Value = person.Name } },
        };
        await Assert.ThrowsAsync<PostgresException>(() => row.ExecuteNonQueryAsync(Cancellation));
    }

    /// <summary>Groups of commands that wait for the lock.</summary>
    private static async Task<long> WaitingAsync(Cluster cluster)
    {
        await using var superuser = new NpgsqlConnection(cluster.Postgres.SuperuserConnectionString);
        await superuser.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'", superuser);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private static bool IsLate(string line) => line.Contains("did not arrive on time", StringComparison.Ordinal);

    private static string Around(string text, string found)
    {
        var at = text.IndexOf(found, StringComparison.Ordinal);
        return text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 100)];
    }

    /// <summary>A person of whom everything is recognisable.</summary>
    private sealed class Sent(int serial)
    {
        private static readonly string[] Given = ["霁月", "慕云", "沐曦", "翊尧", "芷晴", "砚舟", "琬琰", "昀泽"];

        private readonly string mark = string.Create(CultureInfo.InvariantCulture, $"{Given[serial % Given.Length]}第{serial}");

        public string Number { get; } = MadeUpApplication.Number(700_000 + serial);

        public string? Id { get; set; }

        public JsonObject Form()
        {
            var form = MadeUpApplication.Submit(Number);
            form["name"] = Name;
            form["formerEmployer"] = new JsonObject { ["name"] = $"{mark}纺织厂" };
            form["details"]!["telephone"] = Telephone;
            form["details"]!["address"] = $"赣江西路{mark}弄";
            return form;
        }

        public JsonObject Contact() =>
            new()
            {
                ["channel"] = "telephone",
                ["outcome"] = "reached",
                ["note"] = $"与{mark}通话,家中老人患病",
            };

        public string Name => "欧阳" + Given[serial % Given.Length];

        public string Telephone { get; } = string.Create(CultureInfo.InvariantCulture, $"1397{7_000_000 + (serial * 7919):0000000}");

        /// <summary>All that was sent of the person, and parts of it that would tell.</summary>
        public IReadOnlyList<string> Texts =>
            [
                Name,
                Name[2..],
                Uri.EscapeDataString(Name),
                mark,
                Number,
                Number[6..],
                $"{Number[6..10]}-{Number[10..12]}-{Number[12..14]}",
                $"{Number[10..12]}/{Number[12..14]}/{Number[6..10]}",
                Telephone,
                "纺织厂",
                "赣江西路",
                "家中老人患病",
            ];
    }

    /// <summary>One clerk, who keeps every answer that is no success.</summary>
    private sealed class Office(Cluster cluster) : IDisposable
    {
        private readonly ApiClient clerk = new(cluster.Address, cluster.Home.Tokens.Issue("clerk-1", "clerk", MadeUpApplication.Office));

        public ConcurrentQueue<string> Problems { get; } = [];

        public async Task RegisterAsync(Sent person)
        {
            var submitted = await AcceptedAsync("/v1/applications", person.Form(), $"submit-{person.Number[^6..]}");
            var application = submitted["applicationNumber"];
            await AcceptedAsync(
                $"/v1/applications/{application}/verifications",
                MadeUpApplication.IdentityConfirmed(),
                $"verify-{application}"
            );
            await AcceptedAsync($"/v1/applications/{application}/approval", [], $"approve-{application}");
            person.Id = submitted["personId"];
        }

        /// <summary>Of a person who is registered a contact, of another the application.</summary>
        public async Task SendAsync(Sent person)
        {
            var (path, body, key) = Next(person);
            await AcceptedAsync(path, body, key);
        }

        /// <summary>Once, with whatever comes of it.</summary>
        public async Task SendOnceAsync(Sent person)
        {
            var (path, body, key) = Next(person);
            try
            {
                using var answer = await clerk.PostAsync(path, body, key, Cancellation);
                if (!answer.IsSuccessStatusCode)
                    Problems.Enqueue(await answer.Content.ReadAsStringAsync(Cancellation));
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                Problems.Enqueue(e.ToString());
            }
        }

        /// <summary>A form with a telephone number that is none: whatever came of the other requests, this is a problem.</summary>
        public async Task SendWrongAsync(Sent person)
        {
            var form = person.Form();
            form["details"]!["telephone"] = $"{person.Telephone} {person.Name}";
            using var answer = await clerk.PostAsync("/v1/applications", form, $"wrong-{person.Number[^6..]}", Cancellation);
            Assert.False(answer.IsSuccessStatusCode);
            Problems.Enqueue(await answer.Content.ReadAsStringAsync(Cancellation));
        }

        public void Dispose() => clerk.Dispose();

        private static (string Path, JsonObject Body, string Key) Next(Sent person) =>
            person.Id is { } id
                ? ($"/v1/persons/{id}/contacts", person.Contact(), $"contact-{id}")
                : ("/v1/applications", person.Form(), $"submit-{person.Number[^6..]}");

        private async Task<Answer> AcceptedAsync(string path, JsonObject body, string key)
        {
            var answer = await clerk.CommandAsync(path, body, key, Cancellation);
            Assert.True(answer.IsAccepted, answer.Body);
            return answer;
        }
    }
}
