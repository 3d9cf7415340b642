using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>A recognition as a hardship person (就业困难人员认定).</summary>
public sealed record HardshipBody
{
    /// <summary>Code list hardship-category.</summary>
    public string? Category { get; init; }

    /// <summary>First day, inclusive.</summary>
    public string? From { get; init; }

    /// <summary>Last day, inclusive; absent while it is open.</summary>
    public string? To { get; init; }

    internal HardshipRecognition? Read(string field, Fields fields)
    {
        var category = fields.Code(Category, field + ".category", CodeListIds.HardshipCategory, required: true);
        var from = fields.Date(From, field + ".from", required: true);
        var to = fields.Date(To, field + ".to");
        return category is not null && from is { } first ? new HardshipRecognition(category, first, to) : null;
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
            Evidence = new EvidenceBody { Basis = "manualCheck", Note = "核对认定表" },
        };

    internal RecordHardshipCheck Read(Fields fields)
    {
        var recognition = Recognition?.Read("recognition", fields);
        var evidence = EvidenceBody.Read(Evidence, "evidence", fields);
        fields.ThrowIfWrong();
        return new RecordHardshipCheck(recognition, evidence!);
    }
}
