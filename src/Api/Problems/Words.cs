namespace Grid.Api.Problems;

/// <summary>One text in both languages.</summary>
public sealed record Words(string Zh, string En)
{
    public string In(Language language) => language == Language.English ? En : Zh;
}
