using System.Globalization;
using System.Text.Json.Serialization;
using Grid.Domain.Identity;
using Grid.Domain.Numbers;
using Grid.Domain.Text;

namespace Grid.Domain.Persons;

/// <summary>
/// What else is asked for with an application, in one intake (一件事, 79/2020 (五)). The values are stored; never renumber.
/// </summary>
[JsonConverter(typeof(StrictEnumConverter<MatterKind>))]
public enum MatterKind
{
    /// <summary>失业保险金申领.</summary>
    Benefit = 1,

    /// <summary>就业困难人员认定.</summary>
    Hardship = 2,
}

/// <summary>How far a matter is. The values are stored; never renumber.</summary>
[JsonConverter(typeof(StrictEnumConverter<MatterState>))]
public enum MatterState
{
    /// <summary>Asked for; its system has not confirmed that it has it.</summary>
    Asked = 1,

    /// <summary>Its system has it.</summary>
    Sent = 2,

    /// <summary>Its system says that it works on it.</summary>
    InHand = 3,

    Granted = 4,
    NotGranted = 5,

    /// <summary>The person withdrew it.</summary>
    Withdrawn = 6,

    /// <summary>It could not be sent and is not tried again by itself: an operator must see to it.</summary>
    Failed = 7,
}

/// <summary>What was granted.</summary>
/// <param name="From">First day, inclusive.</param>
/// <param name="To">Last day, inclusive; null while it is open.</param>
/// <param name="Category">Of a recognition: code list <c>hardship-category</c>; null for benefit.</param>
public sealed record MatterGrant(DateOnly From, DateOnly? To, string? Category) : Discreet;

/// <summary>The person's objection to an answer; it is passed on, and the system's next answer settles it.</summary>
public sealed record MatterObjection(DateOnly On, string Text) : Discreet;

/// <summary>
/// One claim beside a registration: its own state, day and answer. Nothing of the registration depends on it, nor any other matter.
/// </summary>
public sealed record Matter : Discreet
{
    /// <summary>The number of the application and which matter of it this is, from 1: unique, and readable for persons.</summary>
    public required string Number { get; init; }

    public required MatterKind Kind { get; init; }

    public required MatterState State { get; init; }

    public required DateOnly AskedOn { get; init; }

    /// <summary>The last day for the answer, as given to the person.</summary>
    public required DateOnly AnswerDue { get; init; }

    /// <summary>The number at its system; null until that is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SystemReference { get; init; }

    /// <summary>The number of its system's latest answer that was recorded; 0 for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Revision { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? AnsweredOn { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MatterGrant? Grant { get; init; }

    /// <summary>Why it was not granted, as its system says.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MatterObjection? Objection { get; init; }

    /// <summary>An answer is still to come.</summary>
    [JsonIgnore]
    public bool IsOpen => State is MatterState.Asked or MatterState.Sent or MatterState.InHand or MatterState.Failed;

    /// <summary>Its system is told what becomes of the registration.</summary>
    [JsonIgnore]
    public bool Concerns => IsOpen || State == MatterState.Granted;
}

/// <summary>The number of a matter: that of its application, and which one of it this is.</summary>
public sealed record MatterNumber(ApplicationNumber Application, int Ordinal)
{
    private const int MostDigits = 3;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Application.Value}-{Ordinal}");

    /// <summary>Reads a number as it is written. False for anything else.</summary>
    public static bool TryParse(string? text, out MatterNumber number)
    {
        number = null!;
        if (
            text?.Split('-') is not [var application, { Length: > 0 and <= MostDigits } ordinal]
            || !ApplicationNumber.TryParse(application, out var known, out _)
            || !int.TryParse(ordinal, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
            || which < 1
        )
        {
            return false;
        }

        number = new MatterNumber(known, which);
        return string.Equals(number.ToString(), text, StringComparison.Ordinal);
    }
}

