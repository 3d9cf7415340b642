using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>A recognition as a hardship person (就业困难人员认定).</summary>
public sealed record HardshipBody
{
    /// <summary>Code list hardship-category; of one category.</summary>
    public string? Category { get; init; }

    /// <summary>The same of several; not together with <c>category</c>.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>First day, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive; absent while it is open.</summary>
    public string? To { get; init; }

    internal HardshipRecognition? Read(string field, Fields fields)
    {
        var categories = HardshipCodes.Read(Category, Categories, field, fields);
        var from = fields.Date(From, field + ".from", required: true);
        var to = fields.Date(To, field + ".to");
        return categories.Count > 0 && from is { } first ? HardshipRecognition.Of(categories, first, to) : null;
    }
}

/// <summary>Categories of hardship in a request: one, or a list.</summary>
internal static class HardshipCodes
{
    private const int Most = 12;

    /// <summary>Empty when something is wrong.</summary>
    public static IReadOnlyList<string> Read(string? one, IReadOnlyList<string>? several, string field, Fields fields)
    {
        if (several is null)
            return fields.Code(one, field + ".category", CodeListIds.HardshipCategory, required: true) is { } code ? [code] : [];
        if (one is not null)
            fields.Wrong(field + ".categories", FieldCodes.Contradicts);
        return List(several, field + ".categories", fields, required: true);
    }

    /// <summary>A list of categories; what is wrong with one names its place.</summary>
    public static IReadOnlyList<string> List(IReadOnlyList<string>? given, string field, Fields fields, bool required)
    {
        if (given is not { Count: > 0 })
        {
            if (required || given is null)
                fields.Wrong(field, FieldCodes.Required);
            return [];
        }

        if (given.Count > Most)
        {
            fields.Beyond(field, FieldCodes.TooMany, null, Most);
            return [];
        }

        var codes = new List<string>();
        foreach (var (i, text) in given.Index())
        {
            var at = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{field}[{i}]");
            if (fields.Code(text, at, CodeListIds.HardshipCategory, required: true) is not { } code)
                continue;
            if (codes.Contains(code, StringComparer.Ordinal))
                fields.Wrong(at, FieldCodes.Duplicate);
            codes.Add(code);
        }

        return codes;
    }
}

/// <summary>
/// That the person is recognized as a hardship person, and from when to when. The category may tell of health or a past: it is shown by a
/// reveal only.
/// </summary>
public sealed record HardshipView(DateOnly From, DateOnly? To)
{
    internal static HardshipView? Of(HardshipRecognition? recognition) =>
        recognition is null ? null : new HardshipView(recognition.From, recognition.To);
}

/// <summary>The result of checking whether the person is a hardship person (就业困难人员).</summary>
public sealed record HardshipCheckBody : IRequest<HardshipCheckBody>
{
    /// <summary>The recognition; absent when the person is not recognised.</summary>
    public HardshipBody? Recognition { get; init; }

    public EvidenceBody? Evidence { get; init; }

    public static HardshipCheckBody Example { get; } =
        new()
        {
            Recognition = new HardshipBody { Category = "050", From = "2026-11-20" },
            Evidence = new EvidenceBody { Basis = "3", Note = "核对认定表" },
        };

    internal RecordHardshipCheck Read(Fields fields)
    {
        var recognition = Recognition?.Read("recognition", fields);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new RecordHardshipCheck(recognition, evidence!);
    }
}
