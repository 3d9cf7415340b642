using Grid.Domain.Persons;

namespace Grid.Api.Requests;

/// <summary>A note.</summary>
public sealed record NoteBody : IRequest<NoteBody>
{
    public string? Note { get; init; }

    public static NoteBody Example { get; } = new() { Note = "姓名与证件不符,请核对后更正" };

    internal string Read(Fields fields)
    {
        var note = fields.Text(Note, "note", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return note!;
    }
}
