using Grid.Domain.Calendar;
using Grid.Domain.Regions;

namespace Grid.Domain.Persons;

/// <summary>
/// A complaint about an office by somebody who has no case, such as who was sent away for papers before there was an application
/// (79/2020 (二), (十四)). It belongs to no person's record.
/// </summary>
/// <param name="Id">The number that is given for reading the answer; not to be guessed.</param>
/// <param name="Office">The office complained of.</param>
/// <param name="Owner">The office above it, which answers.</param>
/// <param name="Due">The last day for the answer.</param>
public sealed record OpenComplaint(string Id, ComplaintKind Kind, string Office, string Owner, DateOnly RaisedOn, DateOnly Due) : Discreet
{
    /// <summary>How it was answered; null while it is open.</summary>
    public ComplaintEnd? End { get; init; }

    public DateOnly? EndedOn { get; init; }
}

/// <summary>What was written: the words, and how the person can be reached. Sealed where it is stored.</summary>
/// <param name="Contact">A telephone number, an address …, in any form; null where none was given.</param>
public sealed record OpenComplaintWords(string Text, string? Contact) : Discreet;

/// <summary>Who answers a complaint of somebody who has no case, and until when: as for any other complaint.</summary>
public static class OpenComplaining
{
    /// <summary>The longest contact.</summary>
    public const int LongestContact = 100;

    /// <summary>
    /// The office that it is about now, and the one above that answers within ten working days; or why nobody does.
    /// </summary>
    public static Refusal? Route(
        string office,
        OfficeDirectory offices,
        WorkingCalendars calendars,
        DateOnly today,
        out (string Office, string Owner, DateOnly Due) route
    )
    {
        ArgumentNullException.ThrowIfNull(offices);
        ArgumentNullException.ThrowIfNull(calendars);
        route = default;
        if (offices.Find(office) is not { } named)
            return new Refusal(RefusalCode.UnknownOffice) { Field = "office" };
        var about = named.IsValidOn(today) ? named : offices.SuccessorOf(named, today) ?? named;
        if (offices.SupervisorOf(about, today) is not { } owner)
            return new Refusal(RefusalCode.NoOfficeAbove) { Field = "office" };
        var due = calendars.For(owner.Code.Region).DeadlineAfter(today, Deadlines.ComplaintWorkingDays).Date;
        route = (about.Code.Value, owner.Code.Value, due);
        return null;
    }
}
