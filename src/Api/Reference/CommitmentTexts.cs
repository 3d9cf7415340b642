using Grid.Domain.Data;

namespace Grid.Api.Reference;

/// <summary>All versions of the commitment text, from <c>data/api/commitment-texts.json</c>, oldest first.</summary>
public sealed class CommitmentTexts
{
    private static readonly Lazy<CommitmentTexts> LazyBuiltIn = new(() =>
        new CommitmentTexts(EmbeddedData.Read("api/commitment-texts.json").As<CommitmentText[]>())
    );

    public CommitmentTexts(IEnumerable<CommitmentText> texts)
    {
        All = [.. texts.OrderBy(text => text.ValidFrom)];
        Versions = [.. All.Select(text => text.Version)];
    }

    public static CommitmentTexts BuiltIn => LazyBuiltIn.Value;

    public IReadOnlyList<CommitmentText> All { get; }

    public IReadOnlyList<string> Versions { get; }

    /// <summary>Any version that ever was: papers and platform bring older ones.</summary>
    public bool Knows(string? version) => version is not null && Versions.Contains(version);
}

/// <summary>One version of what the person is informed of and commits to (告知承诺书), 79/2020 (二).</summary>
/// <param name="Version">Stored with each application permanently.</param>
/// <param name="ValidFrom">The first day on which it is shown.</param>
public sealed record CommitmentText(string Version, DateOnly ValidFrom, string Zh, string En);
