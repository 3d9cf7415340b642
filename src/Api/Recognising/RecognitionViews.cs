using Grid.Api.Duties;
using Grid.Api.OpenApi;
using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Recognising;

/// <summary>
/// The recognition of a registered person as a hardship person (就业困难人员认定), with its steps. Categories may tell of health or a past: they
/// are shown by a reveal only.
/// </summary>
public sealed record HardshipStateView
{
    public required string PersonId { get; init; }

    public required string RegistrationNumber { get; init; }

    public required string Office { get; init; }

    /// <summary>The recognition, also one that has ended; absent where there is none.</summary>
    public HardshipView? Recognition { get; init; }

    /// <summary>Whether it is in force today.</summary>
    public required bool InForce { get; init; }

    /// <summary>Application, check, publicity and decision; absent where none was ever applied for.</summary>
    public HardshipStepsView? Steps { get; init; }

    /// <summary>What the office may put up during the publicity (公示); absent where there is none today.</summary>
    public PublicityView? Publicity { get; init; }

    /// <summary>The household that the person is a member of; absent for none.</summary>
    public MemberHouseholdView? Household { get; init; }

    internal static HardshipStateView? Of(PersonRecord record, Household? household, OfficeDirectory offices, DateOnly today) =>
        record.Registration is not { } registration
            ? null
            : new()
            {
                PersonId = record.Id.ToString(),
                RegistrationNumber = registration.Number.Value,
                Office = registration.Office,
                Recognition = HardshipView.Of(registration.Service.Hardship),
                InForce = registration.Service.Hardship?.Covers(today) == true,
                Steps = HardshipStepsView.Of(record, today),
                Publicity = PublicityView.Of(record, offices, today),
                Household = registration.Household is { } membership
                    ? new MemberHouseholdView(
                        membership.Id,
                        household is null ? null : EnumName.Of(household.State),
                        household?.RecognisedOn
                    )
                    : null,
            };
}

/// <summary>The household of a member.</summary>
/// <param name="Id">Of the household: <c>/v1/households/{id}</c>.</param>
/// <param name="Status"><c>entered</c>, <c>proposed</c>, <c>recognised</c> or <c>ended</c>; absent where it is not known.</param>
/// <param name="RecognisedOn">Since when it is recognised as one with nobody in work; absent while it is not.</param>
public sealed record MemberHouseholdView(string Id, [NamesOf<HouseholdState>] string? Status, DateOnly? RecognisedOn);

/// <summary>What may be shown in public: no more than this, and only while the publicity lasts.</summary>
/// <param name="Name">Family name and a star.</param>
/// <param name="Office">The office that takes objections.</param>
/// <param name="Until">The last day.</param>
public sealed record PublicityView(string Name, string Office, DateOnly Until)
{
    internal static PublicityView? Of(PersonRecord record, OfficeDirectory offices, DateOnly today) =>
        record is { Identity: { } identity, Registration: { Recognising.Open.Examination.PublicUntil: { } until } registration }
        && today <= until.Date
            ? new PublicityView(identity.Name.Masked, offices.Find(registration.Office)?.Name ?? registration.Office, until.Date)
            : null;
}

/// <summary>The steps of a recognition: what waits, and the latest decision.</summary>
public sealed record HardshipStepsView
{
    /// <summary>The application that waits; absent for none.</summary>
    public HardshipApplicationView? Open { get; init; }

    /// <summary>The latest decision; absent for none.</summary>
    public HardshipDecisionView? Latest { get; init; }

    internal static HardshipStepsView? Of(PersonRecord record, DateOnly today) =>
        record.Registration?.Recognising is not { } procedure
            ? null
            : new()
            {
                Open = HardshipApplicationView.Of(procedure.Open, today),
                Latest = procedure.Latest is { } latest
                    ? new HardshipDecisionView(
                        EnumName.Of(latest.Kind),
                        latest.On,
                        latest.Ground is { } ground ? ListCodes.Of(CodeListIds.HardshipGround, ground) : null,
                        HardshipApplicationView.Of(latest.Application, today)
                    )
                    : null,
            };
}

