using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Grid.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Grid.Api.Tests.Webhooks;

/// <summary>A receiver over TLS, with a certificate of its own for one host name, that answers as a test wishes and keeps what it got.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string authority;

    private WebhookReceiver(WebApplication app, string authority, string host, int port)
    {
        (this.app, this.authority, Host, Port) = (app, authority, host, port);
    }

    public string Host { get; }

    public int Port { get; }

    public string Address => $"https://{Host}:{Port}/hook";

    /// <summary>The file by which its certificate is trusted.</summary>
    public string AuthorityFile => authority;

    /// <summary>What it answers; 204 when absent.</summary>
    public Func<HttpContext, Task>? Answer { get; set; }

    public ConcurrentQueue<Received> Got { get; } = new();

    /// <summary>What was taken: answered with a 2xx.</summary>
    public IReadOnlyList<JsonNode> Taken => [.. Got.Where(one => one.Status is >= 200 and < 300).SelectMany(one => one.Items)];

    public static async Task<WebhookReceiver> StartAsync(string host)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-30), now.AddDays(300));
        var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
        var file = Path.Combine(Path.GetTempPath(), $"grid-hook-{Guid.NewGuid():N}.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());

        var port = FreePorts.Take();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate)));
        var built = builder.Build();
        var receiver = new WebhookReceiver(built, file, host, port);
        built.Run(receiver.TakeAsync);
        await built.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var copy = new MemoryStream();
        await context.Request.Body.CopyToAsync(copy, context.RequestAborted);
        var received = new Received(
            context.Request.Path,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            copy.ToArray()
        );
        context.Response.StatusCode = 204;
        try
        {
            if (Answer is { } answer)
                await answer(context);
        }
        finally
        {
            received.Status = context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode;
            Got.Enqueue(received);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        File.Delete(authority);
    }
}

/// <summary>A request that a receiver got.</summary>
public sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public int Status { get; set; }

    public string Id => Headers["webhook-id"];

    public IReadOnlyList<JsonNode> Items => [.. JsonNode.Parse(Encoding.UTF8.GetString(Body))!["items"]!.AsArray().Select(item => item!)];
}
