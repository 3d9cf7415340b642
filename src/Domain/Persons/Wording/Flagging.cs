using Grid.Domain.Persons.Commands;
using Grid.Domain.Persons.Deciding;
using Grid.Domain.Persons.Events;

namespace Grid.Domain.Persons.Wording;

/// <summary>Flags the suspicious wording of a command that was accepted. It blocks nothing.</summary>
internal static class Flagging
{
    /// <summary>What goes into the same commit; empty for nearly all commands.</summary>
    /// <param name="command">The accepted command.</param>
    /// <param name="office">The office of the case, where the author has none.</param>
    /// <param name="context">Who gave the command, and when.</param>
    public static IReadOnlyList<PersonEvent> Of(PersonCommand command, string? office, DecisionContext context)
    {
        List<PersonEvent>? flags = null;
        foreach (var text in FreeTexts.Of(command))
        {
            foreach (var found in SuspiciousWording.Find(text.Text, text.Use))
                (flags ??= []).Add(new WordingFlagged(context.Today, context.Actor.Office ?? office ?? "", NameOf(command), text.Field, found.Article, found.Words, text.Text!));
        }

        return flags ?? (IReadOnlyList<PersonEvent>)[];
    }

    /// <summary>As the command's discriminator: its type's name in camel case.</summary>
    private static string NameOf(PersonCommand command) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(command.GetType().Name);
}
