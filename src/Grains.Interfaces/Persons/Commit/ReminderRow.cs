namespace Grid.Grains.Interfaces.Persons.Commit;

/// <summary>The person's one reminder <c>duty</c>.</summary>
/// <param name="At">When the register must act on its own; null deletes the reminder.</param>
public sealed record ReminderRow(DateTimeOffset? At)
{
    /// <summary>
    /// A row that is not moved ticks again after this long, and one whose moment nobody heard ticks at the next multiple of it: so short,
    /// and never shorter than the silos' refresh of reminders.
    /// </summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(15);
}
