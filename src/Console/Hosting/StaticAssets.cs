using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.Configuration;

namespace Grid.Console.Hosting;

/// <summary>
/// Scripts and styles, all served by this host. Its build lists them beside it, so they are found whatever program the host runs in.
/// </summary>
public static class StaticAssets
{
    private const string Host = "Grid.Silo";

    internal static string Manifest => Path.Combine(AppContext.BaseDirectory, Host + ".staticwebassets.endpoints.json");

    /// <summary>Finds the files in the build output; a published host has them in place.</summary>
    public static void Use(IWebHostEnvironment environment, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var list = Path.Combine(AppContext.BaseDirectory, Host + ".staticwebassets.runtime.json");
        if (!File.Exists(list))
            return;
        configuration[WebHostDefaults.StaticWebAssetsKey] = list;
        StaticWebAssetsLoader.UseStaticWebAssets(environment, configuration);
    }
}
