namespace Grid.Domain.Persons.Commands;

/// <summary>The answer to an objection (复核). One that is upheld has an effect in the same commit; nobody who took part in the decision may answer.</summary>
public sealed record AnswerObjection(string ObjectionId, bool Upheld, string Text) : PersonCommand
{
    /// <summary>What an upheld objection leads to; null: undone where that is possible, else examined again.</summary>
    public ObjectionRemedy? Remedy { get; init; }

    /// <summary>Of an objection against data that is upheld: the right data. <see cref="CorrectData.Why"/> is the answer's text.</summary>
    public CorrectData? Correction { get; init; }
}
