using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Grid.Grains.Interfaces.Systems;
using Grid.Silo.Platform;

namespace Grid.Silo.Systems;

/// <summary>
/// Other systems over HTTP: a signed POST for each message, as docs/matters.md and docs/licences.md describe it. Errors name a status, never a value.
/// </summary>
public sealed class HttpSystemTransport(
    IHttpClientFactory clients,
    IReadOnlyDictionary<OutsideSystem, SystemConnectionOptions> connections,
    TimeProvider clock
) : ISystemTransport
{
    public const string IdHeader = "Grid-Message-Id";
    public const string TimestampHeader = "Grid-Timestamp";
    public const string KeyHeader = "Grid-Key-Id";
    public const string SignatureHeader = "Grid-Signature";

    private const int ShortestKey = 16;
    private const int LongestAnswer = 4 * 1024 * 1024;
    private const int LongestCode = 40;

    /// <summary>An answer that is older, or further ahead, may be an earlier one that somebody sends again.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly Dictionary<OutsideSystem, byte[]> keys = connections
        .Where(one => one.Value is { Address: not null, KeyFile: not null })
        .ToDictionary(one => one.Key, one => KeyOf(one.Value.KeyFile!));

    /// <summary>Name of the client of one system: each has its own connections.</summary>
    public static string Client(OutsideSystem system) => "system-" + system;

    public bool Connects(OutsideSystem system) => keys.ContainsKey(system);

    public async Task<SendResult> SendAsync(OutsideSystem system, string id, JsonElement body, CancellationToken cancellationToken)
    {
        if (!keys.TryGetValue(system, out var key))
            return new SendResult("no address", Permanent: false);
        var connection = connections[system];
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(connection.AttemptTimeout);
        try
        {
            using var client = clients.CreateClient(Client(system));
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(connection.Address!))
            {
                Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)),
            };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
            await SignAsync(request, id, connection.KeyId, key, clock.GetUtcNow(), timeout.Token);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return !answer.IsSuccessStatusCode ? new SendResult($"system {(int)answer.StatusCode}", IsPermanent(answer.StatusCode))
                : system == OutsideSystem.Licence ? await SignedAsync(answer, id, key, clock.GetUtcNow(), timeout.Token)
                : new SendResult(null, Permanent: false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult("system does not answer in time", Permanent: false);
        }
        catch (HttpRequestException)
        {
            return new SendResult("system cannot be reached", Permanent: false);
        }
    }

    /// <summary>Puts identifier, time, key and signature on a request.</summary>
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
        request.Headers.Add(IdHeader, id);
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(KeyHeader, keyId);
        request.Headers.Add(SignatureHeader, SignatureOf(timestamp, id, body, key));
    }

    /// <summary>
    /// HMAC-SHA256 in lower-case hex over the time, the identifier and the body, a line feed after each of the first two. Of an answer the
    /// identifier is that of the message that it answers.
    /// </summary>
    private static string SignatureOf(string timestamp, string id, ReadOnlySpan<byte> body, byte[] key)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{timestamp}\n{id}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>
    /// A signed answer. One that is not signed, or not to this message, is none: whoever stands in between cannot make the register believe that
    /// an item arrived, or was rejected.
    /// </summary>
    private static async Task<SendResult> SignedAsync(
        HttpResponseMessage answer,
        string id,
        byte[] key,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        if (await BoundedAnswer.BytesAsync(answer.Content, LongestAnswer, cancellationToken) is not { } bytes)
            return new SendResult("answer too long", Permanent: false);
        var timestamp = Header(answer, TimestampHeader);
        if (
            !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(SignatureOf(timestamp, id, bytes.Span, key)),
                Encoding.ASCII.GetBytes(Header(answer, SignatureHeader))
            )
        )
        {
            return new SendResult("answer not signed as it should be", Permanent: false);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            var body = document.RootElement.Clone();
            return body.ValueKind != JsonValueKind.Object ? new SendResult("answer is no object", Permanent: false)
                : body.TryGetProperty("result", out var result)
                && result.ValueKind == JsonValueKind.String
                && result.ValueEquals("rejected")
                    ? new SendResult("rejected" + Code(body), Permanent: true)
                : new SendResult(null, Permanent: false, body);
        }
        catch (JsonException)
        {
            return new SendResult("answer is no JSON", Permanent: false);
        }
    }

    /// <summary>Why, as a code; anything else might quote the person.</summary>
    private static string Code(JsonElement body) =>
        body.TryGetProperty("code", out var given)
        && given.ValueKind == JsonValueKind.String
        && given.GetString() is { Length: > 0 and <= LongestCode } code
        && code.All(one => char.IsAsciiLetterLower(one) || one == '-')
            ? ": " + code
            : "";

    private static string Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? values.First() : "";

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
