namespace Grid.Domain.Persons.Duties;

/// <summary>
/// The duties that are fulfilled by speaking with the person: the first contact, the month's follow-up, the visit after attempts that failed. Claiming one gives the telephone. For
/// all others the person's telephone is asked for with a reason, like any other sensitive value: they are about papers and data, and contacting is not their purpose.
/// </summary>
public static class ContactDuties
{
    public static bool Contains(DutyKind kind) => kind is DutyKind.FirstContact or DutyKind.FollowUp or DutyKind.Visit;
}
