using Grid.Api.Importing.Reading.Columns;
using Grid.Api.Importing.Reading.Mappings;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Importing.Reading.Rows;

/// <summary>A follow-up or another contact with a registered person.</summary>
internal sealed record FollowUpRow : ImportRecord
{
    public required PersonKey Person { get; init; }

    /// <summary>The day; the time where the file has one.</summary>
    public required DayAndTime At { get; init; }

    public required ContactChannel Channel { get; init; }

    public required ContactOutcome Outcome { get; init; }

    public string? Skill { get; init; }

    /// <summary>Code list <c>job-wish</c>.</summary>
    public IReadOnlyList<string> Wishes { get; init; } = [];

    public string? Note { get; init; }

    public static FollowUpRow? Read(RowCells cells)
    {
        var row = new FollowUpRow
        {
            Person = PersonKey.Read(cells, birthDate: null)!,
            At = cells.DayAndTime(ImportColumns.ContactedOn).GetValueOrDefault(),
            Channel = cells.Member<ContactChannel>(ImportColumns.ContactChannel, CodeTargets.ContactChannel).GetValueOrDefault(),
            Outcome = cells.Member<ContactOutcome>(ImportColumns.ContactOutcome, CodeTargets.ContactOutcome).GetValueOrDefault(),
            Skill = cells.Text(ImportColumns.Skill),
            Wishes = cells.Codes(ImportColumns.Wishes, CodeListIds.JobWish),
            Note = cells.Text(ImportColumns.Note, FieldLimits.Note),
        };
        return cells.IsSound ? row with { Unverified = cells.Unverified } : null;
    }
}

/// <summary>A service given or offered to a registered person.</summary>
internal sealed record ServiceRow : ImportRecord
{
    public required PersonKey Person { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>Code of the list of services; whether it was offered on that day is judged later.</summary>
    public required string Item { get; init; }

    public required ServiceResult Result { get; init; }

    public string? Note { get; init; }

    public static ServiceRow? Read(RowCells cells)
    {
        var row = new ServiceRow
        {
            Person = PersonKey.Read(cells, birthDate: null)!,
            On = cells.Day(ImportColumns.ServedOn).GetValueOrDefault(),
            Item = cells.Code(ImportColumns.ServiceItem, CodeTargets.ServiceItem)!,
            Result = cells.Member<ServiceResult>(ImportColumns.ServiceResult, CodeTargets.ServiceResult).GetValueOrDefault(),
            Note = cells.Text(ImportColumns.Note, FieldLimits.Note),
        };
        return cells.IsSound ? row with { Unverified = cells.Unverified } : null;
    }
}
