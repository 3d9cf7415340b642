using System.Net;
using System.Reflection;
using Grid.Api.Access;
using Grid.Api.Security;
using Grid.Api.Tests.Hosts;
using Grid.Domain.Persons;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Grid.Api.Tests.Access;

/// <summary>Over all routes: what is read is on the access log, but for what names nobody; and what names nobody names nobody.</summary>
[Collection(OneHost.Name)]
public sealed class EveryReadTests(ApiHost host)
{
    /// <summary>Members of answers that name a person: by an identifier, a number, or the number of a case.</summary>
    private static readonly string[] Naming =
    [
        "PersonId",
        "Person",
        "Persons",
        "IdentityNumber",
        "Telephone",
        "Registration",
        "RegistrationNumber",
        "Application",
        "ApplicationNumber",
        "ReceiptNumber",
    ];

    /// <summary>Figures, days and the state of the register. One that is added here names no person, and somebody has looked.</summary>
    private static readonly string[] NameNobody =
    [
        "board.read",
        "calendars.progress",
        "case-moves.list",
        "civil-affairs.exchanges",
        "complaints.figures",
        "counts.offices",
        "counts.read",
        "counts.series",
        "counts.stock",
        "denominators.list",
        "denominators.read",
        "duplicate-runs.list",
        "duplicate-runs.read",
        "grid.read",
        "imports.list",
        "imports.mapping",
        "imports.read",
        "imports.tables",
        "licences.backfill",
        "licences.days",
        "matching.run",
        "matching.runs",
        "matching.sources",
        "matters.differences",
        "matters.messages",
        "notices.state",
        "open-complaints.list",
        "open-complaints.own-answer",
        "own-readings.read",
        "performance.read",
        "phone-surveys.list",
        "phone-surveys.read",
        "platform.backfills",
        "platform.day",
        "platform.days",
        "platform.read",
        "policy-rules.read",
        "policy-runs.list",
        "policy-texts.list",
        "policy-texts.proposals",
        "policy-texts.versions",
        "readings.figures",
        "recounts.read",
        "webhooks.list",
        "webhooks.read",
        "worklists.list",
        "worklists.regions",
    ];

    private static readonly string Period = Domain
        .Counting.CountingPeriod.Of(Domain.Calendar.ChinaTime.DateOf(TimeProvider.System.GetUtcNow()))
        .ToString();

    private readonly Hosts.Api clerk = new(host, host.Token("clerk", Hosts.Api.Donghu));

