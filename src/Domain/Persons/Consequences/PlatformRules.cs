using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// What must be reported to the national platform about an event (79/2020 (七), (八)). Names and codes are the register's own.
/// </summary>
internal static class PlatformRules
{
    public static IReadOnlyList<PlatformItem> Of(PersonRecord before, PersonEvent change, PersonRecord after, DecisionContext context) =>
        Of(before, change, after, context.Actor, context.Now, context.Offices);

    /// <param name="by">Who did it.</param>
    /// <param name="at">When it was decided.</param>
    public static IReadOnlyList<PlatformItem> Of(
        PersonRecord before,
        PersonEvent change,
        PersonRecord after,
        Actor by,
        DateTimeOffset at,
        OfficeDirectory offices
    )
    {
        var own = OfEvent(before, change, after, by, at, offices);
        PlatformItem[] results = [.. Results(before, change, after, by, at, offices)];
        return results.Length == 0 ? own : [.. own, .. results];
    }

    /// <summary>
    /// The same of what is in the journal already. What an import brought is reported from here only: by a backfill, which an operator
    /// begins when the import is over, and never by the commits of the import, which would flood the platform with the past.
    /// </summary>
    public static IReadOnlyList<PlatformItem> OfHistory(
        PersonRecord before,
        PersonEvent change,
        PersonRecord after,
        Actor by,
        DateTimeOffset at,
        OfficeDirectory offices
    ) =>
        change switch
        {
            RegistrationImported e => [PlatformItems.Registration(e.Registration, after, null, offices)],
            PastRegistrationImported e =>
            [
                PlatformItems.Registration(e.Past.Registration, after, null, offices),
                PlatformItems.Exit(ExitOf(e, at), after.Sequence, by, at, offices, MovedAt(after, at)),
            ],
            Exited { Imported: not null } e =>
            [
                PlatformItems.Exit(e, after.Sequence, by, at, offices, MovedAt(after, at)),
                .. Of(before, change, after, by, at, offices),
            ],
            _ => Of(before, change, after, by, at, offices),
        };

    /// <summary>The exit of a registration that was over when it was imported.</summary>
    public static Exited ExitOf(PastRegistrationImported e, DateTimeOffset at) =>
        new(e.Past.Number, e.Past.Registration.Office, e.Reason, e.On, e.Past.Registration.Counted, e.Past.Exit!)
        {
            DecidedOn = ChinaTime.DateOf(at),
            DecidedBy = [],
        };

    /// <summary>Every application of the platform ends in a result under its own number, whatever its result was here.</summary>
    private static IEnumerable<PlatformItem> Results(
        PersonRecord before,
        PersonEvent change,
        PersonRecord after,
        Actor by,
        DateTimeOffset at,
        OfficeDirectory offices
    )
    {
        var on = ChinaTime.DateOf(at);
        if (EndsWithoutDecision(before, change, after) is { } ended)
            yield return PlatformItems.Ended(ended, AwaitingResults.ResultOf(change), on, by, at, offices);
        foreach (var (one, result) in AwaitingResults.Settled(before, change, after))
        {
            var reopenings = before.Application is { } shared && shared.Number == one.Of ? shared.Reopenings : 0;
            yield return PlatformItems.Joined(
                one,
                reopenings,
                result,
                NonApprovalOf(change),
                OfficeOf(one, before, change, after),
                on,
                by,
                after.Sequence,
                at,
                offices,
                MovedAt(after, at)
            );
        }
    }

    /// <summary>Another record may have reported, or may report, the same case: keys name the second then.</summary>
    private static DateTimeOffset? MovedAt(PersonRecord after, DateTimeOffset at) =>
        after.Aliases.Count + after.SettledMoves.Count > 0 ? at : null;

    private static NonApprovalReason? NonApprovalOf(PersonEvent change) =>
        change switch
        {
            ApplicationRefused e => e.Reason,
            PlatformApplicationJoined e => e.NonApproval,
            _ => null,
        };

    private static string OfficeOf(AwaitingResult one, PersonRecord before, PersonEvent change, PersonRecord after) =>
        change switch
        {
            PlatformApplicationJoined e => e.Office,
            RegistrationTransferred e => e.To,
            _ => before.Application is { } application && application.Number == one.Of
                ? application.Office
                : CaseScope.OfficeOf(before) ?? CaseScope.OfficeOf(after) ?? "",
        };

