using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Persons;

/// <summary>
/// How the person was informed of the latest <c>exit</c>, <c>nonApproval</c> or <c>revocation</c>; after a death the family.
/// </summary>
public sealed record InformingBody : IRequest<InformingBody>
{
    public string? Of { get; init; }

    /// <summary>When; absent for now. Not before the day of the decision.</summary>
    public string? At { get; init; }

    public string? Channel { get; init; }

    /// <summary><c>informed</c> or <c>notReached</c>.</summary>
    public string? Outcome { get; init; }

    public string? Note { get; init; }

    public static InformingBody Example { get; } =
        new()
        {
            Of = "exit",
            At = "2026-11-21T09:30:00+08:00",
            Channel = "telephone",
            Outcome = "informed",
            Note = "已电话告知退出原因和复核途径",
        };

    internal RecordInforming Read(Fields fields)
    {
        var of = fields.Name<InformingSubject>(Of, "of");
        var at = fields.Moment(At, "at");
        var channel = fields.Name<ContactChannel>(Channel, "channel");
        var outcome = fields.Name<InformingOutcome>(Outcome, "outcome");
        var note = fields.Text(Note, "note", FieldLimits.Note);
        fields.ThrowIfWrong();
        return new RecordInforming
        {
            Of = of!.Value,
            At = at,
            Channel = channel!.Value,
            Outcome = outcome!.Value,
            Note = note,
        };
    }
}
