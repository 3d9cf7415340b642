using System.Text;
using Grid.Domain.Identity;
using Grid.Domain.Text;

namespace Grid.Domain.Duplicates;

/// <summary>
/// A name as it is compared. 王偉 and 王伟 are one text; 王伟, 王薇 and WANG WEI have one sound. Romanisations other than pinyin (WONG WAI) sound
/// different.
/// </summary>
/// <param name="Text">Simplified characters, or capital letters with single blanks between the parts.</param>
/// <param name="Sound">Small letters without separators.</param>
/// <param name="First">Sound of the first character or part.</param>
/// <param name="Last">Sound of the last one.</param>
/// <param name="IsLatin">In Latin letters.</param>
internal readonly record struct NameForm(string Text, string Sound, string First, string Last, bool IsLatin)
{
    public static NameForm Of(PersonName name)
    {
        var plain = Nfkc.WithoutMarks(name.Value).ToUpperInvariant();
        var points = plain.EnumerateRunes().ToArray();
        return points.Any(point => Han.SoundOf(point) is not null) ? OfIdeographs(points) : OfLetters(points);
    }

    /// <summary>One whose sound is not known sounds like itself.</summary>
    private static NameForm OfIdeographs(Rune[] points)
    {
        var (text, sound) = (new StringBuilder(), new StringBuilder());
        var (first, last) = ("", "");
        foreach (var point in points.Where(point => Rune.IsLetter(point) || Han.SoundOf(point) is not null))
        {
            var simplified = Han.Simplified(point);
            last = Spelt(Han.SoundOf(simplified, isSurname: text.Length == 0) ?? simplified.ToString());
            first = text.Length == 0 ? last : first;
            text.Append(simplified);
            sound.Append(last);
        }

        return new NameForm(text.ToString(), sound.ToString(), first, last, IsLatin: false);
    }

    private static NameForm OfLetters(Rune[] points)
    {
        var text = new StringBuilder();
        foreach (var point in points)
        {
            if (Rune.IsLetter(point))
                text.Append(point);
            else if (point.Value != '\'' && text.Length > 0 && text[^1] != ' ')
                text.Append(' ');
        }

        var parts = text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var sounds = parts.Select(part => Spelt(part.ToLowerInvariant())).ToArray();
        return new NameForm(string.Join(' ', parts), string.Concat(sounds), sounds[0], sounds[^1], IsLatin: true);
    }

    /// <summary>吕 is LYU in passports, LV on keyboards.</summary>
    internal static string Spelt(string sound) =>
        sound.Replace("lv", "lyu", StringComparison.Ordinal).Replace("nv", "nyu", StringComparison.Ordinal);
}
