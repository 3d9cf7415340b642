using Grid.Api.Problems;
using Grid.Api.Requests;

namespace Grid.Api.Ledger;

/// <summary>
/// An export of the ledger (台账): of a saved list, of an office, or of a region. Without any of them, of all within the caller's reach.
/// </summary>
public sealed record LedgerBody : IRequest<LedgerBody>
{
    /// <summary>Identifier of a saved list; then nothing else selects.</summary>
    public string? List { get; init; }

    /// <summary>An office's code.</summary>
    public string? Office { get; init; }

    /// <summary>A region's code.</summary>
    public string? Region { get; init; }

    /// <summary>Registered on this day or later.</summary>
    public string? RegisteredFrom { get; init; }

    /// <summary>Registered on this day or earlier.</summary>
    public string? RegisteredTo { get; init; }

    /// <summary>True for values in full: for supervisors, and fewer persons. Masked otherwise.</summary>
    public bool? Full { get; init; }

    /// <summary>
    /// <c>ledger</c> (the default): a workbook with one line a person. <c>import</c>: CSV with one line a registration, as an import of
    /// registrations reads it (mapping table <c>current</c>); then full must be true.
    /// </summary>
    public string? Columns { get; init; }

    /// <summary>What the export is for; on the access log, and on every sheet of the file.</summary>
    public string? Note { get; init; }

    public static LedgerBody Example { get; } =
        new()
        {
            Office = "36010201",
            RegisteredFrom = "2026-10-21",
            RegisteredTo = "2026-11-20",
            Full = false,
            Columns = "ledger",
            Note = "社区月度走访",
        };

    internal LedgerOrder Read(Fields fields)
    {
        var (from, to) = (fields.Date(RegisteredFrom, "registeredFrom"), fields.Date(RegisteredTo, "registeredTo"));
        if (from > to)
            fields.Wrong("registeredFrom", FieldCodes.OutOfRange);
        if (List is not null && (Office ?? Region ?? RegisteredFrom ?? RegisteredTo) is not null)
            fields.Wrong("list", FieldCodes.Contradicts);
        if (Office is not null && Region is not null)
            fields.Wrong("region", FieldCodes.Contradicts);
        var columns = fields.Name<ExportColumns>(Columns, "columns", required: false) ?? ExportColumns.Ledger;
        if (columns == ExportColumns.Import && Full is not true)
            fields.Wrong("full", FieldCodes.Contradicts);
        var reason = fields.Text(Note, "note", 200, required: true, shortest: 4);
        fields.ThrowIfWrong();
        return new LedgerOrder(from, to, Full ?? false, columns, reason!);
    }
}

/// <summary>What the body says besides the selection.</summary>
internal sealed record LedgerOrder(DateOnly? From, DateOnly? To, bool Full, ExportColumns Columns, string Reason);

/// <summary>What an export has of each person.</summary>
internal enum ExportColumns
{
    /// <summary>The ledger (台账).</summary>
    Ledger = 1,

    /// <summary>What an import of registrations takes over.</summary>
    Import = 2,
}
