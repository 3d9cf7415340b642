using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Platform;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Informing by telephone, letter or face to face: recorded, and reported with channel and time of what happened (79/2020 (四)).
/// </summary>
public sealed class InformingTests
{
    private readonly SmallRegister register = States.Of("exited");

    [Fact]
    public void An_informing_is_reported_with_its_channel_and_time()
    {
        register.Now = World.At("2026-03-03T15:00");
        var at = World.At("2026-03-03T14:20");
        Assert.Equal(OutcomeKind.InformingRecorded, Scripts.Ok(register.Ask(0, Call() with { At = at }, World.Clerk)).Kind);

        var item = register.PlatformItems[^1];
        var number = register.Records[0].Past[^1].Number.Value;
        Assert.Equal(PlatformItemKind.Informed, item.Kind);
        Assert.StartsWith($"informed:{number}:", item.Key, StringComparison.Ordinal);
        var sent = PlatformItemMapping.Map(PlatformFields.BuiltIn, item, "980102").Fields!.Value;
        Assert.Equal(
            (number, "1", "1", "1", "2026-03-03T14:20:00.000+08:00"),
            (Text("acc020"), Text("bae028"), Text("bae033"), Text("bae034"), Text("bae027"))
        );

        string? Text(string name) => sent.GetProperty(name).GetString();
    }

    [Fact]
    public void It_is_not_before_the_decision_and_not_in_the_future()
    {
        register.Now = World.At("2026-03-03T15:00");

        Assert.Equal(("at", FieldRule.BeforeDecision), Broken(Call() with { At = World.At("2026-03-01T23:59") }));
        Assert.Equal(("at", FieldRule.InFuture), Broken(Call() with { At = register.Now.AddMinutes(6) }));
        Scripts.Ok(register.Ask(0, Call() with { At = register.Now.AddMinutes(4) }, World.Clerk)); // Another clock, within the tolerance.
        Assert.Equal(register.Now, register.PlatformItems[^1].Content.GetProperty("at").GetDateTimeOffset());
    }

    [Theory]
    [InlineData(InformingSubject.NonApproval)]
    [InlineData(InformingSubject.Revocation)]
    public void No_one_is_informed_of_what_was_not_decided(InformingSubject of) =>
        Assert.Equal(RefusalCode.NothingToInformOf, register.Ask(0, Call() with { Of = of }, World.Clerk).Refusal!.Code);

    [Fact]
    public void Of_a_non_approval_the_item_names_the_application()
    {
        var r = States.Of("refused");
        Scripts.Ok(
            r.Ask(
                0,
                Call() with
                {
                    Of = InformingSubject.NonApproval,
                    Channel = ContactChannel.Letter,
                    Outcome = InformingOutcome.NotReached,
                },
                World.Clerk
            )
        );

        var sent = PlatformItemMapping.Map(PlatformFields.BuiltIn, r.PlatformItems[^1], "980102").Fields!.Value;
        Assert.Equal(
            (r.Records[0].Application!.Number.Value, "6", "2"),
            (sent.GetProperty("bae010").GetString(), sent.GetProperty("bae028").GetString(), sent.GetProperty("bae034").GetString())
        );
        Assert.False(sent.TryGetProperty("acc020", out _));
    }

    [Fact]
    public void After_a_death_the_family_is_informed_and_never_by_a_message()
    {
        var r = Scripts.Registered();
        Scripts.Ok(
            r.Ask(
                0,
                new RecordExit(
                    new ExitDetails
                    {
                        Reason = ExitReason.Death,
                        On = World.Day("2026-03-02"),
                        Evidence = World.Hand(),
                    }
                ),
                World.Supervisor
            )
        );

        Assert.Equal(
            FieldRule.ChannelDoesNotInform,
            r.Ask(0, Call() with { Channel = ContactChannel.ShortMessage }, World.Supervisor).Refusal!.Rule
        );
        Scripts.Ok(r.Ask(0, Call(), World.Supervisor));
        Assert.DoesNotContain(r.Notices, notice => notice.Kind == NoticeKind.Exited);
    }

    private (string? Field, FieldRule? Rule) Broken(RecordInforming command) =>
        register.Ask(0, command, World.Clerk).Refusal is { } refusal ? (refusal.Field, refusal.Rule) : default;

    private static RecordInforming Call() =>
        new()
        {
            Of = InformingSubject.Exit,
            Channel = ContactChannel.Telephone,
            Outcome = InformingOutcome.Informed,
        };
}
