using Grid.Api.Applications;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Layoffs;

/// <summary>
/// A group of persons whom one employer has laid off. What they have in common is said once; each has a commitment of the person's own, and
/// each is an application of its own. The employer confirms nothing, and no paper is asked for (79/2020 (二)).
/// </summary>
public sealed record LayoffBody : IRequest<LayoffBody>
{
    /// <summary>A request has at most 64 kB, of which each person takes about 500 bytes.</summary>
    internal const int MostPersons = 100;

    /// <summary>Code of the office; the caller's own by default.</summary>
    public string? Office { get; init; }

    /// <summary>Of those who state no other one.</summary>
    public EmployerBody? Employer { get; init; }

    /// <summary>Code list unemployment-reason, of those who state no other one; 21 when absent.</summary>
    public string? Reason { get; init; }

    /// <summary>Of those who state no other day.</summary>
    public string? UnemployedOn { get; init; }

    /// <summary>Code list place-ground, of those who choose no other place.</summary>
    public string? Ground { get; init; }

    /// <summary>
    /// 1 to 100 applications; of each what is absent is as above. <c>office</c>, <c>channel</c> and <c>platformNumber</c> are not allowed.
    /// </summary>
    [LongestList(MostPersons)]
    public IReadOnlyList<SubmitBody>? Persons { get; init; }

    public static LayoffBody Example { get; } =
        new()
        {
            Employer = new EmployerBody { Name = "示例公司", CreditCode = "91350100M000100Y43" },
            UnemployedOn = "2026-10-31",
            Ground = "3",
            Persons =
            [
                SubmitBody.Example with
                {
                    Channel = null,
                    Ground = null,
                    Reason = null,
                    UnemployedOn = null,
                    FormerEmployer = null,
                },
            ],
        };

    /// <summary>What is wrong with the group as a whole.</summary>
    internal void Read(Fields fields)
    {
        fields.Coded<UnemploymentReason>(Reason, "reason", CodeListIds.UnemploymentReason, required: false);
        fields.Date(UnemployedOn, "unemployedOn");
        fields.Coded<PlaceGround>(Ground, "ground", CodeListIds.PlaceGround, required: false);
        if (Persons is not { Count: > 0 })
            fields.Wrong("persons", FieldCodes.Required);
        foreach (var (i, one) in (Persons ?? []).Index())
        {
            if (one.Office is not null)
                fields.Wrong(FormattableString.Invariant($"persons[{i}].office"), FieldCodes.NotAllowedHere);
            if (one.Channel is not null)
                fields.Wrong(FormattableString.Invariant($"persons[{i}].channel"), FieldCodes.NotAllowedHere);
            if (one.PlatformNumber is not null)
                fields.Wrong(FormattableString.Invariant($"persons[{i}].platformNumber"), FieldCodes.NotAllowedHere);
        }

        fields.ThrowIfWrong();
    }

    /// <summary>The application of one of them.</summary>
    internal SubmitBody Of(SubmitBody one) =>
        one with
        {
            Office = Office,
            FormerEmployer = one.FormerEmployer ?? Employer,
            Reason = one.Reason ?? Reason ?? "21",
            UnemployedOn = one.UnemployedOn ?? UnemployedOn,
            Ground = one.Ground ?? Ground,
        };
}
