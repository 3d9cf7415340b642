using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Grid.PlatformSimulator.Wire;

/// <summary>
/// The signature that the simulator can ask for: header <c>X-Grid-Signature</c>, lower-case hex of HMAC-SHA256 over method, line feed, path
/// and query as sent, line feed, the header <c>Date</c> as sent, line feed, and the body. The date may be five minutes off.
/// </summary>
internal sealed class Signature(byte[] secret, TimeProvider clock)
{
    public const string Header = "X-Grid-Signature";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Reads the secret: the file's text in UTF-8 without blanks at its ends.</summary>
    public static Signature? FromFile(string? file, TimeProvider clock)
    {
        if (string.IsNullOrWhiteSpace(file))
            return null;
        var secret = Encoding.UTF8.GetBytes(File.ReadAllText(file).Trim());
        return secret.Length >= 16
            ? new Signature(secret, clock)
            : throw new FormatException($"The secret in {file} has fewer than 16 bytes.");
    }

    public string Of(string method, string pathAndQuery, string date, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.UTF8.GetBytes($"{method}\n{pathAndQuery}\n{date}\n"));
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Why a request is not let in; null when it is.</summary>
    public string? Refusal(HttpRequest request, string rawTarget, ReadOnlySpan<byte> body)
    {
        var date = request.Headers.Date.ToString();
        if (
            !DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            || (clock.GetUtcNow() - at).Duration() > Tolerance
        )
        {
            return "the header Date is missing, or more than five minutes off";
        }

        var given = Encoding.UTF8.GetBytes(request.Headers[Header].ToString());
        var right = Encoding.UTF8.GetBytes(Of(request.Method, rawTarget, date, body));
        return CryptographicOperations.FixedTimeEquals(given, right) ? null : $"the header {Header} does not fit the request";
    }
}
