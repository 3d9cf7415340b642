namespace Grid.Grains.Tests.Versions;

/// <summary>
/// What the last release sends, stores and calls is still understood: <c>wire.txt</c> beside this file has its lines, and none may go away.
/// At a release the file is made again: the test leaves <c>wire.now.txt</c> beside the program (docs/operations.md, "Upgrade").
/// </summary>
public sealed class WireTests
{
    private static readonly string Kept = Path.Combine(AppContext.BaseDirectory, "Versions", "wire.txt");

    [Fact]
    public async Task Nothing_that_an_older_version_knows_has_gone()
    {
        var now = WireShape.Lines();
        await File.WriteAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "wire.now.txt"), now, TestContext.Current.CancellationToken);
        var kept = await File.ReadAllLinesAsync(Kept, TestContext.Current.CancellationToken);
        Assert.True(kept.Length > 500, $"wire.txt has {kept.Length} lines.");
        Assert.DoesNotContain(kept, line => !now.Contains(line));
    }

    [Fact]
    public async Task A_member_that_is_new_to_a_known_type_may_be_absent()
    {
        var kept = await File.ReadAllLinesAsync(Kept, TestContext.Current.CancellationToken);
        var types = kept.Where(line => line.StartsWith("json ", StringComparison.Ordinal)).Select(TypeOf).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(WireShape.Lines().Except(kept, StringComparer.Ordinal), line =>
            line.EndsWith(" required", StringComparison.Ordinal) && types.Contains(TypeOf(line))
        );
    }

    private static string TypeOf(string line)
    {
        var member = line.Split(' ')[1];
        return member[..Math.Max(0, member.LastIndexOf('.'))];
    }
}
