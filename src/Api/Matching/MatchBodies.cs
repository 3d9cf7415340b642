using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Views;
using Grid.Domain.Identity;
using Grid.Domain.Persons;

namespace Grid.Api.Matching;

/// <summary>A row of a source about a person, or its withdrawal. A report that is older than the one that is known changes nothing.</summary>
public sealed record MatchBody : IRequest<MatchBody>
{
    /// <summary>Id of the source, as in data/matching/sources.json.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Names the row for good: letters and digits, at most 64. A keyed hash of the source's own key, which may hold the identity number.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>The moment as of which the source says so.</summary>
    public string? AsOf { get; init; }

    /// <summary>The source does not say so any more; then nothing else is given.</summary>
    public bool? Withdrawn { get; init; }

    /// <summary>The first day of the fact: of the employment, the pension, the term.</summary>
    public string? On { get; init; }

    /// <summary>The last day, inclusive; absent while it lasts.</summary>
    public string? Until { get; init; }

    /// <summary>The employer, or the business. Contributions without one are the person's own, and show no work.</summary>
    public EmployerBody? Employer { get; init; }

    /// <summary>The person's name as the source has it: compared with the register's, and not stored.</summary>
    public string? Name { get; init; }

    public static MatchBody Example { get; } =
        new()
        {
            Source = "employment",
            Key = "5f1c2ab37de84c6f9f0b6b2f4f3d9a10",
            AsOf = "2026-11-21T08:00:00+08:00",
            On = "2026-11-16",
            Employer = new EmployerBody { Name = "示例公司", CreditCode = "91350100M000100Y43" },
        };

    internal RecordMatch Read(Fields fields)
    {
        var source = fields.Text(Source, "source", 40, required: true);
        var key = fields.Text(Key, "key", 64, required: true);
        var asOf = fields.Moment(AsOf, "asOf", required: true);
        var withdrawn = Withdrawn == true;
        var on = fields.Date(On, "on", required: !withdrawn);
        var until = fields.Date(Until, "until");
        var name = fields.Value<PersonName, PersonNameError>(Name, "name", PersonName.TryParse, required: false);
        foreach (var (field, given) in new (string, object?)[] { ("on", On), ("until", Until), ("employer", Employer), ("name", Name) })
        {
            if (withdrawn && given is not null)
                fields.Wrong(field, FieldCodes.NotAllowedHere);
        }

        fields.ThrowIfWrong();
        var fact = withdrawn ? null : new MatchedFact(on!.Value) { Until = until, Employer = EmployerBody.Read(Employer) };
        return new RecordMatch(source!, key!, asOf!.Value, fact) { Name = name };
    }
}

/// <summary>What the office found when it examined a row. A right one ends the registration that it concerns.</summary>
public sealed record FindingBody : IRequest<FindingBody>
{
    /// <summary>It is as the source says.</summary>
    public bool? Right { get; init; }

    /// <summary>
    /// What is wrong with it: <c>otherPerson</c>, <c>outdated</c>, <c>noSuchWork</c>, <c>wrongDay</c> or <c>other</c>. Only where it is wrong.
    /// </summary>
    public string? Fault { get; init; }

    /// <summary>How it was examined; needed with <c>other</c>, and where an exit is taken back.</summary>
    public string? Note { get; init; }

    public static FindingBody Example { get; } =
        new()
        {
            Right = false,
            Fault = "outdated",
            Note = "已与原单位电话核实,劳动关系已终止",
        };

    internal JudgeMatch Read(string source, string key, Fields fields)
    {
        if (Right is null)
            fields.Wrong("right", FieldCodes.Required);
        var fault = fields.Name<MatchFault>(Fault, "fault", required: false);
        var note = fields.Text(Note, "note", FieldLimits.Note);
        fields.ThrowIfWrong();
        return new JudgeMatch(source, key, Right!.Value, fault, note);
    }
}

/// <summary>What the person says against a row. It decides nothing, and whoever verifies reads it.</summary>
public sealed record MatchStatementBody : IRequest<MatchStatementBody>
{
    public StatementBody? Statement { get; init; }

    public static MatchStatementBody Example { get; } =
        new()
        {
            Statement = new StatementBody
            {
                Channel = "faceToFace",
                At = "2026-11-21T10:00:00+08:00",
                Text = "我十月底就离开了那家公司,单位没有办停保",
            },
        };

    internal AnswerMatch Read(string source, string key, Fields fields)
    {
        if (Statement is null)
            fields.Wrong("statement", FieldCodes.Required);
        var statement = StatementBody.Read(Statement, "statement", fields);
        fields.ThrowIfWrong();
        return new AnswerMatch(source, key, statement!);
    }
}
