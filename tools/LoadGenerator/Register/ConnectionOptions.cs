using System.CommandLine;

namespace Grid.LoadGenerator.Register;

/// <summary>The options for the register's address.</summary>
internal static class ConnectionOptions
{
    public static Option<string> Url()
    {
        var url = new Option<string>("--url")
        {
            DefaultValueFactory = _ =>
                Environment.GetEnvironmentVariable("GRID_URLS")?.Split(';')[0] is { Length: > 0 } given ? given : "http://127.0.0.1:5080",
            Description = "Where the register listens.",
        };
        url.Validators.Add(result =>
        {
            if (
                !Uri.TryCreate(result.GetValueOrDefault<string>(), UriKind.Absolute, out var parsed)
                || parsed.Scheme is not ("http" or "https")
            )
            {
                result.AddError("--url is no address such as http://127.0.0.1:5080.");
            }
        });
        return url;
    }

    public static Option<string> KeyFile() =>
        new("--key-file")
        {
            DefaultValueFactory = _ =>
                Path.Combine(
                    Environment.GetEnvironmentVariable("GRID_HOME") is { Length: > 0 } home ? home : ".grid",
                    "secrets",
                    "dev-token.key"
                ),
            Description = "The key that signs development tokens.",
        };

    /// <summary>Whether the register is there and ready; informs the user when not.</summary>
    public static async Task<bool> AnswersAsync(Uri url, CancellationToken cancelled)
    {
        using var http = new HttpClient { BaseAddress = url };
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancelled);
            if (answer.IsSuccessStatusCode)
                return true;
            await Console.Error.WriteLineAsync($"The register at {http.BaseAddress} is not ready: {(int)answer.StatusCode}.");
        }
        catch (HttpRequestException failure)
        {
            await Console.Error.WriteLineAsync($"No register answers at {http.BaseAddress}: {failure.Message}");
        }

        return false;
    }
}