/// <summary>An application for a recognition.</summary>
/// <param name="Id">For the next step.</param>
/// <param name="Origin"><c>person</c> or <c>office</c>.</param>
/// <param name="Status"><c>applied</c>, <c>notShown</c> (the check showed no category), <c>public</c> or <c>toDecide</c>.</param>
/// <param name="CategoryCount">How many categories it names.</param>
/// <param name="ReopenedOn">When an objection opened it again; absent otherwise.</param>
/// <param name="ExaminedOn">When the office checked it; absent while it has not.</param>
/// <param name="ShownCount">How many of the categories the check showed.</param>
/// <param name="PublicUntil">The last day of the publicity; absent where there is none.</param>
public sealed record HardshipApplicationView(
    string Id,
    [NamesOf<HardshipOrigin>] string Origin,
    [Among("HardshipApplicationState")] string Status,
    DateOnly AppliedOn,
    int CategoryCount,
    DateOnly? ReopenedOn,
    DateOnly? ExaminedOn,
    int? ShownCount,
    DateOnly? PublicUntil
)
{
    internal static HardshipApplicationView? Of(HardshipApplication? application, DateOnly today) =>
        application is null
            ? null
            : new(
                application.Id,
                EnumName.Of(application.Origin),
                StateOf(application, today),
                application.AppliedOn,
                application.Categories.Count,
                application.ReopenedOn,
                application.Examination?.On,
                application.Examination?.Categories.Count,
                application.Examination?.PublicUntil?.Date
            );

    internal static string StateOf(HardshipApplication application, DateOnly today) =>
        application.Examination switch
        {
            null => "applied",
            { Categories.Count: 0 } => "notShown",
            { PublicUntil: { } until } when today <= until.Date => "public",
            _ => "toDecide",
        };
}

/// <summary>A decision about a recognition.</summary>
/// <param name="Kind"><c>recognised</c>, <c>refused</c>, <c>withdrawn</c> or <c>restored</c>.</param>
/// <param name="Ground">Code list hardship-ground; of a refusal or a withdrawal.</param>
/// <param name="Application">What was decided; absent of a withdrawal.</param>
public sealed record HardshipDecisionView(
    [NamesOf<HardshipDecisionKind>] string Kind,
    DateOnly On,
    [CodesOf(CodeListIds.HardshipGround)] string? Ground,
    HardshipApplicationView? Application
);

/// <summary>How far the recognition is, as the person sees it.</summary>
/// <param name="Status">
/// <c>applied</c>, <c>notShown</c>, <c>public</c> or <c>toDecide</c> while an application waits; else <c>recognised</c>, <c>ended</c>,
/// <c>refused</c> or <c>withdrawn</c>.
/// </param>
/// <param name="On">The day of the application, or of the decision.</param>
/// <param name="PublicUntil">The last day of the publicity; absent where there is none.</param>
/// <param name="From">The first day of the recognition; absent where there is none.</param>
/// <param name="To">Its last day; absent where it has none.</param>
/// <param name="Because">Of a refusal or a withdrawal: why, in words.</param>
/// <param name="BecauseEn">The same in English.</param>
public sealed record ProgressHardship(
    [Among("HardshipProgress")] string Status,
    DateOnly On,
    DateOnly? PublicUntil,
    DateOnly? From,
    DateOnly? To,
    string? Because,
    string? BecauseEn
)
{
    internal static ProgressHardship? Of(Registration? registration, DateOnly today)
    {
        var present = registration?.Service.Hardship;
        if (registration?.Recognising?.Open is { } open)
        {
            return new ProgressHardship(
                HardshipApplicationView.StateOf(open, today),
                open.AppliedOn,
                open.Examination?.PublicUntil?.Date,
                present?.From,
                present?.To,
                null,
                null
            );
        }

        if (registration?.Recognising?.Latest is not { } latest)
            return null;
        var words =
            latest.Ground is { } ground && CodeLists.BuiltIn[CodeListIds.HardshipGround].TryGetByName(EnumName.Of(ground), out var entry)
                ? entry
                : null;
        var state =
            latest.IsAgainstPerson ? EnumName.Of(latest.Kind)
            : present?.Covers(today) == true ? "recognised"
            : "ended";
        return new ProgressHardship(state, latest.On, null, present?.From, present?.To, words?.Zh, words?.En);
    }
}
