using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Orleans.Configuration;

namespace Grid.Silo.Clustering;

/// <summary>
/// Mutual TLS between silos, and between silos and API processes, where <see cref="SiloTlsFiles"/> are configured. All processes of a
/// register have it, or none.
/// </summary>
public static partial class SiloTls
{
    /// <summary>A connection without a finished handshake is closed after this time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void ConfigureSilo(ISiloBuilder silo, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(silo);
        if (SiloTlsFiles.Read(configuration) is not { } files)
            return;
        silo.Configure<SiloConnectionOptions>(options =>
        {
            options.ConfigureSiloInboundConnection(connection => Server(connection, files));
            options.ConfigureSiloOutboundConnection(connection => Client(connection, files));
            options.ConfigureGatewayInboundConnection(connection => Server(connection, files));
        });
    }

    public static void ConfigureClient(IClientBuilder client, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (SiloTlsFiles.Read(configuration) is { } files)
            client.Configure<ClientConnectionOptions>(options => options.ConfigureConnection(connection => Client(connection, files)));
    }

    private static void Server(IConnectionBuilder connection, SiloTlsFiles files) =>
        connection.Use(next =>
            context => SpeakAsync(context, next, Log(connection), (tls, token) => tls.AuthenticateAsServerAsync(files.ForServer(), token))
        );

    private static void Client(IConnectionBuilder connection, SiloTlsFiles files) =>
        connection.Use(next =>
            context => SpeakAsync(context, next, Log(connection), (tls, token) => tls.AuthenticateAsClientAsync(files.ForClient(), token))
        );

    private static async Task SpeakAsync(
        ConnectionContext context,
        ConnectionDelegate next,
        ILogger log,
        Func<SslStream, CancellationToken, Task> authenticate
    )
    {
        var plain = context.Transport;
        await using var tls = new SslStream(new PipeStream(plain));
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.ConnectionClosed);
            patience.CancelAfter(Patience);
            await authenticate(tls, patience.Token);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException)
        {
            NotAMember(log, $"{context.RemoteEndPoint}", e.GetType().Name);
            context.Abort();
            return;
        }

        var sealedPipe = new Duplex(
            PipeReader.Create(tls, new StreamPipeReaderOptions(leaveOpen: true)),
            PipeWriter.Create(tls, new StreamPipeWriterOptions(leaveOpen: true))
        );
        context.Transport = sealedPipe;
        try
        {
            await next(context);
        }
        finally
        {
            await sealedPipe.Input.CompleteAsync();
            await sealedPipe.Output.CompleteAsync();
            context.Transport = plain;
        }
    }

    private static ILogger Log(IConnectionBuilder connection) =>
        connection.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SiloTls));

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "集群连接被拒绝。A connection of the cluster with {Other} was refused: no certificate of this register's authority, or no TLS ({Error})"
    )]
    private static partial void NotAMember(ILogger log, string other, string error);

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
