using Grid.Api.Requests;
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
