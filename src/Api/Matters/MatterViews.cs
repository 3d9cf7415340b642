using System.Globalization;
using Grid.Api.OpenApi;
using Grid.Api.Views;
using Grid.Domain.Persons;
using Grid.Domain.Text;
using Grid.Grains.Interfaces.Matters;
using Grid.Grains.Interfaces.Systems;

namespace Grid.Api.Matters;

/// <summary>A matter beside a registration (一件事, 79/2020 (五)).</summary>
public sealed record MatterView
{
    public required string Number { get; init; }

    /// <summary><c>benefit</c> (失业保险金申领) or <c>hardship</c> (就业困难人员认定).</summary>
    [NamesOf<MatterKind>]
    public required string Kind { get; init; }

    /// <summary><c>asked</c>, <c>sent</c>, <c>inHand</c>, <c>granted</c>, <c>notGranted</c>, <c>withdrawn</c> or <c>failed</c>.</summary>
    [NamesOf<MatterState>]
    public required string Status { get; init; }

    public required DateOnly AskedOn { get; init; }

    /// <summary>The last day for the answer, as given to the person.</summary>
    public required DateOnly AnswerDue { get; init; }

    /// <summary>The number at the system that decides it.</summary>
    public string? SystemReference { get; init; }

    public DateOnly? AnsweredOn { get; init; }

    /// <summary>What was granted begins on this day.</summary>
    public DateOnly? GrantedFrom { get; init; }

    public DateOnly? GrantedTo { get; init; }

    /// <summary>Why it was not granted, as its system says.</summary>
    public string? Note { get; init; }

    /// <summary>When the person objected to the answer.</summary>
    public DateOnly? ObjectedOn { get; init; }

    /// <summary>The last day on which the person can object; absent where there is nothing to object to.</summary>
    public DateOnly? ObjectableUntil { get; init; }

    internal static MatterView Of(Matter matter) =>
        new()
        {
            Number = matter.Number,
            Kind = EnumName.Of(matter.Kind),
            Status = EnumName.Of(matter.State),
            AskedOn = matter.AskedOn,
            AnswerDue = matter.AnswerDue,
            SystemReference = matter.SystemReference,
            AnsweredOn = matter.AnsweredOn,
            GrantedFrom = matter.Grant?.From,
            GrantedTo = matter.Grant?.To,
            Note = Mask.Text(matter.Reason),
            ObjectedOn = matter.Objection?.On,
            ObjectableUntil = matter is { State: MatterState.NotGranted, Objection: null, AnsweredOn: { } on }
                ? on.AddDays(Deadlines.ObjectionDays)
                : null,
        };

    /// <summary>Null for none.</summary>
    internal static IReadOnlyList<MatterView>? List(IReadOnlyList<Matter>? matters) =>
        matters is not { Count: > 0 } ? null : [.. matters.Select(Of)];

    /// <summary>Those of a case, by the receipt of its application; null for none.</summary>
    internal static IReadOnlyList<MatterView>? Of(PersonRecord record, Domain.Numbers.ApplicationNumber receipt)
    {
        var application = record.Application is { } latest && latest.Number == receipt ? latest.Matters ?? [] : [];
        return List([.. application, .. ApplicationView.RegistrationOf(record, receipt)?.Matters ?? []]);
    }
}

/// <summary>A page of matters.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record MattersView(IReadOnlyList<MatterLineView> Items, string? Next);

/// <summary>One line of the list.</summary>
/// <param name="Status">As of a matter; <c>prefilled</c> for a prefilled application, whose content is at <paramref name="Href"/>.</param>
public sealed record MatterLineView(
    string Number,
    string PersonId,
    [NamesOf<MatterKind>] string Kind,
    [Among("MatterLineState")] string Status,
    string Office,
    DateOnly AskedOn,
    DateOnly AnswerDue,
    string Href
)
{
    internal static MatterLineView Of(MatterLine line) =>
        new(
            line.Number,
            line.Person.ToString(),
            EnumName.Of(line.Kind),
            line.State,
            line.Office,
            line.AskedOn,
            line.AnswerDue,
            $"/v1/persons/{line.Person}" + (line.State == "prefilled" ? "/prefilled-application" : "")
        );
}

