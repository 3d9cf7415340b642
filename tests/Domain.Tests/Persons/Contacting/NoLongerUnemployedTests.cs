using Grid.Domain.Codes;
using Grid.Domain.Persons;
using static Grid.Domain.Tests.Persons.Scripts;

namespace Grid.Domain.Tests.Persons;

/// <summary>
/// Hired between application and approval: the application ends as no longer unemployed, with evidence and the day; there is no need to
/// enter a false date.
/// </summary>
public sealed class NoLongerUnemployedTests
{
    private readonly SmallRegister r = Empty();

    [Theory]
    [InlineData(VerificationSubject.OutOfWork)]
    [InlineData(VerificationSubject.NoActiveBusiness)]
    public void Work_that_began_after_the_application_ends_it(VerificationSubject subject)
    {
        Submitted();
        Ok(r.Ask(0, new RecordVerification(subject, VerificationOutcome.Contradicted, World.Match(r.Now, "社会保险参保库")), World.Clerk));
        Ok(r.Ask(0, Refuse("2026-03-03"), World.Clerk));
        Assert.Equal(NonApprovalReason.NoLongerUnemployed, r.Records[0].Application!.NonApproval);
        Assert.Equal(World.Day("2026-03-03"), Assert.Single(r.JournalOf(0).OfType<ApplicationRefused>()).Since);
        Assert.Equal("noLongerUnemployed", r.PlatformItems[^1].Content.GetProperty("nonApproval").GetString());
    }

    [Theory]
    [InlineData("2026-03-01", FieldRule.BeforeSubmission)]
    [InlineData("2026-03-05", FieldRule.InFuture)]
    [InlineData(null, FieldRule.Required)]
    public void The_day_lies_between_application_and_now(string? since, FieldRule rule)
    {
        Submitted();
        Ok(r.Ask(0, new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Contradicted, World.Hand()), World.Clerk));
        Assert.Equal(
            ("since", rule),
            (r.Ask(0, Refuse(since), World.Clerk).Refusal!.Field, r.Ask(0, Refuse(since), World.Clerk).Refusal!.Rule)
        );
    }

    [Fact]
    public void Without_a_check_that_shows_it_nothing_ends()
    {
        Submitted();
        Assert.Equal(RefusalCode.NonApprovalNotShown, r.Ask(0, Refuse("2026-03-03"), World.Clerk).Refusal!.Code);
        Ok(r.Ask(0, new RecordVerification(VerificationSubject.OutOfWork, VerificationOutcome.Confirmed, World.Hand()), World.Clerk));
        Assert.Equal(RefusalCode.NonApprovalNotShown, r.Ask(0, Refuse("2026-03-03"), World.Clerk).Refusal!.Code);
        Assert.Equal(
            FieldRule.OnlyWithNoLongerUnemployed,
            r.Ask(0, new RefuseApplication(NonApprovalReason.Employed) { Since = World.Day("2026-03-03") }, World.Clerk).Refusal!.Rule
        );
    }

    private void Submitted()
    {
        Ok(r.Ask(0, World.Application(World.Citizen(), r.Now), World.Clerk));
        r.Now = World.At("2026-03-04T10:00");
    }

    private static RefuseApplication Refuse(string? since) =>
        new(NonApprovalReason.NoLongerUnemployed) { Since = since is null ? null : World.Day(since) };
}
