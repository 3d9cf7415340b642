using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Grid.Api.Problems;
using Grid.Domain.Calendar;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Regions;
using Grid.Domain.Text;

namespace Grid.Api.Requests;

/// <summary>
/// Turns texts of a request into values and collects everything that is wrong, so that the sender gets all errors at once. A method that
/// finds an error returns null and <see cref="ThrowIfWrong"/> ends the request; a value is used only after that.
/// </summary>
internal sealed class Fields(TimeProvider clock)
{
    /// <summary>The member with which an old number of 15 digits is confirmed.</summary>
    private const string ConfirmedNumber = "confirmedNumber";

    private static readonly string[] MomentFormats = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    [ThreadStatic]
    private static Action<FieldRead>? recorder;

    private readonly List<FieldError> errors = [];

    /// <summary>
    /// Runs <paramref name="reading"/>, and says which values it asks for: the OpenAPI document describes what requests may hold from the
    /// very code that judges them.
    /// </summary>
    public static void Record(Action reading, Action<FieldRead> found)
    {
        recorder = found;
        try
        {
            reading();
        }
        finally
        {
            recorder = null;
        }
    }

    /// <summary>The day on which codes must be valid.</summary>
    public DateOnly Today { get; } = clock.Today();

    /// <summary>The moment of the request.</summary>
    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public IReadOnlyList<FieldError> Errors => errors;

    public void Wrong(string field, string code, IReadOnlyList<string>? allowed = null)
    {
        if (code == FieldCodes.Required)
            recorder?.Invoke(new FieldRead(field) { IsMissing = true });
        errors.Add(new FieldError(field, code) { Allowed = allowed });
    }

    /// <summary>Outside a range; both ends are allowed.</summary>
    public void Beyond(string field, string code, IFormattable? atLeast, IFormattable? atMost)
    {
        recorder?.Invoke(
            new FieldRead(field)
            {
                IsMissing = code == FieldCodes.Required,
                Least = code == FieldCodes.OutOfRange ? atLeast as int? : null,
                Most = code == FieldCodes.OutOfRange ? atMost as int? : null,
            }
        );
        errors.Add(
            new FieldError(field, code)
            {
                AtLeast = atLeast?.ToString(null, CultureInfo.InvariantCulture),
                AtMost = atMost?.ToString(null, CultureInfo.InvariantCulture),
            }
        );
    }

    public void Wrong(IEnumerable<FieldError> found) => errors.AddRange(found);

    public void ThrowIfWrong()
    {
        if (errors.Count > 0)
            throw Problem.Fields(errors).AsException();
    }

    /// <summary>True when the member is there; records an error when it is not.</summary>
    public bool Has([NotNullWhen(true)] object? value, string field)
    {
        if (value is null or "")
        {
            Wrong(field, FieldCodes.Required);
            return false;
        }

        return true;
    }

    /// <summary>A text of some length, trimmed; null when absent.</summary>
    public string? Text(string? value, string field, int longest, bool required = false, int shortest = 1)
    {
        recorder?.Invoke(new FieldRead(field) { Shortest = shortest, Longest = longest });
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Wrong(field, FieldCodes.Required);

            return null;
        }

        if (text.Length > longest || text.Length < shortest)
        {
            Beyond(field, text.Length > longest ? FieldCodes.TooLong : FieldCodes.TooShort, shortest, longest);
            return null;
        }

