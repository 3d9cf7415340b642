using Grid.Api.Requests;
using Grid.Domain.Persons;

namespace Grid.Api.Duties;

/// <summary>Overrides the grade of the rule (分级分类), or gives it back to the rule.</summary>
public sealed record GradeBody : IRequest<GradeBody>
{
    /// <summary><c>selfReliant</c>, <c>assisted</c> or <c>intensive</c>; absent: as the rule says.</summary>
    public string? Grade { get; init; }

    public string? Why { get; init; }

    public static GradeBody Example { get; } = new() { Grade = "assisted", Why = "需要职业指导" };

    internal SetGrade Read(Fields fields)
    {
        var grade = fields.Name<ServiceGrade>(Grade, "grade", required: false);
        var why = fields.Text(Why, "why", FieldLimits.Line, required: true);
        fields.ThrowIfWrong();
        return new SetGrade(grade, why!);
    }
}
