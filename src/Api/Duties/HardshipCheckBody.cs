using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>It was looked at whether the person is a hardship person (就业困难人员).</summary>
public sealed record HardshipCheckBody : IRequest<HardshipCheckBody>
{
    /// <summary>The recognition; absent when the person is none.</summary>
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
