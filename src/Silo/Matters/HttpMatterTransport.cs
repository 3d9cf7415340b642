using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Matters;

namespace Grid.Silo.Matters;

/// <summary>
/// The systems of matters over HTTP: a signed POST for each message, as docs/matters.md describes it. Errors name a status, never a value.
/// </summary>
public sealed class HttpMatterTransport(
    IHttpClientFactory clients,
    IReadOnlyDictionary<MatterKind, MatterConnectionOptions> connections,
    TimeProvider clock
) : IMatterTransport
{
    public const string IdHeader = "Grid-Message-Id";
    public const string TimestampHeader = "Grid-Timestamp";
    public const string KeyHeader = "Grid-Key-Id";
    public const string SignatureHeader = "Grid-Signature";

    private const int ShortestKey = 16;

    private readonly Dictionary<MatterKind, byte[]> keys = connections
        .Where(one => one.Value is { Address: not null, KeyFile: not null })
        .ToDictionary(one => one.Key, one => KeyOf(one.Value.KeyFile!));

    /// <summary>Name of the client of one system: each has its own connections.</summary>
    public static string Client(MatterKind kind) => "matter-" + kind;

    public bool Connects(MatterKind kind) => keys.ContainsKey(kind);

    public async Task<MatterSendResult> SendAsync(MatterKind kind, string id, JsonElement body, CancellationToken cancellationToken)
    {
        if (!keys.TryGetValue(kind, out var key))
            return new MatterSendResult("no address", Permanent: false);
        var connection = connections[kind];
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(connection.AttemptTimeout);
        try
        {
            using var client = clients.CreateClient(Client(kind));
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(connection.Address!))
            {
                Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            await SignAsync(request, id, connection.KeyId, key, clock.GetUtcNow(), timeout.Token);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return answer.IsSuccessStatusCode
                ? new MatterSendResult(null, Permanent: false)
                : new MatterSendResult($"system {(int)answer.StatusCode}", IsPermanent(answer.StatusCode));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MatterSendResult("system does not answer in time", Permanent: false);
        }
        catch (HttpRequestException)
        {
            return new MatterSendResult("system cannot be reached", Permanent: false);
        }
    }

    /// <summary>
    /// Puts identifier, time, key and signature on a request: HMAC-SHA256 in lower-case hex over the time, the identifier and the body, a line
    /// feed after each of the first two.
    /// </summary>
    internal static async Task SignAsync(
        HttpRequestMessage request,
        string id,
        string keyId,
        byte[] key,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{timestamp}\n{id}\n"));
        hash.AppendData(body);
        request.Headers.Add(IdHeader, id);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(KeyHeader, keyId);
        request.Headers.Add(SignatureHeader, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>
    /// Whether the system rejects this message. Its rejection of the register (401, 403) ends when that is corrected, and an address that is
    /// wrong (404) when it is put right.
    /// </summary>
    private static bool IsPermanent(HttpStatusCode status) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity;

    private static byte[] KeyOf(string file)
    {
        var key = Encoding.UTF8.GetBytes(File.ReadAllText(file).Trim());
        return key.Length >= ShortestKey
            ? key
            : throw new InvalidOperationException($"The key in {file} is shorter than {ShortestKey} bytes.");
    }
}
