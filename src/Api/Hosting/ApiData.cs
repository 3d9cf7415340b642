namespace Grid.Api.Hosting;

/// <summary>The files of <c>data/api</c>, which travel inside the assembly.</summary>
internal static class ApiData
{
    public static string Read(string name)
    {
        using var stream = typeof(ApiData).Assembly.GetManifestResourceStream("data/api/" + name)
            ?? throw new InvalidOperationException($"The embedded file {name} is missing from the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
