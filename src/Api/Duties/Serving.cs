using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>A service that was given or offered (79/2020 (三)), and what came of it.</summary>
public sealed record ServiceBody : IRequest<ServiceBody>
{
    /// <summary>Code of <c>/v1/service-list</c>.</summary>
    public string? Item { get; init; }

    /// <summary><c>given</c>, <c>offered</c>, <c>accepted</c>, <c>notWanted</c>, <c>successful</c> or <c>notSuccessful</c>.</summary>
    public string? Result { get; init; }

    /// <summary>The day; absent for today.</summary>
    public string? On { get; init; }

    public string? Note { get; init; }

    public static ServiceBody Example { get; } =
        new()
        {
            Item = "S101",
            Result = "offered",
            Note = "推荐3个岗位",
        };

    internal RecordService Read(Fields fields)
    {
        var item = fields.Text(Item, "item", 20, required: true);
        var result = fields.Name<ServiceResult>(Result, "result");
        var on = fields.Date(On, "on");
        var note = fields.Text(Note, "note", FieldLimits.Note);
        fields.ThrowIfWrong();
        return new RecordService(item!, result!.Value, on, note);
    }
}

/// <summary>A step of helping the person to a support policy: informed, helped, applied, answered (79/2020 (三)).</summary>
public sealed record PolicyBody : IRequest<PolicyBody>
{
    /// <summary>Code of <c>/v1/policy-list</c>.</summary>
    public string? Policy { get; init; }

    /// <summary><c>told</c>, <c>helped</c>, <c>applied</c>, <c>granted</c> or <c>declined</c>.</summary>
    public string? Step { get; init; }

    /// <summary>The day; absent for today.</summary>
    public string? On { get; init; }

    public string? Note { get; init; }

    /// <summary>Who says so, and when: needed with <c>granted</c> and <c>declined</c>.</summary>
    public EvidenceBody? Evidence { get; init; }

    public static PolicyBody Example { get; } =
        new()
        {
            Policy = "P040",
            Step = "granted",
            Evidence = new EvidenceBody { Basis = "3", Note = "电话核实:人社局 2026-11-20 已批准" },
        };

    internal RecordPolicyStep Read(Fields fields)
    {
        var policy = fields.Text(Policy, "policy", 20, required: true);
        var step = fields.Name<PolicyStep>(Step, "step");
        var on = fields.Date(On, "on");
        var note = fields.Text(Note, "note", FieldLimits.Note);
        var evidence = Evidence is null ? null : EvidenceBody.Read(Evidence, "evidence", fields);
        if (Evidence is null && step is PolicyStep.Granted or PolicyStep.Declined)
            fields.Wrong("evidence", FieldCodes.Required);
        fields.ThrowIfWrong();
        return new RecordPolicyStep(policy!, step!.Value, on, note) { Evidence = evidence };
    }
}

/// <summary>Overrides the grade of the rule (分级分类), or gives it back to the rule.</summary>
public sealed record GradeBody : IRequest<GradeBody>
{
    /// <summary><c>selfReliant</c>, <c>assisted</c> or <c>intensive</c>; absent: as the rule says.</summary>
    public string? Grade { get; init; }

    public string? Note { get; init; }

    public static GradeBody Example { get; } = new() { Grade = "assisted", Note = "需要职业指导" };

    internal SetGrade Read(Fields fields)
    {
        var grade = fields.Name<ServiceGrade>(Grade, "grade", required: false);
        var why = fields.Text(Note, "note", FieldLimits.Line, required: true);
        fields.ThrowIfWrong();
        return new SetGrade(grade, why!);
    }
}
