namespace Grid.Domain.Persons.Commands;

/// <summary>Ask the person to correct identity data; only after a check of the identity that was not confirmed. The clock runs on (§1.5).</summary>
public sealed record AskCorrection(string Note) : PersonCommand;