        return text;
    }

    /// <summary>A value that reads itself, with an error of its own when it cannot.</summary>
    public T? Value<T, TError>(string? text, string field, TryRead<T, TError> read, bool required = true)
        where T : class
        where TError : struct, Enum
    {
        recorder?.Invoke(new FieldRead(field) { Shortest = 1, Longest = FieldLimits.Typed });
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Wrong(field, FieldCodes.Required);

            return null;
        }

        if (read(text, out var value, out var error))
            return value;

        Wrong(field, EnumName.Of(error));
        return null;
    }

    /// <summary>
    /// The number of an identity document. An old one of 15 digits is a question: the answer lists the numbers that it may have become,
    /// made of what was sent alone, and <paramref name="confirmed"/> is the one that the person has.
    /// </summary>
    public IdentityNumber? Identity(string? text, string field, bool required = true, string? confirmed = null)
    {
        recorder?.Invoke(new FieldRead(field) { Shortest = 1, Longest = FieldLimits.Typed });
        if (string.IsNullOrEmpty(text) || IdentityNumber.TryParse(text, out var number, out var error))
        {
            if (!string.IsNullOrEmpty(confirmed))
                Wrong(ConfirmedNumber, FieldCodes.NotAllowedHere);

            return Value<IdentityNumber, IdentityNumberError>(text, field, IdentityNumber.TryParse, required);
        }

        var candidates = IdentityNumber.Candidates(text);
        if (candidates.Count > 0 && !string.IsNullOrEmpty(confirmed))
        {
            if (IdentityNumber.TryParse(confirmed, out number, out _) && candidates.Contains(number))
                return number;

            Wrong(ConfirmedNumber, FieldCodes.NotAmongCandidates, [.. candidates.Select(one => one.Value)]);
            return null;
        }

        Wrong(
            field,
            EnumName.Of(error),
            error switch
            {
                IdentityNumberError.ConfirmFifteenDigits => [.. candidates.Select(one => one.Value)],
                IdentityNumberError.OtherDocument =>
                [
                    .. Enum.GetValues<IdentityDocumentKind>().Select(kind => ListCodes.Of(CodeListIds.IdentityDocumentKind, kind)),
                ],
                _ => null,
            }
        );
        return null;
    }

    /// <summary>Optional side data as they are, without blanks around them: the rules store what cannot be right as unverified.</summary>
    public static string? Side(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    public DateOnly? Date(string? text, string field, bool required = false)
    {
        recorder?.Invoke(new FieldRead(field) { Format = "date" });
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Wrong(field, FieldCodes.Required);

            return null;
        }

        if (
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year is >= 1850 and <= 2200
        )
        {
            return date;
        }

        Wrong(field, FieldCodes.BadDate);
        return null;
    }

    /// <summary>A day that other code judges, which tells more of it: only the document hears of it here.</summary>
    public static void IsDay(string field) => recorder?.Invoke(new FieldRead(field) { Format = "date" });

    public DateTimeOffset? Moment(string? text, string field, bool required = false)
    {
        recorder?.Invoke(new FieldRead(field) { Format = "date-time" });
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Wrong(field, FieldCodes.Required);

            return null;
        }

        // Without an offset the machine's own would be taken.
        var hasOffset = text[^1] is 'Z' or 'z' || (text.Length > 6 && text[^6] is '+' or '-');
        if (
            hasOffset
            && DateTimeOffset.TryParseExact(text, MomentFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            && moment.Year is >= 1950 and <= 2200
        )
        {
            return moment;
        }

        Wrong(field, FieldCodes.BadMoment);
        return null;
    }

    /// <summary>A member of an enum by its camelCase name, where there is no code list.</summary>
    public TEnum? Name<TEnum>(string? text, string field, bool required = true)
        where TEnum : struct, Enum
    {
        recorder?.Invoke(new FieldRead(field) { Names = Names<TEnum>.All, ListName = typeof(TEnum).Name });
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Wrong(field, FieldCodes.Required);

            return null;
        }

        if (Names<TEnum>.TryGet(text, out var member))
            return member;

        Wrong(field, FieldCodes.NotInList, Names<TEnum>.All);
        return null;
    }

    /// <summary>A member of an enum by its code in a list.</summary>
    public TEnum? Coded<TEnum>(string? text, string field, string list, bool required = true)
        where TEnum : struct, Enum
    {
        recorder?.Invoke(new FieldRead(field) { CodeList = list, IsNamed = true });
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Wrong(field, FieldCodes.Required);

            return null;
        }

        var codes = CodeLists.BuiltIn[list];
        if (codes.TryGet(text, out var entry) && Names<TEnum>.TryGet(entry.Name, out var member))
            return member;

        Wrong(field, FieldCodes.NotInList, ListCodes.Named(codes));
        return null;
    }

    /// <summary>A code of a list that has no enum.</summary>
    public string? Code(string? text, string field, string list, bool required = false)
    {
        recorder?.Invoke(new FieldRead(field) { CodeList = list });
        if (string.IsNullOrEmpty(text))
        {
            if (required)
                Wrong(field, FieldCodes.Required);

            return null;
        }

        var codes = CodeLists.BuiltIn[list];
        if (codes.IsValid(text, Today))
            return text;

        Wrong(field, FieldCodes.NotInList, ListCodes.Valid(codes, Today));
        return null;
    }

    /// <summary>A region's code, unchanged.</summary>
    public string? Region(string? text, string field)
    {
        if (string.IsNullOrEmpty(text) || (RegionCode.IsProvince(text) && RegionCode.TryParse(text, out _)))
            return string.IsNullOrEmpty(text) ? null : text;

        Wrong(field, FieldCodes.BadCode);
        return null;
    }
}

/// <summary>A value that the reading of a request asked for.</summary>
/// <param name="Field">Its name, as an error gives it.</param>
internal sealed record FieldRead(string Field)
{
    /// <summary>Fewest characters, inclusive.</summary>
    public int? Shortest { get; init; }

    /// <summary>Most characters, inclusive.</summary>
    public int? Longest { get; init; }

    /// <summary>Of a number: the least, inclusive.</summary>
    public int? Least { get; init; }

    /// <summary>Of a number: the most, inclusive.</summary>
    public int? Most { get; init; }

    /// <summary><c>date</c> or <c>date-time</c>.</summary>
    public string? Format { get; init; }

    /// <summary>The values that it can have, where there is no code list.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>What <see cref="Names"/> are called together.</summary>
    public string? ListName { get; init; }

    /// <summary>The code list that it is of.</summary>
    public string? CodeList { get; init; }

    /// <summary>Only the codes with a name inside the system.</summary>
    public bool IsNamed { get; init; }

    /// <summary>It is needed and was not there.</summary>
    public bool IsMissing { get; init; }
}

/// <summary>Codes of a list, for the "allowed" of a problem; long lists are left to <c>/v1/code-lists</c>.</summary>
internal static class ListCodes
{
    private const int Most = 40;

    /// <summary>Those that are a member inside the system, so may be used.</summary>
    public static IReadOnlyList<string> Named(CodeList list) =>
        [.. list.Entries.Where(entry => entry.Name is not null).Select(entry => entry.Code).Take(Most)];

    public static IReadOnlyList<string>? Valid(CodeList list, DateOnly day) =>
        list.Entries.Count > Most ? null : [.. list.ValidOn(day).Select(entry => entry.Code)];

    /// <summary>The code of an enum's member in its list.</summary>
    public static string Of<TEnum>(string list, TEnum member)
        where TEnum : struct, Enum
    {
        var name = Domain.Text.EnumName.Of(member);
        return CodeLists.BuiltIn[list].TryGetByName(name, out var entry) ? entry.Code : name;
    }
}

/// <summary>
/// The one form of a moment in every answer: China time with its offset, <c>2026-11-22T09:30:00+08:00</c>, whatever offset the store gave
/// it. Parts of a second only where there are some.
/// </summary>
internal sealed class ChinaMoment : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(
            value.ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)
        );
}
