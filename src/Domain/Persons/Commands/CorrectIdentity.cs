using Grid.Domain.Identity;

namespace Grid.Domain.Persons.Commands;

/// <summary>The person's answer to <see cref="AskCorrection"/>: the name as on the document. A wrong number is another record: end this one as entered in error.</summary>
public sealed record CorrectIdentity(PersonName Name) : PersonCommand;
