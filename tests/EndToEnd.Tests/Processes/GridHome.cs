namespace Grid.EndToEnd.Tests.Processes;

/// <summary>A <c>GRID_HOME</c> of a test: keys and logs, deleted afterwards.</summary>
public sealed class GridHome : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("grid-home-");

    public GridHome() => Tokens = new DevelopmentTokens(Path.Combine(Folder, "secrets", "dev-token.key"));

    public string Folder => folder.FullName;

    public DevelopmentTokens Tokens { get; }

    public void Dispose() => folder.Delete(recursive: true);
}
