using Grid.Api.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Grid.Console.Hosting;

/// <summary>Which way of signing in the configuration asks for.</summary>
internal static class ConsoleModes
{
    /// <exception cref="OptionsValidationException">The development sign-in is asked for where it is not allowed.</exception>
    public static ConsoleMode Read(IConfiguration configuration)
    {
        var console = configuration.GetSection(ConsoleOptions.Section).Get<ConsoleOptions>() ?? new ConsoleOptions();
        var isDevelopment = string.Equals(configuration["GRID_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);
        var authority = configuration[$"{ApiOptions.Section}:{nameof(ApiOptions.Authority)}"];
        if (console.DevelopmentSignIn == true && !isDevelopment)
        {
            throw Wrong(
                $"{ConsoleOptions.Section}:DevelopmentSignIn 只能用于开发环境。It is for development alone: remove it, or set GRID_ENVIRONMENT to Development."
            );
        }

        if (console.DevelopmentSignIn == true && !string.IsNullOrEmpty(authority))
            throw Wrong($"{ConsoleOptions.Section}:DevelopmentSignIn cannot be used beside {ApiOptions.Section}:Authority.");
        if (!string.IsNullOrEmpty(authority))
        {
            if (string.IsNullOrEmpty(console.ClientId))
                return ConsoleMode.Off;
            return string.IsNullOrEmpty(console.ClientSecretFile) || File.Exists(console.ClientSecretFile)
                ? ConsoleMode.Provider
                : throw Wrong($"{ConsoleOptions.Section}:ClientSecretFile names a file that does not exist.");
        }

        return isDevelopment && console.DevelopmentSignIn != false ? ConsoleMode.Development : ConsoleMode.Off;
    }

    private static OptionsValidationException Wrong(string message) => new(ConsoleOptions.Section, typeof(ConsoleOptions), [message]);
}

/// <summary>How people sign in to the pages of this process.</summary>
public enum ConsoleMode
{
    /// <summary>No provider's client is configured: there are no pages.</summary>
    Off,

    /// <summary>A role is chosen.</summary>
    Development,

    /// <summary>OpenID Connect.</summary>
    Provider,
}

/// <summary>How the pages of this process were set up.</summary>
internal sealed record ConsoleState(ConsoleMode Mode);
