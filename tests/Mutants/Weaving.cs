using System.Text.RegularExpressions;

namespace Grid.Mutants;

/// <summary>Puts the mutants of one file beside what they change.</summary>
internal static partial class Weaving
{
    /// <exception cref="InvalidOperationException">Two mutants change parts that overlap and are not the same.</exception>
    public static string Of(string text, IReadOnlyList<(Mutant Mutant, Place Place)> mutants)
    {
        var end = text.Length;
        foreach (var same in mutants.GroupBy(one => (one.Place.Start, one.Place.Length)).OrderByDescending(group => group.Key.Start))
        {
            var (start, length) = same.Key;
            if (start + length > end)
            {
                throw new InvalidOperationException(
                    $"{string.Join(", ", same.Select(one => one.Mutant.Id))}: the part that changes overlaps with that of another mutant."
                );
            }

            end = start;
            var expression = same.Aggregate(text.Substring(start, length), (right, one) => Beside(right, one.Mutant));
            text = AsProperty(text[..start]) + expression + text[(start + length)..];
        }

        return text;
    }

    /// <summary>A condition stays one in which the compiler sees what it assigns.</summary>
    private static string Beside(string right, Mutant mutant)
    {
        var active = $"global::Grid.Domain.ActiveMutant.Is(\"{mutant.Id}\")";
        return mutant.Becomes switch
        {
            "false" => $"(!{active} && ({right}))",
            "true" => $"({active} || ({right}))",
            _ => $"({active} ? ({mutant.Becomes}) : ({right}))",
        };
    }

    /// <summary>What is compiled into its callers cannot be changed when the process runs.</summary>
    private static string AsProperty(string before) => Constant().Replace(before, match => $"static{match.Groups["name"].Value}=> ");

    [GeneratedRegex(@"\bconst\b(?<name>[^;={}]*)=\s*$", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Constant();
}
