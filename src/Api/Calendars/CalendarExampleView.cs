namespace Grid.Api.Calendars;

/// <summary>A deadline that would move.</summary>
/// <param name="Number">Of the registration, or of the application while there is none.</param>
/// <param name="From">The day it is counted from.</param>
/// <param name="Due">Its last day now, inclusive.</param>
/// <param name="NewDue">Its last day with the table.</param>
public sealed record CalendarExampleView(string Number, string Kind, string Office, DateOnly From, DateOnly Due, DateOnly NewDue);
