using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Grid.Api.Tests.Hosts;
using Grid.SmsSimulator;
using Grid.Testing;

namespace Grid.Api.Tests.Notices;

/// <summary>
/// A message's whole way over HTTP: from a command through the gateway, and what became of it back to the register, which shows it.
/// </summary>
public sealed class DeliveryTests(GatewayHost host) : IClassFixture<GatewayHost>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Long enough that an inbox is not asked for more often than its limit allows.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    [Fact]
    public async Task What_arrived_is_told_by_the_gateway_and_shown_to_the_person()
    {
        await host.FailAsync(new Faults());
        var (person, number, receipt) = await SubmitAsync();
        var message = await UntilAsync(() => InboxAsync(number, receipt), inbox => (bool?)inbox["delivered"] == true);
        var taken = Assert.Single(host.Taken.All(), one => one.Text == (string?)message["text"]);
        Assert.Equal(true, taken.Delivered);
        Assert.Null(await LineAsync(person));
        Assert.Equal(("sms", true), await StoredAsync(taken.Id));
    }

    [Fact]
    public async Task What_did_not_arrive_is_on_the_worklist_until_it_is_sent_again_and_arrives()
    {
        await host.FailAsync(new Faults(UndeliveredRate: 1));
        var (person, number, receipt) = await SubmitAsync();
        var line = await UntilAsync(() => LineAsync(person), _ => true);
        Assert.Equal(DeliveryReporter.Undelivered, (string?)line["error"]);
        Assert.Equal(false, (bool?)(await InboxAsync(number, receipt))!["delivered"]);
        Assert.True((long)(await clerk.GetAsync("/v1/worklists")).Expect(HttpStatusCode.OK).Json["undeliveredNotices"]!["count"]! >= 1);

        await host.FailAsync(new Faults());
        (await clerk.PostAsync((string)line["retry"]!, null)).Expect(HttpStatusCode.Accepted);
        await UntilAsync(() => InboxAsync(number, receipt), inbox => (bool?)inbox["delivered"] == true);
        Assert.Null(await LineAsync(person));
    }

    [Fact]
    public async Task Of_an_exit_the_registration_shows_what_became_of_its_message_and_what_the_office_did()
    {
        await host.FailAsync(new Faults(UndeliveredRate: 1));
        var (person, _, number) = await People.RegisterAsync(clerk);
        (await clerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        Assert.Equal(
            ["shortMessage notReached"],
            (await UntilAsync(() => InformingsAsync(number), found => found.Length == 1)).Select(Text)
        );

        (
            await clerk.PostAsync(
                $"/v1/persons/{person}/informings",
                new
                {
                    of = "exit",
                    channel = "telephone",
                    outcome = "informed",
                }
            )
        ).Expect(HttpStatusCode.OK);
        Assert.Equal(["shortMessage notReached", "telephone informed"], (await InformingsAsync(number))!.Select(Text));
        var shown = (await clerk.GetAsync($"/v1/persons/{person}")).Expect(HttpStatusCode.OK).Json["past"]![0]!["informings"]!.AsArray();
        Assert.Equal(["exit", "exit"], shown.Select(one => (string?)one!["of"]));
        Assert.EndsWith("+08:00", (string?)shown[0]!["at"], StringComparison.Ordinal);

        static string Text(JsonNode one) => $"{(string?)one["channel"]} {(string?)one["outcome"]}";
    }

    [Fact]
    public async Task Of_a_non_approval_the_application_shows_that_its_message_arrived()
    {
        await host.FailAsync(new Faults());
        var (_, _, receipt) = await SubmitAsync();
        (
            await clerk.PostAsync($"/v1/applications/{receipt}/verifications", People.Check("outOfWork", "contradicted").ToJsonString())
        ).Expect(HttpStatusCode.OK);
        (await clerk.PostAsync($"/v1/applications/{receipt}/refusal", new { reason = "4" })).Expect(HttpStatusCode.OK);
        var shown = await UntilAsync(
            async () => (await clerk.GetAsync($"/v1/applications/{receipt}")).Expect(HttpStatusCode.OK).Json["informings"]?.AsArray(),
            found => found.Count == 1
        );
        Assert.Equal(("nonApproval", "informed"), ((string?)shown[0]!["of"], (string?)shown[0]!["outcome"]));
    }

    [Fact]
    public async Task A_report_is_repeated_until_it_is_accepted_and_one_that_comes_twice_changes_nothing()
    {
        await host.FailAsync(new Faults(UndeliveredRate: 1, DoubledReportRate: 1, LostReportRate: 0.5));
        await host.RefuseReportsAsync();
        var (person, number, receipt) = await SubmitAsync();
        var sent = await UntilAsync(() => InboxAsync(number, receipt), _ => true);
        await UntilAsync(() => TakenAsync(sent), taken => taken.Reports >= 4);
        Assert.Null(sent["delivered"]);
        Assert.Null(await LineAsync(person));

        await host.AllowReportsAsync();
        var reported = await UntilAsync(() => TakenAsync(sent), taken => taken.ReportsAccepted == 2);
        Assert.True(reported.Reports > 5, $"{reported.Reports}");
        Assert.Equal(DeliveryReporter.Undelivered, (string?)(await LineAsync(person))!["error"]);
    }

    [Fact]
    public async Task Of_what_is_never_reported_nothing_is_known()
    {
        await host.FailAsync(new Faults(UnreportedRate: 1));
        var (_, silent, itsReceipt) = await SubmitAsync();
        await UntilAsync(() => InboxAsync(silent, itsReceipt), _ => true);
        await host.FailAsync(new Faults());
        var (_, number, receipt) = await SubmitAsync();
        await UntilAsync(() => InboxAsync(number, receipt), inbox => (bool?)inbox["delivered"] == true);
        Assert.Null((await InboxAsync(silent, itsReceipt))!["delivered"]);
    }

    [Fact]
    public async Task The_receipt_of_a_new_application_opens_no_earlier_message_before_the_identity_is_checked()
    {
        await host.FailAsync(new Faults());
        var number = People.Number();
        var before = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Nanchang));
        var (person, old, _) = await People.RegisterAsync(before, People.Submission(number));
        (await before.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString())).Expect(HttpStatusCode.OK);
        var earlier = await UntilAsync(() => MessagesAsync(number, old), messages => messages.Count >= 3);
        var submitted = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(
            HttpStatusCode.Created
        );
        var receipt = submitted["applicationNumber"]!;
        var shown = await UntilAsync(() => MessagesAsync(number, receipt), messages => messages.Count > 0);
        Assert.Contains(receipt, Assert.Single(shown), StringComparison.Ordinal);

        var check = $"/v1/applications/{receipt}/verifications";
        (await clerk.PostAsync(check, People.Check("identity", "confirmed").ToJsonString())).Expect(HttpStatusCode.OK);
        var all = (await MessagesAsync(number, receipt))!;
        Assert.Equal(earlier, all[^earlier.Count..]);
    }

    private async Task<(string Person, string Number, string Receipt)> SubmitAsync()
    {
        var number = People.Number();
        var answer = (await clerk.PostAsync("/v1/applications", People.Submission(number).ToJsonString())).Expect(HttpStatusCode.Created);
        return (answer["personId"]!, number, answer["applicationNumber"]!);
    }

    /// <summary>The texts of the inbox, newest first.</summary>
    private async Task<List<string>?> MessagesAsync(string number, string receipt) =>
        [.. (await MessageNodesAsync(number, receipt)).Select(message => (string)message!["text"]!)];

    /// <summary>The person's first message; null while none was sent.</summary>
    private async Task<JsonNode?> InboxAsync(string number, string receipt) => (await MessageNodesAsync(number, receipt)).SingleOrDefault();

    private async Task<JsonArray> MessageNodesAsync(string number, string receipt) =>
        (await new Hosts.Api(host, null).PostAsync("/v1/inbox", new { receiptNumber = receipt, identityNumber = number }))
            .Expect(HttpStatusCode.OK)
            .Json["messages"]!.AsArray();

    private async Task<JsonNode?> LineAsync(string person) =>
        (await clerk.GetAsync("/v1/notices/undelivered?pageSize=200")).Expect(HttpStatusCode.OK).Json["items"]!
            .AsArray()
            .SingleOrDefault(line => (string?)line!["personId"] == person);

    private async Task<JsonNode[]?> InformingsAsync(string registration) =>
        (await clerk.GetAsync($"/v1/registrations/{registration}"))
            .Expect(HttpStatusCode.OK)
            .Json["informings"]
            ?.AsArray()
            .Select(one => one!)
            .ToArray();

    private Task<AcceptedMessage?> TakenAsync(JsonNode message) =>
        Task.FromResult(host.Taken.All().SingleOrDefault(one => one.Text == (string?)message["text"]));

    private async Task<(string Channel, bool Delivered)> StoredAsync(string gatewayId) =>
        (
            await host.ScalarAsync<string>("SELECT channel FROM notice_sent WHERE gateway_id = $1", gatewayId),
            await host.ScalarAsync<bool>("SELECT delivered FROM notice_sent WHERE gateway_id = $1", gatewayId)
        );

    private async Task<T> UntilAsync<T>(Func<Task<T?>> ask, Func<T, bool> condition)
        where T : class
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } found && condition(found))
                return found;

            Assert.True(started.Elapsed < Patience, $"Not within {Patience.TotalSeconds} s. {Warnings()}");
            await Wait.ForAsync(Pause, TestContext.Current.CancellationToken);
        }
    }

    private string Warnings() =>
        string.Join(
            '\n',
            host.Log.Lines.Where(line =>
                    line.StartsWith("Warning", StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal)
                )
                .TakeLast(20)
        );
}
