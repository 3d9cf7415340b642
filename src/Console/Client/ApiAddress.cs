using Grid.Console.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Grid.Console.Client;

/// <summary>Where the pages call the API: as configured, else where this process listens.</summary>
internal sealed class ApiAddress(IServer server, IOptions<ConsoleOptions> options)
{
    private Uri? address;

    public Uri Value => address ??= options.Value.ApiAddress ?? Own();

    private Uri Own()
    {
        var listening = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var chosen = listening.FirstOrDefault(one => one.StartsWith("http://", StringComparison.Ordinal))
            ?? listening.FirstOrDefault()
            ?? throw new InvalidOperationException($"The process listens nowhere: set {ConsoleOptions.Section}:ApiAddress.");
        var binding = Microsoft.AspNetCore.Http.BindingAddress.Parse(chosen);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new Uri($"{binding.Scheme}://{host}:{binding.Port}");
    }
}