    private List<RouteEndpoint> Reads =>
        [
            .. host
                .Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<Operation>() is { Kind: not OperationKind.Write })
                .DistinctBy(NameOf),
        ];

    [Fact]
    public void What_names_nobody_is_known_and_no_answer_of_it_has_a_member_that_names_a_person()
    {
        var marked = Reads.Where(read => read.Metadata.GetMetadata<NoPersons>() is not null).ToList();
        Assert.Equal(NameNobody, marked.Select(NameOf).Order(StringComparer.Ordinal));
        Assert.All(marked, read =>
        {
            var answers = AnswersOf(read);
            Assert.NotEmpty(answers);
            Assert.Equal([], answers.SelectMany(answer => NamesIn(answer, [])).Select(name => $"{NameOf(read)}: {name}"));
        });
    }

    [Fact]
    public void A_repeatable_write_answers_nothing_about_a_person_but_to_that_person() =>
        Assert.Equal(
            ["own-exchange.choose", "own-hardship.apply", "own-matters.act", "own-report.record", "own-transfer.answer"],
            Reads
                .Where(read => read.Metadata.GetMetadata<Operation>()!.Kind == OperationKind.Repeatable)
                .Where(read => AnswersOf(read).SelectMany(answer => NamesIn(answer, [])).Any())
                .Select(NameOf)
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void The_search_for_naming_members_finds_them_where_they_are() =>
        Assert.Equal(
            ["access-log.read", "platform.backfill", "case-moves.read", "persons.search", "platform.refused-items"],
            ((string[])["access-log.read", "platform.backfill", "case-moves.read", "persons.search", "platform.refused-items"]).Where(
                operation => AnswersOf(Reads.Single(read => NameOf(read) == operation)).SelectMany(answer => NamesIn(answer, [])).Any()
            )
        );

    [Fact]
    public async Task Every_other_read_is_on_the_log_with_its_reader()
    {
        var number = People.Number();
        var (person, application, registration) = await People.RegisterAsync(clerk, People.Submission(number));
        var own = "every-read-own-" + Guid.NewGuid().ToString("N");
        var ownClerk = new Hosts.Api(host, host.Token("clerk", Hosts.Api.Donghu, own));
        var submitted = await ownClerk.PostAsync($"/v1/persons/{person}/exit", People.Exit().ToJsonString(), key: "every-read-" + person);
        submitted.Expect(HttpStatusCode.OK);
        var unread = new List<string>();
        foreach (var route in Routes.Of(host).Where(route => Reads.Any(read => NameOf(read) == route.Operation)))
        {
            var operation = Reads.Single(read => NameOf(read) == route.Operation).Metadata.GetMetadata<Operation>()!;
            var matrix = RoleMatrix.BuiltIn;
            if (operation.Kind != OperationKind.Read || matrix.IsOpen(operation.Name) || NameNobody.Contains(operation.Name))
                continue;

            // commands.read answers its own caller alone.
            var subject = operation.Name == "commands.read" ? own : "every-read-" + Guid.NewGuid().ToString("N");
            var role = RoleNames.OfTokens.First(role => matrix.Allows(operation.Name, role));
            var office = role is Role.Clerk or Role.Supervisor ? Hosts.Api.Donghu : null;
            if (operation.Name == "phone-samples.draw")
                (role, office) = (Role.Auditor, null);
            var caller = new Hosts.Api(host, host.Token(RoleNames.Of(role), office, subject));
            var path = route
                .Pattern.Replace("{personId}", person, StringComparison.Ordinal)
                .Replace("/v1/applications/{number}", $"/v1/applications/{application}", StringComparison.Ordinal)
                .Replace("/v1/registrations/{number}", $"/v1/registrations/{registration}", StringComparison.Ordinal)
                .Replace("{kind}", "firstContact", StringComparison.Ordinal)
                .Replace("{key}", "every-read-" + person, StringComparison.Ordinal)
                .Replace("{period}", Period, StringComparison.Ordinal)
                .Replace("{region}", "360102", StringComparison.Ordinal);
            if (operation.Name == "counts.persons")
                path += "?measure=new";
            object? body = operation.Name switch
            {
                "persons.search" => new { identityNumber = number },
                "persons.reveal" => new { reason = "核对本人证件" },
                _ => "{}",
            };
            var answer = route.Method == HttpMethod.Get ? await caller.GetAsync(path) : await caller.PostAsync(path, body);
            if (answer.Status != HttpStatusCode.OK)
            {
                unread.Add(operation.Name);
                continue;
            }

            Assert.True(
                await host.ScalarAsync<long>(
                    "SELECT count(*) FROM access_log WHERE actor = $1 AND action = $2 AND outcome = 'shown' AND address = '127.0.0.1'",
                    subject,
                    operation.Name
                ) == 1,
                $"{operation.Name} is not on the access log."
            );
        }

        // These need an order, an application or a body of their own; their tests look at the log.
        Assert.Equal(
            [
                "calendars.preview",
                "case-moves.read",
                "certificates.print",
                "certificates.read",
                "civil-affairs.exchange",
                "civil-affairs.file",
                "civil-affairs.manifest",
                "duplicates.read",
                "hardship.read",
                "hotline.progress",
                "households.read",
                "imports.report",
                "ledger.export",
                "matters.prefilled",
                "open-complaints.read",
                "person-lists.read",
                "phone-samples.draw",
                "platform-applications.reveal",
                "platform.backfill",
                "policy-rules.what-if",
                "transfer-requests.read",
            ],
            unread.Order(StringComparer.Ordinal)
        );
    }

    private static string NameOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Operation>()!.Name;

    private static List<Type> AnswersOf(RouteEndpoint endpoint) =>
        [
            .. endpoint
                .Metadata.OfType<IProducesResponseTypeMetadata>()
                .Where(answer => answer.StatusCode is >= 200 and < 300)
                .Select(answer => answer.Type)
                .OfType<Type>()
                .Where(type => type != typeof(void)),
        ];

    /// <summary>Members that hold texts under a name that names a person, in an answer and all that it holds.</summary>
    private static IEnumerable<string> NamesIn(Type type, HashSet<Type> seen)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        foreach (var argument in element.IsGenericType ? element.GetGenericArguments() : [])
        {
            foreach (var name in NamesIn(argument, seen))
                yield return name;
        }

        if (element.Namespace?.StartsWith("Grid.", StringComparison.Ordinal) != true || element.IsEnum || !seen.Add(element))
            yield break;
        foreach (var property in element.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (Naming.Contains(property.Name) && (property.PropertyType == typeof(string) || IsTexts(property.PropertyType)))
                yield return $"{element.Name}.{property.Name}";
            foreach (var name in NamesIn(property.PropertyType, seen))
                yield return name;
        }
    }

    private static bool IsTexts(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var argument] && argument == typeof(string);
}
