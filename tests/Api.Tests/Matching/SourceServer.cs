using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Tests.Matching;

/// <summary>The server of an authority that offers a file.</summary>
public sealed class SourceServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private SourceServer(WebApplication app, Uri address)
    {
        (this.app, Address) = (app, new Uri(address, "newest.csv"));
        app.Run(context =>
        {
            Asked.Enqueue((context.Request.Headers.Authorization.ToString(), context.Request.Headers.IfModifiedSince.ToString()));
            return Answer(context);
        });
    }

    public Uri Address { get; }

    /// <summary>Two headers of each request.</summary>
    public ConcurrentQueue<(string Authorization, string IfModifiedSince)> Asked { get; } = new();

    public Func<HttpContext, Task> Answer { get; set; } = _ => Task.CompletedTask;

    public static async Task<SourceServer> StartAsync(CancellationToken cancellationToken)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var built = builder.Build();
        built.Urls.Add(address.ToString());
        var server = new SourceServer(built, address);
        await built.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Offers a file, as web servers do: with its moment, and without its content to whoever has it.</summary>
    public void Offer(string content, DateTimeOffset asOf) =>
        Answer = context =>
        {
            var modified = asOf.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture);
            context.Response.Headers.LastModified = modified;
            if (context.Request.Headers.IfModifiedSince == modified)
            {
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }

            var bytes = Encoding.UTF8.GetBytes(content);
            context.Response.ContentLength = bytes.Length;
            return context.Response.Body.WriteAsync(bytes).AsTask();
        };

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
