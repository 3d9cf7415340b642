using System.Text.Json;
using System.Text.Json.Nodes;
using Grid.Api.Applications;
using Grid.Api.Complaints;
using Grid.Api.Duties;
using Grid.Api.Persons;
using Grid.Api.Problems;
using Grid.Api.Recognising;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Json;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Microsoft.Extensions.Time.Testing;

namespace Grid.Api.Tests.Requests;

/// <summary>
/// The edge and the rules have the same limit for each text of a command: the longest text that the edge reads is accepted by the rules,
/// and one character more is rejected by both, with the same limit.
/// </summary>
public sealed class FieldLimitsTests
{
    private const string Office = "36010201";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly WorkingCalendars Calendars = new(CalendarTables.LoadEmbedded());
    private static readonly OfficeDirectory Offices = OfficeDirectory.LoadEmbedded();
    private static readonly Evidence ByHand = new() { Basis = EvidenceBasis.ManualCheck, Note = "当面核对" };

    private static readonly PersonRecord Open = After(PersonRecord.Unknown(new PersonId(7)), Application());
    private static readonly PersonRecord Registered = After(
        After(Open, new RecordVerification(VerificationSubject.Identity, VerificationOutcome.Confirmed, ByHand)),
        new ApproveApplication()
    );
    private static readonly PersonRecord Exited = After(Registered, Hired());
    private static readonly PersonRecord Objected = After(Exited, new RaiseObjection(ObjectionSubject.Exit, "本人并未被录用"));
    private static readonly PersonRecord Complained = After(Registered, new RaiseComplaint(ComplaintKind.Late, "超期"));
    private static readonly NoteBody NoteOnly = new() { Note = "本人来电撤回" };

    /// <summary>Codes and numbers: the edge limits their length, the rules look them up.</summary>
    private static readonly string[] LookedUp = ["toOffice", "item", "policy"];

    private static readonly EvidenceBody Matched = new()
    {
        Basis = "2",
        Source = "社会保险参保库",
        MatchedAt = "2026-11-24T08:00:00+08:00",
        Note = "比对",
    };

    private static readonly Text[] Texts =
    [
        .. In(new NoteBody { Note = "更正" }, Open, (body, fields) => new AskCorrection(body.Read(fields))),
        .. In(VerificationBody.Example with { Evidence = Matched }, Open, (body, fields) => body.Read(fields)),
        .. In(DeclarationBody.Example, Open, (body, fields) => new WithdrawApplication(body.Read(fields))),
        .. In(TransferBody.Example, Open, (body, fields) => body.Read(fields)),
        .. In(NumberBody.Example with { ApplicationNumber = Open.Application!.Number.Value }, Open, (body, fields) =>
            body.Read(fields, _ => new PersonId(8))
        ),
        .. In(EnteredInErrorBody.Example with { ApplicationNumber = Open.Application!.Number.Value }, Open, (body, fields) =>
            body.Read(fields)
        ),
        .. In(ExitBody.Example with { On = "2026-11-24", Evidence = Matched }, Registered, (body, fields) => body.Read(fields)),
        .. In(
            new ExitBody
            {
                Reason = "90",
                On = "2026-11-24",
                OtherReason = "其他",
                Evidence = Matched,
            },
            Registered,
            (body, fields) => body.Read(fields)
        ),
        .. In(
            new ExitBody
            {
                Reason = "31",
                On = "2026-11-24",
                Evidence = new EvidenceBody { Basis = "1" },
                Statement = new StatementBody
                {
                    Channel = "faceToFace",
                    At = "2026-11-24T08:30:00+08:00",
                    Text = "不再找工作",
                },
            },
            Registered,
            (body, fields) => body.Read(fields)
        ),
        .. In(
            RevocationBody.Example with
            {
                RegistrationNumber = Registered.Registration!.Number.Value,
                Evidence = Matched,
            },
            Registered,
            (body, fields) => body.Read(fields)
        ),
        .. In(CorrectionBody.Example with { Address = "示例路1号" }, Registered, (body, fields) => body.Read(fields)),
        .. In(LinkBody.Example, Registered, (body, fields) => new LinkTo(body.Read(fields).Main, body.Read(fields).Why)),
        .. In(UnlinkBody.Example, Registered, (body, fields) => new Unlink(body.Read(fields).Alias, body.Read(fields).Why)),
        .. In(ServiceBody.Example, Registered, (body, fields) => body.Read(fields)),
        .. In(PolicyBody.Example with { Note = "已告知" }, Registered, (body, fields) => body.Read(fields)),
        .. In(GradeBody.Example, Registered, (body, fields) => body.Read(fields)),
        .. In(SnoozeBody.Example with { Until = "2026-11-25" }, Registered, (body, fields) => body.Read(Registered.Duties[0].Key, fields)),
        .. In(PensionCheckBody.Example with { Evidence = Matched }, Registered, (body, fields) => body.Read(fields)),
        .. In(HardshipCheckBody.Example with { Evidence = Matched }, Registered, (body, fields) => body.Read(fields)),
        .. In(HardshipApplicationBody.Example, Registered, (body, fields) => body.Read(fields)),
        .. In(BenefitBody.Example with { Evidence = Matched }, Registered, (body, fields) => body.Read(fields)),
        .. In(ObjectionBody.Example, Exited, (body, fields) => body.Read(fields)),
        .. In(ComplaintBody.Example, Registered, (body, fields) => body.Read(fields)),
        .. In(ComplaintAnswerBody.Example, Complained, (body, fields) => body.Read(Complained.Complaints[0].Id, fields)),
        .. In(NoteOnly, Complained, (body, fields) => new WithdrawComplaint(Complained.Complaints[0].Id, body.Read(fields))),
        .. In(
            ExitRevocationBody.Example with
            {
                RegistrationNumber = Exited.Past[0].Number.Value,
                Evidence = Matched,
            },
            Exited,
            (body, fields) => body.Read(fields)
        ),
        .. In(InformingBody.Example with { At = "2026-11-24T08:59:00+08:00" }, Exited, (body, fields) => body.Read(fields)),
        .. In(ObjectionAnswerBody.Example, Objected, (body, fields) => body.Read(Objected.Objections[0].Id, fields)),
    ];