    /// <summary>
    /// The platform's application that was open before and is not any more, by another way than a decision; null when there is none, or
    /// when it only moved.
    /// </summary>
    private static Application? EndsWithoutDecision(PersonRecord before, PersonEvent change, PersonRecord after) =>
        before.Application is { IsOpen: true, PlatformNumber: not null } open
        && !(after.Application is { IsOpen: true } still && still.Number == open.Number)
        && change is not (ApplicationApproved or ApplicationRefused or LinkedTo or Unlinked or NumberCorrected)
            ? open
            : null;

    private static IReadOnlyList<PlatformItem> OfEvent(
        PersonRecord before,
        PersonEvent change,
        PersonRecord after,
        Actor by,
        DateTimeOffset at,
        OfficeDirectory offices
    )
    {
        var moved = MovedAt(after, at);
        return change switch
        {
            ApplicationApproved e => [PlatformItems.Result(after.Application!, e.On, by, at, offices)],
            ApplicationRefused e => [PlatformItems.Result(after.Application!, e.On, by, at, offices)],
            Registered e => [PlatformItems.Registration(e.Registration, after, after.Application?.PlatformNumber, offices)],
            Exited e when e.Imported is null => [PlatformItems.Exit(e, after.Sequence, by, at, offices, moved)],
            ByReferenceEnded e => [PlatformItems.ByReferenceEnded(e, after.Sequence, before.Registration!.Office, offices, moved)],
            ExitRevoked e => [PlatformItems.ExitRevoked(e, after.Sequence, offices, moved)],
            RegistrationTransferred e when after.Registration is { } r =>
            [
                PlatformItems.Transfer(e, r.Number, after.Sequence, offices, moved),
            ],
            DataCorrected e when after.Registration is { } r && DataChanges.OfRegistration(e).Count > 0 =>
            [
                PlatformItems.Correction(e, r, after, after.Sequence, at, offices),
            ],
            NumberCorrected e =>
            [
                .. Renumbered(e).Select(r => PlatformItems.Renumbered(e, r, before.Identity?.Number, after.Sequence, at, offices)),
                .. StandsAgain(before, after, e.On, offices, moved),
            ],

            // The record that the case left reports the right number to the platform.
            CaseTakenOver { Corrects: true } => [],
            CaseTakenOver e =>
            [
                PlatformItems.Of(
                    PlatformItemKind.Link,
                    $"link:{e.MoveId:N}",
                    e.On,
                    CaseScope.OfficeOf(after),
                    offices,
                    new
                    {
                        Alias = e.Case.Identity,
                        Main = after.Identity,
                        after.Registration?.Number,
                        Linked = true,
                    }
                ),
            ],
            CaseReturned e =>
            [
                PlatformItems.Of(
                    PlatformItemKind.Link,
                    $"unlink:{e.MoveId:N}",
                    e.On,
                    CaseScope.OfficeOf(after),
                    offices,
                    new
                    {
                        Alias = e.Case.Identity,
                        after.Registration?.Number,
                        Linked = false,
                    }
                ),
            ],
            EnteredInError e when e.Facts is { } facts =>
            [
                PlatformItems.EnteredInError(e, facts, before.Identity, offices),
                .. StandsAgain(before, after, e.On, offices, moved),
            ],
            RegistrationRevoked e =>
            [
                PlatformItems.Revoked(e, PastCases.Find(after, e.Number)!.Registration.Application, after.Sequence, offices, moved),
                .. StandsAgain(before, after, e.On, offices, moved),
            ],
            ImportUndone e => [.. StandsAgain(before, after, e.On, offices, moved)],
            InformingRecorded e => [PlatformItems.Informed(e, after.Sequence, offices, moved)],
            RevocationUndone e => [PlatformItems.RevocationUndone(e, after.Sequence, offices, moved)],
            _ => [],
        };
    }

    /// <summary>
    /// The registrations that the platform holds as valid or exited; a correction would make one that became ordinary valid again.
    /// </summary>
    public static IEnumerable<Registration> Renumbered(NumberCorrected e)
    {
        var past = e.Move.Case.Past.Where(p => p.Ending == PastEnding.Exited).Select(p => p.Registration);
        return e.Move.Case.Registration is { } active ? past.Append(active) : past;
    }

    /// <summary>A registration that the wrong one had replaced is active again.</summary>
    private static PlatformItem[] StandsAgain(
        PersonRecord before,
        PersonRecord after,
        DateOnly on,
        OfficeDirectory offices,
        DateTimeOffset? moved
    ) =>
        after.Registration is { } again && before.Registration?.Number != again.Number
            ? [PlatformItems.StandsAgain(again, after, after.Sequence, on, offices, moved)]
            : [];
}