/// <summary>
/// A claim that was made at its system by a person who has no case here: what the system sent of the person, for an application. It is none
/// until the person has given the commitment; its clock does not run, and after a time it lapses.
/// </summary>
/// <param name="Kind">Which matter.</param>
/// <param name="SystemReference">The number at its system.</param>
/// <param name="Office">The office that is to ask the person.</param>
/// <param name="Number">Identity number.</param>
/// <param name="ClaimedOn">When it was made there.</param>
/// <param name="OpenedOn">When it came here.</param>
/// <param name="LapsesOn">The first day on which it is no more.</param>
public sealed record PrefilledApplication(
    MatterKind Kind,
    string SystemReference,
    string Office,
    IdentityNumber Number,
    PersonName Name,
    TelephoneNumber? Telephone,
    DateOnly ClaimedOn,
    DateOnly OpenedOn,
    DateOnly LapsesOn
) : Discreet;

/// <summary>Finds the matters of a record.</summary>
public static class CaseMatters
{
    /// <summary>Those of the latest application and of all registrations, with the office that holds each.</summary>
    public static IEnumerable<(Matter Matter, string Office)> Of(PersonRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (record.Application?.Matters ?? [])
            .Select(one => (one, record.Application!.Office))
            .Concat((record.Registration?.Matters ?? []).Select(one => (one, record.Registration!.Office)))
            .Concat(record.Past.SelectMany(past => (past.Registration.Matters ?? []).Select(one => (one, past.Registration.Office))));
    }

    public static Matter? Find(PersonRecord record, string number) =>
        Of(record).Select(one => one.Matter).FirstOrDefault(one => string.Equals(one.Number, number, StringComparison.Ordinal));

    /// <summary>Those of the open application or the active registration: the case that can still get one.</summary>
    internal static IReadOnlyList<Matter> OfCase(PersonRecord record) =>
        (record.Application is { IsOpen: true } open ? open.Matters ?? [] : []).Concat(record.Registration?.Matters ?? []).ToArray();

    /// <summary>
    /// The next number of a case. Matters of the application and of the registration that it led to are numbered together.
    /// </summary>
    internal static string Next(PersonRecord record, ApplicationNumber application)
    {
        var known = Of(record).Count(one => MatterNumber.TryParse(one.Matter.Number, out var number) && number.Application == application);
        return new MatterNumber(application, known + 1).ToString();
    }

    /// <summary>A matter that begins.</summary>
    internal static Matter New(MatterKind kind, string number, MatterSystem system, DateOnly on, string? reference = null) =>
        new()
        {
            Number = number,
            Kind = kind,
            State = reference is null ? MatterState.Asked : MatterState.InHand,
            AskedOn = on,
            AnswerDue = on.AddDays(system.AnswerDays),
            SystemReference = reference,
        };

    /// <summary>The record with one matter changed, wherever it is.</summary>
    internal static PersonRecord With(PersonRecord record, string number, Func<Matter, Matter> change)
    {
        return record with
        {
            Application =
                record.Application is { Matters: { } own } application && Has(own)
                    ? application with
                    {
                        Matters = Changed(own),
                    }
                    : record.Application,
            Registration =
                record.Registration is { Matters: { } ofActive } registration && Has(ofActive)
                    ? registration with
                    {
                        Matters = Changed(ofActive),
                    }
                    : record.Registration,
            Past = record.Past.Any(past => past.Registration.Matters is { } matters && Has(matters))
                ?
                [
                    .. record.Past.Select(past =>
                        past.Registration.Matters is { } matters && Has(matters)
                            ? past with
                            {
                                Registration = past.Registration with { Matters = Changed(matters) },
                            }
                            : past
                    ),
                ]
                : record.Past,
        };

        bool Has(IReadOnlyList<Matter> matters) => matters.Any(one => string.Equals(one.Number, number, StringComparison.Ordinal));
        Matter[] Changed(IReadOnlyList<Matter> matters) =>
            [.. matters.Select(one => string.Equals(one.Number, number, StringComparison.Ordinal) ? change(one) : one)];
    }
}
