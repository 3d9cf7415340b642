using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Wording;

/// <summary>
/// A text that came with a command, in the same commit, suggests a ground which the notice forbids. It changes nothing of the person's: the supervisor of the office looks at it.
/// The author is the one who gave the command.
/// </summary>
/// <param name="On">The day, in China.</param>
/// <param name="Office">The author's office, under which the flag is listed; the case's where the author has none.</param>
/// <param name="Command">The command's name, as its discriminator is written.</param>
/// <param name="Field">The member of the command that holds the text, such as <c>exit.evidence.note</c>.</param>
/// <param name="Article">The article that forbids such a ground.</param>
/// <param name="Words">The words that suggest it, as they were compared.</param>
/// <param name="Text">The whole text.</param>
public sealed record WordingFlagged(
    DateOnly On, string Office, string Command, string Field, string Article, [property: Personal] string Words, [property: Personal] string Text) : PersonEvent;