/// <summary>A claim that was made elsewhere, as the beginning of an application: the person gives the rest, and the commitment.</summary>
/// <param name="CompleteBy">The last day; then it is no more.</param>
/// <param name="Application">What is known of <c>POST /v1/applications</c>; the other members are the person's to give.</param>
public sealed record PrefilledView(DateOnly CompleteBy, PrefilledForm Application)
{
    internal static PrefilledView Of(IReadOnlyList<PrefilledApplication> prefilled)
    {
        var latest = prefilled[^1];
        return new PrefilledView(
            prefilled.Min(one => one.LapsesOn).AddDays(-1),
            new PrefilledForm(
                latest.Number.Value,
                latest.Name.Value,
                latest.Office,
                [.. prefilled.Select(one => EnumName.Of(one.Kind))],
                latest.Telephone is { } telephone ? new PrefilledDetails(telephone.Value) : null
            )
        );
    }
}

/// <summary>Members of an application, by their names there.</summary>
/// <param name="Matters">Those that wait for it.</param>
public sealed record PrefilledForm(
    string IdentityNumber,
    string Name,
    string Office,
    [NamesOf<MatterKind>] IReadOnlyList<string> Matters,
    PrefilledDetails? Details
);

/// <summary>What is known of the details of an application.</summary>
public sealed record PrefilledDetails(string Telephone);

/// <summary>A page of messages to systems that are not tried again by themselves.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record MatterMessagesView(IReadOnlyList<MatterMessageLine> Items, string? Next);

/// <summary>A message that was given up.</summary>
/// <param name="About">What it is about.</param>
/// <param name="Error">Why; nothing personal.</param>
/// <param name="Resend">Where it is put back to be sent.</param>
public sealed record MatterMessageLine(
    string Id,
    [NamesOf<MatterKind>] string Kind,
    string Matter,
    [NamesOf<MatterMessageKind>] string About,
    string Office,
    int Attempts,
    string Error,
    DateTimeOffset Since,
    string Resend
)
{
    internal static MatterMessageLine Of(GivenUpMessage message)
    {
        var id = message.Id.ToString(CultureInfo.InvariantCulture);
        return new MatterMessageLine(
            id,
            EnumName.Of(message.System),
            message.Subject,
            message.About,
            message.Office,
            message.Attempts,
            message.Reason,
            message.Since,
            $"/v1/matter-messages/{id}/resend"
        );
    }
}

/// <summary>A page of differences.</summary>
/// <param name="Next">Cursor of the next page; absent at the end.</param>
public sealed record MatterDifferencesView(IReadOnlyList<MatterDifferenceView> Items, string? Next);

/// <summary>A matter that is not the same on both sides.</summary>
/// <param name="Difference">
/// <c>missingThere</c>: the system confirmed the claim and does not list it; <c>unknownHere</c>; <c>answerMissing</c>: the system has a newer
/// answer than the register; <c>differs</c>: the same answer says something else.
/// </param>
/// <param name="Settled"><c>sentAgain</c> by the register, <c>askedAgain</c> of the system; absent where an operator must look.</param>
public sealed record MatterDifferenceView(
    [NamesOf<MatterKind>] string Kind,
    DateOnly Day,
    string Matter,
    [Among("MatterDifferenceKind")] string Difference,
    string? There,
    string? Here,
    DateTimeOffset FoundAt,
    [Among("MatterDifferenceSettlement")] string? Settled
)
{
    internal static MatterDifferenceView Of(MatterDifference one) =>
        new(EnumName.Of(one.Kind), one.Day, one.Matter, one.Difference, one.There, one.Here, one.FoundAt, one.Settled);
}

/// <summary>The answer to a system's list of a day.</summary>
/// <param name="SendAgain">Matters whose answers the register lacks: the system sends them again.</param>
public sealed record MatterDayView(
    DateOnly Day,
    int Compared,
    IReadOnlyList<MatterDifferenceView> Differences,
    IReadOnlyList<string> SendAgain
);
