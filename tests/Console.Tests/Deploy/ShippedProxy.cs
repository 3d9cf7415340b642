using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grid.Testing;

namespace Grid.Console.Tests.Deploy;

/// <summary>
/// The system's nginx with the file that is shipped (<c>deploy/compose/nginx.conf</c>), of which addresses and paths of this machine alone
/// are others.
/// </summary>
public sealed class ShippedProxy : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("grid-proxy-");
    private readonly List<string> output = [];
    private readonly Process process;
    private readonly string certificate;

    public ShippedProxy(int firstApi, int secondApi)
    {
        var port = FreePorts.Take();
        Address = new Uri($"https://127.0.0.1:{port}");
        certificate = MakeCertificate();
        var shipped = File.ReadAllText(Path.Combine(Repository(), "deploy", "compose", "nginx.conf"));
        foreach (
            var (there, here) in ((string, string)[])
                [
                    ("listen 443 ", $"listen 127.0.0.1:{port} "),
                    ("server api-1:5080 ", $"server 127.0.0.1:{firstApi} "),
                    ("server api-2:5080 ", $"server 127.0.0.1:{secondApi} "),
                    ("/etc/nginx/tls/api.crt", In("api.crt")),
                    ("/etc/nginx/tls/api.key", In("api.key")),
                ]
        )
        {
            Assert.Equal(2, shipped.Split(there).Length);
            shipped = shipped.Replace(there, here, StringComparison.Ordinal);
        }

        File.WriteAllText(In("grid.conf"), shipped);
        File.WriteAllText(
            In("nginx.conf"),
            $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{In("pid")}};
            error_log stderr warn;
            events { worker_connections 512; }
            http {
                client_body_temp_path {{In("body")}}; proxy_temp_path {{In("proxy")}}; fastcgi_temp_path {{In(
                "fastcgi"
            )}}; uwsgi_temp_path {{In("uwsgi")}}; scgi_temp_path {{In("scgi")}};
                include {{In("grid.conf")}};
            }
            """
        );
        process = new Process
        {
            StartInfo = new ProcessStartInfo(Find(), ["-e", "stderr", "-p", folder.FullName, "-c", In("nginx.conf")])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>What it wrote: its access log, and what it complains of.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (output)
                return [.. output];
        }
    }

    /// <summary>Until it answers.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        using var client = Client();
        for (var waited = Stopwatch.StartNew(); ; await Wait.ForAsync(TimeSpan.FromMilliseconds(50), cancellationToken))
        {
            Assert.False(process.HasExited || waited.Elapsed > TimeSpan.FromMinutes(1), string.Join('\n', Output));
            try
            {
                using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative), cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }
    }

    /// <summary>A client with cookies of its own.</summary>
    public HttpClient Client()
    {
        // The certificate is made for this test and is the only one that is taken.
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            CookieContainer = new CookieContainer(),
            SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate },
        };
        return new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(1) };
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // The master ends its worker.
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        folder.Delete(recursive: true);
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/sbin")
            .Select(place => Path.Combine(place, "nginx"))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("No nginx on PATH: ./grid test installs it where it may; else install the package nginx.");

    private static string Repository()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(here.FullName, "Grid.sln")))
            here = here.Parent ?? throw new DirectoryNotFoundException("The repository is not above the tests.");
        return here.FullName;
    }

    private string In(string name) => Path.Combine(folder.FullName, name);

    /// <returns>Its hash.</returns>
    private string MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(In("api.crt"), made.ExportCertificatePem());
        File.WriteAllText(In("api.key"), key.ExportPkcs8PrivateKeyPem());
        return made.GetCertHashString();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (output)
            output.Add(line);
    }
}
