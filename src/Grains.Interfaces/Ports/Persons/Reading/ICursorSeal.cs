namespace Grid.Grains.Interfaces.Persons.Reading;

/// <summary>
/// Seals the places of lists that callers bring back: with a keyed hash under the register's key, the same in every process, so that nobody
/// else makes one. What is sealed can be read by whoever has the text.
/// </summary>
public interface ICursorSeal
{
    /// <summary>A text of letters, digits, <c>-</c> and <c>_</c>; the same for the same.</summary>
    /// <param name="place">What is sealed.</param>
    /// <param name="bound">What it is bound to: only with the same is it opened.</param>
    string Seal(string place, string bound);

    /// <summary>What was sealed; null for a text that is none of ours, was altered, or is bound to something else.</summary>
    string? Open(string text, string bound);
}
