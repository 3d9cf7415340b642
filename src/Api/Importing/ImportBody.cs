using Grid.Api.Importing.Reading.Mappings;
using Grid.Api.Platform;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Grains.Interfaces.Importing;
using Grid.Grains.Interfaces.Reference;

namespace Grid.Api.Importing;

/// <summary>An import from an earlier system.</summary>
public sealed record ImportBody : IRequest<ImportBody>
{
    /// <summary>
    /// What the rows of the file are: <c>registrations</c> (also when it is absent), <c>followUps</c>, <c>services</c> or <c>exits</c>. The
    /// registrations are imported first.
    /// </summary>
    public string? Kind { get; init; }

    /// <summary>
    /// The mapping table by which the file is read, one of <c>GET /v1/imports/tables</c>; <c>current</c>, which is assumed, for the register's
    /// own codes and words.
    /// </summary>
    public string? System { get; init; }

    /// <summary>Why.</summary>
    public string? Note { get; init; }

    /// <summary>
    /// The stock of the end of this day is taken over as it was, and only what happened after it is counted. Without it the history is
    /// counted with its own dates; what lies in periods that were submitted is an adjustment of the open one. Of registrations only.
    /// </summary>
    public string? BaselineOn { get; init; }

    /// <summary>All or nothing.</summary>
    public bool? Whole { get; init; }

    /// <summary>Only check; the import is ordered afterwards.</summary>
    public bool? ChecksOnly { get; init; }

    public static ImportBody Example { get; } =
        new()
        {
            Kind = "registrations",
            System = "current",
            Note = "市级系统切换,数据截至 2026-10-20",
            BaselineOn = "2026-10-20",
            ChecksOnly = true,
        };

    internal (ImportKind Kind, string System, string Reason, DateOnly? BaselineOn, bool Whole, bool ChecksOnly) Read(
        Fields fields,
        IReferenceData reference
    )
    {
        var kind = Kind is null ? ImportKind.Registrations : fields.Name<ImportKind>(Kind, "kind");
        var system = System ?? "current";
        var tables = ImportMappings.Usable(reference, fields.Today);
        if (!tables.Contains(system, StringComparer.Ordinal))
            fields.Wrong("system", FieldCodes.NotInList, tables);
        var reason = OrderBody.ReadNote(fields, Note);
        var baseline = fields.Date(BaselineOn, "baselineOn");
        if (baseline > fields.Today)
            fields.Wrong("baselineOn", FieldCodes.InFuture);
        if (BaselineOn is not null && kind is not (null or ImportKind.Registrations))
            fields.Wrong("baselineOn", FieldCodes.NotAllowedHere);
        fields.ThrowIfWrong();
        return (kind!.Value, system, reason!, baseline, Whole ?? false, ChecksOnly ?? false);
    }
}
