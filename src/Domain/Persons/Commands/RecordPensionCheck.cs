using Grid.Domain.Retirement;

namespace Grid.Domain.Persons.Commands;

/// <summary>The pension data were matched, or checked by hand. Age proves nothing (§5.4).</summary>
public sealed record RecordPensionCheck(bool Draws, Evidence Evidence) : PersonCommand
{
    /// <summary>Which retirement age applies, where the data tell it; null leaves what is known.</summary>
    public RetirementCategory? RetirementCategory { get; init; }
}
