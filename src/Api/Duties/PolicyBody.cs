using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>A step of helping the person to a support policy: told, helped, applied, answered (79/2020 (三)).</summary>
public sealed record PolicyBody : IRequest<PolicyBody>
{
    /// <summary>Code of <c>/v1/policy-list</c>.</summary>
    public string? Policy { get; init; }

    /// <summary><c>told</c>, <c>helped</c>, <c>applied</c>, <c>granted</c> or <c>declined</c>.</summary>
    public string? Step { get; init; }

    /// <summary>The day; absent for today.</summary>
    public string? On { get; init; }

    public string? Note { get; init; }

    public static PolicyBody Example { get; } = new() { Policy = "P040", Step = "told" };

    internal RecordPolicyStep Read(Fields fields)
    {
        var policy = fields.Text(Policy, "policy", 20, required: true);
        var step = fields.Name<PolicyStep>(Step, "step");
        var on = fields.Date(On, "on");
        var note = fields.Text(Note, "note", FieldLimits.Note);
        fields.ThrowIfWrong();
        return new RecordPolicyStep(policy!, step!.Value, on, note);
    }
}
