using Grid.Api.Security;
using Grid.Api.Worklists;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Duties;

namespace Grid.Api.Tests.Worklists;

public sealed class NextActionsTests
{
    public static TheoryData<DutyKind> Kinds => [.. Enum.GetValues<DutyKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_has_a_name_and_actions_that_the_matrix_knows(DutyKind kind)
    {
        var actions = Of(kind, ClaimState.Free, Role.Clerk);
        Assert.NotEmpty(actions.Except(["duties.claim", "duties.snooze"]));
        Assert.All(actions, action => Assert.True(RoleMatrix.BuiltIn.Allows(action, Role.Clerk), action));
        Assert.Single(DutyWords.All, words => words.Key == kind);
    }

    [Theory]
    [InlineData(DutyKind.FirstContact)]
    [InlineData(DutyKind.FollowUp)]
    [InlineData(DutyKind.Visit)]
    public void Silence_and_refusals_never_offer_an_exit(DutyKind kind) =>
        Assert.DoesNotContain("persons.exit", Of(kind, ClaimState.Free, Role.Supervisor));

    /// <summary>The case may be an application or a registration, and the answer yes or no.</summary>
    [Theory]
    [InlineData(Role.Clerk)]
    [InlineData(Role.Supervisor)]
    public void A_transfer_request_can_be_granted_and_declined_on_an_application_and_on_a_registration(Role role) =>
        Assert.Equal(
            [
                "persons.transfer",
                "persons.decline-transfer",
                "applications.transfer",
                "applications.decline-transfer",
                "duties.claim",
                "duties.snooze",
            ],
            Of(DutyKind.TransferRequest, ClaimState.Free, role)
        );

    [Fact]
    public void Who_may_do_nothing_is_offered_nothing() => Assert.Empty(Of(DutyKind.FollowUp, ClaimState.Free, Role.Auditor));

    [Theory]
    [InlineData(ClaimState.Free, Role.Clerk, "duties.claim duties.snooze")]
    [InlineData(ClaimState.Mine, Role.Clerk, "duties.claim duties.snooze duties.release")]
    [InlineData(ClaimState.Taken, Role.Clerk, "")]
    [InlineData(ClaimState.Taken, Role.Supervisor, "duties.release")]
    public void A_claim_decides_who_may_do_what_with_it(object claim, Role role, string expected) =>
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                Of(DutyKind.FollowUp, (ClaimState)claim, role).Where(action => action.StartsWith("duties.", StringComparison.Ordinal))
            )
        );

    [Fact]
    public void On_its_last_day_a_duty_cannot_be_put_off() =>
        Assert.DoesNotContain(
            "duties.snooze",
            NextActions.Of(DutyKind.FollowUp, "followUp:2026-11", ClaimState.Free, canSnooze: false, Caller(Role.Clerk), RoleMatrix.BuiltIn)
        );

    [Theory]
    [InlineData(-1, WorklistBucket.Overdue)]
    [InlineData(0, WorklistBucket.Today)]
    [InlineData(1, WorklistBucket.Week)]
    [InlineData(7, WorklistBucket.Week)]
    [InlineData(8, WorklistBucket.Later)]
    public void Buckets_are_cut_by_days(int days, WorklistBucket bucket) =>
        Assert.Equal(bucket, Buckets.Of(new DateOnly(2026, 12, 31).AddDays(days), new DateOnly(2026, 12, 31)));

    private static IReadOnlyList<string> Of(DutyKind kind, ClaimState claim, Role role) =>
        NextActions.Of(kind, "x", claim, canSnooze: true, Caller(role), RoleMatrix.BuiltIn);

    private static Caller Caller(Role role) => new(new Actor("somebody", role, Hosts.Api.Donghu), null);
}
