using Grid.Api.Requests;
using Grid.Domain.Codes;
using Grid.Domain.Persons;

namespace Grid.Api.Views;

/// <summary>To which office a case goes.</summary>
public sealed record TransferBody : IRequest<TransferBody>
{
    public string? ToOffice { get; init; }

    /// <summary>Code list place-ground, when it changes with the office.</summary>
    public string? Ground { get; init; }

    public string? Note { get; init; }

    public static TransferBody Example { get; } =
        new()
        {
            ToOffice = "36010201",
            Ground = "habitualResidence",
            Note = "本人申请转至常住地",
        };

    internal Transfer Read(Fields fields)
    {
        var office = fields.Text(ToOffice, "toOffice", 14, required: true);
        var ground = fields.Coded<PlaceGround>(Ground, "ground", CodeListIds.PlaceGround, required: false);
        var note = fields.Text(Note, "note", FieldLimits.Note, required: true);
        fields.ThrowIfWrong();
        return new Transfer(office!, ground, note!);
    }
}