    public static TheoryData<string> Names => [.. Texts.Select(text => text.Name)];

    [Fact]
    public void Most_commands_have_a_text() => Assert.True(Texts.Length >= 30, $"Only {Texts.Length} texts were found.");

    [Theory]
    [MemberData(nameof(Names))]
    public void The_edge_and_the_rules_have_the_same_limit(string name)
    {
        var text = Texts.Single(one => one.Name == name);
        var longest = new string('a', text.Limit);
        var command = text.Read(longest);
        Assert.DoesNotContain(TooLong(text.Record, command), one => true);

        var json = JsonSerializer.Serialize(command, DomainJson.Options);
        Assert.Contains($"\"{longest}\"", json, StringComparison.Ordinal);
        var longer = json.Replace($"\"{longest}\"", $"\"{longest}a\"", StringComparison.Ordinal);
        var rejected = TooLong(text.Record, JsonSerializer.Deserialize<PersonCommand>(longer, DomainJson.Options)!);
        Assert.Equal(text.Limit.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(rejected).AtMost);
        Assert.Contains(Assert.Throws<ProblemException>(() => text.Read(longest + "a")).Problem.Errors, error =>
            error.Code == FieldCodes.TooLong
        );
    }

    private static IReadOnlyList<Refusal> TooLong(PersonRecord record, PersonCommand command) =>
        [
            .. PersonDecider
                .Decide(record, command, Context() with { Actor = new Actor("another-system", Role.System, null) })
                .Refusal?.Each()
                .Where(one => one.Rule == FieldRule.TooLong)
                ?? [],
        ];

    /// <summary>The texts of a body that the edge limits: found by sending too much in each of its members.</summary>
    private static IEnumerable<Text> In<TBody>(TBody example, PersonRecord record, Func<TBody, Fields, PersonCommand> read)
        where TBody : class
    {
        var paths = Leaves(JsonSerializer.SerializeToNode(example, ApiJson.Options)!).ToList();
        foreach (var path in paths.Where(path => !LookedUp.Contains(path)))
        {
            PersonCommand Read(string value)
            {
                var node = JsonSerializer.SerializeToNode(example, ApiJson.Options)!;
                var parts = path.Split('.');
                var holder = parts[..^1].Aggregate(node, (one, part) => one[part]!);
                holder[parts[^1]] = value;
                return read(node.Deserialize<TBody>(ApiJson.Options)!, new Fields(new FakeTimeProvider(Now)));
            }

            int? limit = null;
            try
            {
                Read(new string('a', 10_000));
            }
            catch (ProblemException e)
            {
                limit = e
                    .Problem.Errors.Where(error => error.Code == FieldCodes.TooLong)
                    .Select(error => (int?)int.Parse(error.AtMost!, System.Globalization.CultureInfo.InvariantCulture))
                    .FirstOrDefault();
            }

            if (limit is { } most)
                yield return new Text($"{typeof(TBody).Name}.{path} ({record.Sequence}, {paths.Count})", most, record, Read);
        }
    }

    private static IEnumerable<string> Leaves(JsonNode node) =>
        node is JsonObject members
            ? members
                .Where(member => member.Value is not null)
                .SelectMany(member => Leaves(member.Value!).Select(inner => inner.Length == 0 ? member.Key : $"{member.Key}.{inner}"))
        : node.GetValueKind() == JsonValueKind.String ? [""]
        : [];

    private static PersonRecord After(PersonRecord record, PersonCommand command)
    {
        var decision = PersonDecider.Decide(record, command, Context());
        return decision.After ?? throw new InvalidOperationException($"{command.GetType().Name}: {decision.Refusal}");
    }

    private static DecisionContext Context() =>
        new()
        {
            Now = Now,
            Actor = Actor.Register,
            Calendars = Calendars,
            Offices = Offices,
            Serial = 7,
            NewId = Guid.Parse("00000000-0000-7000-8000-000000000001"),
        };

    private static SubmitApplication Application() =>
        new()
        {
            Number = IdentityNumber.Parse("369999198803121429"),
            Name = PersonName.Parse("测试甲"),
            Channel = ApplicationChannel.Offline,
            Office = Office,
            Ground = PlaceGround.HabitualResidence,
            Reason = UnemploymentReason.DismissedByEnterprise,
            UnemployedOn = new DateOnly(2026, 10, 1),
            JobWishes = ["1"],
            Commitment = new Commitment("2020-07", Now),
            Details = new PersonDetails { Telephone = TelephoneNumber.Parse("13800000001"), Health = "1" },
        };

    private static RecordExit Hired() =>
        new(
            new ExitDetails
            {
                Reason = ExitReason.Hired,
                On = ChinaTime.DateOf(Now),
                Evidence = new Evidence { Basis = EvidenceBasis.PersonDeclaration, Note = "本人告知" },
            }
        );

    private sealed record Text(string Name, int Limit, PersonRecord Record, Func<string, PersonCommand> Read);
}
