using Grid.Api.Importing.Reading.Columns;
using Grid.Domain;
using Grid.Domain.Codes;
using Grid.Domain.Identity;
using Grid.Domain.Persons;
using Grid.Domain.Text;

namespace Grid.Api.Importing.Reading.Rows;

/// <summary>The end of a registration.</summary>
internal sealed record ImportedExit : Discreet
{
    /// <summary>The day of the fact.</summary>
    public required DateOnly On { get; init; }

    /// <summary>Code list <c>exit-reason</c>.</summary>
    public required string Code { get; init; }

    /// <summary>
    /// The reason; null for a code that closes nothing by itself (79/2020 (四)) and yet did so once: it is in the list as forbidden. Never
    /// null in a file of exits.
    /// </summary>
    public ExitReason? Reason { get; init; }

    public string? OtherReason { get; init; }

    /// <summary>What the exit was based on; null where the earlier system did not record it.</summary>
    public Evidence? Evidence { get; init; }

    public FormerEmployer? Employer { get; init; }

    /// <summary>What the person said, in a file of exits.</summary>
    public OwnStatement? Statement { get; init; }

    /// <summary>Side data that were not understood, as given.</summary>
    public IReadOnlyList<UnverifiedValue> Unverified { get; init; } = [];

    /// <summary>The exit of a row; null when there is none, or something is wrong with it.</summary>
    /// <param name="isHistory">Whether a reason that closes nothing today is accepted.</param>
    public static ImportedExit? Read(RowCells cells, bool isHistory)
    {
        var on = cells.Day(ImportColumns.ExitedOn);
        var code = cells.Code(ImportColumns.ExitReason, CodeListIds.ExitReason);
        var reason = Enum.TryParse<ExitReason>(code, out var member) && Enum.IsDefined(member) ? member : (ExitReason?)null;
        if (code is not null && reason is null && !isHistory)
            cells.Wrong(ImportColumns.ExitReason, ImportFaultCodes.ForbiddenExit);
        var exit = new ImportedExit
        {
            On = on ?? default,
            Code = code ?? "",
            Reason = reason,
            OtherReason = cells.Text(ImportColumns.ExitOtherReason),
            Evidence = EvidenceOf(cells),
            Employer = Employers.Read(cells, ImportColumns.NewEmployerName, ImportColumns.NewEmployerCode),
            Statement = isHistory ? null : StatementOf(cells),
            Unverified = cells.UnverifiedOfExit,
        };
        return on is null || code is null ? null : exit;
    }

    private static Evidence? EvidenceOf(RowCells cells)
    {
        var basis = cells.Member<EvidenceBasis>(ImportColumns.ExitBasis, CodeListIds.ExitBasis);
        var source = cells.Text(ImportColumns.EvidenceSource);
        var matched = cells.DayAndTime(ImportColumns.MatchedOn);
        var note = cells.Text(ImportColumns.EvidenceNote, FieldLimits.Note);
        return basis is null
            ? null
            : new Evidence
            {
                Basis = basis.Value,
                Source = source,
                MatchedAt = matched?.Moment,
                Note = note,
            };
    }

    private static OwnStatement? StatementOf(RowCells cells)
    {
        var channel = cells.Member<ContactChannel>(ImportColumns.StatementChannel, Mappings.CodeTargets.ContactChannel);
        var on = cells.DayAndTime(ImportColumns.StatedOn);
        var words = cells.Text(ImportColumns.StatementWords, FieldLimits.Note);
        return channel is null || on is null || words is null ? null : new OwnStatement(channel.Value, on.Value.Moment, words);
    }
}

/// <summary>An exit of a registered person.</summary>
internal sealed record ExitRow : ImportRecord
{
    public required PersonKey Person { get; init; }

    public required ImportedExit Exit { get; init; }

    public static ExitRow? Read(RowCells cells)
    {
        var row = new ExitRow { Person = PersonKey.Read(cells, birthDate: null)!, Exit = ImportedExit.Read(cells, isHistory: false)! };
        return cells.IsSound ? row with { Unverified = cells.Unverified } : null;
    }
}

/// <summary>Employers of rows.</summary>
internal static class Employers
{
    /// <summary>Null when neither name nor code is given; a code that is wrong is kept as given.</summary>
    public static FormerEmployer? Read(RowCells cells, ImportColumn name, ImportColumn code)
    {
        var called = cells.Text(name, FieldLimits.EmployerName);
        var known = cells.Number<SocialCreditCode>(code, TryCode, isLong: true);
        return called is null && known is null ? null : new FormerEmployer(called, known);
    }

    private static bool TryCode(string text, out SocialCreditCode? code, out string fault)
    {
        var isCode = SocialCreditCode.TryParse(text, out code, out var error);
        fault = EnumName.Of(error);
        return isCode;
    }
}
