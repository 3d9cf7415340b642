namespace Grid.Domain.Persons.Commands;

/// <summary>The person asks for a review (复核); any office takes it, the one that holds the case answers.</summary>
public sealed record RaiseObjection(ObjectionSubject Against, string Text) : PersonCommand;
